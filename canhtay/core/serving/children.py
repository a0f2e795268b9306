"""One child process of the supervisor, started again when it dies."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from canhtay.core.serving.lifeline import SUPERVISOR
from config.environment import ROOT


class KeepsDying(Exception):
    """The child has died so often that starting it again is no help."""


@dataclass
class Child:
    name: str
    module: Sequence[str]
    """A module and its arguments, as after `python -m`."""

    env: Mapping[str, str]
    first_delay_s: float = 0.5
    most_deaths: int = 6
    well_after_s: float = 60
    """Having lived this long, its earlier deaths are forgiven."""

    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    born: float = 0
    start_again_at: float = field(default=float("inf"))

    def start(self) -> None:
        # -P: the current folder is not searched for modules. Its own session: Ctrl-C reaches the supervisor alone.
        command = [sys.executable, "-P", "-m", *self.module]
        self.process = subprocess.Popen(command, env=child_env(self.env), start_new_session=True)
        self.born, self.start_again_at = time.monotonic(), float("inf")

    def look_after(self) -> None:
        """Raises KeepsDying."""
        if self.process and self.process.poll() is not None:
            self.note_death()
        if time.monotonic() >= self.start_again_at:
            self.start()

    def note_death(self) -> None:
        self.kill()  # what it left behind in its session
        self.process = None
        self.deaths = 1 if time.monotonic() - self.born > self.well_after_s else self.deaths + 1
        if self.deaths >= self.most_deaths:
            raise KeepsDying(self.name)
        self.start_again_at = time.monotonic() + self.first_delay_s * 2 ** (self.deaths - 1)

    @property
    def lives(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def ask_to_stop(self) -> None:
        if self.process and self.lives:
            self.process.terminate()

    def kill(self) -> None:
        """With all its own children, which share its session."""
        if self.process:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                return
            self.process.wait()


def child_env(env: Mapping[str, str]) -> dict[str, str]:
    paths = [str(ROOT), *filter(None, [env.get("PYTHONPATH")])]
    return {**env, "PYTHONPATH": os.pathsep.join(paths), SUPERVISOR: str(os.getpid())}
