"""A file somebody sent → Books. The kind is told by content, never by the name's ending (half are wrong).

Everything that a hostile or broken file can do to the reader is asked here first: size, unzipped size, passwords,
far-away cells. Raises `Problem` with a kind of `troubles` and nothing else.
"""

from canhtay.core.problems import Problem, require
from canhtay.core.sheets import limits, troubles
from canhtay.core.sheets.archives import Parts, parts_of, sheet_files
from canhtay.core.sheets.books import Book
from canhtay.core.sheets.delimited import read_delimited
from canhtay.core.sheets.workbooks import read_workbook
from canhtay.core.vietnamese import tidy_spaces

_SIGNATURES_OF_OTHERS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"{\\rtf",
    b"\x1f\x8b",
    b"MZ",
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def open_book(name: str, data: bytes) -> Book:
    """One spreadsheet or delimited text. `name` is only shown and, later, asked for hints; a path loses its folders."""
    name = _shown(name)
    _check_size(name, data)
    if data.startswith(b"PK"):
        parts = parts_of(name, data)
        require(parts.is_workbook, troubles.NOT_A_SHEET, name=name)
        return _zipped_workbook(name, data, parts)
    if data.startswith(_OLE):
        return read_workbook(name, data, kind="xls")
    require(not data.startswith(_SIGNATURES_OF_OTHERS) and not _is_markup(data), troubles.NOT_A_SHEET, name=name)
    return read_delimited(name, data)


def open_many(name: str, data: bytes) -> list[Book]:
    """One file, or every spreadsheet in a ZIP (folders inside too), in the order of their paths.

    A bad file among many does not stop the others: its Book has no sheets and says why in `trouble`.
    """
    shown = _shown(name)
    _check_size(shown, data)
    if not data.startswith(b"PK"):
        return [open_book(name, data)]
    parts = parts_of(shown, data)
    if parts.is_workbook:
        return [_zipped_workbook(shown, data, parts)]
    require(parts.kind == "zip" and not parts.is_document, troubles.NOT_A_SHEET, name=shown)
    return [_one_of_many(folder, file, inner) for folder, file, inner in sheet_files(shown, parts)]


def _one_of_many(folder: str, file: str, data: bytes) -> Book:
    try:
        book = open_book(file, data)
    except Problem as trouble:
        book = Book(_shown(file), "", trouble=trouble)
    book.folder = folder
    return book


def _zipped_workbook(name: str, data: bytes, parts: Parts) -> Book:
    parts.check_cells()
    return read_workbook(name, data, kind=parts.kind)


def _check_size(name: str, data: bytes) -> None:
    require(len(data) > 0, troubles.EMPTY_FILE, name=name)
    require(len(data) <= limits.UPLOAD_BYTES, troubles.FILE_TOO_BIG, name=name, most=limits.UPLOAD_BYTES // 1024**2)


def _shown(name: str) -> str:
    return tidy_spaces(name.replace("\\", "/").rsplit("/", 1)[-1].replace("\0", ""))[:150] or "?"


def _is_markup(data: bytes) -> bool:
    return (
        data[:512]
        .lstrip(b"\xef\xbb\xbf \r\n\t")
        .lower()
        .startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta"))
    )
