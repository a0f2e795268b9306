"""The lease itself, step by step in one process."""

from datetime import timedelta

import pytest
from django_tasks import TaskResultStatus as Status

from canhtay.core.jobs import leases, queries
from canhtay.core.jobs.models import Job
from canhtay.core.jobs.tests import example_jobs

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def job():
    return Job.objects.get(pk=example_jobs.tell_attempt.enqueue().id)


def test_what_one_holds_no_other_gets(job):
    assert leases.take("an") == job
    assert leases.take("bình") is None


def test_a_lease_that_ran_out_is_taken_over_and_the_first_holder_has_no_say(job):
    first = leases.take("an", lease_s=-1)
    second = leases.take("bình")
    assert (second.pk, second.attempts) == (job.pk, 2)

    assert leases.prolong(first) is False
    assert leases.finish(first, "stale") is False
    assert leases.fail(first, ValueError("stale")) is False
    assert leases.finish(second, "fresh") is True
    job.refresh_from_db()
    assert (job.status, job.returned, job.holder) == (Status.SUCCESSFUL, "fresh", "bình")


def test_a_prolonged_lease_is_not_taken_over(job):
    held = leases.take("an", lease_s=-1)
    leases.prolong(held, lease_s=30)
    assert leases.take("bình") is None


def test_what_is_handed_back_is_due_at_once_and_costs_no_attempt(job):
    leases.hand_back(leases.take("an"))
    assert leases.take("bình").attempts == 1


def test_a_job_whose_workers_keep_dying_rests(job):
    for _attempt in range(5):
        assert leases.take("an", lease_s=-1)
    assert leases.take("an") is None
    [resting] = queries.resting()
    assert resting.error_class.endswith("WorkerLost")


def test_how_long_the_oldest_job_waits(job):
    assert queries.waits_since() == job.enqueued_at
    leases.take("an")
    assert queries.waits_since() is None
    assert queries.counts()[Status.RUNNING] == 1


def test_an_idle_look_is_one_read(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert leases.take("an") is None


def test_a_failure_waits_its_while(job):
    held = leases.take("an")
    leases.fail(held, ValueError("x"))
    job.refresh_from_db()
    assert timedelta(seconds=9) < job.run_after - job.last_attempted_at < timedelta(seconds=12)
