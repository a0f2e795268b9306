"""Every made file becomes exactly the JSON its maker says; and what a person may correct, and what is refused."""

from datetime import date

import pytest

from canhtay.core.problems import Problem
from canhtay.teams.roster.reading import as_json, read_roster
from testkit import sheets
from testkit.roster_files import DECISION, FOUR, HEADER, MAKERS, TITLE, big_list, expected, person, rows_of, ward_list

TODAY = date(2026, 11, 23)


def read(rows, **more):
    return read_roster("a.xlsx", sheets.xlsx({"Sheet1": rows}), today=TODAY, **more)


@pytest.mark.parametrize("kind", MAKERS)
def test_each_kind_of_file(kind: str):
    name, data, want = MAKERS[kind]()
    assert as_json(read_roster(name, data, today=TODAY)) == want


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "unicode"])
def test_a_whole_ward_in_one_old_workbook(encoding: str):
    name, data, want = ward_list(encoding=encoding)
    reading = read_roster(name, data, today=TODAY)
    assert as_json(reading) == want
    assert reading.sheets[0].encoding == encoding
    assert reading.sheets[0].group.source == "section"
    assert reading.sheets[0].ignored.signature >= 4 and reading.sheets[0].ignored.total == 1


def test_what_is_understood_is_told_column_by_column():
    rows = [
        [TITLE],
        ["TT", "Họ tên", "Ngày sinh", "CCCD", "Dân tộc", "ĐT"],
        [1, "Lê Thị Na", "05/03/1956", "031056001234", "Kinh", "0912345678"],
    ]
    reading = read(rows)
    told = [(c.heading, c.meaning, c.taken) for c in reading.sheets[0].columns]
    assert told == [
        ("TT", "number", False), ("Họ tên", "name", True), ("Ngày sinh", "birth", True), ("CCCD", "id_number", False),
        ("Dân tộc", "ignored", False), ("ĐT", "phone", True),
    ]  # fmt: skip
    assert "năm sinh" in reading.sheets[0].columns[2].remark
    assert reading.sheets[0].columns[3].samples == [] and "căn cước" in reading.sheets[0].columns[3].remark
    assert "031056001234" not in repr(reading)
    assert reading.sheets[0].group.source == "title" and reading.sheets[0].group.name == "Trà Khê 3"


def test_a_person_corrects_columns_and_header():
    rows = [[TITLE], ["Aa", "Bb", "Cc"], ["Lê Thị Na", "1956", "Tổ trưởng"]]
    with pytest.raises(Problem) as refused:
        read(rows)
    assert refused.value.kind.code == "no_header" and "Họ và tên" in refused.value.sentence
    reading = read(rows, header_rows={0: 2}, corrections={(0, 0): "name", (0, 1): "birth", (0, 2): "role"})
    assert as_json(reading) == expected(("Trà Khê 3", [person("Lê Thị Na", "F", 1956, "leader")]))


def test_a_correction_can_take_a_column_out():
    assert (
        as_json(read([[TITLE], HEADER, *rows_of(FOUR)], corrections={(0, 5): "ignored"}))["teams"][0]["members"][0][
            "phone"
        ]
        is None
    )


def test_the_group_said_on_the_command_line_or_confirmed_on_the_page():
    rows = [HEADER, *rows_of(FOUR)]
    nameless = read(rows)
    assert [team.group for team in nameless.teams] == [""] and nameless.problems[0].row == 1
    assert as_json(read(rows, group="TDP Trà Khê 3")) == expected(("Trà Khê 3", FOUR))
    assert [team.group for team in read(rows, groups={0: "TDP số 5"}).teams] == ["TDP 5"]


def test_an_office_is_not_the_role_where_the_team_has_its_own_column():
    rows = [
        [TITLE],
        ["Họ và tên", "Chức vụ", "Nhiệm vụ trong tổ"],
        ["Lê Thị Na", "Tổ trưởng TDP", "Tổ phó"],
        ["Đỗ Bá Sơn", "Bí thư chi bộ", "Tổ trưởng"],
    ]
    assert [member.role for member in read(rows).teams[0].members] == ["deputy", "leader"]


