"""A table for one request: narrowed, found, sorted, one page of it, or all of it as a file."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from canhtay.core.vietnamese import fold
from canhtay.web.tables import exports
from canhtay.web.tables.columns import About, Cell, Column, Head, head_of, in_memory_key, last_key
from canhtay.web.tables.paging import Pages

if TYPE_CHECKING:
    from canhtay.web.tables.table import Table

LONGEST_SEARCH = 100
BATCH = 500
FAR = 2000


class Listed:
    def __init__(self, table: "Table", request: HttpRequest, rows: Any, about: About) -> None:
        self.table, self.request, self.about = table, request, about
        self.asked = [one.asked(request.GET.get(one.name), about) for one in table.filters]
        self.q = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST_SEARCH] if table.search else ""
        self.sort = self._sort()
        self.rows = self._ordered(self._narrowed(rows))

    # — what is asked —

    @property
    def narrowed(self) -> bool:
        """Whether somebody searched or chose, so that an empty list means "nothing found" and not "nothing there"."""
        return bool(self.q) or any(asked.own for asked in self.asked)

    def value(self, name: str) -> Any:
        """What a filter is set to, as its `apply` gets it; None when it is not."""
        return {asked.name: asked.value for asked in self.asked}[name]

    @property
    def searches(self) -> bool:
        return bool(self.table.search)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What else stands in the address and a search must not lose: the order, and words of the page's own."""
        mine = {"q", "page", "export", *(asked.name for asked in self.asked)}
        return [(name, value) for name, values in self.request.GET.lists() if name not in mine for value in values]

    @property
    def cleared_url(self) -> str:
        left = [(name, value) for name, value in self.kept if name != "sort"]
        return self.request.path + (f"?{urlencode(left)}" if left else "")

    # — the page —

    @cached_property
    def page(self) -> Page[Any]:
        return self._pages.get_page(self.request.GET.get("page"))

    @cached_property
    def lines(self) -> list[list[Cell]]:
        """The cells of this page's rows; everything the database is asked for is asked here and by `count`."""
        columns = self.columns
        return [[column.cell(row) for column in columns] for row in self._loaded(self._page_rows())]

    @property
    def count(self) -> int:
        """As far as the table counts."""
        return self._pages.counted

    @property
    def counted(self) -> str:
        said = self.table.counted(self.count)
        return _("Hơn %(counted)s") % {"counted": said} if self._pages.more else said

    @cached_property
    def columns(self) -> list[Column]:
        return [column for column in self._visible if not column.export_only]

    @property
    def heads(self) -> list[Head]:
        return [head_of(column) for column in self.columns]

    # — the file —

    @property
    def wants_file(self) -> bool:
        return bool(self.table.file_name) and self.request.GET.get("export") in exports.WRITERS

    def as_file(self, *, title: str = "", place: str = "", by: str = "", tab: str = "") -> HttpResponse:
        """Everything that search and filters leave. With a title the XLSX says over the table what, where, when and by whom.

        `tab`: a shorter name for its sheet, of which Excel takes 31 characters.
        """
        return exports.answer(self, exports.above(title, place, by), tab=tab or title, place=place)

    @cached_property
    def file_columns(self) -> list[Column]:
        return [column for column in self._visible if not column.page_only]

    def all_rows(self) -> Iterator[list[Any]]:
        """One after the other with the memory of one batch."""
        rows = self.rows.iterator(chunk_size=BATCH) if isinstance(self.rows, QuerySet) else iter(self.rows)
        while batch := list(islice(rows, BATCH)):
            for row in self._loaded(batch):
                yield [column.written(row) for column in self.file_columns]

    # — how —

    @cached_property
    def _pages(self) -> Pages:
        return Pages(self.rows, self.table.page_size, self.table.counts_to, self.request.GET.get("page"))

    @cached_property
    def _visible(self) -> list[Column]:
        return [column for column in self.table.columns if column.visible(self.about)]

    def _sort(self) -> str:
        asked = self.request.GET.get("sort", "")
        sorts = {column.name for column in self._visible if column.order and not column.export_only}
        return asked if asked.removeprefix("-") in sorts and not asked.startswith("--") else self.table.sort

    def _narrowed(self, rows: Any) -> Any:
        for asked in self.asked:
            rows = asked.narrow(rows)
        words = fold(self.q)
        return self.table.found(rows, words, self.about) if words else rows

    def _ordered(self, rows: Any) -> Any:
        down, column = self.sort.startswith("-"), self.table.by_name.get(self.sort.removeprefix("-"))
        if not isinstance(rows, QuerySet):
            return sorted(rows, key=in_memory_key(column, down=down), reverse=down) if column else rows
        keys = column.ordering(rows.model, down=down) if column else rows.query.order_by or rows.model._meta.ordering
        return rows.order_by(*keys, last_key(keys))

    def _page_rows(self) -> list[Any]:
        """Far down a list the keys alone are sorted and the rows fetched by them: half the time, at 30,000 rows."""
        rows = self.page.object_list
        if self.page.start_index() <= FAR or not isinstance(rows, QuerySet) or rows.query.values_select:
            return list(rows)
        keys = list(rows.values_list("pk", flat=True))
        found = {row.pk: row for row in self.rows.order_by().filter(pk__in=keys)}
        return [found[key] for key in keys if key in found]

    def _loaded(self, rows: list[Any]) -> Iterable[Any]:
        return self.table.load(rows, self.about) if self.table.load else rows
