"""How each team of a commune stands. Figures come from counts and standings: nobody's appointment is read."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse

from canhtay.core import clock, counts
from canhtay.places.models import on
from canhtay.register.indicators import HOUSEHOLDS
from canhtay.rounds.indicators import DOORS_OPENED, VISITS
from canhtay.rounds.queries import in_words, slots_of
from canhtay.teams.models import Appointment, Standing, Team
from canhtay.teams.verdicts import TeamVerdict, verdict_of


@dataclass(frozen=True)
class TeamRow:
    """`members`, `leaders`, `youths` and `verdict` are None until the team has been judged once."""

    team: Team
    members: int | None
    leaders: int | None
    youths: int | None
    verdict: TeamVerdict | None
    opened: int
    households: int
    visits_week: int
    slot_text: str
    connected: bool

    @property
    def name(self) -> str:
        return self.team.group.name

    @property
    def url(self) -> str:
        return reverse("team", args=[self.team.pk])

    @property
    def is_leaderless(self) -> bool:
        return self.leaders == 0

    @property
    def weight(self) -> int | None:
        """How much is missing, for sorting: nothing comes first."""
        return None if self.verdict is None else sum(one.breaks for one in self.verdict.told)


def team_rows(groups: list[int], today: date) -> list[TeamRow]:
    teams = list(
        Team.objects.filter(on(today), group__in=groups, kind=Team.Kind.COMMUNITY)
        .select_related("group", "standing")
        .order_by("group__sort_key", "pk")
    )
    keys, monday = [team.pk for team in teams], clock.week_of(today)
    opened, households = counts.totals(DOORS_OPENED.name, groups), counts.totals(HOUSEHOLDS.name, groups)
    visits = counts.totals(VISITS.name, groups, since=monday, until=monday + timedelta(days=6))
    slots, connected = slots_of(keys), _connected(keys, today)
    return [
        _row(
            team,
            opened=opened.get(team.group_id, 0),
            households=households.get(team.group_id, 0),
            visits_week=visits.get(team.group_id, 0),
            slot_text=in_words(slots[team.pk]) if team.pk in slots else "",
            connected=team.pk in connected,
        )
        for team in teams
    ]


def _row(team: Team, **figures: Any) -> TeamRow:
    standing: Standing | None = getattr(team, "standing", None)
    told = ("members", "leaders", "youths")
    figures |= {name: getattr(standing, name) if standing else None for name in told}
    return TeamRow(team=team, verdict=verdict_of(team), **figures)


def _connected(teams: list[UUID], today: date) -> set[UUID]:
    """The teams of which at least one member has a phone that is believed."""
    theirs = Appointment.objects.filter(on(today), team__in=teams)
    rows = theirs.filter(person__devices__revoked_at=None, person__devices__isnull=False)
    return set(rows.order_by().values_list("team", flat=True).distinct())
