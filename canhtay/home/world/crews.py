"""A team with its people: eight to ten as a rule, of the posts that teams are drawn from.

Some are short of people, of youths, of a leader: verdicts vary.
"""

from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache
from random import Random
from typing import Any
from uuid import UUID

from canhtay.catalogue.models import Service
from canhtay.home.demo.people import somebody
from canhtay.home.world.groups import THON, Group
from canhtay.home.world.making import Making
from canhtay.home.world.papers import Paper, Papers, name_team
from canhtay.home.world.persons import add_person, grant
from canhtay.people.models import RoleGrant
from canhtay.rounds.actions import SLOT_SET
from canhtay.rounds.models import Slot
from canhtay.teams.actions import APPOINTED, LEFT, TEAM_FOUNDED
from canhtay.teams.models import Appointment, Leaving, MemberHours, MemberSkill, Team
from canhtay.teams.offices import body_of

SIZES, SHORT_SIZES = (8, 8, 9, 9, 10, 10), (4, 5, 6)
SHORT, NO_LEADER, NO_DEPUTY = 0.08, 0.03, 0.04
YOUTHS = [0] * 12 + [1] * 45 + [2] * 30 + [3] * 13
LEFT_SINCE, JOINED_LATER, VOLUNTEERS = 0.05, 0.25, 0.25
HAS_SLOT, SAYS_SKILLS = 0.85, 0.3
ELDER, GROWN, YOUNG = (-76, -57), (-55, -33), (-28, -18)
"""Born so many years before the city's own."""
HEADS = ["{head}", "Bí thư chi bộ, {head}", "Bí thư chi bộ"]
POSTS = [
    "Trưởng ban công tác Mặt trận",
    "Chi hội trưởng phụ nữ",
    "Chi hội trưởng cựu chiến binh",
    "Chi hội trưởng người cao tuổi",
    "Chi hội trưởng nông dân",
    "Công an khu vực",
    "Lực lượng an ninh, trật tự ở cơ sở",
    "Nhân viên y tế",
    "Đảng viên chi bộ",
    "",
]
YOUTH_POSTS = ["Bí thư chi đoàn", "Đoàn viên thanh niên", "Sinh viên"]
HOURS = [time(8), time(8, 30), time(15), time(19, 30), time(20)]
Role = Appointment.Role


@dataclass(frozen=True)
class Crew:
    team: UUID
    group: Group
    members: list[UUID]
    slot: tuple[int, time] | None
    die: Random


def found_team(making: Making, group: Group, papers: Papers, place: int) -> Crew:
    die = making.order.die("team", group.key)
    team, paper = making.keys.new(), papers.founding_of(group)
    making.rows.add(Team, id=team, group_id=group.key, decision_id=papers.latest_of(group).key, valid_from=paper.day)
    about: dict[str, Any] = {"group": group.key, "decision": paper.number, "kind": Team.Kind.COMMUNITY.value}
    making.note(TEAM_FOUNDED, ("team", team), place=group.key, **about)
    name_team(making, papers, group, team, place)
    members = [_appoint(making, die, team, group, papers, *one) for one in _posts(die, group)]
    _volunteer(making, die, group)
    if die.random() < LEFT_SINCE:
        _gone(making, die, team, group, paper)
    slot = _choose_slot(making, die, team, group) if die.random() < HAS_SLOT else None
    return Crew(team, group, members, slot, die)


def _posts(die: Random, group: Group) -> list[tuple[str, str, tuple[int, int]]]:
    """Role, post and age of each member."""
    size = die.choice(SHORT_SIZES if die.random() < SHORT else SIZES)
    youths = min(die.choice(YOUTHS), size - 2)
    head = "Trưởng thôn" if group.label == THON else "Tổ trưởng tổ dân phố"
    elders = [die.choice(HEADS).format(head=head), *die.sample(POSTS, size - youths - 1)]
    young = [YOUTH_POSTS[0], *die.choices(YOUTH_POSTS[1:], k=youths)][:youths]
    roles = [Role.MEMBER if die.random() < NO_LEADER else Role.LEADER]
    roles.append(Role.MEMBER if die.random() < NO_DEPUTY else Role.DEPUTY)
    roles += [Role.MEMBER] * (size - 2)
    ages = [die.choice((ELDER, ELDER, GROWN)) for _ in elders] + [YOUNG] * youths
    return list(zip(roles, [*elders, *young], ages, strict=True))


