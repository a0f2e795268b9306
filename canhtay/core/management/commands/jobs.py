"""`canhtay jobs`: what waits, and what rests as failed and why; `--again ID` lets one run again."""

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from canhtay.core.jobs import leases, queries


class Command(BaseCommand):
    help = "Xem việc nền, chạy lại việc đã dừng vì lỗi · Show jobs, try a failed one again"
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", type=int, metavar="ID")

    def handle(self, *, again: int | None, **_options: Any) -> None:
        if again is not None and not leases.try_again(again):
            raise CommandError(_("Không có việc số %(id)s đang dừng vì lỗi.") % {"id": again})
        for status, n in queries.counts().items():
            self.stdout.write(f"{n:6} {status.label}")
        for job in queries.resting():
            self.stdout.write(f"{job} · {job.finished_at:%Y-%m-%d %H:%M} · {job.error}")
