"""What must be true before anybody is served."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from django.core.management import CommandError, call_command, get_commands
from django.db import connection, connections
from django.utils.translation import gettext as _

from canhtay.core.serving.children import child_env
from canhtay.core.serving.lifeline import SUPERVISOR
from canhtay.core.serving.migrations import bring_up_to_date
from canhtay.core.serving.static_files import collect_if_stale
from config import environment


def make_ready(say: Callable[[str], None], *, migrate: bool = False) -> None:
    """Database, reference data, static files. `migrate` allows it on PostgreSQL. Raises CommandError."""
    bring_up_to_date(say, even_on_postgres=migrate)
    if "prepare" in get_commands():
        call_command("prepare")
    collect_if_stale()
    connections.close_all()


def make_ready_in(env: Mapping[str, str]) -> int:
    """The same for another installation than this process's own, as a demo's; the exit code."""
    command = [sys.executable, "-P", "-m", "canhtay.cli", "serve", "--prepare-only"]
    its_env = {name: value for name, value in child_env(env).items() if name != SUPERVISOR}
    return subprocess.run(command, env=its_env, check=False).returncode


@contextmanager
def alone_with_the_database() -> Iterator[None]:
    """Only one `canhtay serve` on an SQLite database; on PostgreSQL there may be many. Raises CommandError.

    The lock is the system's and goes with the process, however it ends.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with (environment.data_folder() / "serve.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError(
                _("Một `canhtay serve` khác đang chạy trên dữ liệu %(folder)s.") % {"folder": environment.data_folder()}
            ) from None
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        yield
