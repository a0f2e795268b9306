"""The lists of teams and of people as they stood on a day gone by: who was where, under which name, and the file of that day."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.urls import reverse

from canhtay.core.history import MACHINE
from canhtay.core.models import Event
from canhtay.people.actions import add_person, grant_role
from canhtay.people.models import Person, RoleGrant
from canhtay.places.paths import path_at
from canhtay.places.reform.moving import move_groups
from canhtay.places.reform.renaming import rename
from canhtay.teams.actions import appoint, found_team, leave
from canhtay.teams.models import Leaving
from testkit.office import office_of, words
from testkit.places import open_group
from testkit.queries import assert_same_queries
from testkit.world import FOUNDED

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R2")]
THEN, SINCE = date(2026, 10, 15), date(2026, 11, 20)
TEAMS, ROSTER = "/teams/", "/roster/"


@pytest.fixture
def changed_since(world) -> None:
    """Since then Minh has left, Trà Khê 3 is called Trà Khê Đông, and Trà Khê 4 has a team led by Quang."""
    leave(world.appointment_of(world.minh), by=world.mai, because=Leaving.MOVED)
    rename(world.tra_khe_3, day=SINCE, by=world.mai, name="Trà Khê Đông")
    four = open_group(world.hung_dao, "Trà Khê 4", label="Tổ dân phố", by=world.mai, since=SINCE)
    appoint(found_team(four, by=world.mai, since=SINCE), world.quang, "leader", by=world.mai, since=SINCE)


@pytest.fixture
def city(world) -> Person:
    city = add_person("Bùi Văn Toàn", by=MACHINE)
    grant_role(city, RoleGrant.Role.CITY, path_at(world.hung_dao)[-1], by=MACHINE)
    return city


def listed(reader: Person, address: str, day: date | str = THEN, **asked: str) -> list[list[str]]:
    context = office_of(reader).get(address, {"day": str(day), **asked}).context
    return [[cell.text for cell in line] for line in context["list"].lines]


def filed(reader: Person, address: str) -> list[list[str]]:
    answer = office_of(reader).get(address, {"day": str(THEN), "export": "csv"})
    assert f"-{THEN:%Y-%m-%d}.csv" in answer.headers["Content-Disposition"]
    return list(csv.reader(StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_teams_of_that_day_with_their_people_and_name_of_then(world, changed_since):
    assert listed(world.mai, TEAMS) == [["Trà Khê 3", "Nguyễn Văn Hòa", "3", "1", "2"]]
    assert [row[:3] for row in listed(world.mai, TEAMS, "")] == [
        ["Trà Khê 4", "Vũ Đình Quang", "1"],
        ["Trà Khê Đông", "Nguyễn Văn Hòa", "2"],
    ]
    answer = office_of(world.mai).get(TEAMS, {"day": "15/10/2026"})
    assert "Đang xem như ngày 15/10/2026." in words(answer)
    assert f"{reverse('team', args=[world.team.pk])}?day=2026-10-15" in answer.content.decode()
    assert filed(world.mai, TEAMS)[1][:3] == ["Trà Khê 3", "Nguyễn Văn Hòa", "3"]
    taken = Event.objects.get(name="list.exported")
    assert taken.details == {"kind": "csv", "rows": 1}


def test_people_of_that_day_without_telephones(world, changed_since):
    assert [row[0] for row in listed(world.mai, ROSTER)] == ["Nguyễn Văn Hòa", "Trần Quang Minh", "Lê Thị Thu"]
    assert [row[0] for row in listed(world.mai, ROSTER, "")] == ["Nguyễn Văn Hòa", "Vũ Đình Quang", "Lê Thị Thu"]
    answer = office_of(world.mai).get(ROSTER, {"day": "15/10/2026"})
    assert "Số điện thoại chỉ có trong danh sách hôm nay." in words(answer)
    assert "0912345678" not in answer.content.decode()
    [heads, *rows] = filed(world.mai, ROSTER)
    assert "Điện thoại" not in heads
    assert [row[:3] for row in rows][1] == ["Trần Quang Minh", "Thành viên", "Trà Khê 3"]


def test_filters_are_asked_of_that_day(world, city):
    leave(world.appointment_of(world.hoa), by=world.mai)
    move_groups([world.tra_khe_3], world.duong_kinh, day=SINCE, by=MACHINE)
    assert listed(world.quang, TEAMS, leader="no") == []
    assert [row[0] for row in listed(world.quang, TEAMS, "", leader="no")] == ["Trà Khê 3"]
    there = listed(city, ROSTER, commune=str(world.hung_dao.pk))
    assert [(row[0], row[3]) for row in there] == [
        ("Nguyễn Văn Hòa", "Hưng Đạo"),
        ("Trần Quang Minh", "Hưng Đạo"),
        ("Lê Thị Thu", "Hưng Đạo"),
    ]
    assert listed(city, ROSTER, "", commune=str(world.hung_dao.pk)) == []


def test_looking_back_shows_nobody_more_than_one_may_read_today(world, changed_since):
    assert [row[0] for row in listed(world.quang, TEAMS)] == ["Hòa Nghĩa 1"]  # Trà Khê 4, which he leads, was not there
    assert [row[0] for row in listed(world.son, ROSTER)] == ["Đỗ Văn Sơn"]
    assert [row[0] for row in listed(world.son, TEAMS)] == ["Hòa Nghĩa 1"]


@pytest.mark.parametrize("day", ["2030-01-01", "hôm kia", ""])
def test_a_day_to_come_and_one_that_is_none_are_today(world, day):
    answer = office_of(world.mai).get(ROSTER, {"day": day})
    assert "Đang xem như ngày" not in words(answer)
    assert "0912345678" in words(answer)


@pytest.mark.parametrize("address", [TEAMS, ROSTER])
def test_of_a_day_gone_by_the_database_is_asked_no_more_for_more(world, city, address):
    browser, names = office_of(city), iter(range(100))

    def more() -> None:
        group = open_group(world.hung_dao, f"Phú {next(names)}", label="Tổ dân phố", by=world.mai, since=FOUNDED.date())
        person = add_person("Lê Văn Dũng", by=MACHINE)
        team = found_team(group, by=world.mai, since=FOUNDED.date())
        appoint(team, person, "leader", by=world.mai, since=FOUNDED.date())

    browser.get(address)
    assert_same_queries(lambda: browser.get(address, {"day": str(THEN)}), more)
