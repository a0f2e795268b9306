"""The first page by post, and that every figure on the ward's page is what a recount gives."""

from datetime import date, time, timedelta

import pytest

from canhtay.core import clock, counts, ids
from canhtay.core.history import MACHINE
from canhtay.home.ward import ward_page
from canhtay.people.actions import add_person, grant_role, open_account
from canhtay.people.models import Person
from canhtay.places.queries import commune_by_code
from canhtay.register.models import Household
from canhtay.rounds.actions import record_visits
from canhtay.rounds.deciding import Report
from canhtay.rounds.indicators import DOORS_OPENED, VISITS
from canhtay.rounds.models import DoorOpening, Slot, Visit
from canhtay.sync.answers import DONE
from canhtay.teams.actions import appoint, found_team
from canhtay.teams.roster.uploads import send_roster
from testkit import roster_files
from testkit.office import office_of, words
from testkit.places import open_group
from testkit.queries import assert_same_queries
from testkit.world import SATURDAY

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R1")]


def test_an_officer_begins_with_the_ward_a_member_with_the_team_anybody_else_with_what_to_do(world):
    vinh = add_person("Hoàng Đức Vinh", by=MACHINE)
    assert "Thứ Bảy, 28/11/2026" in words(office_of(world.mai).get("/"))
    for member in (world.hoa, world.minh):
        assert office_of(member).get("/").headers["Location"] == f"/teams/{world.team.pk}/"
    said = words(office_of(vinh).get("/"))
    assert "Chào Hoàng Đức Vinh" in said
    assert "Thành viên tổ thì vào bằng điện thoại: xin tổ trưởng mã sáu số." in said


def test_the_pages_frame_says_whose_office_it_is_and_shows_only_what_may_be_opened(world):
    page = office_of(world.mai).get("/").content.decode()
    assert "Phường Hưng Đạo" in page
    assert 'href="/imports/"' in page
    page = office_of(world.hoa).get("/teams/").content.decode()
    assert "Phường Hưng Đạo" not in page
    assert 'href="/imports/"' not in page


def some_visits(world) -> None:
    """This week and the week before, today and yesterday, one door twice, by two people."""
    told = [
        (world.door_7, world.hoa, "talked", timedelta(days=6)),  # last Sunday
        (world.lans_door, world.hoa, "not_now", timedelta(days=5)),  # Monday of this week
        (world.lans_door, world.hoa, "talked", timedelta(days=1)),
        (world.lans_door, world.thu, "talked", timedelta(minutes=5)),
        (world.door_21, world.thu, "nobody", timedelta(minutes=2)),
    ]
    reports = [Report(ids.new(), door.pk, outcome, by.pk, SATURDAY - ago) for door, by, outcome, ago in told]
    assert record_visits(reports) == [DONE] * 5


def test_the_figures_are_what_a_recount_gives(world):
    some_visits(world)
    totals = ward_page(world.hung_dao)["totals"]
    visits = Visit.unscoped.filter(household__group=world.tra_khe_3)
    monday, today = (clock.at(day, time()) for day in (date(2026, 11, 23), date(2026, 11, 28)))
    assert totals == {
        "teams": 1,
        "members": 3,
        "fit": 0,
        "households": Household.unscoped.filter(group=world.tra_khe_3).count(),
        "opened": DoorOpening.objects.filter(household__group=world.tra_khe_3).count(),
        "visits_today": visits.filter(happened_at__gte=today).count(),
        "visits_week": visits.filter(happened_at__gte=monday).count(),
    }
    assert (totals["opened"], totals["visits_today"], totals["visits_week"]) == (2, 2, 4)
    for indicator in (DOORS_OPENED, VISITS):
        assert counts.stored(indicator.name) == counts.recounted(indicator.name)


def test_the_page_says_its_finding_before_its_figures(world):
    some_visits(world)
    said = words(office_of(world.mai).get("/"))
    assert "1 trong 1 tổ đã có buổi cố định. Tuần này các tổ đã đến 4 lượt nhà." in said
    assert "3 người, 1 thanh niên thiếu 5 người 2/3 4 Thứ Bảy, 19:30, Nhà văn hóa Trà Khê 3" in said
    assert "nhà đã mở cửa 2 / 3" in said
    assert said.index("Tuần này các tổ") < said.index("Việc cần làm hôm nay") < said.index("Cả xã, phường")


