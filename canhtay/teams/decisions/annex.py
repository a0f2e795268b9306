"""The annex: per team who is in it, and the teams that end. As it was issued it is kept sealed with the decision, as JSON."""

import json
from dataclasses import asdict, dataclass, field
from datetime import date

from canhtay.teams.decisions.outcome import Outcome, outcome_of
from canhtay.teams.decisions.replaced import Replaced, replaced_by
from canhtay.teams.models import Decision, Team


@dataclass(frozen=True)
class Row:
    name: str
    gender: str
    birth_year: int | None
    post: str
    role: str


@dataclass(frozen=True)
class Stays:
    team: str
    label: str
    group: str
    rows: list[Row]


@dataclass(frozen=True)
class Ends:
    team: str
    label: str
    group: str
    people: int
    into: str  # the group of the team it goes into; "" where it is dissolved
    into_label: str = ""


@dataclass(frozen=True)
class Annex:
    stays: list[Stays] = field(default_factory=list)
    ends: list[Ends] = field(default_factory=list)
    replaced: list[Replaced] = field(default_factory=list)

    @property
    def people(self) -> int:
        return sum(len(team.rows) for team in self.stays)


def annex_of(decision: Decision, day: date) -> Annex:
    """What was kept when it was issued; of a draft, as it would be on that day."""
    return opened(decision.annex) if decision.annex else drawn(decision, outcome_of(decision, day))


def drawn(decision: Decision, outcome: Outcome) -> Annex:
    return Annex(
        [
            Stays(
                str(team.pk),
                label_after(decision, team),
                str(team.group),
                [Row(one.person.name, one.person.gender, one.person.birth_year, one.post, one.role) for one in members],
            )
            for team, members in outcome.stays
        ],
        [
            Ends(
                str(team.pk),
                team.label,
                str(team.group),
                len(people),
                str(into.group) if into else "",
                label_after(decision, into) if into else "",
            )
            for team, into, people in outcome.ends
        ],
        replaced_by(outcome.teams),
    )


def label_after(decision: Decision, team: Team) -> str:
    return decision.label or team.label


MOST_NAMED = 3


def lists_the_ended(annex: Annex) -> bool:
    """A few teams that end are named in the first article; more stand in a table."""
    return len(annex.ends) > MOST_NAMED


def shut(annex: Annex) -> str:
    return json.dumps(asdict(annex), ensure_ascii=False)


def opened(text: str) -> Annex:
    said = json.loads(text)
    return Annex(
        [Stays(**team | {"rows": [Row(**row) for row in team["rows"]]}) for team in said["stays"]],
        [Ends(**team) for team in said["ends"]],
        [Replaced(**paper) for paper in said["replaced"]],
    )
