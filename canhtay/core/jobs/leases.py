"""Taking a job and letting it go: the only writers of a queued job.

A lease is between processes, so it runs by the machine's clock; two machines' clocks may differ by less than a lease.
`run_after` and the dates that people read follow the product's clock, which in a demo runs beside it.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q
from django_tasks import TaskResultStatus as Status
from django_tasks.utils import normalize_json

from canhtay.core import clock
from canhtay.core.jobs import errors
from canhtay.core.jobs.backend import MOST_ATTEMPTS, LeasedTask, task_of
from canhtay.core.jobs.models import Job

LEASE_S = 30.0


class WorkerLost(Exception):
    """The worker that ran this job was killed: perhaps by the job."""


def take(holder: str, lease_s: float = LEASE_S) -> Job | None:
    """The most urgent job that is due, now held by this holder; None when there is nothing to do."""
    while due().exists():  # an idle poll is one read, and on SQLite waits for no writer
        job = take_first(holder, lease_s)
        if job is None or job.status == Status.RUNNING:
            return job
    return None


def prolong(job: Job, lease_s: float = LEASE_S) -> bool:
    """False when the lease was lost: another worker has taken the job."""
    return change(job, held_until=wall_clock() + timedelta(seconds=lease_s))


def finish(job: Job, value: Any) -> bool:
    """False, and nothing written, when the lease was lost. Raises TypeError or ValueError for what is not JSON."""
    returned = normalize_json(value)
    now = clock.now()
    return change(
        job, status=Status.SUCCESSFUL, returned=returned, finished_at=now, held_until=None, error_class="", error=""
    )


def fail(job: Job, error: BaseException) -> bool:
    """Once more after a growing while; after too many attempts the job rests, for people to see."""
    if job.attempts >= most_attempts(job):
        return rest(job, error)
    return change(job, **told(error), status=Status.READY, held_until=None, run_after=clock.now() + delay(job.attempts))


def hand_back(job: Job) -> bool:
    """The worker stops: the job is due at once for another, and this attempt does not count."""
    return change(job, status=Status.READY, held_until=None, attempts=F("attempts") - 1)


def try_again(job_id: int) -> bool:
    """A person lets a job that rests as failed run from its first attempt."""
    resting = Job.objects.filter(pk=job_id, status=Status.FAILED)
    return bool(resting.update(status=Status.READY, attempts=0, run_after=None, finished_at=None, held_until=None))


def delay(attempts: int) -> timedelta:
    """10 s, 40 s, 160 s, 640 s, then never more than an hour."""
    return timedelta(seconds=min(10 * 4 ** (attempts - 1), 3600))


@transaction.atomic
def take_first(holder: str, lease_s: float) -> Job | None:
    """The first due job that nobody else is just taking (SQLite has one writer anyway), now held, or put to rest."""
    job = due().select_for_update(skip_locked=True).order_by(F("priority").desc(), F("id").asc()).first()
    if job and job.attempts >= most_attempts(job):
        rest(job, WorkerLost(job.holder))
    elif job:
        hold(job, holder, lease_s)
    return job


def due() -> models.QuerySet[Job]:
    now = clock.now()
    waiting = Q(status=Status.READY) & (Q(run_after=None) | Q(run_after__lte=now))
    abandoned = Q(status=Status.RUNNING, held_until__lt=wall_clock())
    return Job.objects.filter(waiting | abandoned, finished_at__isnull=True)


def hold(job: Job, holder: str, lease_s: float) -> None:
    job.status, job.holder, job.attempts = Status.RUNNING, holder, job.attempts + 1
    job.held_until = wall_clock() + timedelta(seconds=lease_s)
    job.last_attempted_at = clock.now()
    job.started_at = job.started_at or job.last_attempted_at
    job.save(update_fields=["status", "holder", "attempts", "held_until", "last_attempted_at", "started_at"])


def rest(job: Job, error: BaseException) -> bool:
    job_rests = change(job, **told(error), status=Status.FAILED, held_until=None, finished_at=clock.now())
    job.status = Status.FAILED
    return job_rests


def change(job: Job, **fields: Any) -> bool:
    """Only while the job is still this holder's, in this attempt."""
    mine = Job.objects.filter(pk=job.pk, status=Status.RUNNING, holder=job.holder, attempts=job.attempts)
    return bool(mine.update(**fields))


def told(error: BaseException) -> dict[str, str]:
    return {"error_class": errors.class_path(error)[:200], "error": errors.describe(error)}


def most_attempts(job: Job) -> int:
    try:
        task = task_of(job)
    except ImportError:  # a newer version's job in an older worker, or the other way round
        return MOST_ATTEMPTS
    return task.most_attempts if isinstance(task, LeasedTask) else MOST_ATTEMPTS


def wall_clock() -> datetime:
    return datetime.now(UTC)
