"""Into a team: somebody new, or somebody the commune knows already. One person is to stand here once."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from canhtay.core import sealing
from canhtay.core.history import Actor
from canhtay.core.vietnamese import fold
from canhtay.people.actions import add_person, change_person
from canhtay.people.models import Person, RoleGrant
from canhtay.teams.actions import appoint
from canhtay.teams.leading import make_way
from canhtay.teams.models import Appointment, Team
from canhtay.teams.queries import groups_run_by, roles_of

MOST_ASKED = 6


def known_already(person: Person, name: str, phone: str) -> QuerySet[Person]:
    """Of this name or with this telephone number, in the teams, now or before, of the communes the person runs."""
    there = RoleGrant.objects.filter(place__in=groups_run_by(person))
    same = Q(folded=fold(name)) if name else Q(pk__in=[])
    if phone:
        same |= Q(phone_digest=sealing.digest(phone, "phone"))
    return Person.unscoped.filter(same, pk__in=there.values("person")).order_by("sort_key", "pk")[:MOST_ASKED]


def where_known(person: Person) -> str:
    """ "Thành viên ở Trà Khê 4", to tell two people of one name apart; empty for one who is in no team now."""
    row = roles_of(person).select_related("team__group").first()
    return f"{row.get_role_display()} – {row.team.group.name}" if row else ""


@transaction.atomic
def take_in(
    team: Team,
    about: dict[str, Any],
    *,
    same: Person | None,
    role: str,
    post: str,
    body: str,
    since: date,
    by: Actor,
    instead: str = "",
) -> Appointment:
    """`about` is what was written of the person; of one who is known it fills only what was not on record.
    `instead`: what becomes of who led until then (leading.py); "" where nobody makes way.

    Raises Problem: TEAM_ENDED, IN_IT_ALREADY, LEAVES_BEFORE_JOINING.
    """
    if instead:
        make_way(team, instead, since=since, by=by, besides=same)
    if same is None:
        same = add_person(about.pop("name"), by=by, place=team.group_id, **about)
    else:
        missing = {name: value for name, value in about.items() if value and not getattr(same, name)}
        change_person(same, by=by, place=team.group_id, **missing)
    return appoint(team, same, role, by=by, post=post, body=body, since=since)
