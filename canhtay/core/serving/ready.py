"""What must be true before anybody is served."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.utils.translation import gettext as _

from canhtay.core.serving.compiling import compile_nothing
from canhtay.core.serving.migrations import bring_up_to_date
from canhtay.core.serving.static_files import collect_if_stale
from config import environment


def make_ready(say: Callable[[str], None], *, migrate: bool = False) -> None:
    """Database, reference data, static files. `migrate` allows it on PostgreSQL. Raises CommandError."""
    make_database_ready(say, migrate=migrate, verbosity=1)
    collect_if_stale()
    connections.close_all()


def make_database_ready(say: Callable[[str], None], *, migrate: bool = False, verbosity: int = 0) -> None:
    """Tables and reference data: for commands that may be the first thing ever run on a machine. Raises CommandError."""
    bring_up_to_date(say, even_on_postgres=migrate)
    compile_nothing()
    call_command("prepare", verbosity=verbosity)


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
