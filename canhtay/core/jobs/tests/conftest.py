"""A real database that this process and its workers share: a file, or one more on the PostgreSQL of DATABASE_URL."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from canhtay.core.jobs.models import Job
from config import environment
from config.environment import ROOT
from testkit.databases import lay_prepared


@dataclass
class Installation:
    folder: Path
    env: dict[str, str]
    workers: list[subprocess.Popen] = field(default_factory=list)

    def start_worker(self, *options: str) -> subprocess.Popen:
        fast = ["--poll", "0.05", "--lease", "1.5"]
        command = [sys.executable, "-m", "canhtay.cli", "work", *fast, *options]
        self.workers.append(subprocess.Popen(command, env=self.env, cwd=self.folder, stderr=subprocess.PIPE))
        return self.workers[-1]

    def file(self, name: str = "out") -> Path:
        path = self.folder / f"{name}-{token_hex(4)}"
        path.touch()
        return path


@pytest.fixture(scope="session")
def shared_installation(tmp_path_factory, prepared_file, django_db_blocker) -> Iterator[Installation]:
    folder = tmp_path_factory.mktemp("installation")
    lay_prepared(prepared_file, folder)
    with django_db_blocker.unblock(), own_database(folder) as url:
        with connected_to(url, folder):
            call_command("migrate", interactive=False, verbosity=0)
        yield Installation(folder, child_env(folder, url))


@pytest.fixture
def installation(shared_installation, django_db_blocker) -> Iterator[Installation]:
    """Empty, and this process's `default` database for the length of the test; its workers are ended after it."""
    url = shared_installation.env.get("DATABASE_URL", "")
    with django_db_blocker.unblock(), connected_to(url, shared_installation.folder):
        Job.objects.all().delete()
        yield shared_installation
        for worker in shared_installation.workers:
            worker.kill()
            worker.communicate()
        shared_installation.workers.clear()


@contextmanager
def own_database(folder: Path) -> Iterator[str]:
    """Its address; empty for the SQLite file of the folder."""
    if connection.vendor == "sqlite":
        yield ""
        return
    name = f"jobs_{token_hex(4)}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    yield urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def connected_to(url: str, folder: Path) -> Iterator[None]:
    where = environment.postgres(url) if url else environment.sqlite(folder / "canhtay.sqlite3")
    ours = connections["default"]
    theirs = type(ours)({**ours.settings_dict, **where}, "default")
    connections["default"] = theirs
    try:
        yield
    finally:
        theirs.close()
        connections["default"] = ours


def child_env(folder: Path, url: str) -> dict[str, str]:
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    env |= {"CANHTAY_DATA": str(folder), "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
    return env | ({"DATABASE_URL": url} if url else {})
