"""A generic header: a library's books, to show that no roster word is needed."""

from canhtay.core.sheets.books import Sheet
from canhtay.core.sheets.columns import columns_of
from canhtay.core.sheets.headers import Vocabulary, find_header

BOOKS = Vocabulary(
    {
        "title": ["Tên sách", "Nhan đề"],
        "year": ["Năm", "Năm in"],
        "male": ["Nam"],
        "price": ["Giá", "Giá tiền"],
        "count": ["Số bản"],
    },
    {("count", "mới"): "new", ("count", "cũ"): "old"},
)


def test_under_titles_and_in_any_order():
    sheet = Sheet(
        "S",
        [["THƯ VIỆN"], ["Tên sách mượn nhiều nhất năm nay"], [], ["Giá (đồng)", "NĂM IN", "Nhan đề"], [5, 1999, "A"]],
    )
    header = find_header(sheet, BOOKS, needed=["title"])
    assert header and (header.first, header.last) == (3, 3)
    assert [heading.meaning for heading in header.headings] == ["price", "year", "title"]


def test_marks_count_before_the_folded_word():
    sheet = Sheet("S", [["Nhan đề", "Nam", "Năm", "GIA"]])
    header = find_header(sheet, BOOKS, needed=["title"])
    assert header and [heading.meaning for heading in header.headings] == ["title", "male", "year", "price"]


def test_two_rows_merged_or_not():
    rows = [["Nhan đề", "Số bản", "", "Giá"], ["", "Mới", "Cũ", ""], ["A", 1, 2, 3]]
    for merges in ([], [(0, 1, 0, 2), (0, 0, 1, 0), (0, 3, 1, 3)]):
        header = find_header(Sheet("S", rows, merges), BOOKS, needed=["title"])
        assert header and (header.first, header.last) == (0, 1)
        assert [heading.meaning for heading in header.headings] == ["title", "new", "old", "price"]


def test_no_header_and_a_header_said_by_a_person():
    sheet = Sheet("S", [["A", "1999"], ["x", "y"], ["B", "2000"]])
    assert find_header(sheet, BOOKS, needed=["title"]) is None
    header = find_header(sheet, BOOKS, needed=["title"], row=1)
    assert header and header.last == 1
    columns = columns_of(header, sheet.rows, {0: "title"})
    assert [(column.meaning, column.samples) for column in columns] == [("title", ["B"]), ("", ["2000"])]
