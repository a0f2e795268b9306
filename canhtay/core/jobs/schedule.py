"""When periodic work is due, in the wall-clock time of Vietnam. Pure: entries and moments in, moments out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from canhtay.core import clock

DAY_MIN = 24 * 60


@dataclass(frozen=True)
class Daily:
    """Each day at this hour of Vietnam. `job` is a task's dotted path, imported only when it is due."""

    name: str
    job: str
    at: time

    def hours(self) -> list[time]:
        return [self.at]


@dataclass(frozen=True)
class Every:
    """Each so many minutes, counted from Vietnamese midnight."""

    name: str
    job: str
    minutes: int = field(kw_only=True)

    def __post_init__(self) -> None:
        if self.minutes < 1 or DAY_MIN % self.minutes:
            raise ValueError(f"{self.name}: {self.minutes} minutes do not divide a day")

    def hours(self) -> list[time]:
        return [time(m // 60, m % 60) for m in range(0, DAY_MIN, self.minutes)]


Entry = Daily | Every


def due_between(entry: Entry, after: datetime, until: datetime) -> list[datetime]:
    """The moments at which it was due, `after` excluded and `until` included, in UTC."""
    return [moment for moment in moments(entry, after, until) if after < moment <= until]


def last_due(entry: Entry, after: datetime, until: datetime) -> datetime | None:
    """The latest of them: after a standstill of a week, a nightly job is run once, not seven times."""
    return next(reversed(due_between(entry, max(after, until - timedelta(days=2)), until)), None)


def moments(entry: Entry, after: datetime, until: datetime) -> Iterator[datetime]:
    day = clock.local_day(after)
    while day <= clock.local_day(until):
        yield from (clock.at(day, hour) for hour in entry.hours())
        day += timedelta(days=1)
