"""One cell → text, year, date. Strict: what cannot be read for sure is None, never a guess (dateutil would make a
day out of "1990"). A blank cell is not an error; callers ask `is_blank` first."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from canhtay.core.sheets.books import Cell
from canhtay.core.vietnamese import tidy_spaces

# Excel counts days from here (its 1900 is wrongly a leap year, hence the 30th).
_DAY_ZERO = date(1899, 12, 30)
# Serials of 1 January 1910 and of 31 December 2049: what stands outside is no birthday.
_FIRST_SERIAL, _LAST_SERIAL = 3_654, 54_788
_OLDEST = 1900

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_TWO_DIGITS = re.compile(r"(?:s|sn|sinh|năm|sinh năm|')?\s*[.:]?\s*(\d\d)", re.IGNORECASE)
_RUN_TOGETHER = re.compile(r"(\d\d)(\d\d)((?:19|20)\d\d)")
_DAY_MONTH_YEAR = re.compile(
    r"(\d{1,2})\s*[-/.,\s]\s*(\d{1,2})\s*[-/.,\s]\s*(\d{4}|\d{2})(?:\s+\d{1,2}:\d\d(?::\d\d)?)?"
)
_MONTH_YEAR = re.compile(r"(?:tháng\s*)?(0?[1-9]|1[0-2])\s*[-/.]\s*(\d\d)", re.IGNORECASE)
_YEAR_MONTH_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?)?")
_IN_WORDS = re.compile(r"ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})", re.IGNORECASE)
_BLANK_WORDS = frozenset(["", "-", "--", "—", "–", ".", "…", "...", "?", "/", "x?", "n/a", "không rõ", "chưa rõ"])


def text_of(cell: Cell | None) -> str:
    """The cell as a person reads it: NFC, single spaces; 1958.0 is "1958"; a date is dd/mm/yyyy; a blank is ""."""
    if type(cell) is str:
        return tidy_spaces(cell)
    if cell is None or cell is False:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, date):
        return f"{cell.day:02}/{cell.month:02}/{cell.year}"
    return str(cell)


def is_blank(cell: Cell | None) -> bool:
    """Nothing, only spaces, or a sign that stands for nothing ("-", "…")."""
    return cell is None or cell == "" or (type(cell) is str and cell.strip().lower() in _BLANK_WORDS)


def year_in(cell: Cell | None, *, today: date) -> int | None:
    """The year of birth a cell tells, 1900 … this year, or None.

    Takes 1958, "s.1958", "58", dates as date, text or Excel serial, "12/1958", "khoảng 1958". Two digits up to the
    current year's are 20xx. A number 1958 that Excel shows as a date (11/05/1905) is read as the number it is.
    """
    if type(cell) is str:
        return _year_in_text(cell, today)
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        return _year_of_number(float(cell), today)
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        serial = (cell - _DAY_ZERO).days
        return _within(serial if _OLDEST <= serial <= today.year else cell.year, today)
    return None


def is_full_date(cell: Cell | None) -> bool:
    """Whether the cell holds a day and a month beside the year."""
    if isinstance(cell, date):
        return True
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _FIRST_SERIAL <= cell <= _LAST_SERIAL
    return type(cell) is str and bool(
        _DAY_MONTH_YEAR.fullmatch(cell.strip()) or _YEAR_MONTH_DAY.fullmatch(cell.strip())
    )


def date_in(cell: Cell | None) -> date | None:
    """A full date: a date cell, a serial, or text dd/mm/yyyy, dd-mm-yy, yyyy-mm-dd, "ngày 3 tháng 2 năm 1958"."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _DAY_ZERO + timedelta(days=int(cell)) if _FIRST_SERIAL <= cell <= _LAST_SERIAL else None
    return _date_in_text(cell.strip()) if type(cell) is str else None


@lru_cache(maxsize=65_536)
def _year_in_text(text: str, today: date) -> int | None:
    text = text.strip().lstrip("'’").strip()
    if len(text) == 4 and text.isdecimal() and text.isascii():
        return _within(int(text), today)
    short = _TWO_DIGITS.fullmatch(text)
    if short:
        return _century(int(short[1]), today)
    run = _RUN_TOGETHER.fullmatch(text)
    if run and 1 <= int(run[1]) <= 31 and 1 <= int(run[2]) <= 12:
        return _within(int(run[3]), today)
    if (
        text.isascii()
        and text.replace(".", "", 1).replace(",", "", 1).isdecimal()
        and not _DAY_MONTH_YEAR.fullmatch(text)
    ):
        whole, _point, rest = text.replace(",", ".").partition(".")
        if not rest.strip("0") or len(whole) > 3:
            return _year_of_number(float(whole or "0"), today) if len(whole) < 9 else None
    found = set() if text.startswith("=") else set(_YEAR.findall(text))
    if len(found) == 1:
        return _within(int(found.pop()), today)
    if found:
        return None
    if month := _MONTH_YEAR.fullmatch(text):
        return _century(int(month[2]), today)
    full = _DAY_MONTH_YEAR.fullmatch(text)
    if full:
        return _century(int(full[3]), today) if len(full[3]) == 2 and _is_day(int(full[1]), int(full[2])) else None
    return None


def _year_of_number(number: float, today: date) -> int | None:
    whole = int(number) if abs(number) < 1e9 else 0
    if _OLDEST <= whole <= today.year:
        return whole
    if _FIRST_SERIAL <= whole <= _LAST_SERIAL:
        return _within((_DAY_ZERO + timedelta(days=whole)).year, today)
    if number == whole and 10 <= whole <= 99:
        return _century(whole, today)
    return None


def _within(year: int, today: date) -> int | None:
    return year if _OLDEST <= year <= today.year else None


def _century(two_digits: int, today: date) -> int:
    return two_digits + (2000 if two_digits <= today.year % 100 else 1900)


def _is_day(day: int, month: int) -> bool:
    return 0 <= day <= 31 and 0 <= month <= 12


@lru_cache(maxsize=4_096)
def _date_in_text(text: str) -> date | None:
    words = _IN_WORDS.search(text)
    usual, sorted_way = _DAY_MONTH_YEAR.fullmatch(text), _YEAR_MONTH_DAY.fullmatch(text)
    found = words or usual
    if found:
        day, month, year = int(found[1]), int(found[2]), int(found[3])
    elif sorted_way:
        year, month, day = int(sorted_way[1]), int(sorted_way[2]), int(sorted_way[3])
    else:
        return None
    if year < 100:
        year += 1900 if year > 49 else 2000
    try:
        return date(year, month, day)
    except ValueError:
        return None
