"""Everybody in the teams one sees: found, narrowed, sorted by given name, and as a file."""

from datetime import date

import pytest
from django.urls import reverse

from canhtay.core.history import MACHINE
from canhtay.core.models import Event
from canhtay.people.actions import add_person, grant_role
from canhtay.people.models import Person, RoleGrant
from canhtay.places.paths import path_at
from canhtay.teams.actions import appoint, leave
from canhtay.teams.models import Leaving, Standing
from testkit.office import office_of, words
from testkit.queries import assert_same_queries

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R2")]
ROSTER = "/roster/"


@pytest.fixture
def city(world) -> Person:
    city = add_person("Bùi Văn Toàn", by=MACHINE)
    grant_role(city, RoleGrant.Role.CITY, path_at(world.hung_dao)[-1], by=MACHINE)
    return city


def shown(reader: Person, **asked: str) -> list[str]:
    """The given names on the page, in its order."""
    context = office_of(reader).get(ROSTER, asked).context
    return [line[0].row.person.given_name for line in context["list"].lines]


def test_by_given_name_in_vietnamese_order_and_only_ones_own(world):
    appoint(world.team, add_person("Đào Thị Đào", by=MACHINE), "member", by=world.mai)
    appoint(world.team, add_person("Lê Văn Dũng", by=MACHINE), "member", by=world.mai)
    assert shown(world.mai) == ["Dũng", "Đào", "Hòa", "Minh", "Thu"]
    assert shown(world.mai, sort="-name") == ["Thu", "Minh", "Hòa", "Đào", "Dũng"]
    assert shown(world.minh) == shown(world.mai)
    assert shown(world.quang) == ["Sơn"]
    assert shown(add_person("Hoàng Đức Vinh", by=MACHINE)) == []


def test_a_city_sees_all_wards_and_chooses_one(world, city):
    assert shown(city) == ["Hòa", "Minh", "Sơn", "Thu"]
    assert shown(city, commune=str(world.duong_kinh.pk)) == ["Sơn"]
    assert "Nguyễn Văn Hòa Tổ trưởng Trà Khê 3 Hưng Đạo" in words(office_of(city).get(ROSTER))
    assert "Hưng Đạo" not in words(office_of(world.mai).get(ROSTER))


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"role": "leader"}, ["Hòa"]),
        ({"body": "women"}, ["Thu"]),
        ({"age": "youth"}, ["Minh"]),
        ({"age": "elder"}, ["Hòa", "Thu"]),
        ({"lacks": "phone"}, ["Minh", "Thu"]),
        ({"lacks": "birth"}, []),
        ({"lacks": "post"}, ["Hòa", "Minh"]),
        ({"q": "NGUYEN hoa"}, ["Hòa"]),
        ({"q": "hòa", "role": "member"}, []),
        ({"sort": "birth"}, ["Thu", "Hòa", "Minh"]),
        ({"sort": "-since"}, ["Thu", "Minh", "Hòa"]),
    ],
)
def test_it_is_narrowed_found_and_sorted(world, asked, names):
    row = world.appointment_of(world.thu)
    leave(row, by=world.mai, because=Leaving.ROLE, last_day=date(2026, 11, 1))
    appoint(world.team, world.thu, "deputy", by=world.mai, post="Chi hội phụ nữ", since=date(2026, 11, 2))
    assert shown(world.mai, **asked) == names


def test_a_child_on_the_list_is_no_youth_yet(world):
    for name, born in [("Phạm Gia Bảo", 2014), ("Vũ Thị Chi", 2011), ("Lê Thị Dung", 2010), ("Đỗ Văn Em", 1995)]:
        appoint(world.team, add_person(name, by=world.mai, birth_year=born), "member", by=world.mai)
    assert shown(world.mai, age="youth") == ["Dung", "Minh"]
    assert Standing.objects.get(team=world.team).youths == 2
    page = words(office_of(world.mai).get(reverse("team", args=[world.team.pk])))
    assert "Tổ có 7 người, 2 thanh niên" in page


def test_telephone_numbers_only_in_the_commune_one_runs(world, city):
    assert "0912345678" in words(office_of(world.mai).get(ROSTER))
    for reader in (world.hoa, world.minh, city):
        assert "0912345678" not in office_of(reader).get(ROSTER).content.decode()
    noted = Event.objects.get(name="personal.viewed", actor=str(world.mai.pk))
    assert (noted.subject, noted.place) == (f"roster:{world.hung_dao.pk}", world.hung_dao.pk)


def test_an_officer_who_is_also_of_the_city_reads_no_numbers_of_other_communes(world):
    grant_role(world.mai, RoleGrant.Role.PARTY, path_at(world.hung_dao)[-1], by=MACHINE)
    world.son.phone = "0987654321"
    world.son.save()
    said = words(office_of(world.mai).get(ROSTER))
    assert "0912345678" in said
    assert "Đỗ Văn Sơn" in said
    assert "0987654321" not in said


def test_the_file_holds_what_was_narrowed_and_leaves_its_line(world, city):
    answer = office_of(city).get(ROSTER, {"export": "csv", "age": "elder"})
    lines = answer.getvalue().decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ["Họ và tên", "Nguyễn Văn Hòa", "Đỗ Văn Sơn", "Lê Thị Thu"]
    assert "Hưng Đạo" in lines[1]
    assert "0912345678" not in "".join(lines)
    event = Event.objects.get(name="list.exported")
    assert (event.actor, event.details) == (str(city.pk), {"kind": "csv", "rows": 3})


def test_the_page_and_the_file_ask_the_database_no_more_for_more_people(world, city):
    browser = office_of(city)
    browser.get(ROSTER)
    numbers = iter(range(20))

    def more() -> None:
        name = f"Nguyễn Thị Năm {'ABCDEFGHIJKLMNOPQRST'[next(numbers)]}"
        appoint(world.team, add_person(name, by=MACHINE, birth_year=1960), "member", by=world.mai)

    assert_same_queries(lambda: browser.get(ROSTER), more)
    assert_same_queries(lambda: browser.get(ROSTER, {"export": "xlsx"}).getvalue(), more)


def test_a_name_leads_to_the_persons_page(world):
    assert reverse("person", args=[world.hoa.pk]) in office_of(world.mai).get(ROSTER).content.decode()
