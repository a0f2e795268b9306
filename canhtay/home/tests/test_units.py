"""Units looked up by any name in any period, and each one's page as of a day."""

from datetime import date

import pytest
from django.urls import reverse

from canhtay.places.models import Place
from canhtay.places.official import LAST_BEFORE
from canhtay.places.queries import commune_by_code
from canhtay.places.reform.merging import merge_communes
from canhtay.places.reform.renaming import rename
from canhtay.places.reform.units import NewUnit
from canhtay.teams.actions import found_team
from testkit.aides import make_aides, make_elsewhere
from testkit.office import office_of, words
from testkit.places import open_group
from testkit.queries import assert_same_queries

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R1")]


def look_up(person, **asked: str) -> str:
    return words(office_of(person).get(reverse("units"), asked))


def page(person, place: Place, day: str = "") -> str:
    return words(office_of(person).get(reverse("unit", args=[place.pk]), {"day": day}))


def test_before_anything_is_typed_it_says_what_one_can_type(world):
    assert "Ghi một cái tên để tìm" in look_up(world.hoa)


def test_one_code_in_two_periods(world):
    assert "Phường Hưng Đạo Thành phố Hải Phòng Xã, phường – 11689 từ 01/07/2025" in look_up(world.mai, q="11689")
    then = look_up(world.mai, q="11689", day="30/06/2025")
    assert "Tìm thấy 1 nơi" in then
    assert "Xã, phường Phường Dương Kinh, Phường Hưng Đạo 11689 đến hết 30/06/2025 –" in then
    assert "Tìm thấy 2 nơi" in look_up(world.mai, q="11689", all="1")


def test_a_name_of_another_period_is_found_and_said_to_be_of_it(world):
    said = look_up(world.mai, q="hai thanh, duong kinh")
    assert "Ngày 28/11/2026 không có nơi nào tên như vậy. Dưới đây là ở thời kỳ khác." in said
    assert "Phường Hải Thành Quận Dương Kinh, Thành phố Hải Phòng Xã, phường Phường Dương Kinh" in said
    assert "11692 đến hết 30/06/2025" in said
    assert "không có nơi nào" not in look_up(world.mai, q="hai thanh, duong kinh", day="30/06/2025")


def test_the_own_province_comes_first_and_a_former_ward_of_this_name_is_hinted_at(world):
    said = look_up(world.mai, q="anh dung")
    assert "Tên này cũng có trước 01/07/2025: Phường Anh Dũng, quận Dương Kinh ." in said
    assert "Xã Anh Dũng Tỉnh Khánh Hòa" in said.replace("Khánh Hoà", "Khánh Hòa")
    then = look_up(world.mai, q="anh dung", day="30/06/2025")
    assert "Tên này" not in then
    assert then.index("Quận Dương Kinh, Thành phố Hải Phòng") < then.index("Tỉnh Quảng Ngãi")
    assert "Phường Hưng Đạo, quận Dương Kinh" not in look_up(world.mai, q="hung dao"), "what it went into is listed"
    assert look_up(world.mai, q="hung dao").index("Thành phố Hải Phòng") < look_up(world.mai, q="hung dao").index(
        "Cao Bằng"
    )
    assert "Tên này" not in look_up(make_aides(world).vinh, q="anh dung")


def test_a_day_before_the_data_begin_is_said_to_be_so(world):
    said = look_up(world.mai, q="ha noi", day="01/01/2000")
    assert "Sổ đơn vị ở đây bắt đầu từ ngày 01/01/2020, nên chưa tra được ngày 01/01/2000." in said
    assert "không có nơi nào" not in said
    assert "Thành phố Hà Nội" in said
    assert said.count("Thành phố Hà Nội Tỉnh, thành phố – 01") == 1, "one unchanged city is one row"


def test_what_a_reform_left_unchanged_is_one_row_until_a_day_is_asked_for(world):
    for asked in ({"day": "01/01/2000"}, {"all": "1"}, {}):
        said = look_up(world.mai, q="thanh pho ha noi", **asked)
        assert "Thành phố Hà Nội Tỉnh, thành phố – 01 từ lâu –" in said
    assert "Thành phố Hà Nội 01 đến hết 30/06/2025 –" in look_up(world.mai, q="ha noi", day="30/06/2025")
    assert "– 01 từ 01/07/2025 Thành phố Hà Nội" in look_up(world.mai, q="ha noi", day="01/07/2025")


def test_where_a_districts_wards_went_stands_beside_it_and_on_its_page(world):
    district = Place.objects.get(kind="district", code="309")
    said = look_up(world.mai, q="quan duong kinh", all="1")
    assert "Phường Dương Kinh, Phường Đồ Sơn, Phường Hưng Đạo 309 đến hết 30/06/2025 –" in said
    assert "Sau đó các phường, xã ở đây về đâu Phường Dương Kinh mã 11692 Phường Anh Dũng," in page(world.mai, district)


def test_a_group_that_waits_is_said_to_wait(world):
    anh_dung, since = commune_by_code("11689", LAST_BEFORE), date(2024, 6, 1)
    six = open_group(anh_dung, "Trà Khê 6", label="Tổ dân phố", by=world.mai, since=since)
    found_team(six, by=world.mai, since=since)
    said = look_up(world.mai, q="tra khe 6")
    assert "Tổ dân phố Trà Khê 6 Phường Anh Dũng cũ" in said
    assert "đợi chọn bên – từ 01/06/2024" in said
    then = page(world.mai, anh_dung, "2024-06-01")
    assert "Tổ dân phố Trà Khê 6 Có tổ công nghệ số cộng đồng" in then


