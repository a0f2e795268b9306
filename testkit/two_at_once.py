"""Two writers at one moment: the second begins when the first has written and not committed."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from threading import Event

import pytest
from django.db import transaction

from canhtay.core import clock
from canhtay.core.problems import Problem
from testkit.databases import beside, wait_until_one_waits_for_a_lock
from testkit.world import SATURDAY

PATIENCE_S = 30


def second_after(
    first: Callable[[], object],
    second: Callable[[], object],
    *,
    database: Callable[[], AbstractContextManager[object]] = nullcontext,
    once_both_are_at_it: Callable[[], None] = wait_until_one_waits_for_a_lock,
) -> Problem:
    """What the second is told. `database`: what each of them opens it by, where it is not the test's own."""
    wrote, begun, may_commit = Event(), Event(), Event()

    def dawdling() -> None:
        with database(), clock.stopped_at(SATURDAY), transaction.atomic():
            first()
            wrote.set()
            assert may_commit.wait(PATIENCE_S)

    def refused() -> Problem:
        with database(), clock.stopped_at(SATURDAY), pytest.raises(Problem) as trouble:
            begun.set()
            second()
        return trouble.value

    one = beside(dawdling)
    assert wrote.wait(PATIENCE_S)
    two = beside(refused)
    assert begun.wait(PATIENCE_S)
    once_both_are_at_it()
    may_commit.set()
    one.result(PATIENCE_S)
    return two.result(PATIENCE_S)
