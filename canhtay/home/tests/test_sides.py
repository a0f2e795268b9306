"""The list of groups that wait for a side."""

from datetime import date

import pytest
from django.urls import reverse

from canhtay.places.actions import open_group
from canhtay.places.models import Place, Reform
from canhtay.places.official import LAST_BEFORE
from canhtay.places.paths import path_at
from canhtay.places.queries import commune_by_code
from canhtay.teams.actions import found_team
from testkit.aides import make_aides
from testkit.office import office_of, words
from testkit.queries import assert_same_queries

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R1")]


def old_group(world, name: str) -> Place:
    ward = commune_by_code("11689", LAST_BEFORE)
    return open_group(ward, name, label="Tổ dân phố", by=world.mai, since=date(2024, 6, 1))


def test_where_nothing_waits_it_says_what_would(world):
    assert "Không có tổ nào đợi" in words(office_of(world.mai).get(reverse("sides")))


def test_both_sides_and_the_city_see_who_waits_with_its_former_ward_and_team(world):
    group = old_group(world, "Phấn Dũng 1")
    found_team(group, by=world.mai, since=date(2024, 6, 1))
    for person in (world.mai, world.quang, make_aides(world).dung):
        said = words(office_of(person).get(reverse("sides")))
        assert "Phường Anh Dũng cũ: 1 tổ đợi" in said
        assert "Tổ dân phố Phấn Dũng 1 Tổ có 0 người, chưa có tổ trưởng" in said
        assert "Về Phường Dương Kinh Tổ dân phố Phấn Dũng 1: Về Phường Hưng Đạo" in said
        assert "Tổ này đang đợi chọn bên." in words(office_of(person).get(reverse("unit", args=[group.pk])))


def test_one_group_by_its_own_button_and_many_at_once(world):
    one, two, three = (old_group(world, f"Phấn Dũng {n}") for n in (1, 2, 3))
    office, url = office_of(world.mai), reverse("sides")
    seen = words(office.post(url, {"one": f"{one.pk}-{world.duong_kinh.pk}", "group": [two.pk]}))
    assert "1 tổ về Phường Dương Kinh" in seen
    assert "2 tổ về Phường Hưng Đạo" in words(
        office.post(url, {"group": [two.pk, three.pk], "side": world.hung_dao.pk})
    )
    assert not Reform.objects.exists()
    office.post(url, {"group": [two.pk, three.pk], "side": world.hung_dao.pk, "sure": "1", "paper": "NQ 1669"})
    assert (Reform.objects.get().place, Reform.objects.get().paper) == (world.hung_dao, "NQ 1669")
    assert path_at(three)[1] == world.hung_dao
    assert path_at(one) == [one]


def test_nothing_chosen_or_a_place_that_is_no_side_is_answered_with_what_to_do(world):
    group, office, url = old_group(world, "Phấn Dũng 1"), office_of(world.mai), reverse("sides")
    for said in (
        {"side": world.hung_dao.pk},
        {"group": [group.pk]},
        {"group": [group.pk], "side": "9" * 30},
        {"one": "x"},
    ):
        assert "Xin đánh dấu ít nhất một tổ" in words(office.post(url, {**said, "sure": "1"}))
    assert not Reform.objects.exists()


def test_who_was_overtaken_is_told_and_writes_nothing_twice(world):
    group, said = old_group(world, "Phấn Dũng 1"), {"sure": "1"}
    office_of(world.quang).post(reverse("sides"), {"group": [group.pk], "side": world.duong_kinh.pk, **said})
    late = words(office_of(world.mai).post(reverse("sides"), {"group": [group.pk], "side": world.hung_dao.pk, **said}))
    assert "Xin đánh dấu ít nhất một tổ" in late
    assert path_at(group)[1] == world.duong_kinh


def test_the_list_asks_as_often_for_many_as_for_one(world):
    office = office_of(world.mai)
    assert_same_queries(
        lambda: office.get(reverse("sides")),
        lambda: found_team(old_group(world, f"Phấn Dũng {Place.objects.count()}"), by=world.mai),
    )
