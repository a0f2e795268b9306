from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils.functional import lazystr
from hypothesis import given
from hypothesis import strategies as st

from canhtay.core.sheets.opening import open_book
from canhtay.core.sheets.writing import LONGEST_TEXT, Sheet, text_of, write_csv, write_xlsx

TODAY = date(2026, 11, 28)
HEADS = ["Họ và tên", "Điện thoại", "Năm sinh"]
ROWS = [["Nguyễn Văn Hòa", "0912345678", 1960], ["Đặng Thị Lan", "", None]]
# what would run, call out or hide, were it believed to be a formula
FORMULAS = ["=1+1", "+84912345678", "-2", "@SUM(A1)", "\t=1", '=HYPERLINK("x")', " =1", "=cmd|' /C calc'!A0", "{=1}"]


def xlsx(rows, *, heads=HEADS, as_of=TODAY, **more) -> bytes:
    out = BytesIO()
    assert write_xlsx(out, Sheet(heads, rows, **more), as_of=as_of) == len(rows)
    return out.getvalue()


def csv(rows, heads=HEADS) -> str:
    out = BytesIO()
    assert write_csv(out, Sheet(heads, rows)) == len(rows)
    return out.getvalue().decode()


def part(book: bytes, path: str) -> str:
    return ZipFile(BytesIO(book)).read(path).decode()


def read_back(book: bytes) -> list[list[object]]:
    return [list(row) for row in open_book("a.xlsx", book).sheets[0].rows]


def test_our_own_reader_reads_what_was_written() -> None:
    assert read_back(xlsx(ROWS)) == [HEADS, ["Nguyễn Văn Hòa", "0912345678", 1960.0], ["Đặng Thị Lan", "", ""]]


def test_days_are_days_numbers_numbers_and_what_looks_like_a_number_stays_text() -> None:
    moment = datetime(2026, 11, 28, 17, 30, tzinfo=UTC)  # 00:30 of the next day in Vietnam
    sheet = part(
        xlsx([[TODAY, moment, Decimal("2.5"), "0912345678", "00042"]], heads=list("abcde")), "xl/worksheets/sheet1.xml"
    )
    assert "<v>46354</v>" in sheet  # days since 1900, as Excel counts
    assert "<v>46355.02083333" in sheet
    assert "<v>2.5</v>" in sheet
    assert "<is><t>0912345678</t></is>" in sheet
    assert "<is><t>00042</t></is>" in sheet
    assert 'formatCode="dd/mm/yyyy"' in part(xlsx([[TODAY]]), "xl/styles.xml")


def test_a_year_has_no_dots_and_a_quantity_does() -> None:
    sheet = part(xlsx([[1960, 1960]], heads=["Năm", "Số"], plain=frozenset([0])), "xl/worksheets/sheet1.xml")
    year, quantity = (sheet.split(f'<c r="{cell}" s="')[1].split('"')[0] for cell in ("A2", "B2"))
    assert year != quantity


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_begins_like_a_formula_stays_text(text: str) -> None:
    book = xlsx([[text]], heads=["Ghi chú"])
    assert "<f>" not in part(book, "xl/worksheets/sheet1.xml")
    assert read_back(book)[1] == [text]
    if text != "{=1}":  # which only the writer of workbooks could mistake
        assert csv([[text]], ["Ghi chú"]).splitlines()[1].strip('"').startswith("'")


def test_a_link_stays_text() -> None:
    book = xlsx([["https://example.org"]], heads=["Ghi chú"])
    assert "hyperlink" not in part(book, "xl/worksheets/sheet1.xml")


def test_the_head_is_bold_stays_in_sight_and_filters() -> None:
    sheet = part(xlsx(ROWS), "xl/worksheets/sheet1.xml")
    assert '<pane ySplit="1" topLeftCell="A2"' in sheet
    assert '<autoFilter ref="A1:C3"/>' in sheet
    assert '<col min="1" max="1" width="16.' in sheet  # "Nguyễn Văn Hòa" and a little air


def test_lines_above_push_the_table_down() -> None:
    book = xlsx(ROWS, above=["Danh sách", "Phường Hưng Đạo"], name="Danh sách [1/2]: tổ công nghệ số cộng đồng")
    assert read_back(book)[:4] == [["Danh sách", "", ""], ["Phường Hưng Đạo", "", ""], ["", "", ""], HEADS]
    assert '<autoFilter ref="A4:C6"/>' in part(book, "xl/worksheets/sheet1.xml")
    assert 'name="Danh sách  1 2   tổ công nghệ"' in part(book, "xl/workbook.xml")


def test_the_same_day_gives_the_same_bytes() -> None:
    assert xlsx(ROWS) == xlsx(ROWS)
    assert xlsx(ROWS) != xlsx(ROWS, as_of=date(2026, 11, 29))


def test_no_rows_are_a_head_alone() -> None:
    assert read_back(xlsx([])) == [HEADS]
    assert csv([]) == "\ufeffHọ và tên,Điện thoại,Năm sinh\r\n"


def test_csv_is_for_programs_and_excel_can_read_its_letters() -> None:
    rows = [["Nguyễn Văn Hòa, tổ trưởng", TODAY, -2.5], [lazystr("Lan"), None, True]]
    assert csv(rows) == (
        '\ufeffHọ và tên,Điện thoại,Năm sinh\r\n"Nguyễn Văn Hòa, tổ trưởng",28/11/2026,-2.5\r\nLan,,có\r\n'
    )


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, ""),
        (False, "không"),
        (TODAY, "28/11/2026"),
        (datetime(2026, 11, 28, 17, 30, tzinfo=UTC), "29/11/2026 00:30"),
        (5, "5"),
    ],
)
def test_how_values_read(value: object, said: str) -> None:
    assert text_of(value) == said


ODD = [
    float("nan"),
    float("inf"),
    10**40,
    date(1899, 1, 1),
    date(1, 1, 1),
    "x" * 40_000,
    "a\x00\x08b",
    "\ufffe",
    Decimal("NaN"),
]


@pytest.mark.parametrize("value", ODD, ids=lambda value: repr(value)[:12])
def test_what_excel_cannot_hold_is_text(value: object) -> None:
    book = xlsx([[value]], heads=["a"])
    assert len(str(read_back(book)[1][0])) <= LONGEST_TEXT
    assert csv([[value]], ["a"])


ANYTHING = st.one_of(
    st.text(max_size=30),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.none(),
    st.dates(),
    st.datetimes(timezones=st.just(UTC)),
)


@given(st.lists(st.lists(ANYTHING, min_size=2, max_size=2), max_size=5))
def test_any_value_can_be_written_and_the_same_twice(rows: list[list[object]]) -> None:
    assert xlsx(rows, heads=["a", "b"]) == xlsx(rows, heads=["a", "b"])
    assert "<f>" not in part(xlsx(rows, heads=["a", "b"]), "xl/worksheets/sheet1.xml")
    csv(rows, ["a", "b"])
