"""What phones get of a team: its name and its people, without phone numbers."""

from typing import Any
from uuid import UUID

from canhtay.core import clock
from canhtay.people.address import address_of, by_age
from canhtay.people.models import Person
from canhtay.teams.models import Appointment, Team
from canhtay.teams.queries import members_of, roles_of


def render_teams(keys: list[str]) -> dict[str, dict[str, Any]]:
    people: dict[UUID, list[dict[str, Any]]] = {}
    for row in members_of([UUID(key) for key in keys]):
        people.setdefault(row.team_id, []).append(_member(row))
    return {
        str(team.pk): {
            "name": team.group.name,
            "label": team.label,
            "group": str(team.group),
            "members": people.get(team.pk, []),
        }
        for team in Team.objects.filter(pk__in=keys).select_related("group")
    }


def render_person(person: Person) -> dict[str, Any]:
    """A member as his own phone knows him: the highest role he holds now, and between what and what he chooses to be spoken to."""
    role = roles_of(person).values_list("role", flat=True).first() or Appointment.Role.MEMBER
    chosen = {"addressed": person.addressed, "by_age": by_age(person, clock.today())}
    return {
        "id": str(person.pk),
        "name": person.name,
        "address": address_of(person, clock.today()),
        "role": str(role),
    } | chosen


def _member(row: Appointment) -> dict[str, Any]:
    return {
        "id": str(row.person_id),
        "name": row.person.name,
        "role": row.role,
        "address": address_of(row.person, clock.today()),
    }
