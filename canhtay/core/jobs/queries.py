"""What people ask of the jobs."""

from datetime import datetime

from django.db.models import Count, QuerySet
from django_tasks import TaskResultStatus

from canhtay.core import clock
from canhtay.core.jobs.models import Job


def counts() -> dict[TaskResultStatus, int]:
    found = dict(Job.objects.order_by().values_list("status").annotate(n=Count("id")))
    return {status: found.get(status, 0) for status in TaskResultStatus}


def resting() -> QuerySet[Job]:
    """Failed too often and given up, newest first; each with its error."""
    return Job.objects.filter(status=TaskResultStatus.FAILED).order_by("-finished_at")


def waits_since() -> datetime | None:
    """The moment since which the longest-waiting due job waits; old, when no worker runs."""
    due = Job.objects.filter(status=TaskResultStatus.READY, finished_at__isnull=True)
    moments = [run_after or enqueued for run_after, enqueued in due.values_list("run_after", "enqueued_at")]
    return min((moment for moment in moments if moment <= clock.now()), default=None)
