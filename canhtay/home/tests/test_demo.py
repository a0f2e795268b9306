"""The demo's ward: the same for the same seed and day, believable, and ready for its visitor."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from canhtay.core import clock, facts
from canhtay.home.demo.cast import OFFICE_ROLES, PHONE_ROLES, person_of
from canhtay.home.demo.visitor import NGO_45, TRA_KHE_3
from canhtay.home.demo.ward import GROUPS, make_ward, opening_moment
from canhtay.people import devices
from canhtay.register.models import Household, Resident
from canhtay.rounds.models import Slot, Visit, VisitReason
from canhtay.teams.models import Appointment, Team
from canhtay.teams.queries import members_of
from config.environment import ROOT
from testkit.office import words
from testkit.phone import Phone
from testkit.world import load_reference

MONDAY, SATURDAY = date(2026, 11, 23), date(2026, 11, 28)
MADE_WITHIN_S = 60  # alone on two cores it takes six


@pytest.fixture(scope="module")
def ward(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Made once for this file, on Monday, and taken back after its last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_reference()
        make_ward(1, MONDAY)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(ward, db, settings) -> Iterator[None]:
    """Where the visitor comes in: Saturday evening, the process a demo's."""
    settings.DEMO = True
    with clock.stopped_at(opening_moment(MONDAY)):
        yield
    clock.run_beside(timedelta())


@pytest.mark.parametrize("day", [MONDAY, SATURDAY, date(2026, 11, 29), date(2027, 2, 6)])
def test_it_opens_twenty_minutes_before_tra_khe_3s_hour(day):
    opens = clock.local(opening_moment(day))
    assert f"{opens:%H:%M %u}" == "19:10 6"
    assert day <= opens.date() < day + timedelta(days=7)


def test_tra_khe_3_has_ten_members_most_over_sixty_and_three_youths(demo):
    ages = [2026 - row.person.birth_year for row in members_of(Team.objects.filter(group__name=TRA_KHE_3))]
    assert len(ages) == 10
    assert sum(age >= 60 for age in ages) == 7
    assert sum(16 <= age <= 30 for age in ages) == 3
    leader = members_of(Team.objects.filter(group__name=TRA_KHE_3))[0].person
    assert (leader.name, 2026 - leader.birth_year) == ("Nguyễn Văn Hòa", 66)


def test_each_group_has_as_many_doors_as_the_table_says(demo):
    for name, doors, *_ in GROUPS:
        assert Household.unscoped.filter(group__name=name).count() == doors, name


def test_the_cast_is_who_the_page_says_and_stays_so_when_the_team_grows(demo):
    assert set(OFFICE_ROLES) | set(PHONE_ROLES) == {"officer", "leader", "deputy", "youth"}
    names = {role: person_of(role).name for role in (*OFFICE_ROLES, *PHONE_ROLES)}
    assert names == {
        "officer": "Vũ Thị Mai",
        "leader": "Nguyễn Văn Hòa",
        "deputy": "Trần Thị Thu",
        "youth": "Phạm Đức Minh",
    }


def test_ba_lans_door_leads_tonights_list_on_the_leaders_phone(demo):
    """The phone's own order (static/field/doors.js): promises first, the oldest foremost, then as one walks."""
    phone = Phone(Client())
    phone.enrol(devices.invite(person_of("leader"), by=person_of("officer")).code).sync()
    promises = [row for row in phone.all("reason") if row["kind"] == "come_back" and row["due_on"] <= "2026-11-28"]
    doors = {row["household"]: Household.unscoped.select_related("alley").get(pk=row["household"]) for row in promises}
    first = min(
        promises,
        key=lambda row: (row["due_on"], doors[row["household"]].alley.order, doors[row["household"]].walk_order),
    )
    assert str(doors[first["household"]].name) == "Nhà bà Lan"
    [visit] = Visit.unscoped.filter(household=first["household"])
    assert (visit.by.name, visit.outcome, str(visit.come_back_on)) == ("Nguyễn Văn Hòa", "not_now", "2026-11-28")
    assert clock.local_day(visit.happened_at) == SATURDAY - timedelta(days=7)


def test_the_visitors_alley_is_left_for_him(demo):
    doors = Household.unscoped.filter(alley__name=NGO_45, group__name=TRA_KHE_3).order_by("walk_order")
    assert [(door.number, door.visits.count()) for door in doors] == [("7", 0), ("12/3A", 1), ("21", 0)]
    assert [r.name for r in Resident.unscoped.filter(household__in=doors)] == ["Đặng Thị Lan"]


def test_nothing_happened_after_the_demo_opens(demo):
    assert not Visit.unscoped.filter(happened_at__gt=clock.now()).exists()
    assert not Visit.unscoped.filter(recorded_at__gt=clock.now()).exists()
    assert VisitReason.objects.filter(due_on__lte=SATURDAY, ended_at=None).exists()


