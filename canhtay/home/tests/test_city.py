"""A city's first page: its communes' figures, what to do about them, and who sees it."""

import csv
import io
from datetime import date, timedelta

import pytest

from canhtay.core import clock, ids
from canhtay.core.history import MACHINE
from canhtay.home.city import city_page
from canhtay.home.handover import communes_in
from canhtay.people.actions import add_person, grant_role, open_account
from canhtay.people.models import Person, RoleGrant
from canhtay.places.models import Place
from canhtay.places.paths import path_at
from canhtay.places.queries import commune_by_code
from canhtay.places.reform.moving import move_groups
from canhtay.rounds.actions import record_visits
from canhtay.rounds.deciding import Report
from canhtay.teams.actions import appoint, found_team
from canhtay.teams.models import Standing
from testkit.office import office_of, words
from testkit.places import open_group
from testkit.queries import assert_same_queries
from testkit.world import SATURDAY

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R2")]


@pytest.fixture
def city(world):
    return path_at(world.hung_dao)[-1]


@pytest.fixture
def hanh(city) -> Person:
    return holder("Lê Thị Hạnh", RoleGrant.Role.CITY, city)


def holder(name: str, role: str, place) -> Person:
    person = add_person(name, by=MACHINE)
    grant_role(person, role, place, by=MACHINE)
    return person


def row_of(page, commune):
    return next(row for row in page["rows"] if row.commune == commune)


def test_the_figures_of_each_commune_stand_beside_it(world, city):
    days = [timedelta(minutes=5), timedelta(days=1), timedelta(days=6)]  # the last one was last Sunday
    doors = [world.lans_door, world.door_7, world.door_21]
    told = [
        Report(ids.new(), door.pk, "talked", world.hoa.pk, SATURDAY - ago)
        for door, ago in zip(doors, days, strict=True)
    ]
    record_visits(told)
    page = city_page(city)
    here, next_door = row_of(page, world.hung_dao), row_of(page, world.duong_kinh)
    told = (here.teams, here.members, here.youths, here.fit, here.short, here.leaderless)
    assert told == (1, 3, 1, 0, 1, 0)
    assert (here.visits_week, here.opened, here.households, here.has_officer) == (2, 3, 3, True)
    assert (next_door.visits_week, next_door.opened, next_door.households) == (0, 0, 1)
    assert page["totals"] == {
        "communes": 114, "without_team": 112, "teams": 2, "members": 4, "youths": 1, "fit": 0, "short": 2,
        "leaderless": 0, "visits_week": 2, "opened": 3, "households": 4,
    }  # fmt: skip


def test_what_nobody_counted_is_unknown_and_not_nought(city):
    row = row_of(city_page(city), commune_by_code("11311"))
    assert (row.teams, row.members, row.youths) == (0, None, None)
    assert (row.visits_week, row.opened, row.households) == (None, None, None)


def test_a_group_that_moved_is_counted_where_it_lies_today(world, city):
    move_groups([world.tra_khe_3], world.duong_kinh, day=clock.today(), by=world.mai)
    page = city_page(city)
    assert (row_of(page, world.hung_dao).teams, row_of(page, world.duong_kinh).teams) == (0, 2)
    assert row_of(page, world.duong_kinh).households == 4


def test_the_page_says_its_finding_and_then_what_to_do(world, hanh):
    said = words(office_of(hanh).get("/"))
    assert "Thành phố Hải Phòng, 28/11/2026" in said
    assert "2 tổ ở 2 xã, phường, 0 tổ đủ theo quy định. Tuần này các tổ đã đến 0 lượt nhà." in said
    for todo in (
        "112 xã, phường chưa có tài khoản cán bộ",
        "112 xã, phường chưa có tổ nào",
        "2 tổ chưa đủ theo quy định Ở 2 xã, phường; nơi thiếu nhiều nhất đứng đầu danh sách.",
    ):
        assert todo in said
    assert said.index("đủ theo quy định. Tuần này") < said.index("Việc cần làm") < said.index("Cả thành phố")


def test_each_thing_to_do_leads_to_the_communes_it_speaks_of(world, hanh):
    browser = office_of(hanh)
    page = browser.get("/").content.decode()
    assert 'href="/?missing=people&amp;sort=-short#list"' in page
    said = words(browser.get("/", {"missing": "people", "sort": "-short"}))
    assert "2 xã, phường Tải về Excel" in said
    assert "Phường Dương Kinh" in said and "Phường An Biên" not in said
    assert "112 xã, phường Tải" in words(browser.get("/", {"missing": "team"}))


def test_communes_are_found_without_diacritics_and_sorted_by_any_figure(world, hanh):
    browser = office_of(hanh)
    said = words(browser.get("/", {"q": "duong kinh"}))
    assert "1 xã, phường Tải" in said
    down = words(browser.get("/", {"sort": "-members"}))
    assert down.index("Phường Hưng Đạo") < down.index("Phường Dương Kinh") < down.index("Phường An Biên")


def test_communes_stand_in_the_order_of_the_vietnamese_alphabet_until_something_else_is_asked_for(world, hanh):
    """Whatever they lack: An Biên, where nothing has begun, before Dương Kinh, and every D before every Đ."""
    text = office_of(hanh).get("/", {"export": "csv"}).getvalue().decode("utf-8-sig")
    names = [line.split(",")[0].removeprefix("Phường ").removeprefix("Xã ") for line in text.splitlines()]
    asked = ["Ái Quốc", "An Biên", "An Dương", "Dương Kinh", "Đông Hải", "Hưng Đạo", "Vĩnh Bảo"]
    assert sorted(asked, key=names.index) == asked


