"""`canhtay serve` as a subprocess with its own data folder and port, for tests that need the real thing.

with Server(tmp_path) as server:
    browser.goto(server.url)
    server.kill(); server.start()      # a power cut, and back with the same data at the same address
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from canhtay.core.serving.ports import LOOPBACK, answers, free_port, is_free, url_of
from config.environment import ROOT

ANSWERS_WITHIN_S = 60
STOPS_WITHIN_S = 30


class Server:
    """What it prints goes to `log`, which a failing test may show."""

    def __init__(
        self,
        folder: Path,
        env: Mapping[str, str] | None = None,
        port: int | None = None,
        words: Sequence[str] = ("serve",),
    ) -> None:
        """`words`: the command and its options; ("demo", "--no-open") serves the demo's ward."""
        self.folder, self.words = folder, words
        self.port = port or free_port(first_port_of_this_process())
        self.url = url_of(LOOPBACK, self.port)
        self.log = folder / "server.log"
        # The server is to have its own SQLite file, also when the tests themselves run on PostgreSQL.
        self.env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        self.env |= {"CANHTAY_DATA": str(folder), "PYTHONPATH": str(ROOT), **(env or {})}
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_error: Any) -> None:
        self.kill()

    def start(self) -> Self:
        """Until it answers. Raises AssertionError with its log when it does not."""
        command = [sys.executable, "-m", "canhtay.cli", *self.words, "--port", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, env=self.env, cwd=self.folder, stdout=log, stderr=log)
        deadline = time.monotonic() + ANSWERS_WITHIN_S
        while not answers(LOOPBACK, self.port):
            assert self.process.poll() is None, f"the server ended: {self.said()}"
            assert time.monotonic() < deadline, f"the server does not answer: {self.said()}"
            time.sleep(0.05)
        return self

    def stop(self) -> int:
        """Cleanly; the exit code."""
        assert self.process
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=STOPS_WITHIN_S)

    def kill(self) -> None:
        """As a power cut: -9, its children die with it."""
        if self.process:
            self.process.kill()
            self.process.wait()
            self.wait_for_the_port()

    def wait_for_the_port(self) -> None:
        deadline = time.monotonic() + STOPS_WITHIN_S
        while not is_free(LOOPBACK, self.port):
            assert time.monotonic() < deadline, f"a child of the killed server still holds port {self.port}"
            time.sleep(0.02)

    def said(self) -> str:
        return self.log.read_text(errors="replace")


def first_port_of_this_process() -> int:
    """Far apart for tests that run side by side, so that two do not find the same port free."""
    return 18000 + 50 * (os.getpid() % 400)
