"""`canhtay work`: one worker for jobs and schedule, as `canhtay serve` starts it; alone, one more on PostgreSQL."""

from typing import Any

from django.core.management import BaseCommand, CommandParser

from canhtay.core import facts
from canhtay.core.jobs.worker import Pace, work
from canhtay.core.serving.lifeline import die_with_supervisor
from config.schedule import SCHEDULE


class Command(BaseCommand):
    help = "Chạy việc nền và lịch · Run jobs and schedule"
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        usual = Pace()
        parser.add_argument("--poll", type=float, default=usual.poll, help="seconds between two looks when idle")
        parser.add_argument("--lease", type=float, default=usual.lease, help="seconds a silent worker keeps its job")
        parser.add_argument("--grace", type=float, default=usual.grace, help="seconds left to a running job at SIGTERM")

    def handle(self, *, poll: float, lease: float, grace: float, **_options: Any) -> None:
        die_with_supervisor()
        facts.follow_clock()
        work(SCHEDULE, Pace(poll=poll, longest_poll=5 * poll, lease=lease, grace=grace))
