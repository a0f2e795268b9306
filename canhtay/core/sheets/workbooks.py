"""XLSX, XLS and ODS through calamine. Its failures are of many kinds, panics of its Rust side among them."""

from io import BytesIO

import python_calamine as calamine

from canhtay.core import legacy_text
from canhtay.core.problems import Problem, require
from canhtay.core.sheets import limits, troubles
from canhtay.core.sheets.biff import check_xls
from canhtay.core.sheets.books import Book, Merge, Row, Sheet
from canhtay.core.vietnamese import tidy_spaces

# How many rows, evenly spread, tell a sheet's encoding.
_SAMPLE = 2_000


def read_workbook(name: str, data: bytes, *, kind: str) -> Book:
    """All worksheets with the file's own row and column places (row 1 of the file is rows[0])."""
    if kind == "xls":
        check_xls(name, data)
    try:
        return Book(name, kind, _sheets(name, data))
    except Problem:
        raise
    except calamine.PasswordError:
        raise Problem(troubles.LOCKED_FILE, name=name) from None
    except Exception:  # the reader promises no closed list of what a broken file raises
        raise Problem(troubles.BROKEN_FILE, name=name) from None
    except BaseException as panic:
        if type(panic).__name__ != "PanicException":  # Rust's panic is no Exception to Python
            raise
        raise Problem(troubles.BROKEN_FILE, name=name) from None


def _sheets(name: str, data: bytes) -> list[Sheet]:
    with calamine.load_workbook(BytesIO(data)) as workbook:
        return [
            _sheet(workbook.get_sheet_by_index(place), hidden=about.visible != calamine.SheetVisibleEnum.Visible)
            for place, about in enumerate(workbook.sheets_metadata)
            if about.typ == calamine.SheetTypeEnum.WorkSheet
        ]


def _sheet(found: calamine.CalamineSheet, *, hidden: bool) -> Sheet:
    last_row, last_column = found.end or (0, 0)
    inside = last_row < limits.ROWS and last_column < limits.COLUMNS
    require(inside, troubles.SHEET_TOO_LARGE, sheet=found.name, rows=limits.ROWS, columns=limits.COLUMNS)
    rows: list[Row] = found.to_python(skip_empty_area=False) if found.end else []
    merges: list[Merge] = [(*start, *end) for start, end in found.merged_cell_ranges or []]
    encoding = legacy_text.legacy_encoding(cell for row in _spread(rows) for cell in row if type(cell) is str)
    if encoding != legacy_text.UNICODE:
        rows = [[legacy_text.decode(cell, encoding) if type(cell) is str else cell for cell in row] for row in rows]
    return Sheet(tidy_spaces(legacy_text.decode(found.name, encoding)), rows, merges, hidden, encoding)


def _spread(rows: list[Row]) -> list[Row]:
    return rows if len(rows) <= _SAMPLE else rows[:200] + rows[200 :: len(rows) // _SAMPLE + 1]
