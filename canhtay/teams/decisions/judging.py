"""How the teams of a draft would stand against their rule once it is signed: so that nobody signs what breaks it without a word."""

from datetime import date

from canhtay.policy.composition import MemberFacts
from canhtay.teams.decisions.outcome import Member, outcome_of
from canhtay.teams.models import Decision, Team
from canhtay.teams.offices import offices_in
from canhtay.teams.standing import as_if
from canhtay.teams.verdicts import TeamVerdict, verdict_told


def verdicts_after(decision: Decision, day: date) -> dict[str, TeamVerdict]:
    """By team, of those that stay and have a rule. A fixed number of queries."""
    stays = {team: members for team, members in outcome_of(decision, day).stays if team.kind == Team.Kind.COMMUNITY}
    groups = {team.pk: team.group_id for team in stays}
    people = {team.pk: [_facts(one) for one in members] for team, members in stays.items()}
    return {str(row.team_id): verdict_told(row) for row in as_if(groups, people)}


def _facts(one: Member) -> MemberFacts:
    return MemberFacts(one.role, one.body, offices_in(one.post), one.person.birth_year)
