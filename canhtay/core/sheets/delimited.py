"""CSV and its kin: bytes of an unknown encoding with an unknown delimiter → one Sheet. Row numbers are record numbers,
as a spreadsheet would show them, blank lines included."""

import codecs
import csv
from collections import Counter
from io import StringIO

from canhtay.core import legacy_text
from canhtay.core.problems import Problem, require
from canhtay.core.sheets import limits, troubles
from canhtay.core.sheets.books import Book, Row, Sheet
from canhtay.core.syllables import plausibility
from canhtay.core.vietnamese import nfc

_BOMS = [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")]
_DELIMITERS = ",;\t|"
_SAMPLE = 20_000


def read_delimited(name: str, data: bytes) -> Book:
    text, encoding = decoded(data)
    sample = text[:_SAMPLE]
    strange = sum(c < " " and c not in "\t\r\n\x0c" for c in sample) + sample.count("\ufffd")
    require(strange * 50 <= len(sample), troubles.BROKEN_FILE, name=name)
    require(bool(text.strip()), troubles.EMPTY_FILE, name=name)
    rows = _rows(name, text.replace("\0", ""))
    require(
        len(rows) <= limits.ROWS and max(map(len, rows), default=0) <= limits.COLUMNS,
        troubles.SHEET_TOO_LARGE,
        sheet=name,
        rows=limits.ROWS,
        columns=limits.COLUMNS,
    )
    # A file in UTF-8 may still hold TCVN3 letters: exported from a sheet in an ABC font.
    legacy = legacy_text.legacy_encoding(str(cell) for row in rows[:2_000] for cell in row)
    if legacy != legacy_text.UNICODE:
        rows = [[legacy_text.decode(str(cell), legacy) for cell in row] for row in rows]
    return Book(name, "csv", [Sheet("", rows, encoding=encoding if legacy == legacy_text.UNICODE else legacy)])


def decoded(data: bytes) -> tuple[str, str]:
    """(text, encoding): by byte-order mark, by the zeros of UTF-16, as UTF-8, else the 8-bit page that reads best."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), encoding
    head = data[:4_000]
    if head.count(0) > len(head) // 5:
        encoding = "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"
        return data.decode(encoding, "replace"), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _mostly_utf8(data) or _eight_bit(data)


def _mostly_utf8(data: bytes) -> tuple[str, str] | None:
    """UTF-8 with a few damaged bytes stays UTF-8: the damaged rows are named, the others are good."""
    text = data.decode("utf-8", "replace")
    wrong, marked = text.count("\ufffd"), sum(c > "\x7f" for c in text[:200_000])
    return (text, "utf-8") if wrong * 5 < marked else None


def _eight_bit(data: bytes) -> tuple[str, str]:
    head = data[:60_000]
    latin = head.decode("latin-1")
    readings = {
        "cp1258": nfc(head.decode("cp1258", "replace")),
        legacy_text.TCVN3: legacy_text.decode_tcvn3(latin),
        legacy_text.VNI: legacy_text.decode_vni(latin),
    }
    best = max(readings, key=lambda encoding: plausibility(readings[encoding]))
    if best == "cp1258":
        return nfc(data.decode("cp1258", "replace")), best
    reader = legacy_text.decode_tcvn3 if best == legacy_text.TCVN3 else legacy_text.decode_vni
    return reader(data.decode("latin-1")), best


def _rows(name: str, text: str) -> list[Row]:
    delimiter = _delimiter(text[:_SAMPLE])
    try:
        rows: list[Row] = []
        for record in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
            rows.append(list(record))
            require(
                len(rows) <= limits.ROWS, troubles.SHEET_TOO_LARGE, sheet=name, rows=limits.ROWS, columns=limits.COLUMNS
            )
        return rows
    except csv.Error:
        raise Problem(troubles.BROKEN_FILE, name=name) from None


def _delimiter(sample: str) -> str:
    """The one that cuts most lines into the same number (above one) of fields."""
    if sample[:4].lower() == "sep=" and sample[4:5] in _DELIMITERS:
        return sample[4]
    return max(_DELIMITERS, key=lambda delimiter: _evenness(sample, delimiter))


def _evenness(sample: str, delimiter: str) -> int:
    try:
        widths = Counter(
            len(record) for record in csv.reader(StringIO(sample, newline=""), delimiter=delimiter) if record
        )
    except csv.Error:
        return 0
    return max(((width - 1) * times for width, times in widths.items() if width > 1), default=0)
