"""Rosters as offices write them, one maker per kind of mess, each with the exact JSON it must become.

All people are invented. A maker returns (file name, bytes, expected JSON of `import_roster --json`).
"""

import random
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

from canhtay.core import legacy_text
from testkit import sheets
from testkit.sheets import Over

Made = tuple[str, bytes, dict[str, Any]]
Maker = Callable[[], Made]

TITLE = "DANH SÁCH TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG TỔ DÂN PHỐ TRÀ KHÊ 3"
DECISION_LINE = "(Kèm theo Quyết định số 103/QĐ-UBND ngày 29/11/2023 của UBND phường Anh Dũng)"
DECISION = {"number": "103/QĐ-UBND", "date": "2023-11-29"}
HEADER: list[Any] = ["STT", "Họ và tên", "Giới tính", "Năm sinh", "Chức vụ trong tổ", "Số điện thoại"]


def person(
    name: str, gender: str | None, birth: int | None, role: str = "member", phone: str | None = None
) -> dict[str, Any]:
    return {"name": name, "gender": gender, "birth_year": birth, "role": role, "phone": phone}


def expected(
    *teams: tuple[str, list[dict[str, Any]]], decision: dict[str, Any] | None = None, problems: list[Any] | None = None
) -> dict[str, Any]:
    return {
        "teams": [{"group": group, "members": members} for group, members in teams],
        "decision": decision,
        "problems": problems or [],
    }


FOUR = [
    person("Nguyễn Văn Hoà", "M", 1956, "leader", "0912345601"),
    person("Trần Thị Bưởi", "F", 1960, "deputy", "0987654302"),
    person("Lê Quang Đạo", "M", 1999, "member", "0355123403"),
    person("Phạm Thị Ngọc Ánh", "F", 1972, "member", None),
]
_ROLE_WORDS = {"leader": "Tổ trưởng", "deputy": "Tổ phó", "member": "Thành viên"}
_GENDER_WORDS = {"M": "Nam", "F": "Nữ"}


def rows_of(people: list[dict[str, Any]]) -> list[list[Any]]:
    return [
        [
            number,
            one["name"],
            _GENDER_WORDS[one["gender"]],
            one["birth_year"],
            _ROLE_WORDS[one["role"]],
            one["phone"] or "",
        ]
        for number, one in enumerate(people, 1)
    ]


def plain_xlsx() -> Made:
    rows: list[Any] = [
        ["UBND PHƯỜNG ANH DŨNG"],
        [TITLE],
        [DECISION_LINE],
        [],
        HEADER,
        *rows_of(FOUR),
        [],
        ["", "Tổng cộng: 04 người"],
    ]
    return "danh sach.xlsx", sheets.xlsx({"Sheet1": rows}), expected(("Trà Khê 3", FOUR), decision=DECISION)


def _two_row_header() -> list[list[Any]]:
    return [
        [Over(TITLE, 1, 6), None, None, None, None, None],
        [Over(DECISION_LINE, 1, 6), None, None, None, None, None],
        [],
        [
            Over("TT", 2),
            Over("Họ và tên", 2),
            Over("Năm sinh", 1, 2),
            None,
            Over("Nhiệm vụ trong tổ", 2),
            Over("Điện thoại", 2),
        ],
        [None, None, "Nam", "Nữ", None, None],
    ]


def _birth_under_gender(people: list[dict[str, Any]]) -> list[list[Any]]:
    return [
        [
            number,
            one["name"].upper(),
            one["birth_year"] if one["gender"] == "M" else "",
            one["birth_year"] if one["gender"] == "F" else "",
            _ROLE_WORDS[one["role"]],
            one["phone"] or "",
        ]
        for number, one in enumerate(people, 1)
    ]


