"""The one clock. Stored in UTC; days, weeks (Monday-Sunday) and slots in the time of Vietnam.

A demo lives at a moment of its own choosing, so its clock runs beside the real one by a fixed shift; so may a test's.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

_shift: timedelta = timedelta()
_fixed: ContextVar[datetime | None] = ContextVar("fixed", default=None)


def now() -> datetime:
    """This moment, aware, UTC."""
    return _fixed.get() or datetime.now(UTC) + _shift


def today() -> date:
    """The day it is in Vietnam."""
    return local_day(now())


def local(moment: datetime) -> datetime:
    return moment.astimezone(VIETNAM)


def local_day(moment: datetime) -> date:
    """The Vietnamese day a moment belongs to: 17:30 UTC is already the next day's 00:30."""
    return local(moment).date()


def at(day: date, hour: time) -> datetime:
    """A wall-clock hour of a Vietnamese day, as a moment in UTC."""
    return datetime.combine(day, hour, VIETNAM).astimezone(UTC)


def week_of(day: date) -> date:
    """The Monday its week begins with."""
    return day - timedelta(days=day.weekday())


def day_before(day: date) -> date:
    return day - timedelta(days=1)


def day_after(day: date) -> date:
    return day + timedelta(days=1)


def run_beside(shift: timedelta) -> None:
    """Let this process's clock run beside the real one; only a demo does."""
    global _shift
    _shift = shift


@contextmanager
def stopped_at(moment: datetime) -> Iterator[None]:
    """For tests: time stands still."""
    token = _fixed.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _fixed.reset(token)
