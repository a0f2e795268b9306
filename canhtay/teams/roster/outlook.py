"""What taking a list in would do to each team: whom it adds, whom of the record it does not name, who would lead. Reads only.

The same gathering that storing does, and thrown away; so what is said before and what is written after cannot differ.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from canhtay.core.vietnamese import fold
from canhtay.places.models import Place
from canhtay.teams.models import Appointment, RosterUpload, Team
from canhtay.teams.roster.choosing import REPLACE, SKIP, chosen_for, key_known, key_listed
from canhtay.teams.roster.decisions import Decision
from canhtay.teams.roster.destination import Lying, known_groups, lying_of, since_of
from canhtay.teams.roster.gathering import Gathered, gather_team, unnamed_in
from canhtay.teams.roster.matching import Record
from canhtay.teams.roster.roles import LEADER
from canhtay.teams.roster.shapes import RosterReading
from canhtay.teams.roster.shapes import Team as ReadTeam


@dataclass(frozen=True)
class Leader:
    """Somebody who would lead. `stands`: is on record as leader, and the list does not say otherwise. Two of one name are told
    apart by year and post."""

    key: str
    name: str
    stands: bool
    birth_year: int | None = None
    post: str = ""


@dataclass
class TeamOutlook:
    """`is_known`: the team stands. `there`: how many are in it; `joins`: how many the list adds; `unnamed`: how many of them it
    does not name. `decided_on`: the day of the list's paper; `is_older`: the team stands on a later one, or the list is of a time
    before today's commune."""

    group: str
    members: int
    is_known: bool = False
    there: int = 0
    joins: int = 0
    unnamed: int = 0
    leaders: tuple[Leader, ...] = ()
    choice: str = ""
    leader: str = ""
    decided_on: date | None = None
    is_older: bool = False

    @property
    def mixes(self) -> bool:
        """Two lists of different people meet in it."""
        return bool(self.joins and self.unnamed)

    @property
    def would_lead(self) -> list[Leader]:
        if self.choice == SKIP:
            return []
        return [one for one in self.leaders if not (one.stands and self.choice == REPLACE)]

    @property
    def leads_twice(self) -> bool:
        return len(self.would_lead) > 1 and not self.leader


def outlooks_of(reading: RosterReading, upload: RosterUpload) -> list[TeamOutlook]:
    """One a team of the list, in its order; teams that another commune answers for are left out."""
    read = [team for team in reading.teams if team.group and team.members]
    lying, groups = lying_of(upload, read), known_groups(upload)
    record, gathered = Record(groups), Gathered(upload)
    known = _community_teams(groups)
    said = {id(team): decision for decision, some in reading.by_decision(read).items() for team in some}
    found = []
    for team in read:
        there = known.get(_pk(lying, team))
        if there:
            before = len(gathered.made), len(gathered.met)
            gather_team(team, there, since_of(upload, said[id(team)]), record, gathered)
            one = _of_known(team, there, record, gathered, before)
            one.decided_on = _day(said[id(team)])
            one.is_older = _is_older(upload, one.decided_on, there)
            found.append(one)
        elif team.group in lying.groups:
            found.append(TeamOutlook(team.group, len(team.members), leaders=_listed(team)))
    for one in found:
        chosen = chosen_for(upload, one.group)
        one.choice, one.leader = chosen.team, chosen.leader
    return found


def _community_teams(groups: Iterable[Place]) -> dict[int, Team]:
    rows = Team.objects.filter(group__in=list(groups), kind=Team.Kind.COMMUNITY, valid_until=None)
    return {team.group_id: team for team in rows.select_related("decision")}


def _pk(lying: Lying, team: ReadTeam) -> int:
    group = lying.groups.get(team.group)
    return group.pk if isinstance(group, Place) else 0


def _of_known(read: ReadTeam, team: Team, record: Record, gathered: Gathered, before: tuple[int, int]) -> TeamOutlook:
    made, met = gathered.made[before[0] :], gathered.met[before[1] :]
    seated = {row.person.folded for row in (*made, *met)}
    unnamed = unnamed_in(team, record, {row.pk for row in met})
    standing = [_standing(row) for row in unnamed if row.role == LEADER]
    coming = [one for one in _listed(read) if fold(one.name) in seated]
    return TeamOutlook(
        read.group,
        len(read.members),
        is_known=True,
        there=len(record.places_in(team.pk)),
        joins=len(made),
        unnamed=len(unnamed),
        leaders=(*standing, *coming),
    )


def _day(said: Decision | None) -> date | None:
    return date.fromisoformat(said.date) if said and said.date else None


def _is_older(upload: RosterUpload, decided_on: date | None, team: Team) -> bool:
    if upload.origin or decided_on is None:
        return bool(upload.origin)
    stands_on = team.decision and team.decision.decided_on
    return decided_on < max(upload.commune.valid_from, stands_on or date.min)


def _listed(read: ReadTeam) -> tuple[Leader, ...]:
    leaders = (one for one in read.members if one.role == LEADER)
    return tuple(Leader(key_listed(one), one.name, False, one.birth_year, one.post) for one in leaders)


def _standing(row: Appointment) -> Leader:
    return Leader(key_known(row), row.person.name, True, row.person.birth_year, row.post)
