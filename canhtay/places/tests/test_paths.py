"""Where a place lay on a day, and how it was called then."""

from datetime import date, timedelta

import pytest

from canhtay.places.paths import path_at, paths_at, states_at
from canhtay.places.queries import commune_by_code
from canhtay.places.reform.renaming import rename
from testkit.places import named_at, open_group, words_at
from testkit.queries import queries_of

pytestmark = pytest.mark.mission("R1")
FIRST_OF_JUNE = date(2024, 6, 1)


@pytest.mark.both_databases
def test_anh_dung_lay_in_quan_duong_kinh(reference):
    path = path_at(commune_by_code("11689", FIRST_OF_JUNE), FIRST_OF_JUNE)
    assert [str(place) for place in path] == ["Phường Anh Dũng", "Quận Dương Kinh", "Thành phố Hải Phòng"]
    assert [place.code for place in path] == ["11689", "309", "31"]


def test_today_a_commune_lies_in_its_province_alone(reference):
    assert [str(place) for place in path_at(commune_by_code("11689"))] == ["Phường Hưng Đạo", "Thành phố Hải Phòng"]


def test_hai_duong_is_a_part_of_hai_phong_only_since_the_merger(reference):
    before, since = date(2025, 6, 30), date(2025, 7, 1)
    ward = commune_by_code("10507", before)
    assert str(path_at(ward, before)[-1]) == "Tỉnh Hải Dương"
    assert path_at(ward, since) == [ward]
    assert str(path_at(commune_by_code("10507", since), since)[-1]) == "Thành phố Hải Phòng"


def test_words_are_those_of_the_day(world):
    group = open_group(
        commune_by_code("11689", FIRST_OF_JUNE), "Trà Khê 9", label="Tổ dân phố", by=world.mai, since=FIRST_OF_JUNE
    )
    said = "Tổ dân phố Trà Khê 9, Phường Anh Dũng, Quận Dương Kinh, Thành phố Hải Phòng"
    assert words_at([group], FIRST_OF_JUNE)[group.pk] == said
    assert words_at([world.tra_khe_3])[world.tra_khe_3.pk] == (
        "Tổ dân phố Trà Khê 3, Phường Hưng Đạo, Thành phố Hải Phòng"
    )


def test_a_name_holds_from_its_day(world):
    day = date(2026, 11, 2)
    rename(world.tra_khe_3, name="Trà Khê Ba", day=day, by=world.mai)
    world.tra_khe_3.refresh_from_db()
    assert named_at(world.tra_khe_3, day) == named_at(world.tra_khe_3) == "Tổ dân phố Trà Khê Ba"
    assert named_at(world.tra_khe_3, day - timedelta(days=1)) == "Tổ dân phố Trà Khê 3"


def test_many_are_asked_in_as_many_queries_as_one(world):
    one, many = [world.tra_khe_3], [world.tra_khe_3, world.hoa_nghia_1, world.hung_dao]
    assert len(queries_of(lambda: paths_at(one))) == len(queries_of(lambda: paths_at(many))) == 2
    assert len(queries_of(lambda: states_at(many))) == 1
