from datetime import date

import pytest

from canhtay.core.papers.shapes import Annex, Article, Column, Table
from canhtay.core.papers.tests.samples import decision, signed
from canhtay.core.papers.wording import roman, words_of


def test_number_and_day_stay_blank_until_somebody_fills_them_in():
    words = words_of(decision())
    assert words.number == "Số: " + "\u00a0" * 6 + "/QĐ-UBND"
    assert " ".join(words.place_and_date.split()) == "Hưng Đạo, ngày tháng năm 2026"
    assert words.signer_name == ""


@pytest.mark.parametrize(
    ("number", "day", "written"),
    [
        ("7", date(2026, 2, 5), ("Số: 07/QĐ-UBND", "Hưng Đạo, ngày 05 tháng 02 năm 2026")),
        ("07", date(2026, 1, 31), ("Số: 07/QĐ-UBND", "Hưng Đạo, ngày 31 tháng 01 năm 2026")),
        ("103", date(2026, 3, 9), ("Số: 103/QĐ-UBND", "Hưng Đạo, ngày 09 tháng 3 năm 2026")),
        ("10", date(2026, 11, 29), ("Số: 10/QĐ-UBND", "Hưng Đạo, ngày 29 tháng 11 năm 2026")),
    ],
)
def test_noughts_before_small_numbers_days_and_the_first_two_months(number: str, day: date, written: tuple[str, str]):
    words = words_of(decision(number=number, dated=day))
    assert (words.number, words.place_and_date) == written


def test_signs_at_line_ends_however_they_were_typed():
    words = words_of(
        decision(grounds=["Căn cứ A", "Căn cứ B;", "Theo đề nghị C.;"], recipients=["Như trên", "- Lưu: VT."])
    )
    assert words.grounds == ["Căn cứ A;", "Căn cứ B;", "Theo đề nghị C."]
    assert words.recipients == ["- Như trên;", "- Lưu: VT."]


def test_articles_are_counted_and_the_text_is_closed():
    words = words_of(decision(articles=[Article(["Một.", "Thêm."]), Article(["Hai."])]))
    assert [(a.label, a.first, a.rest) for a in words.articles] == [
        ("Điều 1.", "Một.", ["Thêm."]),
        ("Điều 2.", "Hai./.", []),
    ]


def test_capitals_keep_every_mark():
    words = words_of(decision())
    assert words.superior == ["UBND THÀNH PHỐ HẢI PHÒNG"]
    assert words.issuer == ["ỦY BAN NHÂN DÂN", "PHƯỜNG HƯNG ĐẠO"]
    assert words.signer == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]


def test_an_annex_refers_to_its_paper_and_is_numbered_only_among_several():
    [annex] = words_of(signed()).annexes
    assert annex.label == "Phụ lục"
    assert annex.reference.splitlines() == [
        "(Kèm theo Quyết định số 07/QĐ-UBND ngày 05 tháng 02 năm 2026",
        "của Chủ tịch Ủy ban nhân dân phường Hưng Đạo)",
    ]
    several = words_of(signed(annexes=[Annex("Một", []), Annex("Hai", [])])).annexes
    assert [one.label for one in several] == ["Phụ lục I", "Phụ lục II"]


def test_a_name_in_a_title_is_not_broken_between_two_lines_unless_it_is_longer_than_one():
    names, held = ["Tổ công tác Đề án 06", "Tổ " + "rất " * 40 + "dài"], "Tổ\u00a0công\u00a0tác\u00a0Đề\u00a0án\u00a006"
    title = f"Danh sách thành viên\n{names[0]} {names[1]}"
    words = words_of(signed(about=f"Về việc lập {names[0]}", whole=names, annexes=[Annex(title, [])]))
    assert words.about == f"Về việc lập {held}"
    assert words.annexes[0].title == f"Danh sách thành viên\n{held} {names[1]}".upper()


def test_texts_are_nfc_and_without_what_a_file_may_not_carry():
    words = words_of(decision(place="Hu\u031bng Đa\u0323o\u200b", about="Về\x00 việc\x0b A \ud800😀"))
    assert words.place_and_date.startswith("Hưng Đạo, ")
    assert words.about == "Về việc A"


def test_what_is_left_empty_is_left_out():
    words = words_of(
        decision(superior="", authority="", grounds=[], decides="", articles=[], recipients=[], annexes=[])
    )
    assert not (
        words.superior or words.authority or words.grounds or words.articles or words.recipients or words.annexes
    )


def test_roman_numbers():
    assert [roman(n) for n in (1, 4, 9, 14, 39, 40, 41, 50, 89)] == [
        "I", "IV", "IX", "XIV", "XXXIX", "XL", "XLI", "L", "LXXXIX"
    ]  # fmt: skip


def test_a_table_that_cannot_stand_on_the_page_is_not_made():
    with pytest.raises(ValueError, match="wider than 165 mm"):
        Table([Column("A", 100), Column("B", 66)], [])
    with pytest.raises(ValueError, match="does not fit its columns"):
        Table([Column("A", 100)], [["1", "2"]])
