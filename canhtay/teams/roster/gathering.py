"""What an import will write, collected before anything is written: new people, places in teams that begin, end or are completed."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from canhtay.core import clock
from canhtay.core.vietnamese import sort_key
from canhtay.people.models import Person
from canhtay.teams.models import Appointment, Decision, ImportEffect, RosterUpload, Team
from canhtay.teams.roster.choosing import AS_READ, Chosen
from canhtay.teams.roster.effects import POST_NOTED, changed
from canhtay.teams.roster.matching import Record
from canhtay.teams.roster.posts import is_same_post, known_body
from canhtay.teams.roster.roles import MEMBER
from canhtay.teams.roster.shapes import Member
from canhtay.teams.roster.shapes import Team as ReadTeam


@dataclass
class Turn:
    """A place in a team that ends because another role or office begins."""

    ended: Appointment
    begun: Appointment


@dataclass
class Correction:
    """What stood on a person's record and what the list put there."""

    person: Person
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


@dataclass
class Gathered:
    upload: RosterUpload
    decision: Decision | None = None  # of the teams that are gathered just now
    people: list[Person] = field(default_factory=list)
    made: list[Appointment] = field(default_factory=list)
    met: list[Appointment] = field(default_factory=list)
    joined: dict[UUID, Person] = field(default_factory=dict)  # people of the record who came into a team
    turns: list[Turn] = field(default_factory=list)
    leaving: list[Appointment] = field(
        default_factory=list
    )  # whom a list that replaces the one on record does not name
    completed: list[Appointment] = field(default_factory=list)
    corrections: dict[UUID, Correction] = field(default_factory=dict)
    effects: list[ImportEffect] = field(default_factory=list)
    touched: dict[UUID, Team] = field(default_factory=dict)
    unchanged: int = 0

    @property
    def named(self) -> set[UUID]:
        """People who were there before and stand in the list."""
        return {row.person_id for row in self.met} | self.joined.keys()

    @property
    def changed(self) -> set[UUID]:
        rows = [turn.ended for turn in self.turns] + self.leaving + self.completed
        return {row.person_id for row in rows} | self.corrections.keys() | self.joined.keys()


def gather_team(
    read: ReadTeam, team: Team, since: date, record: Record, gathered: Gathered, chosen: Chosen = AS_READ
) -> None:
    """`since`: when new places in the team begin. `chosen`: what a person said of who leads and who stays."""
    for member in chosen.members_of(read):
        if _gather(member, team, since, record, gathered):
            gathered.touched[team.pk] = team
        else:
            gathered.unchanged += 1


def unnamed_in(team: Team, record: Record, met: set[int]) -> list[Appointment]:
    """Places of those on record whom the list does not name; asked when all of the list was gathered."""
    return [row for row in record.places_in(team.pk) if row.pk not in met]


def gather_unnamed(team: Team, met: set[int], record: Record, gathered: Gathered, chosen: Chosen) -> None:
    unnamed = unnamed_in(team, record, met)
    stepping_down = [row for row in unnamed if chosen.leader and chosen.unseats(row)]
    if chosen.replaces:
        gathered.leaving += unnamed
    else:
        gathered.turns += [_turn(row, MEMBER, row.post, gathered.decision) for row in stepping_down]
    if (unnamed and chosen.replaces) or stepping_down:
        gathered.touched[team.pk] = team


def _gather(member: Member, team: Team, since: date, record: Record, gathered: Gathered) -> bool:
    """Whether anything changes."""
    if held := record.held(team, member):
        gathered.met.append(held)
        return _gather_place(held, member, gathered) | _gather_person(held.person, member, gathered)
    left = record.left(team, member)
    if left and left.valid_until and left.valid_until >= since:
        return False  # the list is of a time when he was in the team, and the record says until when
    person = left.person if left else record.elsewhere(member)
    if person is None:
        person = _gather_new(member, record, gathered)
    elif record.is_seated(person, team.pk):
        return False  # said twice under two spellings of the group
    else:
        _gather_joined(person, member, gathered)
    gathered.made.append(_place(team, person, member, since, gathered.decision))
    record.seat(person, team.pk)
    return True


def _gather_new(member: Member, record: Record, gathered: Gathered) -> Person:
    about = {"gender": member.gender or "", "birth_year": member.birth_year, "phone": member.phone or ""}
    person = Person(name=member.name, **about).derive()
    gathered.people.append(person)
    record.note(person)
    return person


def _gather_joined(person: Person, member: Member, gathered: Gathered) -> None:
    if not person._state.adding:
        gathered.joined[person.pk] = person
    _gather_person(person, member, gathered)


def _place(team: Team, person: Person, member: Member, since: date, decision: Decision | None) -> Appointment:
    """Its grant is found or made when all is known."""
    return Appointment(
        team=team,
        person=person,
        role=member.role,
        post=member.post,
        body=known_body(member.post),
        valid_from=max(since, team.valid_from),
        decision=decision,
    )


def _gather_place(held: Appointment, member: Member, gathered: Gathered) -> bool:
    """Another role or office: this place ends and another begins. An office where none was on record is only noted."""
    post = "" if is_same_post(member.post, held.post) else member.post
    if held.role == member.role and not post:
        return False
    if held.role == member.role and not held.post:
        _complete(held, post, gathered)
    else:
        gathered.turns.append(_turn(held, member.role, post or held.post, gathered.decision))
    return True


def _complete(held: Appointment, post: str, gathered: Gathered) -> None:
    before, body = {"post": held.post, "body": held.body}, known_body(post)
    gathered.effects.append(changed(gathered.upload, POST_NOTED, held.pk, before, {"post": post, "body": body}))
    held.post, held.body = post, body
    gathered.completed.append(held)


def _turn(held: Appointment, role: str, post: str, decision: Decision | None) -> Turn:
    since = max(clock.today(), held.valid_from)
    begun = Appointment(
        team_id=held.team_id,
        person=held.person,
        role=role,
        post=post,
        body=held.body if post == held.post else known_body(post),
        valid_from=since,
        decision=decision,
    )
    return Turn(held, begun)


def _gather_person(person: Person, member: Member, gathered: Gathered) -> bool:
    """What the list says and the record lacks or has otherwise; what the list leaves blank stays."""
    said = {"gender": member.gender, "birth_year": member.birth_year, "phone": member.phone}
    if sort_key(person.name) != sort_key(member.name) and not member.name.isascii():
        said["name"] = member.name  # the marks were corrected; a list typed without any takes none away
    after = {name: value for name, value in said.items() if value and getattr(person, name) != value}
    if not after:
        return False
    if not person._state.adding:
        told = gathered.corrections.setdefault(person.pk, Correction(person))
        told.before = {name: getattr(person, name) for name in after} | told.before
        told.after |= after
    for name, value in after.items():
        setattr(person, name, value)
    person.derive()
    return True
