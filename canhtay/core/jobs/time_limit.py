"""Interrupting a job that runs too long, or longer than a stopping worker may wait. Only in a process's main thread."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TimeUp(BaseException):
    """Not an Exception, so that no job swallows it: its transaction is rolled back and the worker decides."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """No limit outside the main thread, which alone hears the alarm (tests, a shell)."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, time_is_up)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def shorten(seconds: float) -> None:
    """Leave the job that is running no more than this; nothing when none runs."""
    left, _interval = signal.getitimer(signal.ITIMER_REAL)
    if left > seconds:
        signal.setitimer(signal.ITIMER_REAL, seconds)


def time_is_up(_number: int, _frame: FrameType | None) -> None:
    raise TimeUp
