from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django_tasks import TaskResultStatus as Status

from canhtay.core import clock
from canhtay.core.jobs import leases, queries
from canhtay.core.jobs.errors import describe, masked
from canhtay.core.jobs.forgetting import forget_finished
from canhtay.core.jobs.models import Job
from canhtay.core.jobs.tests import example_jobs
from canhtay.core.jobs.worker import run_waiting

pytestmark = pytest.mark.django_db


@pytest.mark.both_databases
def test_a_poisoned_job_rests_after_its_attempts_and_the_others_go_on(tmp_path):
    poisoned = example_jobs.poisoned.using(priority=9).enqueue()
    example_jobs.write_line.enqueue(str(tmp_path / "out"), "x")

    assert run_waiting() == 2, "it waits a while after a failure, so the next job has its turn"
    for day in range(1, 6):
        with clock.stopped_at(clock.now() + timedelta(days=day)):
            run_waiting()

    poisoned.refresh()
    assert (poisoned.status, poisoned.attempts) == (Status.FAILED, 3)
    assert (tmp_path / "out").read_text() == "x\n"
    assert [job.pk for job in queries.resting()] == [int(poisoned.id)]


def test_it_waits_longer_each_time():
    assert [leases.delay(n).total_seconds() for n in (1, 2, 3, 4, 5, 9)] == [10, 40, 160, 640, 2560, 3600]


def test_what_is_kept_of_an_error_names_no_person(capsys):
    example_jobs.poisoned.enqueue()
    run_waiting()
    job = Job.objects.get()
    assert job.error.startswith("ValueError (example_jobs.py:")
    assert job.error.endswith("): số … của … sai")
    assert job.error_class == "builtins.ValueError"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("No module named 'canhtay.rounds.jobs'", "No module named 'canhtay.rounds.jobs'"),
        ("invalid literal for int() with base 10: 'Nguyễn Văn A'", "invalid literal for int() with base 10: …"),
        ("Key (phone)=(0912345678) already exists.", "Key (phone)… already exists."),
        ("no mail to lan@example.vn, 3 times", "no mail to … 3 times"),
    ],
)
def test_masking(said, kept):
    assert masked(said) == kept


def test_an_error_of_many_lines_keeps_the_first():
    assert describe(ValueError("duplicate key\nDETAIL: Key (name)=(Lan)")) == "ValueError: duplicate key"


def test_a_value_that_is_not_json_is_the_jobs_failure():
    example_jobs.return_a_path.enqueue()
    run_waiting()
    assert Job.objects.get().error.startswith("TypeError")


def test_a_job_that_runs_too_long_is_interrupted_and_counted():
    example_jobs.never_end.enqueue()
    run_waiting()
    job = Job.objects.get()
    assert (job.status, job.attempts, job.error_class) == (Status.READY, 1, "canhtay.core.jobs.time_limit.TimeUp")


def test_a_task_of_another_version_is_tried_again_later():
    Job.objects.create(task="canhtay.of_the_future.job", enqueued_at=clock.now())
    assert run_waiting() == 1
    job = Job.objects.get()
    assert (job.status, job.error_class) == (Status.READY, "builtins.ModuleNotFoundError")


def test_a_person_sees_a_resting_job_and_lets_it_run_again(capsys):
    job = Job.objects.create(
        task=example_jobs.tell_attempt.module_path,
        status=Status.FAILED,
        attempts=5,
        error="ValueError: x",
        enqueued_at=clock.now(),
        finished_at=clock.now(),
    )
    call_command("jobs", again=None)
    assert "ValueError: x" in capsys.readouterr().out
    call_command("jobs", again=job.pk)
    run_waiting()
    job.refresh_from_db()
    assert (job.status, job.returned) == (Status.SUCCESSFUL, 1)
    with pytest.raises(CommandError):
        call_command("jobs", again=job.pk)


@pytest.mark.both_databases
def test_finished_jobs_are_forgotten_after_a_month_and_resting_ones_after_a_year():
    now = clock.now()
    for status, days in [("SUCCESSFUL", 29), ("SUCCESSFUL", 31), ("FAILED", 31), ("FAILED", 366)]:
        finished = now - timedelta(days=days)
        Job.objects.create(
            task="t", status=status, enqueued_at=finished, finished_at=finished, unique=f"{status}{days}"
        )
    Job.objects.create(task="t", enqueued_at=now - timedelta(days=400), unique="waits")

    assert forget_finished.call() == 2
    assert set(Job.objects.values_list("unique", flat=True)) == {"SUCCESSFUL29", "FAILED31", "waits"}
