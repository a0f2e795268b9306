"""Reads of teams that several callers share."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, F, IntegerField, Max, Q, QuerySet, Value, When

from canhtay.core import clock
from canhtay.people.models import Person, RoleGrant
from canhtay.people.roles import Power, roles_with
from canhtay.people.scope import communes_run_by, groups_visible_to
from canhtay.places.models import Place, Placement, on
from canhtay.teams.models import Appointment, RosterUpload, Team

RANK = Case(
    When(role=Appointment.Role.LEADER, then=Value(0)),
    When(role=Appointment.Role.DEPUTY, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)
RUNNING = frozenset({*roles_with(Power.RUN_TEAMS), RoleGrant.Role.LEADER, RoleGrant.Role.DEPUTY})
"""Whose holders note skills and hours and connect phones, each for his own teams."""


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
    runs = Q(pk__in=_led_by(person)) | Q(group__in=groups_run_by(person))
    return teams_visible_to(person).filter(runs)


def groups_run_by(person: Person) -> "QuerySet[Placement, Any]":
    """Ids of the groups that lie today in the communes this person runs."""
    inside = Placement.objects.filter(on(clock.today()), parent__in=communes_run_by(person).values("pk"))
    return inside.values("place")


def members_of(teams: QuerySet[Team] | list[UUID], day: date | None = None) -> QuerySet[Appointment]:
    """Everybody in these teams on a day, leader first, then by given name."""
    rows = Appointment.objects.filter(on(day or clock.today()), team__in=teams)
    return rows.select_related("person", "team").annotate(rank=RANK).order_by("team", "rank", "person__sort_key", "pk")


def roles_of(person: Person, day: date | None = None) -> QuerySet[Appointment]:
    return (
        Appointment.objects.filter(on(day or clock.today()), person=person).annotate(rank=RANK).order_by("rank", "pk")
    )


def team_of(group: Place) -> Team | None:
    """The group's community team: the one with an hour, doors and phones."""
    return Team.objects.filter(group=group, kind=Team.Kind.COMMUNITY, valid_until=None).first()


def former_members_of(team: Team, day: date) -> QuerySet[Appointment]:
    """Who was in the team before that day and has left, the last to leave first. One who was entered by mistake never was in it."""
    gone = Appointment.objects.filter(team=team, valid_until__lt=day, valid_until__gte=F("valid_from"))
    return gone.select_related("person", "team").order_by("-valid_until", "person__sort_key", "pk")


def lists_waiting(communes: Iterable[Place | int]) -> QuerySet[RosterUpload]:
    """Read, and to be looked at before their files go; what was undone or dropped asks nothing of anybody."""
    waiting = RosterUpload.objects.filter(commune__in=list(communes), imported_at=None, undone_at=None, dropped_at=None)
    return waiting.exclude(file=None).order_by("-sent_at", "pk")


def last_days_of(grants: Iterable[int]) -> dict[int, date]:
    """The last day of the places in teams that share a grant, by its id. One that was entered by mistake never was."""
    real = Appointment.objects.filter(grant__in=list(grants), valid_until__gte=F("valid_from"))
    return dict(real.order_by().values_list("grant").annotate(Max("valid_until")))


def _led_by(person: Person) -> "QuerySet[Appointment, Any]":
    roles = [Appointment.Role.LEADER, Appointment.Role.DEPUTY]
    return roles_of(person).filter(role__in=roles).values("team")
