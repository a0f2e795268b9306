"""`canhtay serve`: the whole product in one command."""

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandParser
from django.db import connections
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from canhtay.core.serving.ports import LOOPBACK, require_free
from canhtay.core.serving.ready import alone_with_the_database, make_ready
from canhtay.core.serving.supervisor import run_children


class Command(BaseCommand):
    help = "Chạy máy chủ: web, việc nền và lịch · Serve: web, jobs and schedule"
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default=LOOPBACK)
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--migrate", action="store_true", help="allow migrations on PostgreSQL: a pg_dump was made")
        parser.add_argument("--prepare-only", action="store_true", help="database and static files, then stop")

    def handle(self, *, host: str, port: int, migrate: bool, prepare_only: bool, **_options: Any) -> None:
        if not prepare_only:
            require_free(host, port)
        with alone_with_the_database():
            make_ready(self.say, migrate=migrate)
            code = 0 if prepare_only else run_children(os.environ, host, port, self.say_where)
        if code:
            sys.exit(code)

    def say_where(self, url: str) -> None:
        self.say(_("Mở %(url)s") % {"url": url})
        for path in settings.SAID_AT_START:
            if said := import_string(path)(url):
                self.say(said)
        connections.close_all()

    def say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()
