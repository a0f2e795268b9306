"""Paragraphs and parts, with the marks of WordprocessingML that python-docx has no word for: rules, fields, page numbers."""

from typing import Any, get_args

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_LINE_SPACING, WD_PARAGRAPH_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from canhtay.core.papers import decree
from canhtay.core.papers.decree import Element

Where = Document | _Cell

ALIGN = {align: WD_PARAGRAPH_ALIGNMENT[align.upper()] for align in get_args(decree.Align)}


def add_line(where: Where, element: str, text: str, *, bold_first: str = "") -> Paragraph:
    """One paragraph in the letters and with the spacing of its element; `bold_first` goes before it."""
    form, line = decree.ELEMENTS[element], _paragraph(where)
    line.alignment = ALIGN[form.align]
    line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(form.before_pt), Pt(form.after_pt)
    if form.first_line_mm:
        line.paragraph_format.first_line_indent = Mm(form.first_line_mm)
    if bold_first:
        _letters(line.add_run(bold_first), form).bold = True
    _letters(line.add_run(text), form)
    return line


def add_rule(where: Where, length_mm: float, *, room_mm: float = decree.TEXT_WIDTH_MM) -> None:
    """A drawn line in the middle: the upper border of a paragraph of two points, which no typing can lengthen."""
    line = _paragraph(where)
    form, aside = line.paragraph_format, Mm((room_mm - length_mm) / 2)
    form.left_indent = form.right_indent = aside
    form.space_before, form.space_after = Pt(decree.RULE_GAP_PT), Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(2)
    borders = mark("w:pBdr")
    marked(borders, "w:top", val="single", sz=round(decree.RULE_PT * 8), space=0, color="000000")
    line._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)


def begin_part(document: Document, *, first: bool = False) -> None:
    """The paper, or an annex: a new page, pages counted from 1 in the upper margin, the first without its number."""
    section = document.sections[0] if first else document.add_section(WD_SECTION.NEW_PAGE)
    if not first:
        _shrink(document.paragraphs[-1])
    section.page_width, section.page_height = Mm(decree.PAGE_WIDTH_MM), Mm(decree.PAGE_HEIGHT_MM)
    section.top_margin, section.bottom_margin = Mm(decree.TOP_MM), Mm(decree.BOTTOM_MM)
    section.left_margin, section.right_margin = Mm(decree.LEFT_MM), Mm(decree.RIGHT_MM)
    section.header_distance = Mm(decree.PAGE_NUMBER_FROM_EDGE_MM)
    section.footer_distance = Mm(decree.PAGE_NUMBER_FROM_EDGE_MM)
    section.different_first_page_header_footer = True
    for old in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(old)
    section._sectPr.find(qn("w:pgMar")).addnext(mark("w:pgNumType", start=1))
    if first:
        section.first_page_header.paragraphs[0].style = None
        _number_pages(section.header.paragraphs[0])


def shut(document: Document) -> None:
    """A table may not be the last thing of a text."""
    _shrink(document.add_paragraph())


def _number_pages(line: Paragraph) -> None:
    form = decree.ELEMENTS["page-number"]
    line.style, line.alignment = None, ALIGN[form.align]
    field = mark("w:fldSimple", instr=" PAGE ")
    field.append(_letters(line.add_run("2"), form)._r)
    line._p.append(field)


def _letters(run: Run, form: Element) -> Run:
    """Said at each run, so that text copied into another document keeps them."""
    run.font.name, run.font.size = decree.FONT, Pt(form.size_pt)
    run.bold, run.italic = form.bold or None, form.italic or None
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:cs"):
        fonts.set(qn(script), decree.FONT)
    return run


def _paragraph(where: Where) -> Paragraph:
    """A cell is born with a paragraph; that is the first."""
    born = where.paragraphs[:1] if isinstance(where, _Cell) else []
    return born[0] if born and not len(born[0]._p) else where.add_paragraph()


def _shrink(line: Paragraph) -> None:
    """A paragraph that must be there and should take no room: else a full page is followed by an empty one."""
    form = line.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(1)


def marked(parent: Any, name: str, **said: object) -> Any:
    """The mark, put last in its parent."""
    child = mark(name, **said)
    parent.append(child)
    return child


def mark(name: str, **said: object) -> Any:
    element = OxmlElement(name)
    for key, value in said.items():
        element.set(qn(f"w:{key}"), str(value))
    return element


# The schema fixes the order of a paragraph's properties; borders come before these.
_AFTER_BORDERS = tuple(f"w:{name}" for name in ("shd", "tabs", "suppressAutoHyphens", "spacing", "ind", "jc", "rPr"))
