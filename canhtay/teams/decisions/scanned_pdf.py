"""Whether a file that says it is a PDF is built like one: head, end, table of its parts, a page. Not whether it is good, nor
harmless: it is only ever handed out to be saved, never shown by us (downloads.py).

ISO 32000-2, 7.5: the file ends with "startxref", the place of its table of parts, "%%EOF". From 1.5 on parts may lie packed in
object streams, where the pages are looked for, too.
"""

import re
import zlib
from collections.abc import Iterator

_HEAD = re.compile(rb"%PDF-(1\.[0-7]|2\.0)\s")
_END = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF[\s\0]*\Z")
_TABLE = re.compile(rb"\s*(xref\s|\d+\s+\d+\s+obj\b)")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_PACKED = re.compile(rb"/Type\s*/ObjStm\b[^\0]{0,400}?stream\r?\n")
MOST_PACKED, MOST_BYTES = 200, 1024 * 1024


def is_pdf(content: bytes) -> bool:
    end = _END.search(content, max(len(content) - 1024, 0))
    if not _HEAD.match(content) or not end:
        return False
    return bool(_TABLE.match(content, int(end[1]))) and _has_a_page(content)


def _has_a_page(content: bytes) -> bool:
    return bool(_PAGE.search(content)) or any(_PAGE.search(part) for part in _packed(content))


def _packed(content: bytes) -> Iterator[bytes]:
    for at, found in enumerate(_PACKED.finditer(content)):
        if at == MOST_PACKED:
            return
        try:
            yield zlib.decompressobj().decompress(content[found.end() : found.end() + MOST_BYTES], MOST_BYTES)
        except zlib.error:
            continue
