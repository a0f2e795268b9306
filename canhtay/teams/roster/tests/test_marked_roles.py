"""Roles told by an x in a column of their own: Tổ trưởng | Tổ phó | Tổ viên."""

import pytest

from canhtay.teams.roster.reading import read_roster
from testkit import sheets
from testkit.sheets import Over

pytestmark = pytest.mark.mission("R2")
NAMES = ["Lê Na", "Đỗ Bá Sơn", "Cao Thắng", "Trần Thị Bưởi"]
THEIRS = ["leader", "deputy", "member", "member"]


def marked(mark: object = "x") -> list[list]:
    return [
        [1, NAMES[0], 1960, mark, None, None],
        [2, NAMES[1], 1970, None, mark, None],
        [3, NAMES[2], 1980, None, None, mark],
        [4, NAMES[3], 1990, None, None, mark],
    ]


def roles_in(*rows: list, write=sheets.xlsx) -> tuple[list[str], list[str]]:
    reading = read_roster("TDP Trà Khê 1.xlsx", write({"Sheet1": list(rows)}))
    [team] = reading.teams
    assert [member.name for member in team.members] == NAMES
    return [member.role for member in team.members], [problem.message for problem in reading.problems]


@pytest.mark.parametrize(
    "heads",
    [
        ["Tổ trưởng", "Tổ phó", "Tổ viên"],
        ["Tổ trưởng", "Phó tổ trưởng", "Thành viên"],
        ["Tổ trưởng tổ CNSCĐ", "Tổ phó tổ CNSCĐ", "Thành viên"],
    ],
)
@pytest.mark.parametrize("mark", ["x", "X", "✓", 1])
def test_three_columns_headed_by_the_roles(heads, mark):
    assert roles_in(["STT", "Họ và tên", "Năm sinh", *heads], *marked(mark)) == (THEIRS, [])


@pytest.mark.parametrize("above", ["Nhiệm vụ trong tổ", "Chức vụ", "Vai trò trong tổ CNSCĐ"])
@pytest.mark.parametrize("write", [sheets.xlsx, sheets.ods])
def test_three_columns_under_one_heading(above, write):
    header = [
        [Over("STT", 2), Over("Họ và tên", 2), Over("Năm sinh", 2), Over(above, 1, 3), None, None],
        [None, None, None, "Tổ trưởng", "Tổ phó", "Tổ viên"],
    ]
    assert roles_in(*header, *marked(), write=write) == (THEIRS, [])


def test_a_total_below_and_a_column_of_offices_beside_do_not_disturb():
    header = ["STT", "Họ và tên", "Năm sinh", "Tổ trưởng", "Tổ phó", "Tổ viên", "Chức vụ"]
    rows = [[*row, post] for row, post in zip(marked(), ["Bí thư chi bộ", "", "Hưu trí", ""], strict=True)]
    total = [None, "Tổng cộng", None, 1, 1, 2]
    reading = read_roster("TDP Trà Khê 1.xlsx", sheets.xlsx({"Sheet1": [header, *rows, total]}))
    members = reading.teams[0].members
    assert [member.role for member in members] == THEIRS
    assert [member.post for member in members] == ["Bí thư chi bộ", "", "Hưu trí", ""]
    assert reading.problems == []


def test_only_the_chiefs_have_columns():
    header = ["STT", "Họ và tên", "Năm sinh", "Tổ trưởng", "Tổ phó"]
    assert roles_in(header, *[row[:5] for row in marked()]) == (THEIRS, [])


def test_who_is_marked_twice_is_named():
    rows = marked()
    rows[0][4] = "x"
    reading = read_roster(
        "TDP Trà Khê 1.xlsx",
        sheets.xlsx({"Sheet1": [["STT", "Họ và tên", "Năm sinh", "Tổ trưởng", "Tổ phó", "Tổ viên"], *rows]}),
    )
    [problem] = reading.problems
    assert (problem.row, problem.column) == (2, "Tổ phó")
    assert problem.message == "Cả hai cột Tổ trưởng và Tổ phó đều có dấu. Chỉ giữ lại một dấu."
    assert [member.name for member in reading.teams[0].members] == NAMES[1:]


def test_a_column_of_words_under_such_a_heading_is_a_column_of_roles():
    rows = [["STT", "Họ và tên", "Tổ trưởng/Tổ phó/Thành viên"]]
    words = ["Tổ trưởng", "Tổ phó", "Thành viên", "Thành viên"]
    rows += [[number, name, word] for number, (name, word) in enumerate(zip(NAMES, words, strict=True), 1)]
    assert roles_in(*rows) == (THEIRS, [])


def test_a_chief_of_the_block_is_no_chief_of_the_team():
    header = ["STT", "Họ và tên", "Năm sinh", "Tổ trưởng TDP", "Chức vụ trong tổ"]
    rows = [[number, name, 1960, "x" if number == 1 else "", "Thành viên"] for number, name in enumerate(NAMES, 1)]
    assert roles_in(header, *rows) == (["member"] * 4, [])
