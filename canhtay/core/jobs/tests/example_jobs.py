"""Tasks that the tests run; a file stands for what a job does in the world."""

import os
import time
from pathlib import Path

from django_tasks import task


@task()
def write_line(file: str, line: str) -> str:
    """One line of a file, appended whole."""
    with open(file, "a") as out:
        out.write(f"{line}\n")
    return line


@task()
def linger(file: str, seconds: float) -> None:
    write_line.func(file, f"begin {os.getpid()}")
    time.sleep(seconds)
    write_line.func(file, f"end {os.getpid()}")


@task(longest_s=1)
def never_end() -> None:
    while True:
        time.sleep(0.05)


@task(most_attempts=3)
def poisoned() -> None:
    raise ValueError("số 0912345678 của 'Nguyễn Thị Lan' sai")


@task(most_attempts=2)
def kill_the_worker(file: str) -> None:
    write_line.func(file, str(os.getpid()))
    os.kill(os.getpid(), 9)


@task(takes_context=True)
def tell_attempt(context) -> int:
    return context.attempt


@task()
def return_a_path() -> object:
    return Path("/")
