"""What a row of a roster is when it is no person: a team's section row, a total, the signature block, a header again."""

import re
from collections.abc import Sequence

from canhtay.core.vietnamese import fold
from canhtay.teams.roster.groups import group_in, group_in_title, is_group_text

_TOTAL = re.compile(
    r"(?:tổng\b(?!\s+(?:văn|thị|bí thư))|cộng\s*[:.]?\s*(?:\d|$|người)|cộng\s*:|toàn\s*(?:phường|xã)|trong đó"
    r"|danh sách (?:này )?(?:có|gồm)|ấn định|"
    r"(?:tong (?:cong|so)|cong\s*:|an dinh)\b)",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"(?:(?:TM|KT|TL|TUQ|T/M|K/T|Q)\s*[./]\s*\S|(?:T/M|K/T|T/L)\s+\S|nơi nhận|người lập|người tổng hợp|cán bộ lập|lập biểu|lập bảng"
    r"|xác nhận|thủ trưởng|"
    r"\(?\s*(?:đã ký|ký tên|ký,|ký và)|lưu\s*:|(?:phó\s+)?chủ tịch(?:\s+(?:ubnd|ủy ban|uỷ ban|phường|xã).*)?$"
    r"|ủy ban nhân dân|uỷ ban nhân dân|"
    r"ubnd (?:phường|xã)|.{0,40}ngày\s*[\d.…_ ]*\s*tháng\s*[\d.…_ ]*\s*năm|.{0,25},\s*ngày\s+\d|noi nhan|nguoi lap"
    r"|xac nhan|chu tich$|tm\.\s*ubnd)",
    re.IGNORECASE,
)
_LIST_OF = re.compile(r"(?:danh sách|danh sach|ds)\b", re.IGNORECASE)
_NUMERAL = re.compile(r"(?:[IVX]{1,6}|[A-HK])[.)]?")
_PLACE_NUMBER = re.compile(r"\(?\s*(?:\d{1,2}|[A-Z])\s*\)?")

_ODD_BEGINNINGS = frozenset(
    """
        tổng cộng tong cong tổ to tdp thôn thon khu khối xóm xom ấp bản buôn làng cụm kp kdc tm kt tl họ ho
        danh i ii iii iv v vi x
    """.split()  # noqa: SIM905
)

Told = Sequence[tuple[int, str]]  # (column, text) of the row's cells that are not blank


def is_total(told: Told) -> bool:
    return any(_TOTAL.match(text) for _column, text in told[:2] if not text.isdecimal())


def is_signature(told: Told) -> bool:
    return any(_SIGNATURE.match(text) for _column, text in told)


def is_column_numbers(told: Told) -> bool:
    """The row "(1) (2) (3) …" or "A B 1 2" that forms put under their header."""
    if len(told) < 3 or not all(_PLACE_NUMBER.fullmatch(text) for _column, text in told):
        return False
    numbers = [int(text.strip("() ")) for _column, text in told if text.strip("() ").isdecimal()]
    return len(numbers) >= 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def section_in(
    told: Told, *, number: int | None, name: int | None, restarts: bool, wide: bool, bare: bool
) -> tuple[str, str] | None:
    """(group, label) if the row heads a team's section, ("", "") if it does but the name is not to be read.

    `restarts`: the next row's number is 1 again. `wide`: the row's cells are merged. `bare`: no birth, no phone.
    """
    words = [(column, text) for column, text in told if not _is_number_like(text)]
    if not 1 <= len(words) <= 2:
        return None
    column, text = words[0]
    if is_group_text(text):
        return group_in(text)
    alone = len(told) == 1
    numeral = any(place == number and _NUMERAL.fullmatch(said) for place, said in told)
    headed = number is not None and restarts and column == name
    if bare and len(words) == 1 and (numeral or (alone and (wide or column == number or headed))):
        group = group_in(text)
        return group if group[0] else None
    return None


def next_table_in(told: Told, *, restarts: bool) -> tuple[str, str] | None:
    """(group, label) if the row is the title of a further table on the same sheet, also below a signature block."""
    text = told[0][1]
    if len(told) <= 2 and _LIST_OF.match(text):
        group = group_in_title(text)
        return group if group[0] else None
    return group_in(text) if len(told) == 1 and restarts and is_group_text(text) else None


def begins_oddly(name: str) -> bool:
    """Whether a text where a name stands begins like a total or a group, so that it deserves a second look."""
    return name.split(" ", 1)[0].lower().strip(":.") in _ODD_BEGINNINGS or not name[:1].isalpha() or len(name) == 1


def is_header_again(name: str) -> bool:
    return fold(name) in ("ho va ten", "ho ten", "ho va ten thanh vien", "ho, ten", "ho va chu dem ten")


def _is_number_like(text: str) -> bool:
    return (
        not any(c.isalpha() for c in text)
        or bool(_NUMERAL.fullmatch(text))
        or bool(re.fullmatch(r"\d+ (?:người|nguoi|đ/c|tv|thành viên)", text))
    )