_SIGNATURE: list[Any] = [
    ["", "Tổng cộng", 2, 2],
    [],
    ["", "", "", "", "Anh Dũng, ngày 29 tháng 11 năm 2023"],
    ["", "NGƯỜI LẬP BIỂU", "", "", "TM. UỶ BAN NHÂN DÂN"],
    ["", "", "", "", "CHỦ TỊCH"],
    ["", "(Ký, ghi rõ họ tên)"],
    [],
    ["", "Đỗ Văn Lập", "", "", "Vũ Thị Chủ"],
]


def two_row_header_xlsx() -> Made:
    rows = [*_two_row_header(), *_birth_under_gender(FOUR), *_SIGNATURE]
    return "ds.xlsx", sheets.xlsx({"Sheet1": rows}), expected(("Trà Khê 3", FOUR), decision=DECISION)


def two_row_header_xls() -> Made:
    rows = [*_two_row_header(), *_birth_under_gender(FOUR), *_SIGNATURE]
    return "ds.xls", sheets.xls({"Sheet1": rows}), expected(("Trà Khê 3", FOUR), decision=DECISION)


def two_row_header_ods() -> Made:
    rows = [*_two_row_header(), *_birth_under_gender(FOUR), *_SIGNATURE]
    return "ds.ods", sheets.ods({"Sheet1": rows}), expected(("Trà Khê 3", FOUR), decision=DECISION)


def two_row_header_csv() -> Made:
    rows = [*_two_row_header(), *_birth_under_gender(FOUR), *_SIGNATURE]
    return "ds.csv", sheets.delimited(rows, delimiter=";"), expected(("Trà Khê 3", FOUR), decision=DECISION)


def tcvn3_xls() -> Made:
    rows = [*_two_row_header(), *_birth_under_gender(FOUR), *_SIGNATURE]
    return "ds.xls", sheets.xls({"Sheet1": rows}, encoding="tcvn3"), expected(("Trà Khê 3", FOUR), decision=DECISION)


def tcvn3_capital_font_xls() -> Made:
    """A .VnTimeH column: small letters in the file, capitals on the screen."""
    rows = [[TITLE.lower()], HEADER, *[[r[0], r[1].lower(), *r[2:]] for r in rows_of(FOUR)]]
    return "ds.xls", sheets.xls({"Sheet1": rows}, encoding="tcvn3"), expected(("Trà Khê 3", FOUR))


def vni_xls() -> Made:
    rows = [*_two_row_header(), *_birth_under_gender(FOUR), *_SIGNATURE]
    return "ds.xls", sheets.xls({"Sheet1": rows}, encoding="vni"), expected(("Trà Khê 3", FOUR), decision=DECISION)


def unicode_header_over_tcvn3_names_xlsx() -> Made:
    names = [[r[0], legacy_text.encode_tcvn3(r[1]), *r[2:]] for r in rows_of(FOUR)]
    return "Trà Khê 3.xlsx", sheets.xlsx({"Sheet1": [HEADER, *names]}), expected(("Trà Khê 3", FOUR))


def _csv_in(encoding: str, delimiter: str = ",") -> Maker:
    def make() -> Made:
        rows = [[TITLE], [DECISION_LINE], HEADER, *rows_of(FOUR)]
        data = sheets.delimited(rows, delimiter=delimiter, encoding=encoding)
        return "ds.csv", data, expected(("Trà Khê 3", FOUR), decision=DECISION)

    return make