def test_the_chief_of_the_residential_group_leads_only_where_nobody_else_does():
    head = [[TITLE], ["Họ và tên", "Chức vụ"], ["Lê Thị Na", "Tổ trưởng TDP"]]
    assert [member.role for member in read([*head, ["Đỗ Bá Sơn", "Thành viên"]]).teams[0].members] == [
        "leader",
        "member",
    ]
    assert [member.role for member in read([*head, ["Đỗ Bá Sơn", "Tổ trưởng"]]).teams[0].members] == [
        "member",
        "leader",
    ]


def test_a_faulty_row_is_left_out_whole_and_a_blank_one_is_not_faulty():
    rows = [
        [TITLE],
        ["Họ và tên", "Năm sinh", "SĐT"],
        ["Lê Thị Na", "x9", "0912345678"],
        ["Đỗ Bá Sơn", "", ""],
        ["Mai Lan", 1990, "không"],
    ]
    reading = read(rows)
    assert [member.name for member in reading.teams[0].members] == ["Đỗ Bá Sơn", "Mai Lan"]
    assert [(problem.row, problem.column) for problem in reading.problems] == [(3, "Năm sinh")]


def test_no_id_number_is_ever_repeated():
    rows = [
        [TITLE],
        ["Họ và tên", "Năm sinh", "SĐT"],
        ["Lê 031056001234", "031056001234", "031 056 001 234"],
        ["Đỗ An", "", "123456789"],
    ]
    told = repr(read(rows))
    assert "031056001234" not in told.replace(" ", "") and "123456789" not in told


def test_namesakes_of_different_birth_or_phone_are_two_people():
    rows = [
        [TITLE],
        ["Họ và tên", "Năm sinh", "SĐT"],
        ["Lê Thị Na", 1956, ""],
        ["Lê Thị Na", 1960, ""],
        ["LÊ THỊ NA", 1960, "0912345678"],
    ]
    reading = read(rows)
    assert [member.birth_year for member in reading.teams[0].members] == [1956, 1960]
    assert [problem.row for problem in reading.problems] == [5]


def test_hidden_sheets_are_not_read_but_shown_ones_are():
    data = sheets.xlsx(
        {"Trà Khê 1": [HEADER, *rows_of(FOUR)], "Trà Khê 2": [HEADER, *rows_of(FOUR)]}, hidden=["Trà Khê 2"]
    )
    assert [team.group for team in read_roster("a.xlsx", data, today=TODAY).teams] == ["Trà Khê 1"]


def test_a_broken_file_among_many_is_named_and_the_others_are_read():
    files = {"a/TDP Trà Khê 1.xlsx": sheets.xlsx({"S": [HEADER, *rows_of(FOUR)]}), "b.xlsx": b"PK\3\4"}
    answer = as_json(read_roster("a.zip", sheets.zipped(files), today=TODAY))
    assert [team["group"] for team in answer["teams"]] == ["Trà Khê 1"]
    assert answer["problems"][0]["row"] is None and "b.xlsx" in answer["problems"][0]["message"]


def test_the_decision_stands_on_a_cover_sheet():
    pages = {"Bìa": [["Quyết định số 103/QĐ-UBND ngày 29 tháng 11 năm 2023"]], "Trà Khê 1": [HEADER, *rows_of(FOUR)]}
    assert as_json(read_roster("a.ods", sheets.ods(pages), today=TODAY))["decision"] == DECISION


