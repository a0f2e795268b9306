"""Databases beside the test's own: a file as installations have it, and second connections that are at work at the same time."""

import contextvars
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from shutil import copy
from threading import Thread
from typing import Any, TypeVar

from django.core.management import call_command
from django.db import connection, connections

from config import environment

T = TypeVar("T")


def settle(folder: Path) -> None:
    """After the reference data: SQLite's is kept as a file in the folder, PostgreSQL learns how large its tables are."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM INTO %s", [str(prepared(folder))])
        else:
            cursor.execute("ANALYZE")


def prepared(folder: Path) -> Path:
    return folder / "prepared.sqlite3"


def lay_prepared(file: Path, folder: Path) -> None:
    """A new installation's database in its data folder; tests that run on PostgreSQL have none, and it makes its own tables."""
    if file.exists():
        copy(file, folder / "canhtay.sqlite3")


@contextmanager
def sqlite_file(path: Path, timeout_s: float = 20) -> Iterator[Path]:
    """This thread's database is this file, with the settings of an installation and the tables that were missing."""
    where = environment.sqlite(path)
    where["OPTIONS"]["timeout"] = timeout_s
    ours = connections["default"]
    connections["default"] = type(ours)({**ours.settings_dict, **where}, "default")
    try:
        call_command("migrate", interactive=False, verbosity=0)
        yield path
    finally:
        connections["default"].close()
        connections["default"] = ours


def beside(work: Callable[[], T]) -> "Future[T]":
    """Begin the work in another thread, on a connection of its own, at the same stopped clock."""
    told: Future[T] = Future()
    Thread(target=contextvars.copy_context().run, args=[_work, work, told], daemon=True).start()
    return told


def _work(work: Callable[[], Any], told: "Future[Any]") -> None:
    try:
        told.set_result(work())
    except BaseException as fault:  # it is raised where the result is asked for
        told.set_exception(fault)
    finally:
        connection.close()


def wait_until_one_waits_for_a_lock(within_s: float = 10) -> None:
    """PostgreSQL: until another connection to this database stands before a lock."""
    deadline = time.monotonic() + within_s
    waiting = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    with connection.cursor() as cursor:
        while True:
            cursor.execute(waiting)
            if cursor.fetchall():
                return
            assert time.monotonic() < deadline, "nobody waits for a lock"
            time.sleep(0.01)
