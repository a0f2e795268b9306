"""Makers of spreadsheets as offices write them: XLSX, XLS (xlwt), ODS (own writer) and CSV in every encoding.

A page is rows of plain values; `Over(value, rows, columns)` is a merged cell that starts here. Dates are `date`.
"""

import csv
import io
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter
import xlwt

from canhtay.core import legacy_text
from canhtay.core.sheets.safe_text import XLSX_TEXT_STAYS_TEXT

Rows = Sequence[Sequence[Any]]
Pages = dict[str, Rows]


@dataclass(frozen=True)
class Over:
    """A merged cell: its value over so many rows and columns; the covered places hold None."""

    value: Any
    rows: int = 1
    columns: int = 1


def xlsx(pages: Pages, *, hidden: Iterable[str] = ()) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **XLSX_TEXT_STAYS_TEXT})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in pages.items():
        sheet = book.add_worksheet(name)
        if name in hidden:
            sheet.hide()
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, Over) and (value.rows > 1 or value.columns > 1):
                    sheet.merge_range(at, column, at + value.rows - 1, column + value.columns - 1, value.value)
                elif isinstance(value, date):
                    sheet.write_datetime(at, column, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
                elif plain(value) not in (None, ""):
                    sheet.write(at, column, plain(value))
    book.close()
    return out.getvalue()


def xls(pages: Pages, *, encoding: str = legacy_text.UNICODE) -> bytes:
    """With TCVN3 or VNI the text is what an ABC or VNI font needs, stored as Latin-1 letters, as Excel 97 kept it."""
    write = ENCODERS[encoding]
    book = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for name, rows in pages.items():
        sheet = book.add_sheet(name)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                cell = write(plain(value)) if isinstance(plain(value), str) else plain(value)
                if isinstance(value, Over) and (value.rows > 1 or value.columns > 1):
                    sheet.write_merge(at, at + value.rows - 1, column, column + value.columns - 1, cell)
                elif isinstance(value, date):
                    sheet.write(at, column, value, day)
                elif cell not in (None, ""):
                    sheet.write(at, column, cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(pages: Pages) -> bytes:
    tables = "".join(
        f'<table:table table:name="{escape(name)}">{_ods_rows(rows)}{_ODS_TAIL}</table:table>'
        for name, rows in pages.items()
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", _CONTENT % tables)
    return out.getvalue()


def delimited(rows: Rows, *, delimiter: str = ",", encoding: str = "utf-8", ending: str = "\r\n") -> bytes:
    """Encodings: those of Python ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258") and "tcvn3", "vni"."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=ending)
    writer.writerows([["" if plain(value) is None else _shown(plain(value)) for value in row] for row in rows])
    text = out.getvalue()
    if encoding in (legacy_text.TCVN3, legacy_text.VNI):
        return ENCODERS[encoding](text).encode("latin-1")
    return cp1258(text) if encoding == "cp1258" else text.encode(encoding)


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            archive.writestr(path, data)
    return out.getvalue()


def cp1258(text: str) -> bytes:
    """Windows' Vietnamese page: letters with their own mark are one byte, tones follow as combining bytes."""
    return "".join(_CP1258.get(char, char) for char in text).encode("cp1258")


def plain(value: Any) -> Any:
    return value.value if isinstance(value, Over) else value


def _shown(value: Any) -> str:
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value)


def _split_tone(char: str) -> str:
    loose = unicodedata.normalize("NFD", char)
    tone = next((mark for mark in loose if mark in "\u0300\u0309\u0303\u0301\u0323"), "")
    return unicodedata.normalize("NFC", loose.replace(tone, "")) + tone if tone else char


_LETTERS = "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_CP1258 = {char: _split_tone(char) for char in _LETTERS + _LETTERS.upper()}
ENCODERS = {
    legacy_text.UNICODE: lambda text: text,
    legacy_text.TCVN3: legacy_text.encode_tcvn3,
    legacy_text.VNI: legacy_text.encode_vni,
}


def _ods_rows(rows: Rows) -> str:
    covered: set[tuple[int, int]] = set()
    out = []
    for at, row in enumerate(rows):
        cells = []
        for column, value in enumerate(row):
            if isinstance(value, Over):
                spans = [(at + down, column + right) for down in range(value.rows) for right in range(value.columns)]
                covered.update(spans[1:])
            cells.append("<table:covered-table-cell/>" if (at, column) in covered else _ods_cell(value))
        out.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    return "".join(out)


def _ods_cell(value: Any) -> str:
    span = ""
    if isinstance(value, Over):
        span = f' table:number-rows-spanned="{value.rows}" table:number-columns-spanned="{value.columns}"'
        value = value.value
    if value is None or value == "":
        return f"<table:table-cell{span}/>"
    if isinstance(value, date):
        kind, shown = f'office:value-type="date" office:date-value="{value.isoformat()}"', f"{value:%d/%m/%Y}"
    elif isinstance(value, int | float):
        kind, shown = f'office:value-type="float" office:value="{value}"', str(value)
    else:
        kind, shown = 'office:value-type="string"', escape(str(value))
    return f"<table:table-cell{span} {kind}><text:p>{shown}</text:p></table:table-cell>"


# LibreOffice ends every sheet so: a million blank rows in one element.
_ODS_TAIL = (
    '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/>'
    "</table:table-row>"
)
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
_CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'office:version="1.2"><office:body><office:spreadsheet>%s</office:spreadsheet></office:body></office:document-content>'
)
