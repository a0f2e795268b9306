"""Real worker processes on a real database: killed, stopped, in numbers."""

import signal

import pytest
from django.db import transaction
from django.db.models import QuerySet
from django_tasks import TaskResultStatus as Status

from canhtay.core.jobs.models import Job
from canhtay.core.jobs.tests import example_jobs
from canhtay.core.jobs.tests.waiting import wait_until

pytestmark = pytest.mark.both_databases


def ours() -> QuerySet[Job]:
    """Without what the schedule queues beside them when its moment falls into a test."""
    return Job.objects.filter(task__startswith=example_jobs.__name__)


def done(n: int = 1) -> bool:
    return ours().filter(status=Status.SUCCESSFUL).count() == n


def test_a_job_outlives_its_killed_worker(installation):
    out = installation.file()
    example_jobs.linger.enqueue(str(out), seconds=0.5)
    first = installation.start_worker()
    wait_until(lambda: "begin" in out.read_text())
    first.kill()
    second = installation.start_worker()
    wait_until(done)

    lines = out.read_text().split("\n")
    assert lines[:3] == [f"begin {first.pid}", f"begin {second.pid}", f"end {second.pid}"]
    assert ours().get().attempts == 2


def test_a_job_longer_than_its_lease_is_not_taken_by_another(installation):
    out = installation.file()
    example_jobs.linger.enqueue(str(out), seconds=2.5)
    installation.start_worker()
    installation.start_worker()
    wait_until(done)
    assert [line.split()[0] for line in out.read_text().splitlines()] == ["begin", "end"]
    assert ours().get().attempts == 1


def test_asked_to_stop_it_finishes_what_runs_and_begins_nothing(installation):
    running, waiting = installation.file(), installation.file()
    example_jobs.linger.enqueue(str(running), seconds=1)
    example_jobs.write_line.enqueue(str(waiting), "x")
    worker = installation.start_worker()
    wait_until(lambda: "begin" in running.read_text())
    worker.send_signal(signal.SIGTERM)

    assert worker.wait(timeout=10) == 0
    assert "end" in running.read_text()
    assert waiting.read_text() == ""
    assert list(ours().order_by("id").values_list("status", "attempts")) == [("SUCCESSFUL", 1), ("READY", 0)]


def test_what_does_not_end_within_the_grace_is_handed_back_unharmed(installation):
    out = installation.file()
    example_jobs.linger.enqueue(str(out), seconds=60)
    worker = installation.start_worker("--grace", "0.3")
    wait_until(lambda: "begin" in out.read_text())
    worker.terminate()

    assert worker.wait(timeout=10) == 0
    job = ours().get()
    assert (job.status, job.attempts, job.held_until) == (Status.READY, 0, None)


def test_an_idle_worker_stops_at_once(installation):
    worker = installation.start_worker("--poll", "30")
    out = installation.file()
    example_jobs.write_line.enqueue(str(out), "x")
    wait_until(done)
    worker.terminate()
    assert worker.wait(timeout=3) == 0


def test_a_job_that_kills_its_worker_rests_and_the_next_one_runs(installation):
    killed, out = installation.file(), installation.file()
    example_jobs.kill_the_worker.using(priority=5).enqueue(str(killed))
    example_jobs.write_line.enqueue(str(out), "x")
    for _life in range(2):
        assert installation.start_worker().wait(timeout=20) == -signal.SIGKILL
    installation.start_worker()
    wait_until(lambda: ours().filter(status=Status.FAILED).exists())
    wait_until(done)
    assert len(killed.read_text().split()) == 2
    assert out.read_text() == "x\n"


def test_two_workers_run_three_hundred_jobs_each_once(installation):
    out = installation.file()
    with transaction.atomic():
        for n in range(300):
            example_jobs.write_line.enqueue(str(out), str(n))
    installation.start_worker()
    installation.start_worker()
    wait_until(lambda: done(300), within_s=40)

    assert sorted(map(int, out.read_text().split())) == list(range(300))
    assert set(ours().values_list("attempts", flat=True)) == {1}
    assert len(set(ours().values_list("holder", flat=True))) == 2
