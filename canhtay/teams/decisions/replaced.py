"""Earlier decisions whose place this one takes: the last of each named team, whole or only for the teams named."""

from collections.abc import Iterable
from dataclasses import dataclass

from canhtay.teams.decisions.signing import signs_for_the_committee
from canhtay.teams.models import Decision, Team


@dataclass(frozen=True)
class Replaced:
    number: str
    decided_on: str  # ISO, "" where it is not known
    label: str  # of the unit that issued it
    name: str
    whole: bool
    by_chairman: bool = False  # not said in annexes kept before this was asked, nor of a paper known from a list


def replaced_by(teams: Iterable[Team]) -> list[Replaced]:
    """One query."""
    named = {team.pk: team for team in teams}
    papers = {team.decision.pk: team.decision for team in named.values() if team.decision and team.decision.number}
    others = Team.objects.filter(decision__in=list(papers), valid_until=None).exclude(pk__in=list(named))
    partly = set(others.values_list("decision", flat=True))
    return [_replaced(paper, paper.pk not in partly) for paper in sorted(papers.values(), key=_by_day)]


def _replaced(paper: Decision, whole: bool) -> Replaced:
    day = paper.decided_on.isoformat() if paper.decided_on else ""
    by_chairman = paper.issued_at is not None and not signs_for_the_committee(paper.signer_post)
    return Replaced(paper.number, day, paper.place.label, paper.place.name, whole, by_chairman)


def _by_day(paper: Decision) -> tuple[str, str]:
    return (paper.decided_on.isoformat() if paper.decided_on else "", paper.number)
