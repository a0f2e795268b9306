"""Vietnamese text as this program keeps, searches and sorts it. Pure; every text that enters is NFC.

Two letters are traps: "Đ" is no D with a mark (Unicode does not decompose it), and many keyboards of the
nineties wrote the Icelandic "Ð" (U+00D0), which looks the same and never matches.
"""

import re
import unicodedata
from functools import lru_cache

_ETH_IS_D = str.maketrans({"Ð": "Đ", "ð": "đ"})
_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF])
_SHAPES = "\u0302\u0306\u031b"  # circumflex, breve, horn: part of the letter
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền hỏi ngã sắc nặng: the order of dictionaries
_COMBINING = re.compile("[\u0300-\u036f]{2,}")
_LOOSE_MARK = re.compile("[\u0300-\u036f]")
_ODD = re.compile("[" + "".join(map(chr, _INVISIBLE)) + "Ðð\u0300-\u036f]")
_MARKS_OFF = dict.fromkeys([*range(0x0300, 0x0370)]) | {ord("đ"): "d", ord("ð"): "d"} | _INVISIBLE


def nfc(text: str) -> str:
    """The text in NFC, also where a tone was typed before the letter's own mark (e + sắc + mũ is ế)."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text)
    if _LOOSE_MARK.search(text):
        loose = unicodedata.normalize("NFD", text)
        text = unicodedata.normalize("NFC", _COMBINING.sub(_shapes_first, loose))
    return text


def tidy_spaces(text: str) -> str:
    """NFC, no invisible characters, single spaces, none at the ends; Ð (eth) becomes Đ."""
    if not text.isascii() and (_ODD.search(text) or not unicodedata.is_normalized("NFC", text)):
        text = nfc(text.translate(_INVISIBLE).translate(_ETH_IS_D))
    return " ".join(text.split())


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """What search compares: no marks, đ as d, no case, single spaces. "  Nguyễn  ĐỨC " gives "nguyen duc"."""
    text = text.casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFD", text).translate(_MARKS_OFF)
        if not text.isascii():  # foreign marks, and letters that only decompose after casefolding
            text = "".join(c for c in text.casefold() if unicodedata.category(c) != "Mn").translate(_MARKS_OFF)
    return " ".join(text.split())


def tidy_name(text: str) -> str:
    """A person's name as it is written on a certificate: NFC, single spaces, each word capitalised.

    The tone stays on the vowel where the file has it (Hoà and Hòa are both right). H'Hen and Y-Ban keep their
    second capital. Titles are not taken off here: see `split_title`.
    """
    return " ".join(map(_capitalised, tidy_spaces(text).split(" ")))


def capitalised(text: str) -> str:
    """`tidy_name` of a text that went through `tidy_spaces` already; lists of 20,000 names feel the difference."""
    return " ".join(map(_capitalised, text.split(" ")))


@lru_cache(maxsize=65_536)
def sort_key(text: str) -> str:
    """A key that puts texts in Vietnamese order when compared as plain strings.

    Syllable by syllable, as dictionaries do: letters a ă â b c d đ e ê …, then the tone (ngang huyền hỏi ngã
    sắc nặng). Numbers count as numbers: "Trà Khê 3" before "Trà Khê 10". Digits only, so that every
    collation of every database compares it alike. About twice the text's length plus two per word.
    """
    return "".join(map(_syllable_key, _WORDS.findall(tidy_spaces(text).lower())))


def given_name_key(name: str) -> str:
    """Sort people by given name (the last word), then by the name from its beginning."""
    words = tidy_spaces(name).split(" ")
    return sort_key(words[-1]) + sort_key(" ".join(words[:-1]))


def split_title(name: str) -> tuple[str, str | None]:
    """(name without the titles before it, gender "M" | "F" | None that the titles tell).

    "Đ/c Ông Trần Văn Bộ" gives ("Trần Văn Bộ", "M"). Never leaves an empty name, and leaves Anh, Cô, Chú …
    before a single word alone, where they may be half a name ("Anh Thư").
    """
    gender: str | None = None
    for _turn in range(3):
        found = _TITLE.match(name) if name[:2].lower() in _TITLES_BEGIN else None
        if not found:
            break
        rest = name[found.end() :].strip()
        title = _bare(found[1])
        sure, told = _TITLES[title]
        if not rest or (not sure and " " not in rest) or (title == "ông" and rest.lower().startswith("ích ")):
            break  # Ông Ích is a family, not a gentleman
        name, gender = rest, gender or told
    return name, gender


@lru_cache(maxsize=16_384)
def _capitalised(word: str) -> str:
    parts = re.split(r"(['’\-.])", word) if not word.isalpha() else [word]
    return "".join(part[:1].upper() + part[1:].lower() for part in parts)


def _shapes_first(marks: re.Match[str]) -> str:
    return "".join(sorted(marks[0], key=lambda mark: mark not in _SHAPES))


_WORDS = re.compile(r"\d+|[^\W\d_]+(?:[̀-ͯ][^\W\d_]*)*")
_LETTERS = {c: str(20 + i) for i, c in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}


def _syllable_key(word: str) -> str:
    if word[0].isdigit():
        number = word.lstrip("0")[:60]
        return f"10{len(number):02}{number}01"
    tone, letters = 1, []
    for char in word:
        plain = unicodedata.normalize("NFD", char)
        mark = next((m for m in plain if m in _TONES), "")
        if mark:
            tone, char = 2 + _TONES.index(mark), unicodedata.normalize("NFC", plain.replace(mark, ""))
        letters.append(_LETTERS.get(char) or (f"99{ord(char[0]):07}" if char else ""))
    return "".join(letters) + f"{tone:02}"


# title -> (surely a title even before one word, gender it tells)
_TITLES: dict[str, tuple[bool, str | None]] = {
    "ông": (True, "M"), "ô": (True, "M"), "bà": (True, "F"), "b": (True, "F"), "chị": (True, "F"), "anh": (False, "M"),
    "cô": (False, "F"), "chú": (False, "M"), "bác": (True, None), "cụ": (True, None), "cậu": (False, "M"),
    "dì": (False, "F"), "thím": (True, "F"), "mợ": (True, "F"), "thầy": (True, "M"), "em": (False, None),
    "cụ ông": (True, "M"), "cụ bà": (True, "F"), "cô giáo": (True, "F"), "thầy giáo": (True, "M"),
    "mr": (True, "M"), "mrs": (True, "F"), "ms": (True, "F"),
    "đ/c": (True, None), "đ.c": (True, None), "đc": (True, None), "đồng chí": (True, None),
    "gs": (True, None), "pgs": (True, None), "ts": (True, None), "ths": (True, None), "bs": (True, None),
    "ks": (True, None), "cn": (True, None), "luật sư": (True, None), "bác sĩ": (True, None), "kỹ sư": (True, None),
    "thiếu úy": (True, None), "trung úy": (True, None), "thượng úy": (True, None), "đại úy": (True, None),
    "thiếu uý": (True, None), "trung uý": (True, None), "thượng uý": (True, None), "đại uý": (True, None),
    "thiếu tá": (True, None), "trung tá": (True, None), "thượng tá": (True, None), "đại tá": (True, None),
}  # fmt: skip
_TITLES_BEGIN = frozenset([title[:2] for title in _TITLES] + ["ô.", "ô:", "b.", "b:"])
# One letter is a title only with its dot (or colon), never as a word of a name.
_ONE_LETTER = "[ôbÔB](?=[.:])"
_TITLE = re.compile(
    r"^((?:"
    + "|".join([*(re.escape(t) for t in sorted(_TITLES, key=len, reverse=True) if len(t) > 1), _ONE_LETTER])
    + r"))(?:\s*[.:,]\s*|\s+)",
    re.IGNORECASE,
)


def _bare(title: str) -> str:
    return " ".join(title.lower().split())
