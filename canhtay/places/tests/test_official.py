"""The official lists as they are read: which unit went into which, whatever the spelling of the notes and slips of the codes."""

from datetime import date

import pytest

from canhtay.places.models import Succession
from canhtay.places.official import BEFORE, LAST_BEFORE, SINCE, share_of
from canhtay.places.queries import commune_by_code
from canhtay.places.successions import heir_of, predecessors_of, successors_of
from testkit.places import named_at

pytestmark = pytest.mark.mission("R1")


@pytest.mark.parametrize(
    ("note", "share"),
    [
        ("Nhập toàn bộ", "whole"),
        ("Nhập toàn bộ diện tích", "whole"),
        ("Sắp xếp toàn bộ xã Thổ Châu thành đặc khu Thổ Châu", "whole"),
        ("Nhập một phần", "part"),
        ("Nhập một phần  diện tích", "part"),
        ("Nhâp một phần diện tích", "part"),
        ("Nhập một  phần", "part"),
        ("Nhập một phần diện tích, toàn bộ dân số", "part"),
        ("Phần còn lại sau khi tách một phần vào xã Canh Vinh", "part"),
        ("Đổi tên từ một phần Phường 15", "part"),
        ("Đổi tên, đổi loại hình từ một phần thị trấn Lai Uyên", "part"),
        ("Giữ nguyên", "unchanged"),
        ("Đổi tên", "renamed"),
        ("Đổi loại hình", "renamed"),
    ],
)
def test_the_share_is_read_from_the_note(note, share):
    assert share_of(note) == share


def test_anh_dung_went_partly_into_each_of_two_wards(reference):
    anh_dung = commune_by_code("11689", LAST_BEFORE)
    rows = [(str(row.new), row.new.code, row.share) for row in successors_of(anh_dung)]
    assert rows == [("Phường Dương Kinh", "11692", "part"), ("Phường Hưng Đạo", "11689", "part")]
    assert {row.note for row in successors_of(anh_dung)} == {"Nhập một phần"}
    assert heir_of(anh_dung) is None


def test_hung_dao_came_from_four_wards_and_two_of_them_wholly(reference):
    rows = {str(row.old): row.share for row in predecessors_of(commune_by_code("11689"))}
    assert rows == {
        "Phường Anh Dũng": "part", "Phường Hải Thành": "part", "Phường Hưng Đạo": "whole", "Phường Đa Phúc": "whole",
    }  # fmt: skip


def test_a_ward_that_went_wholly_into_one_has_an_heir(reference):
    assert heir_of(commune_by_code("11683", LAST_BEFORE)) == commune_by_code("11689")


def test_provinces_went_whole_and_hai_phong_is_two_of_the_old(reference):
    hai_phong = Succession.objects.filter(new__code="31", new__kind="province").values_list("old__name", "share")
    assert set(hai_phong) == {("Hải Phòng", "whole"), ("Hải Dương", "whole")}
    assert Succession.objects.get(old__code="01", old__kind="province").share == "unchanged"
    assert set(Succession.objects.filter(old__name="Tiền Giang").values_list("new__name", flat=True)) == {"Đồng Tháp"}


def test_ba_che_is_found_though_the_table_gives_it_another_code(reference):
    assert predecessors_of(commune_by_code("06978", SINCE)).count() > 0


def test_a_code_the_old_list_does_not_know_is_the_ward_of_that_name_in_that_district(reference):
    [row] = successors_of(commune_by_code("26935", LAST_BEFORE))
    assert (str(row.old), row.new.name) == ("Phường 14", "Bình Thạnh")


def test_a_ward_that_only_the_table_knows_is_there_too(reference):
    moc_ly = commune_by_code("03980", LAST_BEFORE)
    assert (str(moc_ly), heir_of(moc_ly).name) == ("Phường Mộc Lỵ", "Mộc Châu")


def test_a_commune_bears_its_last_name_and_is_known_by_the_one_of_the_list(reference):
    moc_son = commune_by_code("03979", LAST_BEFORE)
    assert named_at(moc_son, LAST_BEFORE) == "Phường Mộc Sơn"
    assert named_at(moc_son, date(2024, 6, 1)) == "Thị trấn Mộc Châu"
    assert named_at(moc_son, BEFORE) == "Thị trấn Mộc Châu"


def test_five_special_zones_came_from_districts_without_communes(reference):
    without = [code for code in ("11948", "19742", "20333", "21548", "26732") if not _came_from(code)]
    assert without == ["11948", "19742", "20333", "21548", "26732"]


def _came_from(code: str) -> int:
    return predecessors_of(commune_by_code(code)).count()
