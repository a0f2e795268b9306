"""`canhtay demo [--port P] [--no-open] [--seed S] [--today D] [--fresh]`: a believable ward, served on this machine only.

It lives in its own folder, CANHTAY_DATA/demo (set by `canhtay.cli` before the settings are read), and never opens another database.
"""

import os
import shutil
import sys
import webbrowser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, connections

from canhtay.core import clock, facts
from canhtay.core.serving.ports import LOOPBACK, free_port, require_free
from canhtay.core.serving.ready import alone_with_the_database, make_ready
from canhtay.core.serving.supervisor import run_children
from canhtay.home.demo.cast import OFFICE_ROLES, PHONE_ROLES, parts
from canhtay.home.demo.ward import make_ward, opening_moment
from canhtay.people.models import Person

USUAL_PORT = 8000


class Command(BaseCommand):
    help = "Một phường mẫu để xem thử · a believable ward to look at"
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int)
        parser.add_argument("--no-open", action="store_true", help="không mở trình duyệt · do not open a browser")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--today", type=date.fromisoformat, help="ngày của phường mẫu · the ward's day, 2026-11-28")
        parser.add_argument("--fresh", action="store_true", help="làm lại từ đầu · start over")

    def handle(self, *, seed: int, today: date | None, fresh: bool, port: int | None, no_open: bool, **_: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Chạy bằng lệnh `canhtay demo` · run it as `canhtay demo`")
        if port:
            require_free(LOOPBACK, port)
        with alone_with_the_database():
            if fresh:
                _clear()
            make_ready(self.say)
            self._fill(seed, today or clock.today())
            # Chosen last: making the ward takes a while, and a port found free before it may be gone after it.
            port = port or self._free_port()
            code = run_children(os.environ, LOOPBACK, port, lambda url: self._open(url, not no_open))
        if code:
            sys.exit(code)

    def _free_port(self) -> int:
        port = free_port(USUAL_PORT)
        if port != USUAL_PORT:
            self.say(f"Cổng {USUAL_PORT} đang bận, dùng {port} · port {USUAL_PORT} is busy, using {port}")
        return port

    def _fill(self, seed: int, today: date) -> None:
        if facts.get(facts.DEMO) == "1":
            self.say("Phường mẫu chạy tiếp từ lần trước; làm lại từ đầu bằng --fresh · continued; --fresh starts over")
            return
        if Person.unscoped.exists():
            _clear()  # a demo that was interrupted while it was being made
            make_ready(self.say)
        self.say("Đang dựng phường mẫu… · making the ward…")
        make_ward(seed, today)
        facts.shift_clock(opening_moment(today) - clock.now())
        connections.close_all()

    def _open(self, url: str, browser: bool) -> None:
        self.say(f"\nMọi thứ trên một trang · everything on one page:  {url}/demo/")
        self.say("Văn phòng · office")
        for part in parts(OFFICE_ROLES):
            self.say(f"  {part.title}:  {url}/demo/office/{part.role}/")
        self.say("Điện thoại · phone")
        for part in parts(PHONE_ROLES):
            self.say(f"  {part.title}:  {url}/demo/phone/{part.role}/")
        self.say("Dừng bằng Ctrl+C · stop with Ctrl+C")
        if browser and os.environ.get("DISPLAY", os.name == "nt" or sys.platform == "darwin"):
            webbrowser.open(f"{url}/demo/")

    def say(self, sentence: str) -> None:
        self.stdout.write(str(sentence))
        self.stdout.flush()


def _clear() -> None:
    """Only ever the demo's own folder: the settings were made for it."""
    if not settings.DEMO or settings.DATA.name != "demo" or connection.vendor != "sqlite":
        raise CommandError("Thư mục này không phải của phường mẫu · this folder is not a demo's")
    connections.close_all()
    for path in settings.DATA.iterdir():
        if path.name not in {"keys", "serve.lock"}:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
