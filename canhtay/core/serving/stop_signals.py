"""Being asked to stop, without sleeping through it."""

import os
import select
import signal
from collections.abc import Callable
from types import FrameType
from typing import Any, Self

ASKS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class StopSignals:
    """SIGTERM, Ctrl-C or a closed terminal asks; asked again, it insists. Only for a process's main thread.

    `wait` ends at the first signal, a child's end included: a handler that sets a threading.Event could
    deadlock with the wait it interrupts, so the signal's number arrives through a pipe.
    """

    def __init__(self, on_ask: Callable[[], None] = lambda: None) -> None:
        self.times_asked = 0
        self.on_ask = on_ask

    @property
    def asked(self) -> bool:
        return self.times_asked > 0

    @property
    def insisted(self) -> bool:
        return self.times_asked > 1

    def wait(self, seconds: float) -> None:
        if select.select([self.reading], [], [], max(seconds, 0))[0]:
            os.read(self.reading, 4096)

    def __enter__(self) -> Self:
        self.reading, self.writing = os.pipe()
        os.set_blocking(self.writing, False)
        self.before_wakeup = signal.set_wakeup_fd(self.writing, warn_on_full_buffer=False)
        self.before = {number: signal.signal(number, self.note) for number in (*ASKS, signal.SIGCHLD)}
        return self

    def __exit__(self, *_error: Any) -> None:
        for number, handler in self.before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self.before_wakeup)
        os.close(self.reading)
        os.close(self.writing)

    def note(self, number: int, _frame: FrameType | None) -> None:
        if number in ASKS:
            self.times_asked += 1
            self.on_ask()