def test_what_is_not_there_and_what_is_no_day_are_answered_with_what_to_do(world):
    assert "Không tìm thấy nơi nào tên hay mã có “xyzxyz”." in look_up(world.mai, q="xyzxyz")
    said = look_up(world.mai, q="hung dao, hai phong", day="31/2/2025")
    assert "Máy chưa hiểu ngày này, nên tìm theo hôm nay." in said
    assert "Phường Hưng Đạo" in said


def test_groups_are_found_only_by_those_who_see_them(world):
    assert "Tổ dân phố Trà Khê 3 Phường Hưng Đạo, Thành phố Hải Phòng" in look_up(world.hoa, q="tra khe 3")
    assert "Không tìm thấy" in look_up(world.quang, q="tra khe 3")
    assert "Không tìm thấy" in look_up(make_aides(world).vinh, q="tra khe 3")


def test_who_has_no_reach_sees_a_commune_and_nothing_of_its_teams(world):
    vinh = make_aides(world).vinh
    said = page(vinh, world.hung_dao)
    assert "Phường Hưng Đạo, mã 11689, thuộc thành phố Hải Phòng." in said
    assert "Trà Khê" not in said
    assert "Tổ dân phố Trà Khê 3 Có tổ công nghệ số cộng đồng" in page(world.mai, world.hung_dao)
    for stranger in (vinh, world.quang):
        assert office_of(stranger).get(reverse("unit", args=[world.tra_khe_3.pk])).status_code == 404
    assert office_of(world.mai).get(reverse("unit", args=[make_elsewhere().group.pk])).status_code == 404


def test_the_district_as_it_was_with_its_wards(world):
    district = Place.objects.get(kind="district", code="309")
    said = page(world.hoa, district)  # today it is not there any more: its last day is shown
    assert "Quận Dương Kinh, mã 309, thuộc thành phố Hải Phòng; có đến hết 30/06/2025." in said
    assert "Đang xem như ngày 30/06/2025. Nơi này nay không còn." in said
    assert "6 nơi bên trong ngày 30/06/2025 Phường Anh Dũng mã 11689" in said


def test_what_a_commune_came_from_with_the_official_note_word_for_word(world):
    said = page(world.mai, world.hung_dao)
    assert "Từ đâu mà thành Phường Anh Dũng mã 11689 Nhập một phần" in said
    assert "30/06/2025" not in said[said.index("Xem như ngày") :]  # it was not there then
    assert "01/07/2025 28/11/2026" in said[said.index("Xem như ngày") :]


def test_a_group_its_names_zones_and_communes_over_time(world):
    ward = commune_by_code("11683", LAST_BEFORE)
    group = open_group(ward, "Vọng Hải 1", label="Tổ dân phố", by=world.mai, since=date(2024, 6, 1))
    found_team(group, by=world.mai)
    rename(group, name="Vọng Hải", zone="inner", day=date(2026, 11, 2), by=world.mai, paper="NQ 7")
    said = page(world.mai, group)
    assert "Tổ dân phố Vọng Hải, thuộc phường Hưng Đạo, thành phố Hải Phòng." in said
    assert "Trang của tổ Đổi tên, loại, vùng" in said
    assert "Vùng nội thành Thuộc Phường Hưng Đạo , từ 01/07/2025 Trước đó thuộc Phường Đa Phúc" in said
    assert "từ 02/11/2026 Tổ dân phố Vọng Hải nội thành 01/06/2024 đến hết 01/11/2026 Tổ dân phố Vọng Hải 1" in said
    assert "Đổi Tổ dân phố Vọng Hải 1 thành Tổ dân phố Vọng Hải, khu vực nội thành" in said
    then = page(world.mai, group, "2025-06-30")
    assert "Tổ dân phố Vọng Hải 1, thuộc phường Đa Phúc, quận Dương Kinh, thành phố Hải Phòng." in then
    assert "Vùng Chưa ghi" in then
    assert "Đổi tên, loại, vùng" not in page(world.hoa, world.tra_khe_3)


def test_a_commune_that_was_merged_away_says_where_it_went(world):
    new = NewUnit("Kiến Thụy", "Phường", "11689")
    merge_communes([world.hung_dao, world.duong_kinh], new, day=date(2026, 11, 2), by=world.mai, paper="NQ 12")
    said = page(world.mai, world.hung_dao)
    assert "Phường Hưng Đạo, mã 11689, thuộc thành phố Hải Phòng; có đến hết 01/11/2026." in said
    assert "Sau đó về đâu Phường Kiến Thụy mã 11689 NQ 12" in said


def test_lists_ask_as_often_for_many_rows_as_for_one(world):
    office = office_of(world.mai)

    def one_more() -> None:
        name = f"Vân Quan {Place.objects.count()}"
        found_team(open_group(world.hung_dao, name, label="Tổ dân phố", by=world.mai), by=world.mai)

    assert_same_queries(lambda: office.get(reverse("units"), {"q": "van quan"}), one_more)
    assert_same_queries(lambda: office.get(reverse("unit", args=[world.hung_dao.pk])), one_more)
