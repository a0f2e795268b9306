"""The demo's ward: the same for the same seed and day, believable, and ready for its visitor."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from canhtay.core import clock, facts
from canhtay.core.models import Fact
from canhtay.home.demo.cast import OFFICE_ROLES, PHONE_ROLES, SEES, person_of
from canhtay.home.demo.groups import BY_LIST, GROUPS, HUNG_DAO, WAITING
from canhtay.home.demo.neighbours import DOORS
from canhtay.home.demo.phones import heard_again
from canhtay.home.demo.visitor import NGO_45, TRA_KHE_3, fact_of
from canhtay.home.demo.ward import make_ward, opening_moment
from canhtay.people import devices
from canhtay.places.queries import commune_by_code, groups_of
from canhtay.places.successions import waiting_groups
from canhtay.register.models import Household, Resident
from canhtay.rounds.models import Slot, Visit, VisitReason
from canhtay.teams.models import Appointment, Committee, Decision, MemberSkill, Team
from canhtay.teams.queries import members_of
from canhtay.teams.skills import hours_of, skills_of
from canhtay.teams.verdicts import verdict_of
from config.environment import ROOT
from testkit.databases import lay_prepared
from testkit.laid_again import laid_again
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
        laid_again(make_ward, 1, MONDAY)
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
    for plan in GROUPS:
        assert Household.unscoped.filter(group__name=plan.name).count() == plan.doors, plan.name


CAST = {
    "officer": "Vũ Thị Mai",
    "city": "Đoàn Thị Bích Vân",
    "trainer": "Dương Hải Khánh",
    "party": "Ngô Xuân Toàn",
    "inspector": "Lưu Thị Ngọc Yến",
    "auditor": "Đào Quang Lộc",
    "leader-desk": "Nguyễn Văn Hòa",
    "leader": "Nguyễn Văn Hòa",
    "deputy": "Trần Thị Thu",
    "youth": "Phạm Đức Minh",
}


def test_the_cast_is_who_the_page_says_and_stays_so_when_the_team_grows(demo):
    assert {role: person_of(role).name for role in (*OFFICE_ROLES, *PHONE_ROLES)} == CAST
    assert set(SEES) == set(CAST)


FIRST_PAGES = {
    "officer": ["Phường Hưng Đạo", "9 trong 11 tổ đã có buổi cố định.", "2 tổ của phường cũ đợi chọn bên"],
    "city": ["Thành phố Hải Phòng", "20 tổ ở 3 xã, phường", "111 xã, phường chưa có tài khoản cán bộ"],
    "trainer": ["Thành phố Hải Phòng", "20 tổ ở 3 xã, phường", "Phường Dương Kinh"],
    "party": ["Phường Hưng Đạo", "4 tổ chưa đủ theo quy định.", "Ban Chỉ đạo chuyển đổi số phường Hưng Đạo"],
    "inspector": ["Thành phố Hải Phòng", "20 tổ ở 3 xã, phường", "Phường Kiến An"],
    "auditor": ["Phường Hưng Đạo", "thiếu 2 người", "Nhật ký"],
    "leader-desk": ["Tổ dân phố Trà Khê 3", "Tổ có 10 người, 3 thanh niên", "Ngõ, nhà của tổ"],
}


@pytest.mark.mission("R1")
@pytest.mark.parametrize("role", OFFICE_ROLES)
def test_each_desk_opens_its_first_page_and_sees_what_it_should(demo, role):
    page = Client().get(f"/demo/office/{role}/", follow=True)
    assert page.status_code == 200
    said = unescape(page.content.decode()).replace("\xa0", " ")
    assert CAST[role] in said
    for sentence in FIRST_PAGES[role]:
        assert sentence in said, sentence


@pytest.mark.mission("R1")
@pytest.mark.parametrize("role", [role for role in OFFICE_ROLES if role != "officer"])
def test_who_only_reads_or_directs_is_given_no_phone_to_connect_and_no_door(demo, role):
    desk = Client()
    said = words(desk.get(f"/demo/office/{role}/", follow=True))
    assert "chưa kết nối máy nào" not in said
    door = Household.unscoped.get(alley__name=NGO_45, number="12/3A")
    sees = 200 if role == "leader-desk" else 404
    assert desk.get(reverse("door", args=[door.pk])).status_code == sees


def test_the_page_groups_the_roles_and_says_what_each_sees(demo):
    said = words(Client().get("/demo/"))
    for role in CAST:
        assert str(SEES[role]) in said, role
    assert said.index("Văn phòng") < said.index("Ban Chỉ đạo thành phố") < said.index("Tổ trưởng, bác Hòa 66 tuổi")


def test_whoever_sits_at_the_desk_stays_there(demo):
    desk = Client()
    desk.get("/demo/office/city/")
    desk.get("/demo/")
    assert "20 tổ ở 3 xã, phường" in words(desk.get("/"))


def test_a_demo_made_before_there_were_these_roles_has_fewer_links_and_does_not_stumble(demo):
    Fact.objects.filter(name__in=[fact_of(role) for role in CAST if role not in ("officer", *PHONE_ROLES)]).delete()
    desk = Client()
    page = desk.get("/demo/")
    assert page.status_code == 200
    assert "Ban Chỉ đạo thành phố" not in words(page)
    assert desk.get("/demo/office/city/").status_code == 404
    assert desk.get("/demo/office/officer/").status_code == 302


def test_ba_lans_door_leads_tonights_list_on_the_leaders_phone(demo):
    """The phone's own order (static/field/doors.js): promises first, the oldest foremost, then as one walks."""
    phone = Phone(Client())
    phone.enrol(devices.invite(person_of("leader"), by=person_of("officer")).token).sync()
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
    assert {plan.name for plan in GROUPS} - with_slot == {"Phấn Dũng 3"}
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
    assert "9 trong 11 tổ đã có buổi cố định." in said
    assert "Trà Khê 3 chưa kết nối máy nào" in said
    assert "1 tổ chưa có thanh niên." in said
    assert "Phấn Dũng 3 chưa chọn buổi" in said