def test_nothing_of_another_ward_is_counted(world):
    some_visits(world)
    assert ward_page(world.duong_kinh)["totals"]["visits_week"] == 0
    assert "Trà Khê 3" not in words(office_of(world.quang).get("/"))


def test_what_a_team_lacks_is_a_thing_to_do_with_the_button_that_does_it(world):
    said = words(office_of(world.mai).get("/"))
    assert "Trà Khê 3 chưa kết nối máy nào" in said
    world.phone_of(world.thu)
    assert "Hôm nay không có việc nào đợi." in words(office_of(world.mai).get("/"))
    Slot.objects.filter(team=world.team).delete()
    page = office_of(world.mai).get("/").content.decode()
    assert f'href="/teams/{world.team.pk}/slot/">Chọn buổi' in page
    assert "chưa chọn buổi" in page


def test_a_list_that_waits_comes_first(world):
    name, content, _ = roster_files.plain_xlsx()
    upload = send_roster(world.hung_dao, name, content, by=world.mai)
    todos = ward_page(world.hung_dao)["todos"]
    assert (todos[0].title, todos[0].url) == ("Danh sách “danh sach.xlsx” đợi xem lại", f"/imports/{upload.pk}/")


def test_groups_of_a_former_ward_wait_for_the_officers_word(world):
    anh_dung = commune_by_code("11689", date(2024, 6, 1))
    open_group(anh_dung, "Trà Khê 9", label="Tổ dân phố", by=world.mai, since=date(2024, 6, 1))
    todos = [(todo.title, todo.url) for todo in ward_page(world.hung_dao)["todos"]]
    assert todos[0] == ("1 tổ của phường cũ đợi chọn bên", "/sides/")


def test_what_many_teams_lack_alike_is_one_thing_to_do_that_leads_into_the_list(world):
    for n in range(4, 12):
        found_team(open_group(world.hung_dao, f"Trà Khê {n}", label="Tổ dân phố", by=world.mai), by=world.mai)
    mai = office_of(world.mai)
    said = words(mai.get("/"))
    assert "8 tổ chưa có tổ trưởng Ghi ai đứng đầu tổ" in said
    assert "Trà Khê 3 chưa kết nối máy nào" in said, "what only a few lack first is named"
    assert "Xem cả" not in said
    assert 'href="?missing=leader#list"' in mai.get("/").content.decode()
    assert "8 tổ Tải về" in words(mai.get("/", {"missing": "leader"}))


def test_of_many_things_to_do_six_are_shown_and_all_of_them_one_fold_away(world):
    for n in range(3):
        name, content, _ = roster_files.plain_xlsx()
        send_roster(world.hung_dao, f"{n} {name}", content, by=world.mai)
    for n in range(4, 7):
        found_team(open_group(world.hung_dao, f"Trà Khê {n}", label="Tổ dân phố", by=world.mai), by=world.mai)
    said = words(office_of(world.mai).get("/"))
    folded = said.index("Xem cả 7 việc")
    assert said.index("Trà Khê 6 chưa có tổ trưởng") < folded < said.index("Trà Khê 3 chưa kết nối máy nào")


def test_a_ward_without_teams_says_so_and_shows_how_to_begin(world):
    officer = new_officer(world)
    said = words(office_of(officer).get("/"))
    assert "Chưa có tổ nào trong sổ này." in said
    assert "Bắt đầu từ danh sách các tổ" in said
    assert "Cả xã, phường" not in said


def new_officer(world) -> Person:
    officer = add_person("Lê Thị Hạnh", by=MACHINE)
    grant_role(officer, "officer", commune_by_code("00004"), by=MACHINE)
    open_account(officer, "hanh", None, by=MACHINE)
    return officer


def test_the_page_asks_the_database_no_more_for_more_teams(world):
    numbers, mai = iter(range(4, 12)), office_of(world.mai)

    def add() -> None:
        group = open_group(world.hung_dao, f"Trà Khê {next(numbers)}", label="Tổ dân phố", by=world.mai)
        appoint(found_team(group, by=world.mai), add_person("Lê Thị Na", by=MACHINE), "leader", by=world.mai)

    assert_same_queries(lambda: mai.get("/"), add)
