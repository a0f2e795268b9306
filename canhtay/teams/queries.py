"""Reads of teams that several callers share."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from canhtay.core import clock
from canhtay.people.models import Person
from canhtay.people.scope import communes_run_by, groups_visible_to
from canhtay.places.models import Place, Placement, on
from canhtay.teams.models import Appointment, Team

RANK = Case(
    When(role=Appointment.Role.LEADER, then=Value(0)),
    When(role=Appointment.Role.DEPUTY, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)
YOUTH_UNTIL = 30  # Luật Thanh niên 2020, Điều 1: from sixteen to the end of thirty


def is_youth(age: int | None) -> bool:
    """Somebody whose year of birth is unknown is not counted among the youths."""
    return age is not None and age <= YOUTH_UNTIL


def teams_visible_to(person: Person, day: date | None = None) -> QuerySet[Team]:
    day = day or clock.today()
    seen = groups_visible_to(person, day).values("pk")
    return (
        Team.objects.filter(on(day), group__in=seen)
        .select_related("group", "decision")
        .order_by("group__sort_key", "pk")
    )


def teams_run_by(person: Person) -> QuerySet[Team]:
    """Teams whose people this person may change and invite: a leader's, a deputy's, and those of an officer's communes."""
    inside = Placement.objects.filter(on(clock.today()), parent__in=communes_run_by(person))
    runs = Q(pk__in=_led_by(person)) | Q(group__in=inside.values("place"))
    return teams_visible_to(person).filter(runs)


def members_of(teams: QuerySet[Team] | list[UUID], day: date | None = None) -> QuerySet[Appointment]:
    """Everybody in these teams on a day, leader first, then by given name."""
    rows = Appointment.objects.filter(on(day or clock.today()), team__in=teams)
    return rows.select_related("person", "team").annotate(rank=RANK).order_by("team", "rank", "person__sort_key", "pk")


def roles_of(person: Person, day: date | None = None) -> QuerySet[Appointment]:
    return (
        Appointment.objects.filter(on(day or clock.today()), person=person).annotate(rank=RANK).order_by("rank", "pk")
    )


def team_of(group: Place) -> Team | None:
    return Team.objects.filter(group=group, valid_until=None).first()


def _led_by(person: Person) -> "QuerySet[Appointment, Any]":
    roles = [Appointment.Role.LEADER, Appointment.Role.DEPUTY]
    return roles_of(person).filter(role__in=roles).values("team")
