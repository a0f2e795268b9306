"""Any name a unit ever bore finds it, however it is typed."""

from datetime import date

import pytest

from canhtay.places.lookup import units_found
from canhtay.places.models import Place
from canhtay.places.official import LAST_BEFORE
from canhtay.places.reform.renaming import rename
from testkit.queries import queries_of

pytestmark = [pytest.mark.mission("R1"), pytest.mark.both_databases]


def said(words: str, **how) -> list[str]:
    return [found.words for found in units_found(words, **how)]


@pytest.mark.parametrize("typed", ["Hưng Đạo", "hung dao", "HƯNG  ĐẠO", "phường hưng đạo", "Phuong Hung Dao"])
def test_hung_dao_of_several_provinces_is_told_apart_by_its_path(reference, typed):
    rows = [words for words in said(typed, day=date(2026, 11, 28)) if words.split(",")[0].endswith(" Hưng Đạo")]
    assert set(rows[:3]) == {
        "Xã Hưng Đạo, Thành phố Hà Nội", "Xã Hưng Đạo, Tỉnh Cao Bằng", "Phường Hưng Đạo, Thành phố Hải Phòng",
    }  # fmt: skip
    # What only contains the words stands behind.
    assert set(rows[3:]) == {"Phường Trần Hưng Đạo, Thành phố Hải Phòng", "Phường Trần Hưng Đạo, Tỉnh Hưng Yên"}


def test_what_it_lies_in_narrows(reference):
    assert (
        said("hung dao, hai phong", day=date(2026, 11, 28), kind="commune")[0] == "Phường Hưng Đạo, Thành phố Hải Phòng"
    )
    assert all("Hải Phòng" in words for words in said("hung dao, hai phong"))


def test_a_ward_that_is_gone_is_found_with_its_last_path(reference):
    found = [row for row in units_found("anh dung", kind="commune") if row.place.code == "11689"]
    assert [(row.words, row.day) for row in found] == [
        ("Phường Anh Dũng, Quận Dương Kinh, Thành phố Hải Phòng", LAST_BEFORE)
    ]
    assert found[0].place.valid_until == LAST_BEFORE


def test_a_day_leaves_out_what_was_not_there(reference):
    assert said("anh dung, hai phong", day=date(2026, 11, 28), kind="commune") == []
    assert said("anh dung, hai phong", day=date(2024, 6, 1), kind="commune") == [
        "Phường Anh Dũng, Quận Dương Kinh, Thành phố Hải Phòng"
    ]


def test_whole_words_stand_before_parts_of_words_even_near_by(reference):
    quang_ngai = Place.objects.get(kind="province", code="51", valid_until=LAST_BEFORE)
    rows = said("anh dung", day=LAST_BEFORE, near=[quang_ngai.pk])
    inside = [words.startswith("Xã Hành Dũng") for words in rows]
    assert any(inside) and inside == sorted(inside)


def test_a_code_finds_what_bears_it_in_either_period_the_present_first(reference):
    assert said("11689") == [
        "Phường Hưng Đạo, Thành phố Hải Phòng",
        "Phường Anh Dũng, Quận Dương Kinh, Thành phố Hải Phòng",
    ]


def test_a_former_name_finds_it(world):
    rename(world.tra_khe_3, name="Hòa Bình", day=date(2026, 11, 2), by=world.mai)
    assert [row.place for row in units_found("tra khe 3")] == [world.tra_khe_3]
    assert said("tra khe 3") == ["Tổ dân phố Hòa Bình, Phường Hưng Đạo, Thành phố Hải Phòng"]
    assert said("tra khe 3", day=date(2026, 11, 1)) == ["Tổ dân phố Trà Khê 3, Phường Hưng Đạo, Thành phố Hải Phòng"]


@pytest.mark.parametrize("nothing", ["", "  ", ",", "%", "\0", "khongcodau"])
def test_nothing_finds_nothing(reference, nothing):
    assert said(nothing) == []


def test_many_cost_as_many_queries_as_few(reference):
    few, many = (len(queries_of(lambda most=most: units_found("hung", most=most))) for most in (2, 50))
    assert few <= many <= 6
