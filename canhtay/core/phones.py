"""One cell of a list to telephone numbers "0…", as people wrote them over thirty years.

Numbers lose their 0 when a spreadsheet takes them for numbers, carry dots, spaces, +84, and stand two in a cell.
Mobile numbers of 11 digits (01…) ended on 15 November 2018 when each operator's prefix became a shorter one
(Ministry of Information and Communications, Decision 798/QĐ-BTTTT of 2018); old lists still hold them.
"""

import re
import unicodedata
from functools import lru_cache

import phonenumbers

# 11-digit mobile prefix → today's (10 digits). Viettel, MobiFone, VinaPhone, Vietnamobile, Gmobile.
PREFIXES_OF_2018 = {
    "0162": "032", "0163": "033", "0164": "034", "0165": "035", "0166": "036", "0167": "037", "0168": "038",
    "0169": "039",
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078",
    "0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082",
    "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip
# Landlines took new area codes on 17 June 2017: old beginning and length → today's beginning. Hải Phòng and Hải Dương.
_AREAS_OF_2017 = (("031", 10, "0225"), ("0320", 11, "0220"))
TOO_SHORT, TOO_LONG, NOT_A_PHONE = "too_short", "too_long", "not_a_phone"

_SEPARATORS = re.compile(r"[;/,|\n\r&]+|\s+[-–]\s+|(?<=\d{9})[-–](?=0\d{8})|\bvà\b|\bhoặc\b|\s{2,}", re.IGNORECASE)
_LABELS = re.compile(r"(?:điện thoại|đt|sđt|dđ|đtdđ|tel|mobile|zalo|phone|nr|cq|cđ)\s*[:.]*", re.IGNORECASE)
_WORDS = re.compile(r"[()\[\];:]+|[^\W\d_]+")
_TWO_DOTTED = re.compile(r"(?<=\d)\s*[-–_]\s*(?=0\d{2,3}\D?\d{3}\D?\d{3})")
_LETTER_O = re.compile(r"(?<!\w)[Oo](?=[1-9](?:[ .\-]?\d){8,9}(?!\d))")
_SCIENTIFIC = re.compile(r"\d[.,]\d{6,10}E\+?0?[89]", re.IGNORECASE)
_NOT_DIGITS = re.compile(r"[\s.\-()_'’`\u00a0\u2010-\u2015*]+")


def phones_in(cell: object) -> tuple[tuple[str, ...], str | None]:
    """(numbers "0…" in the cell's order without repeats, what is wrong or None).

    A blank cell is ((), None). With at least one good number the rest is not complained of, except that a cell
    with none says the first fault: TOO_SHORT, TOO_LONG or NOT_A_PHONE. Mobile and landline both count.
    """
    if cell is None or cell == "":
        return (), None
    if type(cell) is str and _PLAIN_MOBILE.fullmatch(cell):
        return (cell,), None
    if isinstance(cell, float):
        if not cell.is_integer():
            return (), NOT_A_PHONE
        cell = int(cell)
        if _PLAIN_MOBILE.fullmatch(f"0{cell}"):
            return (f"0{cell}",), None
    if not isinstance(cell, str | int) or isinstance(cell, bool):
        return (), NOT_A_PHONE
    return _phones_in_text(str(cell))


@lru_cache(maxsize=4_096)
def _phones_in_text(text: str) -> tuple[tuple[str, ...], str | None]:
    text = unicodedata.normalize("NFKC", text).strip()
    if _says_nothing(text):
        return (), None
    good, fault = _numbers_of(_parts(text))
    if not good:
        good, _second = _numbers_of(_parts_by_force(text))
    return (tuple(dict.fromkeys(good)), None) if good else ((), fault or NOT_A_PHONE)


def _numbers_of(parts: list[str]) -> tuple[list[str], str | None]:
    good: list[str] = []
    fault: str | None = None
    for part in parts:
        number, wrong = _phone(part)
        if number:
            good.append(number)
        fault = fault or wrong
    return good, fault


def _parts_by_force(text: str) -> list[str]:
    """Where the usual cuts found no number: the digits between words ("0912345678 của vợ 0987654321"), a 0 typed as O, a
    number in scientific writing, and pieces which only together make one number ("0912,345,678")."""
    if _SCIENTIFIC.fullmatch(text):
        return [str(int(float(text.replace(",", "."))))] if text.count(",") + text.count(".") == 1 else []
    text = _LETTER_O.sub("0", text)
    if text.startswith(("=", "@")):
        return []
    runs = [run.strip(" .-–_/,") for run in _WORDS.split(text)]
    pieces = [piece for run in runs for piece in _TWO_DOTTED.split(run) if any(c.isdigit() for c in piece)]
    if len(pieces) == 1 and sum(c.isdigit() for c in pieces[0]) in (10, 11):
        return ["".join(c for c in pieces[0] if c.isdigit())]
    return [part for piece in pieces for part in _cut_at_blanks(piece)]


def _says_nothing(text: str) -> bool:
    return text.lower() in {"", "-", "--", "0", "không", "ko", "k", "không có", "chưa có", "x", ".", "…", "...", "n/a"}


def _parts(text: str) -> list[str]:
    """The cell cut into what may each be a number; one blank cuts only between two whole numbers."""
    parts = [part for part in _SEPARATORS.split(_LABELS.sub(" ", text)) if any(c.isdigit() for c in part)]
    return [piece for part in parts for piece in _cut_at_blanks(part.strip())] or [text]


def _cut_at_blanks(part: str) -> list[str]:
    pieces = re.findall(r"[^\s()]+", part) if part.count("(") == 1 and part.endswith(")") else part.split()
    if len(pieces) > 1 and all(sum(c.isdigit() for c in piece) >= 9 for piece in pieces):
        return pieces
    digits = _NOT_DIGITS.sub("", part)
    if digits.isdigit() and len(digits) in (20, 21, 22) and digits[0] == "0":
        # "0912 345 678 0987 654 321": two numbers, each of its own pieces
        for cut in range(1, len(pieces)):
            left, right = "".join(pieces[:cut]), "".join(pieces[cut:])
            if _phone(left)[0] and _phone(right)[0]:
                return [left, right]
    return [part]


def _phone(part: str) -> tuple[str | None, str | None]:
    digits = _NOT_DIGITS.sub("", part[:-2] if part.endswith(".0") and part[:-2].isdecimal() else part)
    if digits.startswith("+"):
        digits = digits[1:]
    if not (digits.isascii() and digits.isdigit()):
        return None, NOT_A_PHONE
    for candidate in _candidates(digits):
        if _is_valid(candidate):
            return candidate, None
    return None, TOO_SHORT if len(digits) < 9 else TOO_LONG if len(digits) > 11 else NOT_A_PHONE


def _candidates(digits: str) -> list[str]:
    """The national forms "0…" a run of digits may stand for, likeliest first."""
    if digits.startswith("0084"):
        digits = digits[2:]
    if digits.startswith("84") and len(digits) >= 11:
        national = "0" + digits[2:].removeprefix("0")
    elif digits.startswith("0"):
        national = digits
    else:
        national = "0" + digits
    for old, length, new in _AREAS_OF_2017:
        if national.startswith(old) and len(national) == length:
            national = new + national[len(old) :]
    prefix = PREFIXES_OF_2018.get(national[:4]) if len(national) == 11 else None
    return [prefix + national[4:]] if prefix else [national]


# Whole prefixes allotted to mobile operators (Vietnamobile, Wintel, MobiFone, Gmobile) of which phonenumbers knows parts.
_ALLOTTED = re.compile(r"0(?:5[25]|89|99)[0-9]{7}")
_PLAIN_MOBILE = re.compile(r"0(?:3[2-9]|5[68]|7[06-9]|8[1-8]|9[0-8])[0-9]{7}")


def _is_valid(national: str) -> bool:
    if len(national) == 10 and _PLAIN_MOBILE.fullmatch(national):
        return True  # what phonenumbers would say, forty times as fast; a test holds the two together
    if _ALLOTTED.fullmatch(national):
        return True
    if len(national) not in (10, 11):
        return False
    try:
        return bool(phonenumbers.is_valid_number(phonenumbers.parse("+84" + national[1:])))
    except phonenumbers.NumberParseException:
        return False
