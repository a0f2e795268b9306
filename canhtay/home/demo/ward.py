"""The demo's ward, made through the verbs like any other: today's phường Hưng Đạo with groups that came from Anh Dũng.

Which side of the split each group fell on is the ward's to say; here they are placed as fiction, and every person is invented.
The same seed and day give the same ward.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from canhtay.core import clock, facts, ids
from canhtay.core.history import MACHINE
from canhtay.core.jobs.worker import run_waiting
from canhtay.home.demo.people import Invented, some_phone, somebody
from canhtay.home.demo.visitor import DEPUTY, LEADER, NGO_45, OFFICER, TRA_KHE_3, YOUTH, fact_of
from canhtay.home.demo.week import live_week
from canhtay.people import devices
from canhtay.people.actions import add_person, grant_role, open_account
from canhtay.people.models import Person, RoleGrant
from canhtay.places.actions import NewGroup, open_groups
from canhtay.places.models import Place
from canhtay.places.queries import commune_by_code
from canhtay.register.actions import NewDoor, NewResident, add_alley, add_households, add_residents
from canhtay.register.models import Household
from canhtay.rounds.actions import record_visits, set_slot
from canhtay.rounds.deciding import Report
from canhtay.rounds.models import Visit
from canhtay.teams.actions import appoint, found_teams
from canhtay.teams.models import Appointment, Decision, Team

HUNG_DAO = "11689"
WEEKS_BEFORE = 8
HOUR = time(19, 30)

# Name, doors, youths, the weekday and hour of its slot (0: none chosen yet).
GROUPS: list[tuple[str, int, int, int, time]] = [
    (TRA_KHE_3, 152, 3, 6, HOUR),
    ("Trà Khê 1", 96, 2, 6, time(8, 0)),
    ("Trà Khê 2", 88, 1, 7, time(8, 30)),
    ("Trà Khê 4", 104, 2, 4, HOUR),
    ("Trà Khê 5", 120, 1, 5, HOUR),
    ("Phấn Dũng 1", 110, 0, 3, HOUR),
    ("Phấn Dũng 2", 84, 2, 7, time(15, 0)),
    ("Phấn Dũng 3", 72, 1, 0, HOUR),
    ("Ninh Hải 1", 90, 2, 6, time(16, 0)),
    ("Ninh Hải 2", 64, 1, 2, HOUR),
]
POSTS = [
    "Bí thư chi bộ",
    "Tổ trưởng tổ dân phố",
    "Trưởng ban công tác mặt trận",
    "Chi hội trưởng phụ nữ",
    "Chi hội trưởng người cao tuổi",
    "Chi hội trưởng cựu chiến binh",
    "Chi hội trưởng nông dân",
]


@dataclass
class TeamMade:
    team: Team
    members: list[Person]
    doors: list[Household] = field(default_factory=list)


def opening_moment(today: date) -> datetime:
    """Twenty minutes before Trà Khê 3's hour, on the first such evening from this day on."""
    weekday = GROUPS[0][3]
    day = today + timedelta(days=(weekday - today.isoweekday()) % 7)
    return clock.at(day, HOUR) - timedelta(minutes=20)


def make_ward(seed: int, today: date) -> None:
    """Fill an empty database with what was there and happened until the demo opens."""
    die, opens = Random(seed), opening_moment(today)  # noqa: S311 - a demo's die, not a secret
    with clock.stopped_at(opens - timedelta(weeks=WEEKS_BEFORE, days=2)):
        officer = _officer()
        made = [_team(die, name, youths, weekday, starts) for name, _doors, youths, weekday, starts in GROUPS]
        lans_door = _bring_lan(made[0], officer)
        for one, (_name, doors, *_rest) in zip(made, GROUPS, strict=True):
            one.doors += _doors(die, one.team.group, doors - len(one.doors), by=officer)
        for one in made[1:-1]:
            _connect(one.members[0], by=officer)
        run_waiting()
    for week in range(WEEKS_BEFORE):
        live_week(made, seed, opens - timedelta(weeks=WEEKS_BEFORE - 1 - week), quiet=1 if week % 3 else 2)
    leader, deputy, *_others, youth = made[0].members
    _promise(lans_door, leader, opens)
    for role, person in {OFFICER: officer, LEADER: leader, DEPUTY: deputy, YOUTH: youth}.items():
        facts.put(fact_of(role), str(person.pk))
    facts.put("demo_seed", str(seed))
    facts.put(facts.DEMO, "1")


def _officer() -> Person:
    officer = add_person("Vũ Thị Mai", by=MACHINE, gender="F", birth_year=1984)
    grant_role(officer, RoleGrant.Role.OFFICER, commune_by_code(HUNG_DAO), by=MACHINE)
    open_account(officer, "canbo.phuong", None, by=MACHINE)
    return officer


def _team(die: Random, name: str, youths: int, weekday: int, starts: time) -> TeamMade:
    commune = commune_by_code(HUNG_DAO)
    decision = Decision.objects.get_or_create(place=commune, number="127/QĐ-UBND", decided_on=date(2025, 8, 8))[0]
    [group] = open_groups(commune, [NewGroup(name, "Tổ dân phố")], by=MACHINE)
    [team] = found_teams([group], by=MACHINE, decision=decision)
    members = [_member(die, team, place, invented) for place, invented in enumerate(_invented(die, name, youths))]
    if weekday:
        place = f"Nhà văn hóa {name}"
        set_slot(team, weekday=weekday, starts=starts, minutes=60, place=place, by=members[0])
    return TeamMade(team, members)