def test_the_table_is_taken_along_as_a_file(world, hanh):
    answer = office_of(hanh).get("/", {"export": "csv", "missing": "people"})
    text = answer.getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text.splitlines()[0] else ","))
    assert [row["Xã, phường"] for row in rows] == ["Phường Dương Kinh", "Phường Hưng Đạo"]
    assert (rows[1]["Mã"], rows[1]["Số tổ"], rows[1]["Thành viên"]) == ("11689", "1", "3")


def test_who_only_reads_sees_the_figures_and_no_list_of_things_to_do(world, city):
    for role in (RoleGrant.Role.TRAINER, RoleGrant.Role.PARTY, RoleGrant.Role.INSPECTOR, RoleGrant.Role.AUDITOR):
        said = words(office_of(holder(f"Lê Na {role}", role, city)).get("/"))
        assert "2 tổ ở 2 xã, phường" in said
        assert "Việc cần làm" not in said


def test_the_city_opens_any_ward_and_sees_it_without_the_officers_buttons(world, hanh):
    said = words(office_of(hanh).get(f"/communes/{world.hung_dao.pk}/"))
    assert "Phường Hưng Đạo 1 trong 1 tổ đã có buổi cố định." in said
    assert "Trà Khê 3 3 người, 1 thanh niên thiếu 5 người" in said
    assert "Việc cần làm hôm nay" not in said


def test_a_commune_is_opened_by_who_is_above_it_or_in_it_and_by_nobody_else(world, city, hanh):
    page = f"/communes/{world.hung_dao.pk}/"
    party = holder("Lê Na", RoleGrant.Role.PARTY, world.hung_dao)
    seen = {one.given_name: office_of(one).get(page).status_code for one in (*world.cast, hanh, party)}
    assert seen == {"Mai": 200, "Hạnh": 200, "Na": 200, "Hòa": 404, "Thu": 404, "Minh": 404, "Quang": 404, "Sơn": 404}
    assert office_of(hanh).get(f"/communes/{city.pk}/").status_code == 404
    assert words(office_of(party).get("/")).startswith("Phường Hưng Đạo 1 trong 1 tổ")


def test_an_officer_of_two_communes_begins_with_one_and_finds_the_other(world):
    grant_role(world.mai, RoleGrant.Role.OFFICER, world.duong_kinh, by=MACHINE)
    page = office_of(world.mai).get("/").content.decode()
    assert f'href="/communes/{world.hung_dao.pk}/">Phường Hưng Đạo' in page
    assert "Hòa Nghĩa 1" in page


def test_a_team_not_judged_yet_is_shown_as_such(world):
    Standing.objects.all().delete()
    assert "Trà Khê 3 chưa soát" in words(office_of(world.mai).get("/"))


def test_who_was_of_a_district_is_told_that_there_are_none_any_more(world):
    then = date(2024, 6, 1)
    district = path_at(commune_by_code("11689", then), then)[1]
    bac = add_person("Đỗ Văn Lâm", by=MACHINE)
    grant_role(
        bac, RoleGrant.Role.DISTRICT, district, by=MACHINE, since=district.valid_from, until=district.valid_until
    )
    open_account(bac, "lam", None, by=MACHINE)
    said = words(office_of(bac).get("/"))
    assert "Quận Dương Kinh: cấp quận, huyện có đến hết ngày 30/06/2025." in said
    assert "Việc của quận, huyện nay thuộc xã, phường và tỉnh, thành phố." in said


def test_who_was_charged_with_something_is_told_until_when(world):
    na = add_person("Lê Na", by=MACHINE)
    until = clock.today() - timedelta(days=3)
    grant_role(na, RoleGrant.Role.PARTY, world.hung_dao, by=MACHINE, since=until - timedelta(days=30), until=until)
    said = words(office_of(na).get("/"))
    assert "Cấp ủy (chỉ xem) ở Phường Hưng Đạo: đến hết ngày 25/11/2026." in said


def test_more_teams_cost_the_citys_page_no_more_queries(world, hanh):
    browser, numbers = office_of(hanh), iter(range(4, 12))

    def add() -> None:
        group = open_group(world.hung_dao, f"Trà Khê {next(numbers)}", label="Tổ dân phố", by=world.mai)
        appoint(found_team(group, by=world.mai), add_person("Lê Na", by=MACHINE), "leader", by=world.mai)

    assert_same_queries(lambda: browser.get("/"), add)
    assert_same_queries(lambda: browser.get(f"/communes/{world.hung_dao.pk}/"), add)


def test_a_province_is_not_called_a_city(world):
    """Lai Châu: a "tỉnh", where nothing has begun."""
    lai_chau = Place.objects.get(code="12", kind="province", valid_until=None)
    office = office_of(holder("Lò Thị Mai", RoleGrant.Role.CITY, lai_chau))
    assert "Cả tỉnh xã, phường" in words(office.get("/"))
    roles = words(office.get("/grants/new/"))
    assert "Ban Chỉ đạo tỉnh Chỉ đạo cả tỉnh" in roles and "thành phố" not in roles
    teams = words(office.get("/teams/"))
    assert "Chưa xã, phường nào có tổ trong sổ này" in teams and "hỏi cán bộ" not in teams
    assert "Ban Chỉ đạo tỉnh" in words(office.get("/grants/"))
    officer = office_of(holder("Vàng A Páo", RoleGrant.Role.OFFICER, communes_in(lai_chau)[0]))
    assert "việc của Ban Chỉ đạo tỉnh." in words(officer.get("/reforms/new/"))
    assert "bên kia hoặc tỉnh bấm cho tổ về" in words(officer.get("/sides/"))
