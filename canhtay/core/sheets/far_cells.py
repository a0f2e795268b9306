"""Cells too far from the corner. The workbook reader fills the whole rectangle up to the last cell with a value, so
one letter in XFD1048576 would ask for half a terabyte. Only places with a value count: styled blanks are common.
"""

import re

from canhtay.core.problems import Problem, require
from canhtay.core.sheets import limits, troubles

# Column letters beyond GR (200), or a row of more than five digits or beyond 60,000.
_FAR = re.compile(
    rb"""<(?:\w+:)?c\b[^>]*?\br\s*=\s*["'](?:[H-Z][A-Z]\d|G[S-Z]\d|[A-Z]{3,}\d|[A-Z]*(?:\d{6,}|[6-9]\d{4}["']))[^>]*>(?!\s*</)"""
)
_FAR_ROW = re.compile(
    rb"""<(?:\w+:)?row\b[^>]*?\br\s*=\s*["'](?:\d{6,}|[6-9]\d{4})["'][^>/]*>\s*<(?:\w+:)?c\b[^>]*[^/]>\s*<(?!/)"""
)
_HINT = re.compile(rb"""r\s*=\s*["'](?:[A-Z]{3}|[H-Z][A-Z]|G[S-Z]|[A-Z]*(?:\d{6}|[6-9]\d{4}["']))""")

_ODS_ROW = re.compile(rb"<table:table-row\b([^>]*)>(.*?)</table:table-row>", re.DOTALL)
_ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*?)(/?)>")
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["'](\d+)["']""")


def check_xlsx(name: str, parts: dict[str, bytes]) -> None:
    cells = 0
    for path, text in parts.items():
        if path.startswith("xl/worksheets/") and path.endswith(".xml"):
            cells += text.count(b"<c ") + text.count(b"<c>")
            if _HINT.search(text) and (_has_value_afar(text) or _FAR_ROW.search(text)):
                raise Problem(
                    troubles.SHEET_TOO_LARGE, sheet=path.rpartition("/")[2], rows=limits.ROWS, columns=limits.COLUMNS
                )
    longest = max(map(len, parts.get("xl/sharedStrings.xml", b"").split(b"<si")), default=0)
    require(longest * cells <= limits.WRITTEN_OUT_BYTES or longest < 4_000, troubles.SWELLING_FILE, name=name)


def check_ods(name: str, content: bytes) -> None:
    """Refuse a repeated row or cell that has a value and unrolls beyond the limits."""
    rows = cells = 0
    if not _REPEATED.search(content) or max(map(int, _REPEATED.findall(content))) < limits.COLUMNS // 2:
        return
    for attributes, inside in _ODS_ROW.findall(content):
        if b"<text:" not in inside and b"office:value" not in inside:
            continue
        times = _times(attributes)
        width = sum(_times(cell) for cell, _closed in _ODS_CELL.findall(inside) if b"value" in cell)
        rows += times
        cells += times * width
        if width > limits.COLUMNS or rows > limits.ROWS or cells > limits.ROWS * limits.COLUMNS // 4:
            raise Problem(troubles.SHEET_TOO_LARGE, sheet=name, rows=limits.ROWS, columns=limits.COLUMNS)


def _has_value_afar(text: bytes) -> bool:
    return any(not found[0].endswith(b"/>") for found in _FAR.finditer(text))


def _times(attributes: bytes) -> int:
    found = _REPEATED.search(attributes)
    return int(found[1][:9]) if found else 1
