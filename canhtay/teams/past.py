"""What teams were called, and by which paper they stood, on a day. What a decision changes is kept with its days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max

from canhtay.core import clock
from canhtay.places.models import on
from canhtay.teams.models import Decision, Team, TeamState


@dataclass(frozen=True)
class Stood:
    label: str
    decision: Decision | None


def stood_on(teams: Iterable[Team], day: date) -> dict[UUID, Stood]:
    """One query for a day gone by, none for today. Teams with their decision: `select_related("decision")`."""
    found = {team.pk: Stood(team.label, team.decision) for team in teams}
    if day < clock.today():
        past = TeamState.objects.filter(on(day), team__in=list(found)).select_related("decision")
        found |= {row.team_id: Stood(row.label, row.decision) for row in past}
    return found


def labels_on(teams: Iterable[Team], day: date) -> dict[UUID, str]:
    """What they were called alone, likewise."""
    found = {team.pk: team.label for team in teams}
    if day < clock.today():
        found |= TeamState.objects.filter(on(day), team__in=list(found)).values_list("team", "label")
    return found


def as_now_since(teams: Iterable[Team]) -> dict[UUID, date]:
    """From which day each stands as it stands now."""
    since = {team.pk: team.valid_from for team in teams}
    ended = TeamState.objects.filter(team__in=list(since)).values_list("team").annotate(last=Max("valid_until"))
    return since | {key: clock.day_after(last) for key, last in ended}


def keep_states(teams: list[Team], day: date, by: Decision) -> None:
    """How they stand now, as what held until the day before; of one that stood so for no day nothing is kept."""
    since, last = as_now_since(teams), clock.day_before(day)
    TeamState.objects.bulk_create(
        TeamState(
            team=team,
            label=team.label,
            decision=team.decision,
            valid_from=since[team.pk],
            valid_until=last,
            ended_by=by,
        )
        for team in teams
        if since[team.pk] <= last
    )