@pytest.mark.mission("R2")
def test_some_teams_fit_the_rule_and_some_visibly_do_not(demo):
    teams = Team.objects.filter(group__name__in=[*(plan.name for plan in GROUPS), BY_LIST]).select_related("standing")
    short = {team.group.name: verdict_of(team).short for team in teams if not team.standing.fits}
    assert short == {
        "Trà Khê 4": "tổ trưởng chưa đúng chức vụ",
        "Phấn Dũng 1": "thiếu thành phần",
        "Ninh Hải 2": "thiếu 2 người",
        "Ninh Hải 3": "thiếu 2 người",
    }


def test_of_the_former_ward_three_groups_were_taken_and_two_wait_for_somebody_who_knows(demo):
    hung_dao = commune_by_code(HUNG_DAO)
    assert {str(group) for group in waiting_groups([hung_dao])} == {f"Tổ dân phố {plan.name}" for plan in WAITING}
    anh_dung = commune_by_code(HUNG_DAO, date(2024, 3, 1))
    assert str(anh_dung) == "Phường Anh Dũng"
    came = groups_of(anh_dung, date(2024, 3, 1)).filter(pk__in=groups_of(hung_dao).values("pk"))
    assert {group.name for group in came} == {"Trà Khê 1", "Trà Khê 2", "Trà Khê 3"}


@pytest.mark.mission("R2")
def test_decisions_one_of_early_2024_one_of_2025_and_a_draft(demo):
    rows = Decision.objects.order_by("drafted_at").values_list("kind", "number", "decided_on", "place__name")
    assert list(rows) == [
        ("consolidate", "28/QĐ-UBND", date(2024, 2, 27), "Anh Dũng"),
        ("found", "127/QĐ-UBND", date(2025, 8, 8), "Hưng Đạo"),
        ("found", "", None, "Hưng Đạo"),
    ]
    assert {line.team.group.name for line in Decision.objects.get(number="").lines.all()} == {
        "Ninh Hải 1",
        "Ninh Hải 2",
    }


def test_what_is_open_in_the_ward_is_on_the_handover(demo):
    officer = Client()
    officer.get("/demo/office/officer/")
    said = words(officer.get("/handover/"))
    assert f"Danh sách tổ {BY_LIST}.csv: 2 dòng" in said
    assert "đến 12/12/2026" in said
    assert said.count("im lặng 20 ngày") == 1
    assert "Điện thoại im lặng từ 14 ngày (1)" in said


def test_a_week_later_the_same_phone_is_silent_and_no_other(demo):
    officer = Client()
    officer.get("/demo/office/officer/")
    clock.run_beside(timedelta())
    with clock.stopped_at(clock.now() + timedelta(weeks=1)):
        heard_again()
        assert "Điện thoại im lặng từ 14 ngày (1)" in words(officer.get("/handover/"))


