"""Waiting for another process: looking again until a deadline, never sleeping and hoping."""

import time
from collections.abc import Callable


def wait_until(holds: Callable[[], object], within_s: float = 20) -> None:
    deadline = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < deadline, f"not within {within_s} s"
        time.sleep(0.02)
