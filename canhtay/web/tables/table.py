"""A table as a package declares it, once, beside its pages; `of` makes of it the list that this request asks for."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from canhtay.web.tables.columns import About, Column, Words
from canhtay.web.tables.filters import Filter
from canhtay.web.tables.listed import Listed
from canhtay.web.templatetags.look import number

FIND_BY_NAME, NOTHING_YET = _("Tìm theo tên, không cần dấu"), _("Chưa có gì trong danh sách này.")
Rows = QuerySet[Any] | Sequence[Any]


def lines(count: int) -> str:
    return ngettext("%(count)s dòng", "%(count)s dòng", count) % {"count": number(count)}


@dataclass(frozen=True, kw_only=True)
class Table:
    """`search` is a callable of (rows, folded words, about), or names of folded columns: each word must stand in one of them.

    `sort` is a column's name, with "-" before it downwards; without it the rows keep their own order. `load` turns the rows of one
    page (a file: of one batch) into what the columns read, with a fixed number of queries. `on_export` is told of
    each file: (listed, kind, how many rows); `note_export` records it. `counted` says "12 tổ" for 12. `counts_to`: of more rows
    the page says "hơn 10.000", for counting a million takes longer than showing fifty; the file has them all.
    """

    columns: Sequence[Column]
    filters: Sequence[Filter] = ()
    search: tuple[str, ...] | Callable[[Any, str, About], Any] = ()
    search_title: Words = FIND_BY_NAME
    sort: str = ""
    page_size: int = 50
    file_name: str = ""  # ascii; without it there are no files
    load: Callable[[list[Any], About], Iterable[Any]] | None = None
    counted: Callable[[int], str] = lines
    counts_to: int | None = None
    empty: Words = NOTHING_YET
    on_export: Callable[[Listed, str, int], None] | None = None

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        if len(set(names)) < len(names):
            raise ValueError(f"two columns of one name: {names}")
        if self.sort and not self.by_name[self.sort.removeprefix("-")].order:
            raise ValueError(f"the table is to be sorted by {self.sort}, which has no order")

    def of(self, request: HttpRequest, rows: Rows, **about: Any) -> Listed:
        """What the address asks for: q, sort, page, export and the filters' names. Nothing there can be wrong, only unknown."""
        return Listed(self, request, rows, about)

    @cached_property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    def found(self, rows: Any, words: str, about: About) -> Any:
        if callable(self.search):
            return self.search(rows, words, about)
        for word in words.split():
            rows = rows.filter(reduce(or_, (Q(**{f"{name}__contains": word}) for name in self.search)))
        return rows
