"""The decisions that teams stand on: of the commune as it was, or of today's, which also kept on the older teams."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from canhtay.core import clock
from canhtay.home.demo.people import somebody
from canhtay.home.world.groups import Commune, Group
from canhtay.home.world.making import OFFICE_OPENS, Making
from canhtay.teams.models import Decision, DecisionTeam

FOUNDED_BEFORE = (date(2022, 4, 4), date(2024, 12, 20))
FOUNDED_SINCE = (date(2025, 7, 21), date(2025, 9, 30))


@dataclass(frozen=True)
class Paper:
    key: int
    number: str
    day: date


@dataclass(frozen=True)
class Papers:
    founding: Paper
    keeping_on: Paper
    of_old: dict[int, Paper]
    """By the former commune."""

    def founding_of(self, group: Group) -> Paper:
        return self.of_old[group.before] if group.before else self.founding

    def latest_of(self, group: Group) -> Paper:
        return self.keeping_on if group.before else self.founding

    def all_of(self, group: Group) -> list[Paper]:
        return list(dict.fromkeys([self.founding_of(group), self.latest_of(group)]))


def issue_papers(making: Making, commune: Commune, groups: list[Group], officer: UUID) -> Papers:
    old = sorted({group.before for group in groups if group.before})
    return Papers(
        founding=_issue(making, commune.key, Decision.Kind.FOUND, FOUNDED_SINCE, officer),
        keeping_on=_issue(making, commune.key, Decision.Kind.CONSOLIDATE, FOUNDED_SINCE, officer),
        of_old={before: _issue(making, before, Decision.Kind.FOUND, FOUNDED_BEFORE, officer) for before in old},
    )


def name_team(making: Making, papers: Papers, group: Group, team: UUID, place: int) -> None:
    for paper in papers.all_of(group):
        making.rows.add(DecisionTeam, decision_id=paper.key, team_id=team, position=place)


def _issue(making: Making, place: int, kind: str, between: tuple[date, date], officer: UUID) -> Paper:
    die = making.order.die("papers", place, kind)
    day = between[0] + timedelta(days=die.randrange((between[1] - between[0]).days))
    key, number = making.rows.number(Decision), f"{die.randint(20, 900)}/QĐ-UBND"
    making.rows.add(
        Decision,
        id=key,
        place_id=place,
        kind=kind,
        number=number,
        decided_on=day,
        effective_on=day,
        signer=somebody(die, (1965, 1985)).name,
        signer_post="CHỦ TỊCH",
        issued_at=clock.at(day, OFFICE_OPENS),
        issued_by=str(officer),
    )
    return Paper(key, number, day)
