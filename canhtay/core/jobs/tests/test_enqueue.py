from datetime import timedelta

import pytest
from django.db import transaction
from django_tasks import TaskResultStatus as Status
from django_tasks.exceptions import TaskResultDoesNotExist

from canhtay.core import clock
from canhtay.core.jobs import enqueue_all, enqueue_once
from canhtay.core.jobs.models import Job
from canhtay.core.jobs.tests import example_jobs
from canhtay.core.jobs.worker import run_waiting

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
WRITE_LINE = "canhtay.core.jobs.tests.example_jobs.write_line"


def test_a_job_waits_runs_and_keeps_what_it_returned(tmp_path):
    result = example_jobs.write_line.enqueue(str(tmp_path / "out"), line="một")
    assert (result.status, result.attempts) == (Status.READY, 0)

    assert run_waiting() == 1

    result.refresh()
    assert (result.status, result.attempts, result.return_value) == (Status.SUCCESSFUL, 1, "một")
    assert example_jobs.write_line.get_result(result.id).return_value == "một"
    assert (tmp_path / "out").read_text() == "một\n"


def test_a_result_that_does_not_exist_is_said_to_be_so():
    with pytest.raises(TaskResultDoesNotExist):
        example_jobs.write_line.get_result("12345")


@pytest.mark.django_db(transaction=True)
def test_a_verb_that_is_rolled_back_leaves_no_job(tmp_path):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        enqueue_all([WRITE_LINE], file=str(tmp_path / "out"), line="x")
        assert Job.objects.count() == 1
        raise ZeroDivisionError
    assert Job.objects.count() == 0


def test_one_key_is_one_job_even_after_it_is_done(tmp_path):
    ask = {"file": str(tmp_path / "out"), "line": "x"}
    assert enqueue_once("nightly@2026-11-24", WRITE_LINE, **ask) is True
    assert enqueue_once("nightly@2026-11-24", WRITE_LINE, **ask) is False
    run_waiting()
    assert enqueue_once("nightly@2026-11-24", WRITE_LINE, **ask) is False
    assert enqueue_once("nightly@2026-11-25", WRITE_LINE, **ask) is True


def test_the_urgent_first_then_in_the_order_asked_for(tmp_path):
    out = tmp_path / "out"
    for line, priority in [("later", -5), ("first", 0), ("second", 0), ("urgent", 50)]:
        example_jobs.write_line.using(priority=priority).enqueue(str(out), line)
    run_waiting()
    assert out.read_text().split() == ["urgent", "first", "second", "later"]


def test_not_before_its_time(tmp_path):
    tonight = clock.now() + timedelta(hours=3)
    example_jobs.write_line.using(run_after=tonight).enqueue(str(tmp_path / "out"), "x")
    assert run_waiting() == 0
    with clock.stopped_at(tonight):
        assert run_waiting() == 1


def test_a_job_may_ask_which_attempt_it_is():
    result = example_jobs.tell_attempt.enqueue()
    run_waiting()
    result.refresh()
    assert result.return_value == 1
