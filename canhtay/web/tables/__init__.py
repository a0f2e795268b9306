"""The office's one list: columns, filters, search, order, pages and files, declared once and shown by web/parts/list.html."""

from canhtay.web.tables.columns import Column
from canhtay.web.tables.exports import note_export
from canhtay.web.tables.filters import Choice, DayChoice, day_asked, day_misread
from canhtay.web.tables.listed import Listed
from canhtay.web.tables.table import Table

__all__ = ["Choice", "Column", "DayChoice", "Listed", "Table", "day_asked", "day_misread", "note_export"]
