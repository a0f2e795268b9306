"""One leads a team. Who is to lead from a day on takes the place of who led until then, in the same step."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from canhtay.core import clock
from canhtay.core.history import Actor
from canhtay.people.models import Person
from canhtay.teams.actions import change_role, leave
from canhtay.teams.models import Appointment, Leaving, Team

STAYS, LEAVES = "stays", "leaves"


def leaders_of(team: Team, besides: Person | None = None) -> QuerySet[Appointment]:
    """Who leads it now; a list may have brought two."""
    rows = Appointment.objects.filter(team=team, role=Appointment.Role.LEADER, valid_until=None)
    rows = rows.exclude(person=besides) if besides else rows
    return rows.select_related("team__group", "person", "grant").order_by("pk")


@transaction.atomic
def make_way(team: Team, then: str, *, since: date, by: Actor, besides: Person | None = None) -> None:
    """Who leads now does not from `since` on: `then` says whether he STAYS as a member or LEAVES.

    Raises Problem(LEAVES_BEFORE_JOINING) where he leads only since a later day.
    """
    for row in leaders_of(team, besides):
        if then == STAYS:
            change_role(row, by=by, role=Appointment.Role.MEMBER, since=since)
        else:
            leave(row, by=by, because=Leaving.OTHER, last_day=clock.day_before(since))


@transaction.atomic
def change_place(row: Appointment, *, instead: str, since: date, by: Actor, **changes: Any) -> Appointment:
    """As `change_role`; `instead`: what becomes of who led until then, "" where nobody makes way."""
    if instead:
        make_way(row.team, instead, since=since, by=by, besides=row.person)
    return change_role(row, by=by, since=since, **changes)
