"""Pages of a list that may be so long that counting it takes longer than showing it."""

from functools import cached_property
from typing import Any, cast

from django.core.paginator import Paginator
from django.db.models import QuerySet

FURTHEST = 10**9  # rows; a LIMIT both databases take, and no list is as long


class Pages(Paginator[Any]):
    """Counts no further than to `enough` rows, or to the end of the page asked for where that lies beyond them.

    So each page leads to its next, and the page after the last is the last, for which all had to be counted.
    """

    def __init__(self, rows: Any, size: int, enough: int | None, asked: str | None) -> None:
        super().__init__(rows, size)
        self.enough = max(enough, _end_of(asked, size)) if enough and isinstance(rows, QuerySet) else None

    @cached_property
    def count(self) -> int:
        """Where there are more than enough, one more: the next page begins with it."""
        if self.enough is None:
            return super().count
        return cast("QuerySet[Any]", self.object_list).order_by()[: self.enough + 1].count()

    @property
    def counted(self) -> int:
        return self.count if self.enough is None else min(self.count, self.enough)

    @property
    def more(self) -> bool:
        """Whether there are more than were counted."""
        return self.counted < self.count


def _end_of(asked: str | None, size: int) -> int:
    """As `get_page` reads it: what is no number is the first page, a number below it the last."""
    try:
        page = int(asked or 1)
    except ValueError:
        page = 1
    return min(page * size, FURTHEST) if page > 0 else FURTHEST