def nfd_xlsx() -> Made:
    rows = [[TITLE], HEADER, *rows_of(FOUR)]
    loose = [[unicodedata.normalize("NFD", cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
    return "ds.xlsx", sheets.xlsx({"Sheet1": loose}), expected(("Trà Khê 3", FOUR))


def sections_xlsx() -> Made:
    one, two = FOUR[:2], FOUR[2:]
    rows: list[Any] = [
        ["DANH SÁCH CÁC TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG PHƯỜNG ANH DŨNG"],
        ["Ban hành theo Quyết định số: 103 / QĐ - UBND ngày 29 tháng 11 năm 2023"],
        HEADER,
        ["I", "TỔ DÂN PHỐ TRÀ KHÊ 1"],
        *rows_of(one),
        ["", "Cộng: 2 người"],
        ["II", "Tổ dân phố số 5 (02 thành viên)"],
        *rows_of(two),
        ["III", "Thôn Đông"],
        ["", "Tổng cộng: 04 người"],
    ]
    problem = {
        "row": 11,
        "column": None,
        "message": "Tổ “Đông” không có thành viên nào bên dưới. Ghi thành viên, hoặc xoá dòng này.",
    }
    want = expected(("Trà Khê 1", one), ("TDP 5", two), decision=DECISION, problems=[problem])
    return "ds.xlsx", sheets.xlsx({"Sheet1": rows}), want


def merged_section_rows_xlsx() -> Made:
    rows: list[Any] = [
        HEADER,
        [Over("Trà Khê 1", 1, 6), None, None, None, None, None],
        *rows_of(FOUR[:2]),
        [Over("Trà Khê 2", 1, 6), None, None, None, None, None],
        *rows_of(FOUR[2:]),
    ]
    return "ds.xlsx", sheets.xlsx({"Sheet1": rows}), expected(("Trà Khê 1", FOUR[:2]), ("Trà Khê 2", FOUR[2:]))


def group_column_xlsx() -> Made:
    rows = [["Tổ dân phố", *HEADER[1:]]]
    rows += [
        [group, *row[1:]] for group, row in zip(["TDP Trà Khê 1", "TRÀ KHÊ 1", 5, "Số 5"], rows_of(FOUR), strict=True)
    ]
    return "ds.xlsx", sheets.xlsx({"Sheet1": rows}), expected(("Trà Khê 1", FOUR[:2]), ("TDP 5", FOUR[2:]))


def merged_group_column_xlsx() -> Made:
    body = rows_of(FOUR)
    groups = [Over("Thôn Đông", 3), None, None, "Thôn Đoài"]
    rows = [[*HEADER, "Thôn"], *[[*row, group] for row, group in zip(body, groups, strict=True)]]
    return "ds.xlsx", sheets.xlsx({"Sheet1": rows}), expected(("Đông", FOUR[:3]), ("Đoài", FOUR[3:]))


def marks_under_gender_xlsx() -> Made:
    rows: list[Any] = [
        ["Số TT", "Họ tên", "Giới tính", None, "Ngày tháng năm sinh", "SĐT", "Vai trò"],
        [None, None, "Nam", "Nữ", None, None, None],
        [1, "Ông  NGUYỄN  VĂN HOÀ", "x", "", "05/03/1956", 912345601, "TT"],
        [2, "Bà Trần Thị Bưởi", "", "X", date(1960, 2, 9), "0987.654.302", "TP"],
        [3, "Đ/c Lê Quang Đạo", "x", "", 36161, "+84 355 123 403", "TV"],
        [4, "phạm thị ngọc ánh", "", "x", "s.1972", "", ""],
    ]
    return "DS tổ CNSCĐ TDP Trà Khê 3.xlsx", sheets.xlsx({"Sheet1": rows}), expected(("Trà Khê 3", FOUR))


def phones_and_titles_xlsx() -> Made:
    rows: list[Any] = [
        [TITLE],
        ["Điện thoại", "Họ và tên", "NS", "Phân công nhiệm vụ", "Chức danh, đơn vị"],
        [1681234567, "Ông Vũ Bá Sơn", 1951, "Tổ trưởng tổ CNSCĐ", "Bí thư chi bộ"],
        ["0912 345 602 / 0987654312", "Bà Đinh Lan", "58", "Phó tổ trưởng", "Tổ trưởng TDP"],
        ["84912345603", "Anh Hoàng Minh", "12/1990", "Tổ viên", "Bí thư Đoàn"],
        ["(0225) 3855 123", "Đ/c: Bùi Văn Tài", "1987-05-06", "Thành viên", ""],
        [912345605.0, "Chị Mai Hương Giang", "ngày 3 tháng 2 năm 2001", "", "Công an viên"],
    ]
    people = [
        person("Vũ Bá Sơn", "M", 1951, "leader", "0381234567"),
        person("Đinh Lan", "F", 1958, "deputy", "0912345602"),
        person("Hoàng Minh", "M", 1990, "member", "0912345603"),
        person("Bùi Văn Tài", "M", 1987, "member", "02253855123"),
        person("Mai Hương Giang", "F", 2001, "member", "0912345605"),
    ]
    return "ds.xlsx", sheets.xlsx({"Sheet1": rows}), expected(("Trà Khê 3", people))


def split_name_columns_xlsx() -> Made:
    rows: list[list[Any]] = [["TT", "Họ và đệm", "Tên", "Phái", "Sinh năm", "CCCD", "Chức vụ"]]
    for number, one in enumerate(FOUR, 1):
        family, _space, given = one["name"].rpartition(" ")
        rows.append(
            [
                number,
                family,
                given,
                _GENDER_WORDS[one["gender"]],
                one["birth_year"],
                f"03105600{number:04}",
                _ROLE_WORDS[one["role"]],
            ]
        )
    return (
        "ds.xlsx",
        sheets.xlsx({"TDP Trà Khê 3": rows}),
        expected(("Trà Khê 3", [{**one, "phone": None} for one in FOUR])),
    )


def faulty_rows_xlsx() -> Made:
    rows: list[Any] = [
        [TITLE],
        HEADER,
        [1, "Nguyễn Văn Hoà", "Nam", 1956, "Tổ trưởng", "0912345601"],
        [2, "", "Nữ", 1960, "Tổ phó", "0987654302"],
        [3, "Lê Quang Đạo", "Nam", "năm Thìn", "Thành viên", "0355123403"],
        [4, "Phạm Thị Ngọc Ánh", "Nữ", 1972, "Thành viên", "09x"],
        [5, "Nguyễn Văn Hoà", "Nam", 1956, "Thành viên", "0912345601"],
        [6, "Trần 034056001234", "Nam", 1956, "", ""],
        [7, "=HYPERLINK(A1)", "Nam", 1956, "", "0912345"],
        [8, "Trần Thị Bưởi", "Nữ", 1960, "Tổ phó", "0987654302"],
    ]
    again = "hoặc bỏ trống ô này."
    problems = [
        {"row": 4, "column": "Họ và tên", "message": "Thiếu họ và tên. Ghi họ và tên, hoặc xoá cả dòng này."},
        {
            "row": 5,
            "column": "Năm sinh",
            "message": f"Không đọc được năm sinh “năm Thìn”. Ghi năm bốn chữ số (ví dụ 1958), {again}",
        },
        {
            "row": 6,
            "column": "Số điện thoại",
            "message": f"“09x” không phải số điện thoại dùng được. Sửa lại trong tệp rồi nạp lại, {again}",
        },
        {
            "row": 7,
            "column": "Họ và tên",
            "message": "“Nguyễn Văn Hoà” đã có ở dòng 3 của cùng tổ. Xoá một trong hai dòng, hoặc ghi năm sinh để phân biệt.",
        },
        {"row": 8, "column": "Họ và tên", "message": "Họ và tên “Trần •••” có chữ số. Chỉ ghi họ và tên trong ô này."},
        {
            "row": 9,
            "column": "Họ và tên",
            "message": "Họ và tên “=HYPERLINK(A1)” có chữ số. Chỉ ghi họ và tên trong ô này.",
        },
        {
            "row": 9,
            "column": "Số điện thoại",
            "message": f"Số điện thoại “0912345” thiếu số. Sửa lại trong tệp rồi nạp lại, {again}",
        },
    ]
    return "ds.xlsx", sheets.xlsx({"Sheet1": rows}), expected(("Trà Khê 3", FOUR[:2]), problems=problems)


def sheet_per_team_xlsx() -> Made:
    pages: dict[str, Any] = {
        "Tổng hợp": [["Biểu tổng hợp"], ["Chỉ có số liệu", 5]],
        "Trà Khê 1": [HEADER, *rows_of(FOUR[:2])],
        "TDP 4": [HEADER, *rows_of(FOUR[2:])],
    }
    return "ds.xlsx", sheets.xlsx(pages), expected(("Trà Khê 1", FOUR[:2]), ("TDP 4", FOUR[2:]))


def marked_roles_xlsx() -> Made:
    """A column for each role, an x tells; the office in a column of its own, which the contract's JSON does not say."""
    rows: list[Any] = [
        [TITLE],
        [Over("TT", 2), Over("Họ và tên", 2), Over("Giới tính", 2), Over("Năm sinh", 2), Over("Nhiệm vụ trong tổ", 1, 3), None,
         None, Over("Chức vụ, đơn vị công tác", 2), Over("Điện thoại", 2)],
        [None, None, None, None, "Tổ trưởng", "Tổ phó", "Tổ viên", None, None],
    ]  # fmt: skip
    offices = ["Bí thư chi bộ", "Tổ trưởng TDP", "Bí thư chi đoàn", ""]
    for row, one, office in zip(rows_of(FOUR), FOUR, offices, strict=True):
        marks = ["x" if one["role"] == role else "" for role in ("leader", "deputy", "member")]
        rows.append([*row[:4], *marks, office, row[5]])
    return "ds.xlsx", sheets.xlsx({"Sheet1": rows}), expected(("Trà Khê 3", FOUR))


def folder_zip() -> Made:
    files = {
        "phuong/TDP Trà Khê 1.xlsx": sheets.xlsx({"Sheet1": [HEADER, *rows_of(FOUR[:2])]}),
        "phuong/con/TDP Trà Khê 2.csv": sheets.delimited([HEADER, *rows_of(FOUR[2:])]),
        "__MACOSX/phuong/._TDP Trà Khê 1.xlsx": b"\0\5\26\7",
        "phuong/~$TDP Trà Khê 1.xlsx": b"lock",
        "phuong/.DS_Store": b"x",
        "../../tmp/readme.md": b"x",
    }
    return "ds.zip", sheets.zipped(files), expected(("Trà Khê 1", FOUR[:2]), ("Trà Khê 2", FOUR[2:]))


MAKERS: dict[str, Maker] = {
    maker.__name__: maker
    for maker in [
        plain_xlsx, two_row_header_xlsx, two_row_header_xls, two_row_header_ods, two_row_header_csv, tcvn3_xls,
        tcvn3_capital_font_xls, vni_xls, unicode_header_over_tcvn3_names_xlsx, nfd_xlsx, sections_xlsx,
        merged_section_rows_xlsx, group_column_xlsx, merged_group_column_xlsx, marks_under_gender_xlsx,
        phones_and_titles_xlsx, split_name_columns_xlsx, faulty_rows_xlsx, sheet_per_team_xlsx, marked_roles_xlsx, folder_zip,
    ]
} | {
    "utf8_csv": _csv_in("utf-8"), "utf8_bom_csv": _csv_in("utf-8-sig", ";"), "utf16_csv": _csv_in("utf-16", "\t"),
    "utf16_no_bom_csv": _csv_in("utf-16-le", "\t"), "cp1258_csv": _csv_in("cp1258", ";"), "tcvn3_csv": _csv_in("tcvn3"),
    "vni_csv": _csv_in("vni", ";"),
}  # fmt: skip

_FAMILIES = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Đinh", "Đoàn"]
_MEN = ["Văn", "Đức", "Hữu", "Quang", "Xuân", "Bá", "Công", "Duy"]
_WOMEN = ["Thị", "Thị Ngọc", "Thị Thu", "Thị Bích", "Thị Hồng"]
_GIVEN = [
    "Hoà",
    "Ước",
    "Bưởi",
    "Đạo",
    "Ánh",
    "Lan",
    "Hải",
    "Tuyết",
    "Nhường",
    "Khuyên",
    "Quỳnh",
    "Kỷ",
    "Bảo",
    "Ngữ",
    "Huệ",
    "Tỵ",
]


def invented(count: int, seed: int = 1) -> list[dict[str, Any]]:
    """So many people, each with a name of her own within the list, a leader first, a deputy second."""
    rng = random.Random(seed)
    people: list[dict[str, Any]] = []
    seen: set[str] = set()
    while len(people) < count:
        gender = rng.choice("MF")
        name = f"{rng.choice(_FAMILIES)} {rng.choice(_MEN if gender == 'M' else _WOMEN)} {rng.choice(_GIVEN)}"
        name = f"{name} {rng.choice(_GIVEN)}" if name in seen else name
        role = ["leader", "deputy", "member"][min(len(people), 2)]
        phone = (
            f"0{rng.choice(['91', '98', '35', '90', '86'])}{rng.randrange(10**7):07}" if rng.random() < 0.9 else None
        )
        if name not in seen or count > 1_000:
            seen.add(name)
            people.append(person(name, gender, rng.randint(1945, 2005), role, phone))
    return people


def ward_list(teams: int = 40, *, encoding: str = legacy_text.TCVN3) -> Made:
    """A whole ward in one .xls: two-row merged header, section rows, gender by column, totals, signature block."""
    rows, want = _two_row_header(), []
    rows[0] = [Over("DANH SÁCH CÁC TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG PHƯỜNG ANH DŨNG", 1, 6), None, None, None, None, None]
    for number in range(1, teams + 1):
        people = invented(7 + number % 4, seed=number)
        rows += [[Over(f"{number}. TDP Trà Khê {number}: {len(people):02} người", 1, 6), None, None, None, None, None]]
        rows += _birth_under_gender(people)
        want.append((f"Trà Khê {number}", people))
    rows += _SIGNATURE
    return "DS phuong Anh Dung.xls", sheets.xls({"Sheet1": rows}, encoding=encoding), expected(*want, decision=DECISION)


def former_ward_list(ward: str, numbers: range) -> Made:
    """A former ward's teams, a sheet each, with offices beside the roles; who leads group n does so in each ward's list."""
    pages: dict[str, Any] = {}
    want = []
    for number in numbers:
        leader = person(
            f"Đào Văn {_GIVEN[number % 16]} {_GIVEN[number // 16]}", "M", 1950 + number, "leader", f"0911{number:06}"
        )
        people = [leader, *invented(9, seed=sum(map(ord, ward)) * 100 + number)[1:]]
        body = [[*row, _POSTS[place % len(_POSTS)]] for place, row in enumerate(rows_of(people))]
        title = f"DANH SÁCH TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG TDP TRÀ KHÊ {number} PHƯỜNG {ward}"
        pages[f"TDP {number}"] = [[title], [f"(Kèm theo Quyết định số 103/QĐ-UBND ngày 29/11/2023 của UBND phường {ward})"],
                                  [*HEADER, "Chức vụ, đơn vị"], *body]  # fmt: skip
        want.append((f"Trà Khê {number}", people))
    return f"DS {ward}.xlsx", sheets.xlsx(pages), expected(*want, decision=DECISION)


_POSTS = ["Bí thư chi bộ, Tổ trưởng TDP", "Bí thư chi đoàn", "Chi hội trưởng Phụ nữ", "Công an khu vực", ""]


def big_list(count: int = 20_000) -> Made:
    """20,000 people × 8 columns in teams of ten, the team as a column."""
    header = ["STT", "Tổ dân phố", "Họ và tên", "Giới tính", "Năm sinh", "Chức vụ trong tổ", "Số điện thoại", "Ghi chú"]
    rows, want = [header], []
    for start in range(0, count, 10):
        people = invented(10, seed=start)
        group = f"Trà Khê {start // 10 + 1}"
        want.append((group, people))
        rows += [[start + row[0], f"TDP {group}", row[1].upper(), *row[2:], ""] for row in rows_of(people)]
    return "lon.xlsx", sheets.xlsx({"Sheet1": rows}), expected(*want)
