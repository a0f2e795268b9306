"""Queues periodic jobs when they are due. Every worker does; the key of the due moment lets only one succeed."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db.models import Max

from canhtay.core import clock
from canhtay.core.jobs import enqueue_once
from canhtay.core.jobs.models import Job
from canhtay.core.jobs.schedule import Entry, last_due

# Written in UTC with the parts from great to small, so that the latest moment is also the greatest key.
MOMENT = "%Y-%m-%dT%H:%M"


class Periodic:
    """Remembers up to which moment each entry was looked at: at first, up to the last moment it was queued for."""

    def __init__(self, schedule: Iterable[Entry]) -> None:
        self.schedule = tuple(schedule)
        self.looked_until: dict[str, datetime] = {}
        self.looked_at_minute: datetime | None = None

    def enqueue_due(self) -> None:
        now = clock.now()
        if now.replace(second=0, microsecond=0) == self.looked_at_minute:
            return  # all hours are whole minutes
        self.looked_at_minute = now.replace(second=0, microsecond=0)
        for entry in self.schedule:
            after = self.looked_until.get(entry.name) or last_queued(entry, now)
            if moment := last_due(entry, after, now):
                enqueue_once(key(entry, moment), entry.job)
            self.looked_until[entry.name] = now


def key(entry: Entry, moment: datetime) -> str:
    return f"{entry.name}@{moment.astimezone(UTC).strftime(MOMENT)}"


def last_queued(entry: Entry, now: datetime) -> datetime:
    """On a new installation, now: what was due before there was anything is not made up for."""
    prefix = f"{entry.name}@"
    latest = Job.objects.filter(unique__startswith=prefix).aggregate(latest=Max("unique"))["latest"]
    if not latest:
        return now
    moment = datetime.strptime(latest.removeprefix(prefix), MOMENT).replace(tzinfo=UTC)
    return min(moment, now)  # a demo may have been put back to an earlier day
