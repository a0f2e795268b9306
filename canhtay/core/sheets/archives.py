"""What a ZIP holds, and whether opening it is safe. XLSX and ODS are ZIPs as well.

Danger: sizes written in a ZIP's directory may lie and the workbook reader believes the stream, so each part that the
reader would read is really inflated here once, up to the limit. Nothing is ever written to disk, so a part named
"../../etc/passwd" is only a name.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from canhtay.core.problems import Problem, require
from canhtay.core.sheets import limits, troubles
from canhtay.core.sheets.far_cells import check_ods, check_xlsx
from canhtay.core.vietnamese import nfc

_SHEET_ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt")
_STEP = 1024 * 1024
_READ_BY_CALAMINE = (".xml", ".rels")


@dataclass
class Parts:
    name: str
    data: bytes
    infos: list[zipfile.ZipInfo]
    budget: int = field(default=limits.UNZIPPED_BYTES)

    @property
    def paths(self) -> set[str]:
        return {info.filename for info in self.infos}

    @property
    def kind(self) -> str:
        if any(path.startswith("xl/") for path in self.paths):
            return "xlsx"
        return "ods" if "content.xml" in self.paths else "zip"

    @property
    def is_workbook(self) -> bool:
        # .xlsb is left out: its cells cannot be looked at cheaply before the workbook reader believes them
        return self.kind != "zip" and "xl/workbook.bin" not in self.paths

    @property
    def is_document(self) -> bool:
        return any(path.startswith(("word/", "ppt/")) for path in self.paths)

    def check_cells(self) -> None:
        """Inflate each part once, within the budget, and refuse cells beyond the limits."""
        texts = {info.filename: self.inflate(info) for info in self.infos if info.filename.endswith(_READ_BY_CALAMINE)}
        if self.kind == "xlsx":
            check_xlsx(self.name, texts)
        elif self.kind == "ods":
            require(
                b"encryption-data" not in texts.get("META-INF/manifest.xml", b""), troubles.LOCKED_FILE, name=self.name
            )
            check_ods(self.name, texts.get("content.xml", b""))

    def inflate(self, info: zipfile.ZipInfo) -> bytes:
        """One part's bytes. The budget is over all parts, so a thousand small bombs are one big one."""
        raw = self._stored(info)
        if info.compress_type == zipfile.ZIP_STORED:
            text = raw
        elif info.compress_type == zipfile.ZIP_DEFLATED:
            inflated = _inflated(raw, self.budget + 1)
            require(inflated is not None, troubles.SWELLING_FILE, name=self.name)
            text = inflated or b""
        else:
            raise Problem(troubles.BROKEN_FILE, name=self.name)
        self.budget -= len(text)
        swollen = len(text) > limits.SMALL_PART and len(text) > limits.RATIO * max(1, len(raw))
        require(self.budget >= 0 and not swollen, troubles.SWELLING_FILE, name=self.name)
        return text

    def _stored(self, info: zipfile.ZipInfo) -> bytes:
        try:
            name_length, extra_length = struct.unpack_from("<HH", self.data, info.header_offset + 26)
        except struct.error:
            raise Problem(troubles.BROKEN_FILE, name=self.name) from None
        start = info.header_offset + 30 + name_length + extra_length
        return self.data[start : start + info.compress_size]


def parts_of(name: str, data: bytes) -> Parts:
    """The directory of a ZIP, read and judged: not broken, not locked, not too many parts."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            infos = archive.infolist()
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        struct.error,
        ValueError,
        OSError,
        EOFError,
        UnicodeError,
        IndexError,
    ):
        raise Problem(troubles.BROKEN_FILE, name=name) from None
    require(len(infos) <= limits.PARTS, troubles.SWELLING_FILE, name=name)
    require(not any(info.flag_bits & 1 for info in infos), troubles.LOCKED_FILE, name=name)
    require(all(info.header_offset >= 0 and info.compress_size >= 0 for info in infos), troubles.BROKEN_FILE, name=name)
    return Parts(name, data, infos)


def sheet_files(name: str, parts: Parts) -> Iterator[tuple[str, str, bytes]]:
    """(folder, file name, bytes) of each spreadsheet in the archive, without the rubbish macOS and Excel leave."""
    wanted = [(path, info) for info in parts.infos if _is_wanted(path := _path(info))]
    require(bool(wanted), troubles.NO_SHEETS_IN_ZIP, name=name)
    require(len(wanted) <= limits.FILES_IN_ZIP, troubles.TOO_MANY_FILES, name=name, most=limits.FILES_IN_ZIP)
    for path, info in sorted(wanted, key=lambda pair: pair[0]):
        folder, _slash, file = path.rpartition("/")
        yield folder, file, parts.inflate(info)


def is_sheet_file(name: str) -> bool:
    """By its ending, and no leftover of macOS or Excel."""
    return name.lower().endswith(_SHEET_ENDINGS) and not name.startswith((".", "~$"))


def _is_wanted(path: str) -> bool:
    file = path.rpartition("/")[2]
    return is_sheet_file(file) and not path.startswith("__MACOSX/") and "/__MACOSX/" not in path


def _path(info: zipfile.ZipInfo) -> str:
    """The path in NFC. Without the UTF-8 flag Python reads cp437; Vietnamese tools then mostly meant UTF-8 or cp1258."""
    path = info.filename
    if not info.flag_bits & 0x800 and not path.isascii():
        raw = path.encode("cp437", "replace")
        for encoding in ("utf-8", "cp1258"):
            try:
                path = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return nfc(path.replace("\\", "/"))


def _inflated(raw: bytes, most: int) -> bytes | None:
    """At most so many bytes; None once it swells like a bomb, long before memory is full."""
    stream, rest = zlib.decompressobj(-15), raw
    pieces: list[bytes] = []
    size = 0
    try:
        while size < most and (piece := stream.decompress(rest, min(_STEP, most - size))):
            pieces.append(piece)
            size, rest = size + len(piece), stream.unconsumed_tail
            if size > limits.SMALL_PART and size > 2 * limits.RATIO * (len(raw) - len(rest)):
                return None
        return b"".join(pieces)
    except zlib.error:
        return b""  # the workbook reader says what it thinks of a broken part