def _invented(die: Random, group: str, youths: int) -> list[Invented]:
    """Seven elders of the usual posts, leader and deputy first, and the youths there are."""
    elders = [somebody(die, (1950, 1966)) for _ in POSTS]
    young = [somebody(die, (1999, 2008)) for _ in range(youths)]
    if group == TRA_KHE_3:
        elders[0] = Invented("Nguyễn Văn Hòa", "M", 1960)
        elders[1] = Invented("Trần Thị Thu", "F", 1958)
        young[-1] = Invented("Phạm Đức Minh", "M", 2006)
    return elders + young


def _member(die: Random, team: Team, place: int, invented: Invented) -> Person:
    person = add_person(
        invented.name,
        by=MACHINE,
        gender=invented.gender,
        birth_year=invented.birth_year,
        phone=some_phone(die) if place < 9 else "",
    )
    role = {0: Appointment.Role.LEADER, 1: Appointment.Role.DEPUTY}.get(place, Appointment.Role.MEMBER)
    post = POSTS[place] if place < len(POSTS) else "Đoàn thanh niên"
    appoint(team, person, role, by=MACHINE, post=post)
    return person


def _connect(leader: Person, *, by: Person) -> None:
    """Most leaders have a phone by now; Trà Khê 3's is the visitor's to connect."""
    keys = devices.invite(leader, by=by)
    devices.enrol(keys.code, device_name="Điện thoại của tổ trưởng", source="demo")


def _doors(die: Random, group: Place, n: int, *, by: Person) -> list[Household]:
    """Alleys of up to twenty-five doors, most with a number, some with what neighbours call them."""
    doors: list[Household] = []
    while len(doors) < n:
        alley = add_alley(group, f"Ngõ {die.choice((2, 3, 6, 7, 8, 9)) + 10 * (len(doors) // 25 + 1)}", by=by)
        doors += add_households(alley, _numbers(die, min(25, n - len(doors))), by=by)
    add_residents([new for door in doors for new in _family(die, door)], by=by)
    return doors


def _numbers(die: Random, n: int) -> list[NewDoor]:
    doors, number = [], 0
    for _ in range(n):
        number += die.choice((1, 2, 2, 3))
        written = f"{number}/{die.randint(1, 9)}{die.choice(('', '', 'A'))}" if die.random() < 0.2 else str(number)
        name = f"Nhà {die.choice(('ông', 'bà'))} {somebody(die, (1950, 1960)).called}" if die.random() < 0.3 else ""
        doors.append(NewDoor(number=written, name=name))
    return doors


def _family(die: Random, door: Household) -> list[NewResident]:
    """Two to four people; about a third of the doors have nobody written down yet."""
    if die.random() < 0.35:
        return []
    born = [(1945, 1965), (1945, 1965), (1975, 1990), (1995, 2012)][: die.randint(2, 4)]
    people = [somebody(die, years) for years in born]
    return [NewResident(door, one.name, one.gender, one.birth_year) for one in people]


def _bring_lan(tra_khe_3: TeamMade, officer: Person) -> Household:
    """The alley the walkthrough knows, with the door of bà Lan, who wants to open VNeID by herself."""
    alley = add_alley(tra_khe_3.team.group, NGO_45, by=officer)
    door = NewDoor(number="12/3A", name="Nhà bà Lan", hint="đối diện trạm y tế")
    [lan, *others] = add_households(alley, [door, NewDoor("7", "Nhà ông Thuận"), NewDoor("21")], by=officer)
    add_residents([NewResident(lan, "Đặng Thị Lan", "F", 1952)], by=officer)
    tra_khe_3.doors += [lan, *others]
    return lan


def _promise(door: Household, leader: Person, opens: datetime) -> None:
    """Bác Hòa was at bà Lan's a week ago, and she asked him back for tonight: so her door leads the phone's list."""
    last_week = opens - timedelta(weeks=1) + timedelta(minutes=55)
    with clock.stopped_at(last_week):
        tonight = clock.local_day(opens)
        record_visits([Report(ids.new(), door.pk, Visit.Outcome.NOT_NOW, leader.pk, last_week, come_back_on=tonight)])


def other_teams() -> list[TeamMade]:
    """All but the visitor's as they stand now, for living on."""
    teams = Team.objects.exclude(group__name=TRA_KHE_3).select_related("group").order_by("group__sort_key", "pk")
    return [TeamMade(team, _members_of(team), _doors_of(team)) for team in teams]


def _members_of(team: Team) -> list[Person]:
    rows = team.appointments.filter(valid_until=None).select_related("person")
    return [row.person for row in rows.order_by("pk")]


def _doors_of(team: Team) -> list[Household]:
    rows = Household.unscoped.filter(group=team.group)
    return list(rows.order_by("alley__order", "walk_order", "number", "name", "pk"))
