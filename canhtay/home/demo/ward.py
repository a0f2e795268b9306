"""The demo's ward, made through the verbs like any other: today's phường Hưng Đạo with groups that came from Anh Dũng.

Which side of the split each group fell on is the ward's to say; here they are placed as fiction, and every person is invented.
The same seed and day give the same ward.
"""

from datetime import date, datetime, time, timedelta
from random import Random

from django.db import transaction

from canhtay.core import clock, facts, ids
from canhtay.core.history import MACHINE
from canhtay.core.jobs.worker import run_waiting
from canhtay.home.demo import matters, neighbours, past, phones
from canhtay.home.demo.crews import Crew, choose_hours, crew_of, found_crews
from canhtay.home.demo.doors import add_doors, bring_lan
from canhtay.home.demo.groups import EVENING, FROM_ANH_DUNG, GROUPS, HUNG_DAO, NEWEST
from canhtay.home.demo.offices import open_city, open_ward
from canhtay.home.demo.visitor import DEPUTY, LEADER, LEADERS_DESK, OFFICER, TRA_KHE_3, YOUTH, fact_of
from canhtay.home.demo.week import live_week
from canhtay.people.actions import open_account
from canhtay.people.models import Person
from canhtay.places.models import Place, Placement, on
from canhtay.places.queries import commune_by_code
from canhtay.register.models import Household
from canhtay.rounds.actions import record_visits
from canhtay.rounds.deciding import Report
from canhtay.rounds.models import Visit
from canhtay.teams.models import Team

WEEKS_BEFORE = 8
WEEK_OF_CHANGE = 4
SILENT = 4
"""Whose phone it is, by its place among those connected: Phấn Dũng 1's leader."""
OFFICES_OPEN = clock.at(date(2025, 7, 14), time(8, 30))


def opening_moment(today: date) -> datetime:
    """Twenty minutes before Trà Khê 3's hour, on the first such evening from this day on."""
    weekday = GROUPS[0].weekday
    day = today + timedelta(days=(weekday - today.isoweekday()) % 7)
    return clock.at(day, EVENING) - timedelta(minutes=20)


@transaction.atomic
def make_ward(seed: int, today: date) -> None:
    """Fill an empty database with what was there and happened until the demo opens; whole or not at all."""
    die, opens = Random(seed), opening_moment(today)  # noqa: S311 - a demo's die, not a secret
    begins = opens - timedelta(weeks=WEEKS_BEFORE, days=2)
    old = past.live_2024(die)
    with clock.stopped_at(OFFICES_OPEN):
        commune = commune_by_code(HUNG_DAO)
        desks = open_city(die, _province_of(commune)) | open_ward(die, commune)
        officers = neighbours.settle(die)
    officer = desks[OFFICER]
    past.choose_the_sides(old, commune, by=officer)
    made = old[: len(FROM_ANH_DUNG)] + past.live_2025(die, commune, by=officer)
    with clock.stopped_at(begins):
        made += found_crews(die, commune, NEWEST, by=officer)
        lans_door = _begin(die, made, officer)
        next_door = neighbours.begin_hours(die, officers)
        connected = [phones.connect(crew.members[0], by=officer) for crew in made[1:-1]]
        run_waiting()
    _live_weeks(made, next_door, seed, opens, officer)
    _promise(lans_door, made[0].members[0], opens)
    _today(die, commune, made, opens, officer)
    phones.last_heard(connected, connected[SILENT], opens)
    _note_cast(desks, made[0].members)
    facts.put("demo_seed", str(seed))
    facts.put(facts.DEMO, "1")


def _province_of(commune: Place) -> Place:
    return Placement.objects.select_related("parent").get(on(clock.today()), place=commune).parent


def _begin(die: Random, crews: list[Crew], officer: Person) -> Household:
    """Hours and doors of every team; returns bà Lan's."""
    choose_hours(crews, GROUPS)
    lans_door = bring_lan(crews[0], officer)
    for crew, plan in zip(crews, GROUPS, strict=True):
        add_doors(die, crew, plan.doors, by=officer)
    return lans_door


def _live_weeks(made: list[Crew], next_door: list[Crew], seed: int, opens: datetime, officer: Person) -> None:
    for week in range(WEEKS_BEFORE):
        until = opens - timedelta(weeks=WEEKS_BEFORE - 1 - week)
        live_week(made, seed, until, quiet=1 if week % 3 else 2)
        if week >= WEEKS_BEFORE - 2:
            live_week(next_door, seed, until, quiet=0)
        if week == WEEK_OF_CHANGE:
            with clock.stopped_at(until):
                matters.somebody_leaves(made[1], by=officer)
                matters.say_what_they_can(made[0], made[0].members[0])


def _promise(door: Household, leader: Person, opens: datetime) -> None:
    """Bác Hòa was at bà Lan's a week ago, and she asked him back for tonight: so her door leads the phone's list."""
    last_week = opens - timedelta(weeks=1) + timedelta(minutes=55)
    with clock.stopped_at(last_week):
        tonight = clock.local_day(opens)
        record_visits([Report(ids.new(), door.pk, Visit.Outcome.NOT_NOW, leader.pk, last_week, come_back_on=tonight)])


def _today(die: Random, commune: Place, made: list[Crew], opens: datetime, officer: Person) -> None:
    with clock.stopped_at(opens - timedelta(hours=4)):
        matters.begin_draft(commune, made[-len(NEWEST) :], by=officer)
        matters.send_faulty_list(die, commune, by=officer)
        matters.let_in_for_a_while(die, commune, made[0].team.group, opens, by=officer)
        open_account(made[0].members[0], "to.truong.tra.khe.3", None, by=MACHINE)


def _note_cast(desks: dict[str, Person], members: list[Person]) -> None:
    leader, deputy, *_others, youth = members
    for role, person in (desks | {LEADER: leader, DEPUTY: deputy, YOUTH: youth, LEADERS_DESK: leader}).items():
        facts.put(fact_of(role), str(person.pk))


def other_teams() -> list[Crew]:
    """All that keep an hour but the visitor's, as they stand now, for living on."""
    teams = Team.objects.exclude(group__name=TRA_KHE_3).filter(valid_until=None, slots__valid_until=None)
    return [crew_of(team) for team in teams.select_related("group").distinct().order_by("group__sort_key", "pk")]
