"""Good files of every kind open alike; bad ones are refused by one sentence."""

import io
import struct
import zipfile
import zlib

import pytest

from canhtay.core.problems import Problem
from canhtay.core.sheets import limits, troubles
from canhtay.core.sheets.opening import open_book, open_many
from testkit import sheets

ROWS = [["Họ và tên", "Năm sinh"], [], ["Nguyễn Văn Hoà", 1956], ["=1+1", ""]]


def refusal(name: str, data: bytes) -> str:
    with pytest.raises(Problem) as caught:
        open_many(name, data)
    assert "%(" not in caught.value.sentence
    return caught.value.kind.code


@pytest.mark.parametrize("make", [sheets.xlsx, sheets.xls, sheets.ods])
def test_workbooks_keep_their_rows_and_their_formula_looking_text(make):
    book = open_book("a/b/thư mục\\ds.bin", make({"Trang 1": ROWS, "Trống": []}))
    assert book.name == "ds.bin"
    assert [sheet.name for sheet in book.sheets] == ["Trang 1", "Trống"]
    assert book.sheets[0].rows[2][:2] == ["Nguyễn Văn Hoà", 1956]
    assert book.sheets[0].rows[3][0] == "=1+1"
    assert book.sheets[1].rows == []


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1258", "tcvn3", "vni"]
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_text_files_in_every_encoding_and_delimiter(encoding: str, delimiter: str):
    book = open_book("ds.csv", sheets.delimited(ROWS, delimiter=delimiter, encoding=encoding))
    assert book.sheets[0].rows == [["Họ và tên", "Năm sinh"], [], ["Nguyễn Văn Hoà", "1956"], ["=1+1", ""]]


def test_a_few_damaged_bytes_do_not_make_utf8_something_else():
    data = sheets.delimited([["Họ và tên"], *[["Nguyễn Thị Thuý"]] * 30]).replace(b"\xe1\xbb\x8b", b"\xe1\xff\x8b", 1)
    assert open_book("ds.csv", data).sheets[0].rows[5] == ["Nguyễn Thị Thuý"]


@pytest.mark.parametrize("name", ["trống.xlsx", "trống.csv"])
def test_empty(name: str):
    assert refusal(name, b"") == "empty_file"


def test_only_blanks():
    assert refusal("a.csv", b" \r\n \n") == "empty_file"


def test_two_hundred_megabytes():
    assert refusal("a.xlsx", bytes(limits.UPLOAD_BYTES + 1)) == "file_too_big"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7",
        b"\x89PNG\r\n",
        b"Rar!\x1a\x07",
        b"<html><table><tr><td>1",
        b"7z\xbc\xaf",
        sheets.zipped({"word/document.xml": b"<w/>"}),
        sheets.zipped({"xl/workbook.bin": b"x"}),
    ],
)
def test_not_a_spreadsheet(data: bytes):
    assert refusal("a.xlsx", data) == "not_a_sheet"


@pytest.mark.parametrize("make", [sheets.xlsx, sheets.xls, sheets.ods])
def test_half_a_file(make):
    data = make({"S": ROWS * 50})
    assert refusal("a", data[: len(data) // 2]) in ("broken_file", "not_a_sheet")


def test_noise():
    assert refusal("a.csv", bytes(range(256)) * 20) == "broken_file"


def test_a_password_on_a_modern_workbook():
    """An encrypted .xlsx is a Compound File with a stream "EncryptedPackage"."""
    data = bytearray(sheets.xls({"S": ROWS}))
    data = bytes(data).replace(
        "Workbook".encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 18),
        "EncryptedPackage".encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 34),
    )
    assert refusal("a.xlsx", data) == "locked_file"


def test_a_password_on_an_old_workbook():
    data = sheets.xls({"S": ROWS})
    window = data.index(b"\x3d\x00\x12\x00")  # the WINDOW1 record becomes FILEPASS
    assert refusal("a.xls", data[:window] + b"\x2f\x00" + data[window + 2 :]) == "locked_file"


