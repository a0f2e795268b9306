"""A look at an .xls before the workbook reader: is it locked, is it a workbook, how far out do its cells stand?

An .xls is a small file system (Compound File Binary, [MS-CFB]) with one stream "Workbook" (or "Book" before 1997) of
records ([MS-XLS]): type, length, body. One flipped byte in a cell record can place it in column 65,535.
"""

import struct

from canhtay.core.problems import Problem, require
from canhtay.core.sheets import limits, troubles

_END = 0xFFFFFFFE
_FILEPASS, _DIMENSIONS, _SHARED_STRINGS = 0x2F, 0x200, 0xFC
# FORMULA, NUMBER, LABEL, BOOLERR, RK, LABELSST, RSTRING: each starts with row and column. MULRK starts a run.
_CELLS = frozenset([0x06, 0x203, 0x204, 0x205, 0x27E, 0xFD, 0xD6, 0xBD])


def check_xls(name: str, data: bytes) -> None:
    """Raise LOCKED_FILE, NOT_A_SHEET, BROKEN_FILE or SHEET_TOO_LARGE; else the workbook reader may try."""
    try:
        streams, workbook = _streams(data)
    except (struct.error, IndexError, ValueError, OverflowError):
        raise Problem(troubles.BROKEN_FILE, name=name) from None
    require("EncryptedPackage" not in streams, troubles.LOCKED_FILE, name=name)
    require("Workbook" in streams or "Book" in streams, troubles.NOT_A_SHEET, name=name)
    _check_records(name, workbook)


def _check_records(name: str, stream: bytes) -> None:
    at, end = 0, len(stream) - 4
    unpack = struct.Struct("<HH").unpack_from
    while at <= end:
        kind, length = unpack(stream, at)
        if kind in _CELLS and length >= 4 and at + 8 <= len(stream):
            row, column = unpack(stream, at + 4)
            if row >= limits.ROWS or column >= 256:
                raise Problem(troubles.SHEET_TOO_LARGE, sheet=name, rows=limits.ROWS, columns=limits.COLUMNS)
        elif kind == _FILEPASS:
            raise Problem(troubles.LOCKED_FILE, name=name)
        elif kind in (_DIMENSIONS, _SHARED_STRINGS) and _promises_too_much(
            kind, stream[at + 4 : at + 4 + length], len(stream)
        ):
            raise Problem(troubles.BROKEN_FILE, name=name)
        at += 4 + length


def _promises_too_much(kind: int, body: bytes, size: int) -> bool:
    """Counts by which the workbook reader reserves memory before it reads: one damaged byte asks for a terabyte."""
    if kind == _SHARED_STRINGS:
        return len(body) >= 8 and max(struct.unpack_from("<II", body)) > size
    if len(body) >= 14:
        first_row, last_row, first_column, last_column = struct.unpack_from("<IIHH", body)
    elif len(body) >= 10:
        first_row, last_row, first_column, last_column = struct.unpack_from("<HHHH", body)
    else:
        return False
    return bool(last_row > 65_536 or last_column > 256 or first_row > last_row or first_column > last_column)


def _streams(data: bytes) -> tuple[set[str], bytes]:
    """(names of all streams, bytes of the workbook's). Chains are followed once only, so a loop ends."""
    sector_shift, mini_shift = struct.unpack_from("<HH", data, 30)
    if sector_shift not in (9, 12) or mini_shift != 6:
        raise ValueError("sector size")
    size = 1 << sector_shift
    first_directory, small_below, first_mini_fat = (struct.unpack_from("<I", data, at)[0] for at in (48, 56, 60))
    fat = _fat(data, size)
    names: set[str] = set()
    workbook = root = (_END, 0)
    directory = _chain(data, fat, first_directory, size)
    for at in range(0, len(directory) - 127, 128):
        entry = directory[at : at + 128]
        length = min(struct.unpack_from("<H", entry, 64)[0], 64)
        stream = entry[: max(0, length - 2)].decode("utf-16-le", "replace")
        where = struct.unpack_from("<II", entry, 116)
        names.add(stream)
        if entry[66] in (2, 5) and (where[1] > len(data) or any(entry[124:128])):
            raise ValueError("a stream longer than its file")
        if entry[66] == 5:
            root = where
        elif stream in ("Workbook", "Book"):
            workbook = where
    start, length = workbook
    if length >= small_below:
        return names, _chain(data, fat, start, size)[:length]
    mini_fat = struct.unpack(f"<{len(raw := _chain(data, fat, first_mini_fat, size)) // 4}I", raw[: len(raw) // 4 * 4])
    return names, _chain(b"\0" * 64 + _chain(data, fat, root[0], size), mini_fat, start, 64)[:length]


def _fat(data: bytes, size: int) -> tuple[int, ...]:
    places = [place for place in struct.unpack_from("<109I", data, 76) if place < 0xFFFFFFFA]
    more, seen = struct.unpack_from("<I", data, 68)[0], set()
    while more < 0xFFFFFFFA and more not in seen:
        seen.add(more)
        *some, more = struct.unpack_from(f"<{size // 4}I", data, (more + 1) * size)
        places += [place for place in some if place < 0xFFFFFFFA]
    table = b"".join(data[(place + 1) * size : (place + 2) * size] for place in places)
    return struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])


def _chain(data: bytes, fat: tuple[int, ...], start: int, size: int) -> bytes:
    """The sectors of one stream, in order."""
    pieces, seen = [], set()
    while start < len(fat) and start not in seen:
        seen.add(start)
        pieces.append(data[(start + 1) * size : (start + 2) * size])
        start = fat[start]
    return b"".join(pieces)
