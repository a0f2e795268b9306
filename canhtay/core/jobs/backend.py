"""The backend of Django's tasks that keeps jobs as rows (`TASKS` in the settings)."""

from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

from django.db import transaction
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskError, TaskResult, TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist
from django_tasks.utils import normalize_json

from canhtay.core import clock
from canhtay.core.jobs.models import Job

MOST_ATTEMPTS = 5
LONGEST_S = 1800

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class LeasedTask(Task[P, T]):
    """A task with its two limits, given as `@task(most_attempts=3, longest_s=60)`."""

    most_attempts: int = MOST_ATTEMPTS
    """After so many failures, or deaths of its worker, the job rests as failed."""

    longest_s: int = LONGEST_S
    """Seconds after which one attempt is interrupted and counts as failed."""


class LeasedBackend(BaseTaskBackend):
    task_class = LeasedTask
    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def enqueue(self, task: Task[P, T], args: Any, kwargs: Any) -> TaskResult[T]:
        self.validate_task(task)
        return result_of(Job.objects.create(**row(task, args, kwargs)), task)

    def enqueue_once(self, task: Task, key: str, kwargs: dict[str, Any]) -> bool:
        self.validate_task(task)
        with transaction.atomic():
            _job, new = Job.objects.get_or_create(unique=key, defaults=row(task, [], kwargs))
        return new

    def get_result(self, result_id: str) -> TaskResult:
        try:
            job = Job.objects.get(pk=result_id)
        except (Job.DoesNotExist, ValueError):
            raise TaskResultDoesNotExist(result_id) from None
        return result_of(job, task_of(job))


def task_of(job: Job) -> Task:
    """Raises ImportError for a task that this version of the program does not have."""
    return import_string(job.task)


def row(task: Task, args: Any, kwargs: Any) -> dict[str, Any]:
    return {
        "task": task.module_path,
        "args": normalize_json(args),
        "kwargs": normalize_json(kwargs),
        "priority": task.priority,
        "run_after": task.run_after,
        "enqueued_at": clock.now(),
    }


def result_of(job: Job, task: Task[P, T]) -> TaskResult[T]:
    result: TaskResult[T] = TaskResult(
        task=task.using(priority=job.priority, run_after=job.run_after),
        id=str(job.pk),
        status=TaskResultStatus(job.status),
        enqueued_at=job.enqueued_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
        last_attempted_at=job.last_attempted_at,
        args=job.args,
        kwargs=job.kwargs,
        backend=task.backend,
        errors=[TaskError(exception_class_path=job.error_class, traceback=job.error)] if job.error_class else [],
        worker_ids=[job.holder] * job.attempts,  # only the last holder is kept; the API counts attempts by this list
    )
    object.__setattr__(result, "_return_value", job.returned)
    return result
