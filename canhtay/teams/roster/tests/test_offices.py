"""What ward offices really write, one habit per test, beside the whole files of testkit.roster_files."""

import unicodedata
from datetime import date

import pytest

from canhtay.teams.roster.reading import as_json, read_roster
from testkit import sheets
from testkit.roster_files import person
from testkit.sheets import Over

TODAY = date(2026, 11, 23)
HEADER = ["STT", "Họ và tên", "Năm sinh", "Giới tính", "Nhiệm vụ", "Số điện thoại"]
TWO = [
    [1, "Lê Na", 1960, "Nữ", "Tổ trưởng", "0912345678"],
    [2, "Đỗ Bá Sơn", 1970, "Nam", "Tổ phó", "0912345679"],
]
THEM = [
    person("Lê Na", "F", 1960, "leader", "0912345678"),
    person("Đỗ Bá Sơn", "M", 1970, "deputy", "0912345679"),
]


def told(rows, name: str = "TDP Trà Khê 1.xlsx"):
    answer = as_json(read_roster(name, sheets.xlsx({"Sheet1": rows}), today=TODAY))
    return {team["group"]: team["members"] for team in answer["teams"]}, [p["row"] for p in answer["problems"]]


def members(*rows, header=HEADER):
    teams, problems = told([header, *rows])
    return teams["Trà Khê 1"], problems


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("Thôn Đồng Quan - Tổ CNSCĐ 2024.xlsx", "Đồng Quan"),
        ("TDP Trà Khê 3 - gửi UBND phường.xlsx", "Trà Khê 3"),
        ("Danh sách 2024 - TDP Hào Khê.xlsx", "Hào Khê"),
    ],
)
def test_a_file_name_in_pieces(name: str, group: str):
    assert told([HEADER, *TWO], name) == ({group: THEM}, [])


@pytest.mark.parametrize(
    ("cell", "name", "gender", "role"),
    [
        ("(Bà) Lê Mây", "Lê Mây", "F", "member"),
        ("Ông/Bà Đinh Tư", "Đinh Tư", None, "member"),
        ("Ông (bà): Đinh Tư", "Đinh Tư", None, "member"),
        ("Tổ trưởng: Cao Thắng", "Cao Thắng", None, "leader"),
        ("Tổ phó - Cao Thắng", "Cao Thắng", None, "deputy"),
    ],
)
def test_what_stands_before_a_name(cell: str, name: str, gender: str | None, role: str):
    assert members([1, cell, 1960]) == ([person(name, gender, 1960, role, None)], [])


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        ("O912345678", "0912345678"),
        ("9.12345678E8", "0912345678"),
        ("0912345678 vợ 0987654321", "0912345678"),
        ("0912345678_0987654321", "0912345678"),
        ("0912.345.678-0987.654.321", "0912345678"),
        ("0912345678（Zalo）", "0912345678"),
        ("０９１２３４５６７８", "0912345678"),
        ("0912345678 (con trai)", "0912345678"),
        ("0912345678 0168 234 5678", "0912345678"),
        ("0912,345,678", "0912345678"),
        ("0912/345/678", "0912345678"),
        ("0912·345·678", "0912345678"),
        ("031.3855123", "02253855123"),
        ("0320 3855 123", "02203855123"),
        ("0320385512", "0320385512"),
        ("0992.805.942", "0992805942"),
        ("0552345678", "0552345678"),
    ],
)
def test_telephones_as_they_are_typed(cell: str, phone: str):
    assert members([1, "Lê Na", 1960, "Nữ", "", cell]) == ([person("Lê Na", "F", 1960, "member", phone)], [])


@pytest.mark.parametrize("cell", ["091234567", "09123456789", "9,12E+08", "Ngõ 091 nhà 2345678"])
def test_what_is_no_telephone_is_named(cell: str):
    teams, problems = told([HEADER, [1, "Lê Na", 1960, "Nữ", "", cell]])
    assert (teams, problems) == ({}, [2])


def test_a_mobile_column_comes_before_a_landline_column():
    header = [*HEADER[:5], "Điện thoại cố định", "Di động"]
    row = [1, "Lê Na", 1960, "Nữ", "Tổ trưởng", "02253855123", "0912345678"]
    assert members(row, header=header) == (THEM[:1], [])


def test_a_month_and_two_digits_are_a_birth():
    assert members([1, "Lê Na", "5/60", "Nữ", "Tổ trưởng", "0912345678"]) == (THEM[:1], [])


@pytest.mark.parametrize("mark", ["*", "+", "-", "•"])
def test_sections_behind_a_bullet(mark: str):
    rows = [HEADER, [f"{mark} TDP Trà Khê 1:"], *TWO, [None, f"{mark} TDP 2"], *TWO]
    assert told(rows, "a.xlsx") == ({"Trà Khê 1": THEM, "TDP 2": THEM}, [])


@pytest.mark.parametrize("write", [sheets.xlsx, sheets.xls, sheets.ods])
def test_a_header_of_three_rows(write):
    rows = [
        ["DANH SÁCH TỔ CNSCĐ TDP TRÀ KHÊ 1"],
        [Over("STT", 3), Over("Họ và tên", 3), Over("Thông tin cá nhân", 1, 3), None, None, Over("Chức vụ", 3), Over("SĐT", 3)],
        [None, None, Over("Năm sinh", 1, 2), None, Over("Dân tộc", 2)],
        [None, None, "Nam", "Nữ"],
        [1, "Lê Na", None, 1960, "Kinh", "Tổ trưởng", "0912345678"],
        [2, "Đỗ Bá Sơn", 1970, None, "Kinh", "Tổ phó", "0912345679"],
    ]  # fmt: skip
    answer = as_json(read_roster("a", write({"Sheet1": rows}), today=TODAY))
    assert answer == {"teams": [{"group": "Trà Khê 1", "members": THEM}], "decision": None, "problems": []}


def test_the_row_of_letters_and_numbers_below_a_header():
    assert members(["A", "B", "1", "2", "3", "4"], *TWO) == (THEM, [])


def test_the_main_word_of_a_long_heading_stands_first():
    header = ["STT", "Tên thành viên Tổ công nghệ số cộng đồng", *HEADER[2:]]
    assert members(*TWO, header=header) == (THEM, [])


def test_signatures_for_the_party_cell():
    rows = [*TWO, [], [None, "T/M CHI BỘ", None, None, "T/M BAN CTMT"], [None, "Bí thư"], [None, "Trần Thị Thu"]]
    assert members(*rows) == (THEM, [])


@pytest.mark.parametrize("ditto", ["nt", "-nt-", '"', "Như trên"])
def test_the_group_as_above(ditto: str):
    rows = [["TDP", *HEADER], ["Trà Khê 1", *TWO[0]], [ditto, *TWO[1]], ["Trà Khê 2", *TWO[0]], [ditto, *TWO[1]]]
    assert told(rows, "a.xlsx") == ({"Trà Khê 1": THEM, "Trà Khê 2": THEM}, [])


def test_a_person_whose_family_is_called_khu():
    assert members([1, "Khu Thị Bản", 1970]) == ([person("Khu Thị Bản", "F", 1970, "member", None)], [])


def test_a_whole_list_typed_with_loose_marks():
    loose = [[unicodedata.normalize("NFD", cell) if isinstance(cell, str) else cell for cell in row] for row in TWO]
    assert members(*loose) == (THEM, [])
