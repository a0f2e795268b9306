"""Counting queries: a list page asks the database as often for three rows as for one."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries_of(work: Callable[[], object]) -> list[str]:
    """The statements it sends, in order."""
    with CaptureQueriesContext(connection) as captured:
        work()
    return [query["sql"] for query in captured.captured_queries]


def assert_same_queries(page: Callable[[], object], add: Callable[[], object], rows: tuple[int, int] = (1, 3)) -> None:
    """`page` loads the list; `add` gives it one more row. It is measured with so many rows added and with so many."""
    few, many = rows
    for _ in range(few):
        add()
    first = queries_of(page)
    for _ in range(many - few):
        add()
    then = queries_of(page)
    more = "\n".join(sql[:200] for sql in then if then.count(sql) > first.count(sql))
    assert len(first) == len(then), (
        f"{len(first)} queries for {few} rows, {len(then)} for {many}; of these new:\n{more}"
    )