def test_a_password_on_a_zip_and_on_ods():
    data = bytearray(sheets.zipped({"a.csv": b"x"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert refusal("a.zip", bytes(data)) == "locked_file"
    parts = {"content.xml": b"x", "META-INF/manifest.xml": b"<manifest:encryption-data/>"}
    assert refusal("a.ods", sheets.zipped(parts)) == "locked_file"


def test_a_zip_bomb_within_a_workbook():
    parts = {"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b"<row>" * 60_000_000}
    assert refusal("a.xlsx", sheets.zipped(parts)) == "swelling_file"


def test_a_bomb_that_lies_about_its_size():
    data = sheets.zipped({"a.csv": bytes(limits.UNZIPPED_BYTES + 10)})
    at = data.index(b"PK\x01\x02")
    assert refusal("a.zip", data[: at + 24] + struct.pack("<I", 5) + data[at + 28 :]) == "swelling_file"


def test_a_letter_in_the_farthest_corner():
    far = _with_cell("XFD1048576", "<v>1</v>")
    assert refusal("a.xlsx", far) == "sheet_too_large"
    assert refusal("a.xlsx", _with_cell("A60001", "<v>1</v>")) == "sheet_too_large"


def test_a_styled_blank_in_the_farthest_corner_is_harmless():
    assert open_book("a.xlsx", _with_cell("XFD1048576", "")).sheets[0].rows[0][0] == "Họ và tên"


def test_ods_that_unrolls_a_million_rows_of_text():
    data = sheets.ods({"S": ROWS})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read("content.xml").decode()
    content = content.replace("<table:table-row>", '<table:table-row table:number-rows-repeated="900000">', 1)
    assert refusal("a.ods", sheets.zipped({"content.xml": content.encode()})) == "sheet_too_large"


def test_too_many_lines():
    assert refusal("a.csv", b"a,b\n" * (limits.ROWS + 1)) == "sheet_too_large"


def test_a_zip_gives_its_spreadsheets_and_no_rubbish():
    files = {
        "thư mục/một.xlsx": sheets.xlsx({"S": ROWS}),
        "../../etc/hai.csv": sheets.delimited(ROWS),
        "hỏng.xlsx": b"PK\3\4 half",
        "__MACOSX/._một.xlsx": b"x",
        ".ẩn.csv": b"x",
        "~$một.xlsx": b"x",
        "ảnh.png": b"x",
    }
    books = open_many("tất cả.zip", sheets.zipped(files))
    assert [(book.folder, book.name, book.trouble and book.trouble.kind.code) for book in books] == [
        ("../../etc", "hai.csv", None),
        ("", "hỏng.xlsx", "broken_file"),
        ("thư mục", "một.xlsx", None),
    ]


def test_a_zip_without_spreadsheets():
    assert refusal("a.zip", sheets.zipped({"a.png": b"x"})) == troubles.NO_SHEETS_IN_ZIP.code


def test_zip_names_written_without_the_utf8_flag():
    data = sheets.zipped({"Trà Khê.csv": b"a,b"})
    flagless = data.replace(struct.pack("<HHH", 20, 0x800, 8), struct.pack("<HHH", 20, 0, 8))
    assert [book.name for book in open_many("a.zip", flagless)] == ["Trà Khê.csv"]


def _with_cell(place: str, value: str) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(sheets.xlsx({"S": ROWS}))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            text = old.read(info)
            if info.filename == "xl/worksheets/sheet1.xml":
                row = "".join(c for c in place if c.isdigit())
                cell = f'<c r="{place}" s="1">{value}</c>' if value else f'<c r="{place}" s="1"/>'
                text = text.replace(b"</sheetData>", f'<row r="{row}">{cell}</row></sheetData>'.encode())
            new.writestr(info.filename, text)
    assert zlib.crc32(out.getvalue())
    return out.getvalue()


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_zip_with_two_files_of_one_name_gives_both():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("ds.csv", sheets.delimited(ROWS))
        archive.writestr("ds.csv", sheets.delimited(ROWS[:1]))
    assert [len(book.sheets[0].rows) for book in open_many("ds.zip", packed.getvalue())] == [4, 1]
