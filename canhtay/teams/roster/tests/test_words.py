"""Groups, roles and decisions out of the words offices use."""

import pytest

from canhtay.teams.roster.decisions import decision_in
from canhtay.teams.roster.groups import group_in, group_in_file_name, group_in_sheet_name, group_in_title
from canhtay.teams.roster.roles import role_in


@pytest.mark.parametrize(
    "text, group",
    [
        ("TỔ DÂN PHỐ TRÀ KHÊ 3", ("Trà Khê 3", "TDP")),
        ("1. Tổ CNSCĐ TDP số 05", ("TDP 5", "TDP")),
        ("Tổ công nghệ số cộng đồng tổ dân phố Trà Khê 3 (10 thành viên)", ("Trà Khê 3", "TDP")),
        ("Tổ công tác Đề án 06 và công nghệ số cộng đồng TDP Trà Khê 2", ("Trà Khê 2", "TDP")),
        ("II/ Khu phố 4", ("Khu phố 4", "Khu phố")),
        ("Thôn Đông", ("Đông", "Thôn")),
        ("Tổ số 1: Trà Khê 1", ("Trà Khê 1", "Tổ")),
        ("TDP AN DƯƠNG II", ("An Dương II", "TDP")),
        ("TDP Trà Khê 1, phường Anh Dũng", ("Trà Khê 1", "TDP")),
        ("TDP số 5: 08 người", ("TDP 5", "TDP")),
    ],
)
def test_groups_of_section_rows(text: str, group: tuple[str, str]):
    assert group_in(text) == group


def test_groups_of_titles_sheets_and_files():
    assert group_in_title("DANH SÁCH TỔ CNSCĐ TỔ DÂN PHỐ TRÀ KHÊ 3 PHƯỜNG ANH DŨNG") == ("Trà Khê 3", "TDP")
    assert group_in_title("DANH SÁCH TỔ CNSCĐ PHƯỜNG ANH DŨNG") == ("", "")
    assert group_in_title("DANH SÁCH TỔ CNSCĐ TẠI CÁC THÔN, TỔ DÂN PHỐ") == ("", "")
    assert group_in_sheet_name("Trà Khê 3") == ("Trà Khê 3", "")
    for dull in ("Sheet1", "Sheet1 (2)", "Trang tính1", "Danh sách", "Phường Anh Dũng", "3"):
        assert group_in_sheet_name(dull) == ("", "")
    assert group_in_file_name("ds_to_cnscd_tdp_tra_khe_3 (1).xlsx") == ("Tra Khe 3", "TDP")
    for dull in ("Book1.xlsx", "danh sach.xls", "test.csv", "DS phuong Anh Dung 2025.xls"):
        assert group_in_file_name(dull) == ("", "")


@pytest.mark.parametrize(
    "text, role",
    [
        ("Tổ trưởng", "leader"), ("TT", "leader"), ("TỔ TRƯỞNG", "leader"), ("Tổ trưởng tổ CNSCĐ", "leader"),
        ("Bí thư chi bộ - Tổ trưởng", "leader"), ("Trưởng thôn - Tổ trưởng", "leader"), ("Tổ phó", "deputy"), ("Phó tổ", "deputy"),
        ("Phó tổ trưởng", "deputy"), ("P. Tổ trưởng", "deputy"), ("TP", "deputy"), ("Tổ trưởng TDP - Tổ phó", "deputy"),
        ("Tổ trưởng TDP kiêm Tổ phó tổ CNSCĐ", "deputy"), ("Thành viên", "member"), ("TV", "member"), ("Tổ viên", "member"),
        ("", "member"), ("Bí thư chi bộ", "member"), ("Trưởng ban CTMT - Thành viên", "member"), ("Tổ phó TDP", "member"),
    ],
)  # fmt: skip
def test_roles(text: str, role: str):
    assert role_in(text)[0] == role


@pytest.mark.parametrize(
    "title, number, day",
    [
        ("(Kèm theo Quyết định số 103/QĐ-UBND ngày 29/11/2023 của UBND phường)", "103/QĐ-UBND", "2023-11-29"),
        ("QĐ số 05 / QĐ – UBND, ngày 01 tháng 7 năm 2025", "05/QĐ-UBND", "2025-07-01"),
        ("kem theo QD so 103/QD-UBND ngay 29.11.2023", "103/QĐ-UBND", "2023-11-29"),
        (
            "Căn cứ QĐ 749/QĐ-TTg ngày 3/6/2020\nBan hành kèm theo QĐ 103/QĐ-UBND ngày 29/11/2023",
            "103/QĐ-UBND",
            "2023-11-29",
        ),
        ("Số: 103/QĐ-UBND Anh Dũng, ngày 31/02/2023", "103/QĐ-UBND", None),
    ],
)
def test_decisions(title: str, number: str, day: str | None):
    decision = decision_in(title)
    assert decision and (decision.number, decision.date) == (number, day)


def test_a_blank_number_is_no_decision():
    assert decision_in("Số:     /QĐ-UBND   ngày    tháng    năm 2023") is None