def _appoint(
    making: Making, die: Random, team: UUID, group: Group, papers: Papers, role: str, post: str, age: tuple[int, int]
) -> UUID:
    paper = papers.latest_of(group) if die.random() < JOINED_LATER else papers.founding_of(group)
    return _sit(making, die, team, group, paper, role, post, age)[0]


def _sit(
    making: Making,
    die: Random,
    team: UUID,
    group: Group,
    paper: Paper,
    role: str,
    post: str,
    age: tuple[int, int],
    until: date | None = None,
) -> tuple[UUID, int]:
    year = making.order.today.year
    person = add_person(making, die, somebody(die, (year + age[0], year + age[1])), group.key)
    held = grant(making, person, role, group.key, paper.day, until)
    making.rows.add(
        Appointment,
        team_id=team,
        person_id=person,
        role=role,
        body=_body_of(post),
        post=post,
        grant_id=held,
        decision_id=paper.key,
        valid_from=paper.day,
        valid_until=until,
        left_because=die.choice([Leaving.MOVED, Leaving.PRIVATE, Leaving.BUSY, Leaving.OFFICE]) if until else "",
    )
    about: dict[str, Any] = {"person": str(person), "role": role}
    making.note(APPOINTED, ("team", team), place=group.key, body=_body_of(post), post=post, **about)
    if die.random() < SAYS_SKILLS and not until:
        _say_skills(making, die, person)
    return person, held


def _gone(making: Making, die: Random, team: UUID, group: Group, paper: Paper) -> None:
    """Somebody who was in the team and left it before the city began."""
    until = making.order.begun - timedelta(days=die.randint(1, 90))
    if until > paper.day:
        person, _grant = _sit(making, die, team, group, paper, Role.MEMBER, "", GROWN, until)
        about: dict[str, Any] = {"person": str(person), "role": Role.MEMBER.value, "until": until.isoformat()}
        making.note(LEFT, ("team", team), place=group.key, because=Leaving.MOVED.value, **about)


def _volunteer(making: Making, die: Random, group: Group) -> None:
    if die.random() < VOLUNTEERS:
        year = making.order.today.year
        person = add_person(making, die, somebody(die, (year + YOUNG[0], year + YOUNG[1])), group.key)
        grant(making, person, RoleGrant.Role.YOUTH, group.key, making.order.begun)


def _say_skills(making: Making, die: Random, person: UUID) -> None:
    """What a member says of himself."""
    about = {"person_id": person, "noted_on": making.order.begun, "noted_by": str(person)}
    for service in die.sample(_services(), die.randint(1, 3)):
        level = die.choice([1, 1, 2, 2, 3])
        making.rows.add(MemberSkill, service_id=service, level=level, source=MemberSkill.Source.SAID, **about)
    for weekday in die.sample(range(1, 8), 2):
        making.rows.add(MemberHours, person_id=person, weekday=weekday, part=die.choice(MemberHours.Part.values))


def _choose_slot(making: Making, die: Random, team: UUID, group: Group) -> tuple[int, time]:
    weekday, starts = die.choice([2, 4, 5, 6, 6, 6, 7, 7]), die.choice(HOURS)
    where, since = f"Nhà văn hóa {group.name}", making.order.begun
    making.rows.add(Slot, team_id=team, weekday=weekday, starts=starts, minutes=60, place=where, valid_from=since)
    about: dict[str, Any] = {"weekday": weekday, "starts": f"{starts:%H:%M}", "minutes": 60, "since": since.isoformat()}
    making.note(SLOT_SET, ("team", team), place=group.key, place_name=where, **about)
    return weekday, starts


@cache
def _body_of(post: str) -> str:
    return body_of(post)


@cache
def _services() -> list[str]:
    return list(Service.objects.values_list("code", flat=True))
