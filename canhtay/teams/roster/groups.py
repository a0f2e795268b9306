"""The residential group's name out of titles, section rows, columns, sheet and file names.

"Tổ công nghệ số cộng đồng TDP Trà Khê 3 phường Anh Dũng" is ("Trà Khê 3", "TDP"). Where only a number remains the label
stays in the name, for nobody says "5": "Tổ dân phố số 5" is ("TDP 5", "TDP"), "Thôn 2" is ("Thôn 2", "Thôn").
"""

import re
from functools import lru_cache

from canhtay.core.syllables import is_syllable
from canhtay.core.vietnamese import fold, tidy_name, tidy_spaces

_TEAM = (
    r"(?:tổ|nhóm|đội)?\s*(?:công\s*nghệ\s*số\s*cộng\s*đồng|công\s*nghệ\s*số|cnscđ"
    r"|cnscd|cns|chuyển\s*đổi\s*số\s*cộng\s*đồng|cđs\s*cộng\s*đồng|cđscđ)"
)
_LABELS = [
    ("TDP", r"tổ\s*dân\s*phố|tdp|t\.d\.p|to\s*dan\s*pho"),
    ("Khu dân cư", r"khu\s*dân\s*cư|kdc|khu\s*dan\s*cu"),
    ("Khu phố", r"khu\s*phố|khu\s*pho|kp"),
    ("Khối phố", r"khối\s*phố|khoi\s*pho"),
    ("Thôn", r"thôn|thon"), ("Xóm", r"xóm|xom"), ("Ấp", r"ấp"), ("Bản", r"bản"), ("Buôn", r"buôn"), ("Làng", r"làng"),
    ("Cụm", r"cụm(?:\s*dân\s*cư)?"), ("Khối", r"khối"), ("Khu", r"khu"), ("Tổ", r"tổ|to"),
]  # fmt: skip
_LABEL_SAID = [
    (label, re.compile(rf"(?<!\w)(?:{pattern})(?![^\W\d_])\s*(?:số)?\s*[:.\-–]?\s*", re.IGNORECASE))
    for label, pattern in _LABELS
]
_TEAM_SAID = re.compile(
    rf"(?<!\w){_TEAM}(?!\w)(?:\s*(?:và|&|,)?\s*(?:tổ\s*)?đề\s*án\s*06)?\s*(?:số\s*(?=\d))?\s*[:.\-–]?\s*(?:tại|của"
    rf"|thuộc|ở)?\s*",
    re.IGNORECASE,
)
# Merged teams: "Tổ công tác Đề án 06 và công nghệ số cộng đồng". Taken off before anything is looked for.
_PROJECT_06 = re.compile(
    r"(?<!\w)(?:(?:và|,|&)\s*)?(?:tổ\s+)?(?:công\s*tác\s+)?(?:triển\s*khai\s+)?đề\s*án\s*06(?:/cp)?\s*(?:(?:,|&|-"
    r"|và(?!\w))\s*)?",
    re.IGNORECASE,
)
_ENUMERATION = re.compile(
    r"^\s*(?:[*+•–-]+\s*)?(?:(?:[IVXLC]{1,6}|\d{1,3}|[A-Za-zĐđ])\s*[.)/:\-–]+\s*)?", re.IGNORECASE
)
# Where a group's name ends: the places above it, the decision, counts, brackets.
_END = re.compile(
    r"\s*(?:[(\[;:,]|\s[-–]\s|(?<!\w)(?:phường|xã|thị\s*trấn|quận|huyện|thành\s*phố|tỉnh|tp\.?|p\.|năm\s*\d+"
    r"|nhiệm\s*kỳ|theo|kèm|ban\s*hành|của"
    r"|trên\s*địa\s*bàn|gồm|có\s*\d|được|phuong|xa|thanh\s*vien|thành\s*viên)(?!\w)|(?<!\w)\d+\s*(?:người"
    r"|thành\s*viên|đồng\s*chí|đ/c)).*$",
    re.IGNORECASE | re.DOTALL,
)
_ROMAN = re.compile(r"\b(?:i{2,3}|iv|vi{1,3}|ix|xi{1,3})\b", re.IGNORECASE)
_DULL_SHEET = re.compile(
    r"(?:sheet|trang\s*tinh|trang|bang|data|table)?\s*[-_ ]?\s*\d*|danh\s*sach.*|ds|tong\s*hop.*|phu\s*luc.*"
    r"|pl\s*\d*|nhap.*|to\s*cnscd|"
    r"cnscd|to\s*cong\s*nghe\s*so.*|ban\s*chinh.*|roster.*|(?:phuong|xa|quan|huyen|thi tran) .*|mau.*|copy.*"
    r"|final.*|thanh\s*vien.*"
)
_FILE_NOISE = re.compile(
    r"(?<!\w)(?:danh\s*sách|danh\s*sach|ds|d\.s|các|cac|thành\s*viên|thanh\s*vien|tv|file|final|bản|ban\s*chot"
    r"|bản\s*chốt|chốt|chot|mới|moi|nhất|nhat|copy|of|gửi"
    r"|gui|sửa|sua|kiện\s*toàn|kien\s*toan|v\d+|lần\s*\d+|lan\s*\d+|quyết\s*định|quyet\s*dinh|qđ|qd|phụ\s*lục"
    r"|phu\s*luc|pl|kèm\s*theo|kem\s*theo|năm|nam|\d{4,8}"
    r"|roster|mẫu|mau|thử|thu nghiem|to\s*cong\s*nghe\s*so\s*cong\s*dong|to\s*cnscd|cnscd|tổng\s*hợp|tong\s*hop)(?!\w)",
    re.IGNORECASE,
)


