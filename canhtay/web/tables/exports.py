"""A list as a file. It is written whole before the first byte leaves: what goes wrong is an error page and not half a file,
a slow line holds no reading of the database open, and every word is in the reader's language. 34,000 people are 4 MB."""

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _

from canhtay.core import clock, history
from canhtay.core.history import subject_of
from canhtay.core.sheets.writing import Sheet, write_csv, write_xlsx
from canhtay.core.vietnamese import fold

if TYPE_CHECKING:
    from canhtay.web.tables.listed import Listed

EXPORTED = history.declare("list.exported", "kind", "rows")
LONGEST_PLACE = 80  # somebody may hold roles at many places
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
WRITERS: dict[str, Callable[[Any, Sheet], int]] = {
    "xlsx": lambda out, sheet: write_xlsx(out, sheet, as_of=clock.today()),
    "csv": write_csv,
}


def answer(listed: "Listed", lines_above: list[str], *, tab: str, place: str = "") -> HttpResponse:
    kind, out = listed.request.GET["export"], BytesIO()
    rows = WRITERS[kind](out, sheet_of(listed, lines_above, tab))
    if listed.table.on_export:
        listed.table.on_export(listed, kind, rows)
    name = f"{file_name(listed.table.file_name, place)}-{clock.today():%Y-%m-%d}.{kind}"
    headers = {"Cache-Control": "private, no-store", "Content-Disposition": str(content_disposition_header(True, name))}
    return HttpResponse(out.getvalue(), content_type=TYPES[kind], headers=headers)


def file_name(of: str, place: str) -> str:
    """ "danh-sach-to-phuong-hung-dao": a CSV has no line to say of where it is. ASCII, for any machine it is carried to."""
    return "-".join(filter(None, [of, slugify(fold(place))[:LONGEST_PLACE].strip("-")]))


def sheet_of(listed: "Listed", lines_above: list[str], tab: str) -> Sheet:
    columns = listed.file_columns
    plain = frozenset(at for at, column in enumerate(columns) if not column.grouped)
    return Sheet([str(column.title) for column in columns], listed.all_rows(), tab, lines_above, plain)


def above(title: str, place: str, by: str) -> list[str]:
    if not title:
        return []
    day = _("Tính đến ngày %(day)s") % {"day": f"{clock.today():%d/%m/%Y}"}
    return [title, *([place] if place else []), day, *([_("Người xuất: %(name)s") % {"name": by}] if by else [])]


def note_export(listed: "Listed", kind: str, rows: int) -> None:
    """For `Table.on_export`: who took which list, as what and how long, once in each place whose readers of the log are to know.

    `of` must have been given the `person` and, as `places`, a callable of those places' ids. What was searched for is left out: it
    may be somebody's name.
    """
    for place in listed.about["places"]():
        history.record(
            EXPORTED,
            subject_of("list", listed.table.file_name),
            by=listed.about["person"],
            place=place,
            kind=kind,
            rows=rows,
        )
