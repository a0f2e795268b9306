"""Official papers read back, DOCX and PDF, and asked what Nghị định 30/2020 asks of them.

`faults_of_docx(data) == []` and `faults_of_pdf(data) == []` hold for any paper; what a paper says is its own tests' matter.
"""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import docx as python_docx
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN

POINTS_A_MM = 72 / 25.4
TALL = 0.891 + 0.216  # ascent and descent of Tinos, in em
HEAD = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]


# DOCX ------------------------------------------------------------------------------------------------------------


def opened(data: bytes) -> Any:
    return python_docx.Document(BytesIO(data))


def all_lines(document: Any) -> list[Any]:
    """Every paragraph with a text, in the order of reading, those in tables too."""
    found = []
    for block in document.iter_inner_content():
        cells = [cell for row in block.rows for cell in row.cells] if hasattr(block, "rows") else [None]
        found += [line for cell in cells for line in (cell.paragraphs if cell else [block])]
    return [line for line in found if line.text.strip()]


def line_of(document: Any, begins: str) -> Any:
    return next(line for line in all_lines(document) if line.text.startswith(begins))


def look(line: Any) -> tuple[float, bool, bool, Any]:
    """(size, bold, italic, alignment) of its last run."""
    run = line.runs[-1]
    return run.font.size.pt, bool(run.bold), bool(run.italic), line.alignment


def places_of(document: Any, begins: list[str]) -> list[int]:
    """Where these lines stand in the order of reading."""
    texts = [line.text for line in all_lines(document)]
    return [next(i for i, text in enumerate(texts) if text.startswith(begin)) for begin in begins]


def faults_of_docx(data: bytes) -> list[str]:
    """What the decree would find fault with: page, margins, fonts, sizes, the order of the elements."""
    document = opened(data)
    return [*_wrong_pages(document), *_wrong_fonts(data), *_wrong_letters(document), *_wrong_order(document)]


def _wrong_pages(document: Any) -> Iterator[str]:
    for at, section in enumerate(document.sections, 1):
        sizes = (round(section.page_width.mm), round(section.page_height.mm))
        margins = [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]
        top, bottom, left, right = (round(margin.mm) for margin in margins)
        if sizes != (210, 297):
            yield f"part {at} is {sizes}"
        if not (20 <= top <= 25 and 20 <= bottom <= 25 and 30 <= left <= 35 and 15 <= right <= 20):
            yield f"part {at} has margins {top}, {bottom}, {left}, {right}"
        if not section.different_first_page_header_footer:
            yield f"part {at} numbers its first page"


def _wrong_fonts(data: bytes) -> Iterator[str]:
    with ZipFile(BytesIO(data)) as file:
        said = [file.read(name).decode() for name in file.namelist()]
    marks = [found for xml in said for found in re.findall("<w:rFonts ([^>]+)/>", xml)]
    named = {font for found in marks for font in re.findall(r'="([^"]+)"', found)}
    if named != {"Times New Roman"}:
        yield f"fonts: {sorted(named)}"


# (size from, to, bold, italic, alignment) by how a line begins: Phụ lục I, Phần I, II and III.
_LETTERS: dict[str, tuple[int, int, bool, bool, Any]] = {
    r"CỘNG HÒA XÃ HỘI": (12, 13, True, False, ALIGN.CENTER),
    r"Độc lập - Tự do": (13, 14, True, False, ALIGN.CENTER),
    r"ỦY BAN NHÂN DÂN$": (12, 13, True, False, ALIGN.CENTER),
    r"Số: ": (13, 13, False, False, ALIGN.CENTER),
    r".*, ngày.*năm \d{4}$": (13, 14, False, True, ALIGN.CENTER),
    r"QUYẾT ĐỊNH$": (13, 14, True, False, ALIGN.CENTER),
    r"Về việc ": (13, 14, True, False, ALIGN.CENTER),
    r"Căn cứ ": (13, 14, False, True, ALIGN.JUSTIFY),
    r"QUYẾT ĐỊNH:$": (13, 14, True, False, ALIGN.CENTER),
    r"Điều \d+\. ": (13, 14, False, False, ALIGN.JUSTIFY),
    r"Nơi nhận:$": (12, 12, True, True, ALIGN.LEFT),
    r"- Như Điều": (11, 11, False, False, ALIGN.LEFT),
    r"- Lưu: VT": (11, 11, False, False, ALIGN.LEFT),
    r"Phụ lục( [IVX]+)?$": (14, 14, True, False, ALIGN.CENTER),
    r"DANH SÁCH ": (13, 14, True, False, ALIGN.CENTER),
    r"\(Kèm theo ": (13, 14, False, True, ALIGN.CENTER),
}