def test_somebody_left_and_it_says_why(demo):
    [gone] = Appointment.objects.exclude(left_because="")
    assert (gone.team.group.name, gone.post, gone.left_because) == ("Trà Khê 1", "Chi hội trưởng nông dân", "private")


def test_some_members_said_what_they_can_and_when(demo):
    minh = person_of("youth")
    assert skills_of(minh)["vneid"] == MemberSkill.Level.TEACHES
    assert (6, "eve") in hours_of(minh)
    assert MemberSkill.objects.values("person").distinct().count() == 7


def test_the_committees_have_their_seats(demo):
    rows = Committee.objects.order_by("place__kind", "kind", "pk")
    assert {(str(one), one.seats.count()) for one in rows} == {
        ("Ban Chỉ đạo chuyển đổi số thành phố Hải Phòng", 7),
        ("Ban Chỉ đạo chuyển đổi số phường Hưng Đạo", 7),
        ("Tổ công tác Đề án 06 phường Hưng Đạo", 2),
    }


MAKE = """
import json, sys, time
import django; django.setup()
from datetime import date
from canhtay.home.demo.ward import make_ward
from canhtay.people.models import Person
from canhtay.register.models import Household, Resident, StepRecord
from canhtay.rounds.models import Visit, VisitReason
from canhtay.teams.models import Appointment, Decision
began = time.monotonic()
make_ward(int(sys.argv[1]), date.fromisoformat(sys.argv[2]))
took = time.monotonic() - began
def rows(found, *columns):
    return sorted(map(list, found.values_list(*columns)), key=repr)
door = ["household__group__name", "household__alley__name", "household__number", "household__name"]
print(json.dumps({
    "teams": rows(Appointment.objects, "team__group__name", "person__name", "role", "post", "valid_from", "valid_until"),
    "decisions": rows(Decision.objects, "number", "decided_on", "signer"),
    "people": sorted([p.name, p.gender, p.birth_year, p.phone] for p in Person.unscoped.all()),
    "doors": rows(Household.unscoped, "group__name", "alley__name", "number", "name", "hint"),
    "residents": rows(Resident.unscoped, *door, "name", "birth_year"),
    "visits": rows(Visit.unscoped, *door, "outcome", "by__name", "happened_at", "recorded_at", "come_back_on"),
    "due": rows(VisitReason.objects, *door, "kind", "due_on", "ended_at"),
    "steps": rows(StepRecord.objects, *(f"resident__{name}" for name in door), "resident__name", "service", "step"),
    "took": took,
}, default=str))
"""


def begun(prepared: Path, folder: Path, seed: int, day: str) -> subprocess.Popen[str]:
    """Made in a process of its own, so that nothing of one ward's dice is left for the next."""
    (folder / "demo").mkdir(parents=True)
    lay_prepared(prepared, folder / "demo")
    env = os.environ | {
        "CANHTAY_DATA": str(folder / "demo"),
        "CANHTAY_DEMO": "1",
        "PYTHONPATH": str(ROOT),
        "PYTHONHASHSEED": "random",
    }
    env |= {"DJANGO_SETTINGS_MODULE": "config.settings"}
    env.pop("DATABASE_URL", None)
    words = [sys.executable, "-c", MAKE, str(seed), day]
    return subprocess.Popen(words, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def the_ward(made: subprocess.Popen[str]) -> dict:
    told, trouble = made.communicate()
    assert made.returncode == 0, trouble
    return json.loads(told.splitlines()[-1])


@pytest.mark.sqlite
def test_the_same_seed_and_day_give_the_same_ward(prepared_file, tmp_path, capsys):
    one, other = map(the_ward, [begun(prepared_file, tmp_path / name, 1, "2026-11-23") for name in ("one", "other")])
    took = one.pop("took"), other.pop("took")
    with capsys.disabled():
        print(f"\nthe demo's ward was made in {took[0]:.1f} s and {took[1]:.1f} s")
    for what in one:
        assert one[what] == other[what], what
    assert len(one["visits"]) > 400
    assert min(took) < MADE_WITHIN_S


@pytest.mark.sqlite
def test_another_seed_is_another_ward_and_no_seed_stumbles(prepared_file, tmp_path):
    other = the_ward(begun(prepared_file, tmp_path, 7, "2026-12-31"))
    assert len(other["doors"]) == sum(plan.doors for plan in GROUPS) + 4 * DOORS
