"""Each team's verdict against its rule, kept beside it: a city of 3,790 teams reads it in one query and judges nothing.

Written with every change of a team, in that change's transaction, and again when a day has passed, since rules and people have
dates. Only community teams have one: no paper says how a Project 06 group is made up. How a list of members is turned into
findings is pure, in policy/composition.py.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from uuid import UUID

from canhtay.core import clock
from canhtay.places.models import on
from canhtay.policy.age import is_youth
from canhtay.policy.composition import LEADER, Finding, MemberFacts, Rule, verdict
from canhtay.policy.tables import GENERAL, composition_rules
from canhtay.teams.composition import communes_of_groups, rules_for
from canhtay.teams.models import Appointment, Standing, Team
from canhtay.teams.offices import offices_in

BATCH = 500
JUDGED = ["rule", "members", "leaders", "youths", "fits", "findings", "checked_on"]


def restate(teams: Iterable[Team]) -> None:
    """Judge these teams anew after a change, in the caller's transaction: eight queries for each five hundred."""
    keys = [team.pk for team in teams]
    for start in range(0, len(keys), BATCH):
        restate_keys(keys[start : start + BATCH])


def restate_keys(keys: list[UUID]) -> None:
    fresh = list(judged(keys))
    Standing.objects.filter(team__in=keys).exclude(team__in=[row.team_id for row in fresh]).delete()
    Standing.objects.bulk_create(fresh, update_conflicts=True, unique_fields=["team"], update_fields=JUDGED)


def judged(keys: list[UUID]) -> Iterator[Standing]:
    """How the teams in force among these stand today; nothing is written."""
    today = clock.today()
    groups = dict(_in_force(keys, today))
    rules, people = _rules(set(groups.values()), today), members_in_force(list(groups), today)
    for key, group in groups.items():
        yield standing_of(key, rules[group], people[key], today)


def as_if(groups: Mapping[UUID, int], people: Mapping[UUID, list[MemberFacts]]) -> list[Standing]:
    """How these teams, each with its group, would stand today with these people; nothing is written."""
    rules, today = _rules(set(groups.values()), clock.today()), clock.today()
    return [standing_of(key, rules[group], people[key], today) for key, group in groups.items()]


def standing_of(team: UUID, rule: Rule, members: list[MemberFacts], today: date) -> Standing:
    found = verdict(rule, members, today.year)
    born = [one.birth_year for one in members if one.birth_year]
    return Standing(
        team_id=team,
        rule=rule.code,
        members=len(members),
        leaders=sum(one.role == LEADER for one in members),
        youths=sum(is_youth(today.year - year) for year in born),
        fits=found.fits,
        findings=[asdict(finding) for finding in found.findings],
        checked_on=today,
    )


def findings_of(standing: Standing) -> list[Finding]:
    return [Finding(**row) for row in standing.findings]


def _in_force(keys: list[UUID], today: date) -> Iterable[tuple[UUID, int]]:
    teams = Team.objects.filter(on(today), pk__in=keys, kind=Team.Kind.COMMUNITY)
    return teams.values_list("pk", "group")


def _rules(groups: set[int], today: date) -> dict[int, Rule]:
    """A group that waits for its side is in no commune, and judged by what holds everywhere."""
    communes = communes_of_groups(groups, today)
    rules, general = rules_for(set(communes.values()), today), composition_rules()[GENERAL]
    return {group: rules[communes[group]] if group in communes else general for group in groups}


def members_in_force(teams: list[UUID], today: date) -> dict[UUID, list[MemberFacts]]:
    rows = Appointment.objects.filter(on(today), team__in=teams)
    people: dict[UUID, list[MemberFacts]] = defaultdict(list)
    for team, role, body, post, born in rows.values_list("team", "role", "body", "post", "person__birth_year"):
        people[team].append(MemberFacts(role, body, offices_in(post), born))
    return people
