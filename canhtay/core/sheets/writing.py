"""Writing a list as a spreadsheet. The same rows on the same day give the same bytes, so that two exports can be compared.

XLSX is what offices open: it has types, so dates are dates, numbers numbers, and "0912345678" or "=1+1" stay the text they are.
CSV is for programs: comma and dot as RFC 4180 and every library expect, with a byte order mark, without which Excel shows
Vietnamese as rubbish. There is no separator that double-clicking opens right on every machine here (a Vietnamese Windows wants
";", an English one ","), and the "sep=" line that would settle it makes Excel forget the byte order mark. Hence XLSX first.
"""

import csv
import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, BinaryIO

import xlsxwriter
from django.utils.translation import gettext as _

from canhtay.core import clock
from canhtay.core.sheets.safe_text import XLSX_TEXT_STAYS_TEXT, as_text_cell

Row = Sequence[Any]
FIRST_DAY = date(1900, 3, 1)  # before it Excel counts a 29th of February 1900 that never was
LONGEST_TEXT = 32_767  # of a cell; Excel calls a file with more broken
SURE_DIGITS = 10**15  # a cell's number is a double: beyond it, codes would lose their last digits
NARROWEST, WIDEST = 8, 60  # characters
LONGEST_TAB = 31


@dataclass(frozen=True)
class Sheet:
    """`above` are lines over the table (what, where, as of when, by whom); `plain` columns whose numbers have no dots: years."""

    heads: Sequence[str]
    rows: Iterable[Row]
    name: str = ""
    above: Sequence[str] = ()
    plain: frozenset[int] = frozenset()


def write_xlsx(out: BinaryIO, sheet: Sheet, *, as_of: date) -> int:
    """Writes row by row with the memory of one. Returns how many rows there were."""
    with xlsxwriter.Workbook(out, {"constant_memory": True, **XLSX_TEXT_STAYS_TEXT}) as book:
        book.set_properties({"created": datetime.combine(as_of, time())})
        page = _Page(book, sheet)
        page.write_above()
        return page.write_table()


def write_csv(out: BinaryIO, sheet: Sheet) -> int:
    """Heads and rows alone: lines above would be a riddle to the programs that read this. Returns how many rows there were."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([as_text_cell(head) for head in sheet.heads])
    count = 0
    for row in sheet.rows:
        writer.writerow([_csv_cell(value) for value in row])
        count += 1
    text.detach()
    return count


class _Page:
    """The one worksheet, and how wide its columns have become."""

    def __init__(self, book: Any, sheet: Sheet) -> None:
        self.sheet = sheet
        self.page = book.add_worksheet(_tab(sheet.name))
        self.bold = book.add_format({"bold": True})
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.day = book.add_format({"num_format": "dd/mm/yyyy"})
        self.moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        self.whole = book.add_format({"num_format": "#,##0"})
        self.broken = book.add_format({"num_format": "#,##0.##"})
        self.year = book.add_format({"num_format": "0"})
        self.widths = [len(head) for head in sheet.heads]

    def write_above(self) -> None:
        for at, line in enumerate(self.sheet.above):
            self.page.write_string(at, 0, line, *([self.bold] if at == 0 else []))

    def write_table(self) -> int:
        top = len(self.sheet.above) + bool(self.sheet.above)
        for column, head in enumerate(self.sheet.heads):
            self.page.write_string(top, column, head, self.head)
        last = top
        for last, row in enumerate(self.sheet.rows, start=top + 1):
            for column, value in enumerate(row):
                self.write(last, column, value)
        self.finish(top, last)
        return last - top

    def write(self, row: int, column: int, value: Any) -> None:
        if value is None or value == "":
            return
        if _is_number(value):
            self.page.write_number(row, column, value, self.shape_of(column, value))
        elif _is_day(value):
            self.page.write_datetime(row, column, _local(value), self.moment if _is_moment(value) else self.day)
        else:
            self.page.write_string(row, column, text_of(value)[:LONGEST_TEXT])
        self.widths[column] = max(self.widths[column], *map(len, text_of(value).split("\n")))

    def shape_of(self, column: int, value: Any) -> Any:
        if column in self.sheet.plain:
            return self.year
        return self.whole if value == int(value) else self.broken

    def finish(self, top: int, last: int) -> None:
        for column, width in enumerate(self.widths):
            self.page.set_column(column, column, min(max(width, NARROWEST), WIDEST) + 2)
        if self.widths:
            self.page.autofilter(top, 0, last, len(self.widths) - 1)
        self.page.freeze_panes(top + 1, 0)


def text_of(value: Any) -> str:
    """As a person reads it: 28/11/2026, có, không; nothing where nothing is known."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, datetime):
        return f"{_local(value):%d/%m/%Y %H:%M}"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def _csv_cell(value: Any) -> str:
    return text_of(value) if _is_number(value) else as_text_cell(text_of(value))


def _is_number(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return False
    return math.isfinite(value) and -SURE_DIGITS < value < SURE_DIGITS


def _is_day(value: Any) -> bool:
    return isinstance(value, date) and (_local(value).date() if _is_moment(value) else value) >= FIRST_DAY


def _is_moment(value: Any) -> bool:
    return isinstance(value, datetime)


def _local(value: Any) -> Any:
    """A moment in Vietnam's time without its zone, which Excel does not know; a day as it is."""
    return clock.local(value).replace(tzinfo=None) if _is_moment(value) and value.tzinfo else value


def _tab(name: str) -> str | None:
    """What Excel allows as a tab's name: 31 characters, none of []:*?/\\ and no apostrophe at the ends; words are not cut."""
    allowed = "".join(" " if char in "[]:*?/\\" else char for char in name).strip("' ")
    if len(allowed) > LONGEST_TAB:
        allowed = allowed[: LONGEST_TAB + 1].rpartition(" ")[0] or allowed[:LONGEST_TAB]
    return allowed.strip("' ") or None
