from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canhtay.core.sheets.cells import date_in, is_blank, is_full_date, text_of, year_in
from canhtay.core.sheets.safe_text import as_text_cell

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "cell",
    [
        1958,
        1958.0,
        "1958",
        " 1958 ",
        "s.1958",
        "SN 1958",
        "58",
        58.0,
        "02/03/1958",
        "3-2-58",
        "3/2/58",
        "03.02.1958",
        "1958-02-03",
        "12/1958",
        "1958-02-03 00:00:00",
        21246,
        21246.0,
        "21246",
        date(1958, 2, 3),
        datetime.fromisoformat("1958-02-03"),
        date(1905, 5, 11),
        "khoảng 1958",
        "1958 (ÂL)",
        "ngày 3 tháng 2 năm 1958",
        "03021958",
        "'1958",
        "00/00/1958",
        "Sinh năm 1958",
    ],
)
def test_a_year_however_written(cell: object):
    assert year_in(cell, today=TODAY) == 1958


@pytest.mark.parametrize(
    "cell",
    [
        "",
        None,
        True,
        0,
        8,
        "195",
        "2030",
        2030,
        "abc",
        "1958, 1960",
        "1958-1959",
        "19-58",
        1.958,
        "=1958+0x",
        1e30,
        float("nan"),
    ],
)
def test_what_cannot_be_read_for_sure_is_no_year(cell: object):
    assert year_in(cell, today=TODAY) is None


def test_two_digits_of_this_century():
    assert year_in("05", today=TODAY) == 2005 and year_in("27", today=TODAY) == 1927


@given(st.text(max_size=30) | st.floats() | st.integers() | st.dates() | st.datetimes() | st.booleans() | st.none())
def test_every_cell_has_a_text_and_a_plausible_year_or_none(cell: object):
    year = year_in(cell, today=TODAY)
    assert year is None or 1900 <= year <= 2026
    assert isinstance(text_of(cell), str) and text_of(text_of(cell)) == text_of(cell)
    assert isinstance(is_blank(cell), bool) and isinstance(is_full_date(cell), bool)
    assert date_in(cell) is None or isinstance(date_in(cell), date)


@given(st.dates(date(1911, 1, 1), TODAY))
def test_dates_in_every_shape_give_their_year(day: date):
    for cell in (
        day,
        f"{day:%d/%m/%Y}",
        f"{day.day}-{day.month}-{day.year}",
        day.isoformat(),
        (day - date(1899, 12, 30)).days,
    ):
        assert year_in(cell, today=TODAY) == day.year
        assert date_in(cell) == day and is_full_date(cell)


def test_formula_looking_text_is_written_as_text():
    for text in ("=1+1", "+84912345678", "-2", "@SUM(A1)", "\t=1", " =1"):
        assert as_text_cell(text) == "'" + text
    assert as_text_cell("Nguyễn Văn Hoà") == "Nguyễn Văn Hoà"
