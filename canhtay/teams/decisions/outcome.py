"""What a decision comes to: which teams stand afterwards with whom, which end and where their people go. Nothing is written.

The paper's annex and the verb that issues it both read this, so what was signed is what is done.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from canhtay.people.models import Person
from canhtay.places.models import on
from canhtay.teams.models import Appointment, Decision, DecisionTeam, Team

Role = Appointment.Role
_RANK: dict[str, int] = {Role.LEADER: 0, Role.DEPUTY: 1}


@dataclass(frozen=True)
class Member:
    """Somebody in a team afterwards. `held`: his place there till now; None where he joins. `role` is the new one."""

    person: Person
    role: str
    post: str
    body: str
    held: Appointment | None

    @property
    def joins(self) -> bool:
        return self.held is None

    @property
    def changes_role(self) -> bool:
        return self.held is not None and self.held.role != self.role


@dataclass(frozen=True)
class Outcome:
    stays: list[tuple[Team, list[Member]]] = field(default_factory=list)
    ends: list[tuple[Team, Team | None, list[Appointment]]] = field(default_factory=list)  # team, into, its people

    @property
    def people(self) -> int:
        return sum(len(members) for _team, members in self.stays)

    @property
    def leaving(self) -> int:
        return sum(len(people) for _team, _into, people in self.ends)

    @property
    def teams(self) -> list[Team]:
        return [*(team for team, _members in self.stays), *(team for team, _into, _people in self.ends)]

    @property
    def moved(self) -> list[Team]:
        """Teams that end, and teams that others join."""
        return [team for team, members in self.stays if any(one.joins or one.changes_role for one in members)] + [
            team for team, _into, _people in self.ends
        ]


def outcome_of(decision: Decision, day: date) -> Outcome:
    """With the people who are in the teams on that day. Two queries."""
    lines = list(decision.lines.select_related("team__group", "team__decision__place", "into__group"))
    people = _people([line.team_id for line in lines], day)
    ending = [line for line in lines if _ends(decision, line)]
    stays = [(line.team, _members(decision, line.team, people, ending)) for line in lines if not _ends(decision, line)]
    return Outcome(stays, [(line.team, line.into, people[line.team_id]) for line in ending])


def _ends(decision: Decision, line: DecisionTeam) -> bool:
    return decision.kind == Decision.Kind.DISSOLVE or line.into_id is not None


def _people(teams: list[UUID], day: date) -> dict[UUID, list[Appointment]]:
    rows = Appointment.objects.filter(on(day), team__in=teams).select_related("person", "grant", "team__group")
    people: dict[UUID, list[Appointment]] = defaultdict(list)
    for row in rows.order_by("person__sort_key", "pk"):
        people[row.team_id].append(row)
    return people


def _members(
    decision: Decision, team: Team, people: dict[UUID, list[Appointment]], ending: list[DecisionTeam]
) -> list[Member]:
    """Leaders of a team that is joined to another do not lead it, unless the draft says who does."""
    found = {row.person_id: Member(row.person, row.role, row.post, row.body, row) for row in people[team.pk]}
    if decision.members_join:
        sources = [line.team_id for line in ending if line.into_id == team.pk]
        for row in (row for source in sources for row in people[source]):
            found.setdefault(row.person_id, Member(row.person, Role.MEMBER, row.post, row.body, None))
    return sorted(_led(found, decision.leader_id), key=lambda one: (_RANK.get(one.role, 2), one.person.sort_key))


def _led(found: dict[UUID, Member], leader: UUID | None) -> Iterable[Member]:
    """With this leader, where he is among them; who led before stays as a member."""
    if leader not in found:
        return found.values()
    return [_in_role(one, leader) for one in found.values()]


def _in_role(one: Member, leader: UUID) -> Member:
    role = Role.LEADER if one.person.pk == leader else Role.MEMBER if one.role == Role.LEADER else one.role
    return Member(one.person, role, one.post, one.body, one.held)