def test_headers_repeated_on_every_page_are_skipped():
    body = rows_of(FOUR)
    reading = read([[TITLE], HEADER, ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"], *body[:2], HEADER, *body[2:]])
    assert as_json(reading) == expected(("Trà Khê 3", FOUR))
    assert reading.sheets[0].ignored.header == 3


def test_tables_one_below_the_other_each_with_its_signature():
    one, two = rows_of(FOUR[:2]), rows_of(FOUR[2:])
    rows = [
        ["DANH SÁCH TỔ CNSCĐ TDP TRÀ KHÊ 1"],
        HEADER,
        *one,
        ["", "NGƯỜI LẬP"],
        ["", "Đỗ Văn Lập"],
        [],
        ["DANH SÁCH TỔ CNSCĐ TDP TRÀ KHÊ 2"],
        HEADER,
        *two,
        ["", "NGƯỜI LẬP"],
        ["", "Đỗ Văn Lập"],
    ]
    assert as_json(read(rows)) == expected(("Trà Khê 1", FOUR[:2]), ("Trà Khê 2", FOUR[2:]))


def test_only_a_column_for_women():
    rows = [[TITLE], ["STT", "Họ và tên", "Nữ", "Năm sinh"], [1, "Lê Na", "x", 1960], [2, "Đỗ An", "", 1970]]
    assert [member.gender for member in read(rows).teams[0].members] == ["F", "M"]


def test_the_label_and_the_name_in_two_cells():
    rows = [["DANH SÁCH TỔ CNSCĐ"], ["Tổ dân phố:", "Trà Khê 3"], HEADER, *rows_of(FOUR)]
    assert as_json(read(rows)) == expected(("Trà Khê 3", FOUR))


def test_numbers_under_the_heading_of_a_residential_group_keep_its_word():
    for heading, group in (
        ("TDP", "TDP 7"),
        ("Thôn", "Thôn 7"),
        ("Tổ", "Tổ 7"),
        ("Tổ dân phố số", "TDP 7"),
        ("Thôn/TDP", "Tổ 7"),
    ):
        assert [team.group for team in read([["Họ và tên", heading, "Năm sinh"], ["Lê Na", 7, 1960]]).teams] == [group]


def test_sections_in_text_files():
    rows = [HEADER, ["TDP Trà Khê 1"], *rows_of(FOUR[:2]), ["Trà Khê 2"], *rows_of(FOUR[2:])]
    reading = read_roster("ds.csv", sheets.delimited(rows, delimiter=";"), today=TODAY)
    assert as_json(reading) == expected(("Trà Khê 1", FOUR[:2]), ("Trà Khê 2", FOUR[2:]))
    wide = [[*row, *[""] * (6 - len(row))] for row in rows]
    assert as_json(read_roster("ds.csv", sheets.delimited(wide), today=TODAY)) == as_json(reading)


def test_a_heading_nobody_foresaw_over_plain_contents():
    rows = [
        [TITLE],
        ["Họ và tên", "Năm sinh", "Gọi khi cần", "Việc"],
        *[
            [f"Lê Thị {g}", 1960, f"091234560{n}", r]
            for n, (g, r) in enumerate([("Na", "Tổ trưởng"), ("An", "Tổ phó"), ("Hà", "Thành viên")])
        ],
    ]
    members = read(rows).teams[0].members
    assert [(member.phone, member.role) for member in members] == [
        ("0912345600", "leader"),
        ("0912345601", "deputy"),
        ("0912345602", "member"),
    ]


def test_nobody_is_taken_twice_from_a_summary_and_a_sheet_of_their_own():
    pages = {
        "Tất cả": [["TDP", *HEADER], *[["Trà Khê 3", *row] for row in rows_of(FOUR)]],
        "Trà Khê 3": [HEADER, *rows_of(FOUR[:1])],
    }
    reading = read_roster("a.xlsx", sheets.xlsx(pages), today=TODAY)
    assert [len(team.members) for team in reading.teams] == [4] and reading.members == 4
    assert [(problem.row, problem.sheet) for problem in reading.problems] == [(2, 1)]


def test_a_file_without_a_table_among_many_is_named():
    files = {"TDP Trà Khê 1.csv": sheets.delimited([HEADER, *rows_of(FOUR)]), "ghi chú.txt": b"xin chao"}
    answer = as_json(read_roster("a.zip", sheets.zipped(files), today=TODAY))
    assert [problem["message"][:17] for problem in answer["problems"]] == ["Tệp “ghi chú.txt”"]


def test_two_thousand_rows_come_out_exactly():
    name, data, want = big_list(2_000)
    assert as_json(read_roster(name, data, today=TODAY)) == want