@lru_cache(maxsize=8_192)
def group_in(text: str, label: str = "") -> tuple[str, str]:
    """(name, label) of a text known to name a group: a section row or a cell of the column. ("", "") if none.

    `label` is what the column's heading says ("TDP", "Thôn" …), for cells that hold only the number.
    """
    text = _ENUMERATION.sub("", tidy_spaces(text)) if not tidy_spaces(text).isdecimal() else tidy_spaces(text)
    text = _PROJECT_06.sub("", text)
    of_team = bool(_TEAM_SAID.search(text))
    text = _TEAM_SAID.sub(" ", text, count=1).strip()
    for said, pattern in _LABEL_SAID:
        found = pattern.search(text)
        if found and not text[: found.start()].strip(" .-–:,"):
            # "Tổ số 3: Trà Khê 3" says the number, then the name
            label, text = (said if said != "Tổ" or not label else label), text[found.end() :]
            break
    if (more := re.match(r"^(?:số\s*)?0*\d+\s*[:\-–]\s*(?=[^\W\d])(?!\d+\s*(?:người|thành))", text)) and fold(
        text[more.end() :]
    )[:1].isalpha():
        rest = group_in(text[more.end() :], label)
        if rest[0] and not re.match(r"(?:co|gom|tong|\d)", fold(text[more.end() :])):
            return rest
    return _named(_END.sub("", text), label or ("Tổ" if of_team else ""))


def group_in_title(text: str) -> tuple[str, str]:
    """(name, label) out of a running title, or ("", ""): only after the word for a residential group, or right after
    the team's own name when no ward follows."""
    text = _PROJECT_06.sub("", tidy_spaces(text))
    for said, pattern in _LABEL_SAID[:-3]:
        found = list(pattern.finditer(text))
        if found and (name := _named(_END.sub("", text[found[-1].end() :]), said))[0]:
            return name
    team = list(_TEAM_SAID.finditer(text))
    if team and not re.match(r"(?:các|cac|và|tổ|năm)\b", text[team[-1].end() :].lower()):
        return _named(_END.sub("", text[team[-1].end() :]), "Tổ")
    numbered = re.search(r"(?<!\w)tổ\s*(?:số)?\s*(\d+)\b", text, re.IGNORECASE)
    return _named(numbered[1], "Tổ") if numbered else ("", "")


def group_in_sheet_name(name: str) -> tuple[str, str]:
    """(name, label) of a sheet's name, or ("", "") for Sheet1, Danh sách, Tổng hợp and their like."""
    name = tidy_spaces(name.replace("_", " "))
    said = group_in_title(name)
    if said[0]:
        return said
    bare = tidy_spaces(re.sub(r"\(\d*\)", " ", name))
    return ("", "") if _DULL_SHEET.fullmatch(fold(bare)) or not _could_be_a_place(bare) else group_in(bare)


def group_in_file_name(name: str) -> tuple[str, str]:
    """(name, label) of a file's name without its ending, "list of", version marks and years; ("", "") if nothing is left."""
    whole = re.sub(r"\.\w{2,5}$", "", name)
    for piece in re.split(r"\s+[-–]+\s+", whole) if " " in whole else ():
        # "Thôn Đồng Quan - Tổ CNSCĐ 2024": the piece that says a residential group's word, alone
        if any(pattern.search(piece) for _label, pattern in _LABEL_SAID[:-3]) and piece != whole:
            return group_in_file_name(f"{piece}.x2")
    stem = tidy_spaces(re.sub(r"[_+.\-]+", " ", whole))
    bare = tidy_spaces(re.sub(r"\(\d*\)", " ", _FILE_NOISE.sub(" ", stem)))
    said = group_in_title(bare)
    if said[0]:
        return said
    return ("", "") if _DULL_SHEET.fullmatch(fold(bare)) or not _could_be_a_place(bare) else group_in(bare)


def is_group_text(text: str) -> bool:
    """Whether a text begins, after its numeral, with the word for a residential group or a team."""
    bare = _ENUMERATION.sub("", text)
    return (
        bool(_TEAM_SAID.match(bare))
        or any(pattern.match(bare) for _said, pattern in _LABEL_SAID[:-1])
        or bool(re.match(r"tổ\s*(?:số)?\s*\d|tổ\s*:|tổ\s+(?!trưởng|phó|viên)\w", bare, re.IGNORECASE))
    )


def label_of_heading(heading: str) -> str:
    """The label a column's heading gives its numbers: "Tổ dân phố" → "TDP", "Thôn/TDP" → "" (either)."""
    said = [label for label, pattern in _LABEL_SAID if pattern.search(heading)]
    return said[0] if len(said) == 1 or "Tổ" in said[1:] or (said[:1] == ["TDP"] and "Thôn" not in said) else ""


def _could_be_a_place(text: str) -> bool:
    """Vietnamese words only: "Trà Khê 3", "tra khe 3", no "Book1", "test", "upload". Short capitals ("TK3") pass."""
    words = re.findall(r"[^\W\d_]+", text)
    return any(len(word) > 1 for word in words) and (
        all(is_syllable(word.lower()) for word in words) or bool(re.fullmatch(r"[A-ZĐ]{2,4}\s?\d{1,2}", text))
    )


def _named(text: str, label: str) -> tuple[str, str]:
    name = " ".join(word if any(map(str.isdigit, word)) else tidy_name(word) for word in text.split()).strip(
        " .,:;-–/()\"'“”"
    )
    name = re.sub(r"^(?:Số|So)\s+(?=\d)", "", name)
    name = _ROMAN.sub(lambda roman: roman[0].upper(), name)
    if not name or len(name) > 60 or not re.search(r"\w", name):
        return "", ""
    if name.isdecimal():
        return f"{label or 'Tổ'} {int(name)}", label or "Tổ"
    return name, label
