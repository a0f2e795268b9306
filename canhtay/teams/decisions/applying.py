"""What a decision says, done: teams get their paper and name, others end, their people go where it says.

Returns what was changed, by ids, with what stood there before: `withdrawing` reads it.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from canhtay.core import clock
from canhtay.core.history import Actor
from canhtay.teams.actions import appoint, change_role, end_appointments, tell
from canhtay.teams.decisions.annex import label_after
from canhtay.teams.decisions.outcome import Member, Outcome
from canhtay.teams.models import Appointment, Decision, Leaving, Team
from canhtay.teams.past import keep_states
from canhtay.teams.standing import restate

Effects = dict[str, list[Any]]


def apply(decision: Decision, outcome: Outcome, day: date, *, by: Actor) -> Effects:
    """Who joins another team joins before his own ends, so that what he may see has no gap."""
    members = [(team, one) for team, people in outcome.stays for one in people]
    effects: Effects = {
        "named": _name_teams(decision, [team for team, _people in outcome.stays], day),
        "appointed_by": _confirm(decision, [one.held for _team, one in members if one.held and not one.changes_role]),
        "changed": [_change(one, decision, day, by) for _team, one in members if one.held and one.changes_role],
        "joined": [_join(team, one, decision, day, by) for team, one in members if one.joins],
        **_end(decision, outcome, day, by),
    }
    restate(outcome.teams)
    tell(outcome.teams)
    return effects


def _name_teams(decision: Decision, teams: list[Team], day: date) -> list[Any]:
    keep_states(teams, day, decision)
    before = [[str(team.pk), team.decision_id, team.label] for team in teams]
    for team in teams:
        team.decision, team.label = decision, label_after(decision, team)
    Team.objects.bulk_update(teams, ["decision", "label"])
    return before


def _confirm(decision: Decision, rows: Iterable[Appointment]) -> list[Any]:
    """Who is in the team already is in it by this paper now."""
    kept = list(rows)
    before = [[row.pk, row.decision_id] for row in kept]
    Appointment.objects.filter(pk__in=[row.pk for row in kept]).update(decision=decision)
    return before


def _change(one: Member, decision: Decision, day: date, by: Actor) -> list[int]:
    assert one.held  # noqa: S101 asked for by the caller
    new = change_role(one.held, by=by, role=one.role, since=day, decision=decision)
    return [one.held.pk, new.pk]


def _join(team: Team, one: Member, decision: Decision, day: date, by: Actor) -> int:
    return appoint(team, one.person, one.role, by=by, post=one.post, body=one.body, since=day, decision=decision).pk


def _end(decision: Decision, outcome: Outcome, day: date, by: Actor) -> Effects:
    last_day = clock.day_before(day)
    teams = [team for team, _into, _people in outcome.ends]
    for team, into, _people in outcome.ends:
        team.valid_until, team.ended_by, team.merged_into = last_day, decision, into
    Team.objects.bulk_update(teams, ["valid_until", "ended_by", "merged_into"])
    rows = [row for _team, _into, people in outcome.ends for row in people]
    end_appointments(rows, by=by, because=Leaving.ENDED, last_day=last_day)
    return {"ended": [str(team.pk) for team in teams], "left": [row.pk for row in rows]}
