"""Around Vietnamese midnight, which is 17:00 UTC."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils.module_loading import import_string

from canhtay.core import clock
from canhtay.core.jobs.models import Job
from canhtay.core.jobs.periodic import Periodic
from canhtay.core.jobs.schedule import Daily, Every, due_between, last_due
from config.schedule import SCHEDULE

MONDAY = date(2026, 11, 23)
NIGHTLY = Daily("nightly", "canhtay.core.jobs.tests.example_jobs.tell_attempt", time(0, 15))
HOURLY = Every("hourly", "canhtay.core.jobs.tests.example_jobs.tell_attempt", minutes=60)


def local(day: date, hour: int, minute: int) -> datetime:
    return clock.at(day, time(hour, minute))


def test_a_quarter_past_midnight_belongs_to_the_vietnamese_day():
    due = due_between(NIGHTLY, local(MONDAY, 23, 30), local(MONDAY + timedelta(days=1), 0, 30))
    assert due == [datetime(2026, 11, 23, 17, 15, tzinfo=UTC)]
    assert due_between(NIGHTLY, local(MONDAY, 0, 30), local(MONDAY, 23, 30)) == []


def test_the_first_moment_is_excluded_and_the_last_included():
    at = local(MONDAY, 0, 15)
    assert due_between(NIGHTLY, at - timedelta(minutes=5), at) == [at]
    assert due_between(NIGHTLY, at, at + timedelta(minutes=5)) == []


def test_each_hour_also_over_midnight():
    due = due_between(HOURLY, local(MONDAY, 22, 30), local(MONDAY + timedelta(days=1), 1, 30))
    assert [clock.local(moment).hour for moment in due] == [23, 0, 1]


def test_after_a_week_of_standstill_only_the_last_moment_counts():
    until = local(MONDAY, 12, 0)
    assert last_due(NIGHTLY, until - timedelta(days=7), until) == local(MONDAY, 0, 15)
    assert last_due(NIGHTLY, until - timedelta(hours=1), until) is None


def test_minutes_must_divide_the_day():
    with pytest.raises(ValueError, match="7 minutes"):
        Every("odd", "x", minutes=7)


@pytest.mark.django_db
@pytest.mark.both_databases
def test_two_workers_queue_a_due_moment_once():
    before, after = local(MONDAY, 23, 59), local(MONDAY + timedelta(days=1), 0, 20)
    workers = [Periodic([NIGHTLY, HOURLY]), Periodic([NIGHTLY, HOURLY])]
    for moment in (before, after, after + timedelta(seconds=1)):
        with clock.stopped_at(moment):
            for worker in workers:
                worker.enqueue_due()
    keys = Job.objects.order_by("unique").values_list("unique", flat=True)
    assert list(keys) == ["hourly@2026-11-23T17:00", "nightly@2026-11-23T17:15"]


@pytest.mark.django_db
@pytest.mark.both_databases
def test_a_worker_started_later_makes_up_for_the_last_time_missed():
    with clock.stopped_at(local(MONDAY, 0, 10)):
        Periodic([NIGHTLY]).enqueue_due()
    assert Job.objects.count() == 0, "a new installation has nothing to make up for"
    with clock.stopped_at(local(MONDAY, 0, 16)):
        worker = Periodic([NIGHTLY])
        worker.looked_until["nightly"] = local(MONDAY, 0, 10)
        worker.enqueue_due()
    with clock.stopped_at(local(MONDAY + timedelta(days=4), 9, 0)):
        Periodic([NIGHTLY]).enqueue_due()
    keys = Job.objects.order_by("unique").values_list("unique", flat=True)
    assert list(keys) == ["nightly@2026-11-22T17:15", "nightly@2026-11-26T17:15"]


def test_every_line_of_the_schedule_names_a_task_and_has_its_own_name():
    assert len({entry.name for entry in SCHEDULE}) == len(SCHEDULE)
    for entry in SCHEDULE:
        assert import_string(entry.job).module_path == entry.job