def test_most_teams_have_kept_their_hour_and_one_has_none(demo):
    with_slot = set(Slot.objects.values_list("team__group__name", flat=True))
    assert {name for name, *_ in GROUPS} - with_slot == {"Phấn Dũng 3"}
    weeks = Visit.unscoped.filter(household__group__name=TRA_KHE_3).dates("happened_at", "week")
    assert len(weeks) == 8
    assert not Visit.unscoped.filter(household__group__name="Phấn Dũng 3").exists()


def test_everybody_is_invented_and_no_number_rings_anywhere(demo):
    phones = [row.person.phone for row in Appointment.objects.select_related("person")]
    assert len(set(filter(None, phones))) > 50
    assert all(phone.startswith("0500") for phone in phones if phone)


def test_a_week_passes(demo):
    """The clock moves on by seven days; the other teams went to doors, and the visitor's team is his."""
    officer = Client()
    officer.get("/demo/office/officer/")
    before = {row.pk for row in Visit.unscoped.all()}
    clock.run_beside(timedelta())
    response = officer.post("/demo/week/", follow=True)
    assert facts.get(facts.CLOCK_SHIFT) == str(7 * 24 * 3600)
    new = Visit.unscoped.exclude(pk__in=before).select_related("household__group")
    groups = {visit.household.group.name for visit in new}
    assert len(groups) >= 7
    assert TRA_KHE_3 not in groups
    assert response.redirect_chain == [("/demo/", 302)]


def test_the_wards_first_page_after_eight_weeks(demo):
    officer = Client()
    said = words(officer.get("/demo/office/officer/", follow=True))
    assert "9 trong 10 tổ đã có buổi cố định." in said
    assert "Trà Khê 3 chưa kết nối máy nào" in said
    assert "1 tổ chưa có thanh niên." in said
    assert "Phấn Dũng 3 chưa chọn buổi" in said


MAKE = """
import json, sys, time
import django; django.setup()
from datetime import date
from django.core.management import call_command
call_command("migrate", verbosity=0)
from testkit.world import load_reference
from canhtay.home.demo.ward import make_ward
from canhtay.people.models import Person
from canhtay.register.models import Household, Resident, StepRecord
from canhtay.rounds.models import Visit, VisitReason
load_reference()
began = time.monotonic()
make_ward(int(sys.argv[1]), date.fromisoformat(sys.argv[2]))
took = time.monotonic() - began
def rows(found, *columns):
    return sorted(map(list, found.values_list(*columns)), key=repr)
door = ["household__group__name", "household__alley__name", "household__number", "household__name"]
print(json.dumps({
    "people": sorted([p.name, p.gender, p.birth_year, p.phone] for p in Person.unscoped.all()),
    "doors": rows(Household.unscoped, "group__name", "alley__name", "number", "name", "hint"),
    "residents": rows(Resident.unscoped, *door, "name", "birth_year"),
    "visits": rows(Visit.unscoped, *door, "outcome", "by__name", "happened_at", "recorded_at", "come_back_on"),
    "due": rows(VisitReason.objects, *door, "kind", "due_on", "ended_at"),
    "steps": rows(StepRecord.objects, *(f"resident__{name}" for name in door), "resident__name", "service", "step"),
    "took": took,
}, default=str))
"""


def a_ward(folder: Path, seed: int, day: str) -> dict:
    """Made in a process of its own, so that nothing of one ward's dice is left for the next."""
    env = os.environ | {
        "CANHTAY_DATA": str(folder / "demo"),
        "CANHTAY_DEMO": "1",
        "PYTHONPATH": str(ROOT),
        "PYTHONHASHSEED": "random",
    }
    env |= {"DJANGO_SETTINGS_MODULE": "config.settings"}
    env.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, "-c", MAKE, str(seed), day], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.sqlite
def test_the_same_seed_and_day_give_the_same_ward(tmp_path, capsys):
    one, other = (a_ward(tmp_path / name, 1, "2026-11-23") for name in ("one", "other"))
    took = one.pop("took"), other.pop("took")
    with capsys.disabled():
        print(f"\nthe demo's ward was made in {took[0]:.1f} s and {took[1]:.1f} s")
    for what in one:
        assert one[what] == other[what], what
    assert len(one["visits"]) > 400
    assert min(took) < MADE_WITHIN_S


@pytest.mark.sqlite
def test_another_seed_is_another_ward_and_no_seed_stumbles(tmp_path):
    other = a_ward(tmp_path, 7, "2026-12-31")
    assert len(other["doors"]) == sum(doors for _, doors, *_ in GROUPS)
