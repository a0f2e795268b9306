"""What finished long ago is not kept; a job that rests as failed stays longer, for people to see."""

from datetime import timedelta

from django.db.models import QuerySet
from django_tasks import TaskResultStatus, task

from canhtay.core import clock
from canhtay.core.jobs.models import Job

KEEP_SUCCESSFUL_DAYS = 30
KEEP_FAILED_DAYS = 365


@task()
def forget_finished() -> int:
    """Delete jobs past their time; how many."""
    old = past(TaskResultStatus.SUCCESSFUL, KEEP_SUCCESSFUL_DAYS) | past(TaskResultStatus.FAILED, KEEP_FAILED_DAYS)
    deleted, _by_model = old.delete()
    return deleted


def past(status: TaskResultStatus, days: int) -> QuerySet[Job]:
    return Job.objects.filter(status=status, finished_at__lt=clock.now() - timedelta(days=days))
