"""A column: what it is called, what stands in its cells on the page and in a file, what it is sorted by."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, cast

from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Model
from django.db.models.constants import LOOKUP_SEP
from django.db.models.expressions import OrderBy
from django.utils.functional import Promise

from canhtay.core.sheets.writing import text_of
from canhtay.web.templatetags.look import UNKNOWN, moment, number

Words = str | Promise
About = Mapping[str, Any]
"""What the page handed to `Table.of`: who looks, at which place, on which day."""


def always(about: About) -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class Column:
    """`value` gives text, a number, a day, a moment, yes or no, or None for unknown; page and files write each in its way.

    `order` names database fields ("person__sort_key",), or for rows that come as a list it is a callable of one row. A column
    without it is not sorted by. `link` gives an address, `under` a softer second line, `template` writes the cell itself
    (it gets `row` and `value`). `in_file` is what a file says instead of `value`. `visible` decides for page and file alike.
    """

    name: str
    title: Words
    value: Callable[[Any], Any]
    order: tuple[str, ...] | Callable[[Any], Any] = ()
    right: bool = False
    grouped: bool = True  # False for numbers that are no quantities: a year is 1960, not 1.960
    link: Callable[[Any], str] | None = None
    under: Callable[[Any], Any] | None = None
    template: str = ""
    in_file: Callable[[Any], Any] | None = None
    export_only: bool = False
    page_only: bool = False
    visible: Callable[[About], bool] = always

    def cell(self, row: Any) -> "Cell":
        value = self.value(row)
        return Cell(self, row, value, self.shown(value))

    def shown(self, value: Any) -> str:
        """A dash for the unknown, which is not nought."""
        if value is None or value == "":
            return UNKNOWN
        if self.grouped and isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            return number(value)  # type: ignore[arg-type]
        return moment(value) if isinstance(value, datetime) else text_of(value)

    def written(self, row: Any) -> Any:
        return (self.in_file or self.value)(row)

    def ordering(self, model: type[Model], *, down: bool) -> list[OrderBy]:
        """Unknown comes last in both directions, on both databases."""
        if callable(self.order):
            raise TypeError(f"the column {self.name} is sorted by a callable, but its rows come from the database")
        return [_ordered(model, field, down=down) for field in self.order]


@dataclass(frozen=True)
class Cell:
    column: Column
    row: Any
    value: Any
    text: str

    @property
    def url(self) -> str:
        return self.column.link(self.row) if self.column.link else ""

    @property
    def under(self) -> str:
        return text_of(self.column.under(self.row)) if self.column.under else ""


@dataclass(frozen=True)
class Head:
    """What web/parts/table_head.html asks of a column."""

    title: Words
    key: str
    key_down: str
    right: bool


def head_of(column: Column) -> Head:
    sorts = bool(column.order)
    return Head(column.title, column.name if sorts else "", f"-{column.name}" if sorts else "", column.right)


def last_key(keys: Sequence[Any]) -> str:
    """So that rows alike in everything else never change places between two pages.

    It goes the way the first key goes: otherwise SQLite walks no index and sorts the whole log to show its first page.
    """
    first = keys[0] if keys else "pk"
    down = first.descending if isinstance(first, OrderBy) else str(first).startswith("-")
    return "-pk" if down else "pk"


def in_memory_key(column: Column, *, down: bool) -> Callable[[Any], Any]:
    """Sorts with unknown last, also when turned round."""
    order = column.order
    if not callable(order):
        raise TypeError(f"the column {column.name} is sorted by fields, but its rows come as a list")

    def key(row: Any) -> tuple[bool, Any]:
        value = order(row)
        return ((value is None) != down, 0 if value is None else value)

    return key


def _ordered(model: type[Model], field: str, *, down: bool) -> OrderBy:
    down, path = down != field.startswith("-"), field.removeprefix("-")
    # Said only where it matters: an index gives no rows in the order "unknown last".
    last = True if _may_be_unknown(model, path) else None
    return F(path).desc(nulls_last=last) if down else F(path).asc(nulls_last=last)


def _may_be_unknown(model: type[Model], path: str) -> bool:
    """Whether the field, or a step of the way to it, may be empty; what the page computed may."""
    for name in path.split(LOOKUP_SEP):
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            return True
        if field.null or not field.concrete:
            return True
        model = cast("type[Model]", field.related_model or model)
    return False
