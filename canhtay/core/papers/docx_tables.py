"""Tables: those that set two things side by side, and those one sees."""

from collections.abc import Sequence

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table, _Row

from canhtay.core.papers.docx_marks import mark, marked


def bare_table(document: Document, rows: int, widths_mm: Sequence[int]) -> Table:
    """For what stands side by side: no lines, no padding."""
    table = _table(document, rows, widths_mm)
    _padding(table, mm=0)
    return table


def lined_table(document: Document, rows: int, widths_mm: Sequence[int]) -> Table:
    """Every cell in lines; rows stay whole where a page ends."""
    table = _table(document, rows, widths_mm)
    _padding(table, mm=1)
    borders = mark("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        marked(borders, f"w:{side}", val="single", sz=4, space=0, color="000000")
    table._tblPr.find(qn("w:tblLayout")).addprevious(borders)
    for row in table.rows:
        stay_whole(row)
        for cell in row.cells:
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    return table


def repeat_on_each_page(row: _Row) -> None:
    marked(row._tr.get_or_add_trPr(), "w:tblHeader")


def stay_whole(row: _Row) -> None:
    """Not broken where a page ends."""
    marked(row._tr.get_or_add_trPr(), "w:cantSplit")


def stay_with_next(row: _Row) -> None:
    for cell in row.cells:
        for line in cell.paragraphs:
            line.paragraph_format.keep_with_next = True


def _table(document: Document, rows: int, widths_mm: Sequence[int]) -> Table:
    table = document.add_table(rows, len(widths_mm))
    table.style, table.autofit = None, False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths_mm, strict=True):
            cell.width = Mm(width)
    table._tblPr.find(qn("w:tblW")).set(qn("w:type"), "dxa")
    table._tblPr.find(qn("w:tblW")).set(qn("w:w"), str(Mm(sum(widths_mm)).twips))
    return table


def _padding(table: Table, *, mm: int) -> None:
    margins = mark("w:tblCellMar")
    for side in ("left", "right"):
        marked(margins, f"w:{side}", w=Mm(mm).twips, type="dxa")
    table._tblPr.find(qn("w:tblLayout")).addnext(margins)