def _wrong_letters(document: Any) -> Iterator[str]:
    lines = all_lines(document)
    for begins, (least, most, *rest) in _LETTERS.items():
        for line in (line for line in lines if re.match(begins, line.text)):
            size, *how = look(line)
            if not least <= size <= most or how != rest:
                yield f"{line.text[:40]}: {size} {how}"


def _wrong_order(document: Any) -> Iterator[str]:
    order = [r"CỘNG HÒA", r"Độc lập", r"Số: ", r".*, ngày", r"QUYẾT ĐỊNH$", r"Về việc", r"Căn cứ", r"QUYẾT ĐỊNH:",
             r"Điều 1\.", r"Nơi nhận:", r"- Lưu: VT", r"Phụ lục( I)?$", r"DANH SÁCH", r"\(Kèm theo"]  # fmt: skip
    texts = [line.text for line in all_lines(document)]
    places = [next((i for i, text in enumerate(texts) if re.match(one, text)), -1) for one in order]
    missing = [one for one, place in zip(order, places, strict=True) if place < 0]
    if missing:
        yield f"missing: {missing}"
    elif places != sorted(places):
        yield f"out of order: {list(zip(order, places, strict=True))}"


# PDF -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Word:
    """With its box in millimetres from the upper left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def size_pt(self) -> float:
        return round((self.bottom - self.top) * POINTS_A_MM / TALL, 1)


def told_by(tool: str, data: bytes, *options: str) -> str:
    """What one of poppler's tools says of a PDF."""
    with TemporaryDirectory() as folder:
        path = f"{folder}/paper.pdf"
        with open(path, "wb") as file:
            file.write(data)
        target = ["-"] if tool == "pdftotext" else []
        return subprocess.check_output([tool, *options, path, *target], text=True)


def pages_of(data: bytes) -> list[list[Word]]:
    tree = ElementTree.fromstring(told_by("pdftotext", data, "-bbox-layout"))
    space = "{http://www.w3.org/1999/xhtml}"
    return [[_word(word) for word in page.iter(f"{space}word")] for page in tree.iter(f"{space}page")]


def _word(found: ElementTree.Element) -> Word:
    return Word(found.text or "", *(float(found.attrib[key]) / POINTS_A_MM for key in ("xMin", "yMin", "xMax", "yMax")))


def words_on(page: list[Word], text: str) -> list[Word]:
    """The words of the first place where this text stands."""
    wanted = text.split()
    for start in range(len(page)):
        if [word.text for word in page[start : start + len(wanted)]] == wanted:
            return page[start : start + len(wanted)]
    raise AssertionError(f"{text} is not on the page")


def middle(words: list[Word]) -> float:
    return (words[0].left + words[-1].right) / 2


def faults_of_pdf(data: bytes) -> list[str]:
    """What the decree would find fault with: page, margins, page numbers, fonts and whether they are in the file."""
    pages = pages_of(data)
    return [*_wrong_paper(data), *_wrong_embedding(data), *_outside(pages), *_wrong_head(pages[0])]


def _wrong_paper(data: bytes) -> Iterator[str]:
    if "(A4)" not in told_by("pdfinfo", data):
        yield "not A4"


def _wrong_embedding(data: bytes) -> Iterator[str]:
    for line in told_by("pdffonts", data).splitlines()[2:]:
        font = line.split()
        if not font[0].partition("+")[2].startswith("Tinos") or font[-5:-2] != ["yes", "yes", "yes"]:
            yield f"font: {line}"


def _outside(pages: list[list[Word]]) -> Iterator[str]:
    for at, page in enumerate(pages, 1):
        for word in page:
            number = word.bottom < 20 and word.text.isdigit() and 13 <= word.size_pt <= 14
            inside = word.left >= 29.9 and word.right <= 195.1 and word.top >= 19.5 and word.bottom <= 277.1
            if not (number or inside):
                yield f"page {at}: {word}"


def _wrong_head(page: list[Word]) -> Iterator[str]:
    nation, motto = (words_on(page, text) for text in HEAD)
    if len({word.top for word in nation}) > 1 or abs(middle(nation) - middle(motto)) > 0.5 or nation[0].left < 100:
        yield "the national name and the motto do not stand as they must"
