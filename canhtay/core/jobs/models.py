"""The table of jobs."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskResultStatus

STATUSES = [
    (TaskResultStatus.READY, _("đang chờ")),
    (TaskResultStatus.RUNNING, _("đang chạy")),
    (TaskResultStatus.SUCCESSFUL, _("đã xong")),
    (TaskResultStatus.FAILED, _("đã dừng vì lỗi")),
]


class Job(models.Model):
    """One call of a task. Waiting, held by a worker until a moment, or finished (well, or given up with its error)."""

    task = models.CharField(max_length=200)
    args = models.JSONField(default=list)
    kwargs = models.JSONField(default=dict)
    priority = models.SmallIntegerField(default=0)
    run_after = models.DateTimeField(null=True)
    # Kept with the finished job, so that a periodic job's due moment is queued once however many workers look.
    unique = models.CharField(max_length=200, null=True, unique=True)

    status = models.CharField(max_length=10, choices=STATUSES, default=TaskResultStatus.READY)
    attempts = models.PositiveSmallIntegerField(default=0)
    holder = models.CharField(max_length=100, blank=True)
    held_until = models.DateTimeField(null=True)

    enqueued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    last_attempted_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    returned = models.JSONField(null=True)
    # The last error: the class's dotted path, and a line without what it may quote of a person (errors.py).
    error_class = models.CharField(max_length=200, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        app_label = "core"
        indexes = [
            # Workers look only at what is not finished; it stays small however long the past is kept.
            models.Index(
                F("priority").desc(), F("id").asc(), condition=Q(finished_at__isnull=True), name="core_job_open"
            ),
            models.Index(fields=["finished_at"], name="core_job_finished"),
        ]

    def __str__(self) -> str:
        return f"{self.task} #{self.pk}"
