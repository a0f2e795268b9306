"""A throwaway PostgreSQL for tests and benchmarks: own data folder, Unix socket only, gone when its starter is gone.

    python -m testkit.postgres run [--fsync] -- COMMAND…    runs COMMAND with DATABASE_URL set, returns its exit code

The server does not run as root, so root starts it as `postgres`, who comes with Debian's package.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from urllib.parse import quote

NAME = "canhtay"
START_WITHIN_S = 60
MISSING = (
    "Không thấy máy chủ PostgreSQL. Cài gói Debian `postgresql` (apt-get install postgresql) rồi chạy lại.\n"
    "No PostgreSQL server found: install Debian's package `postgresql`."
)
# Its stdin is a pipe that its starter holds: closed on purpose or by kill -9, it ends server and folder alike.
WATCHDOG = """
"$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= $3 >"$2/log" 2>&1 & server=$!
read -r _
kill -QUIT $server; wait $server
rm -rf "$2"
"""


@dataclass(frozen=True)
class Postgres:
    folder: Path
    """The socket's."""

    def url(self, database: str = NAME) -> str:
        return f"postgres://{NAME}@/{database}?host={quote(str(self.folder), safe='')}"


@contextmanager
def running(*, fsync: bool = False) -> Iterator[Postgres]:
    """A server with an empty database. `fsync=False` is for tests; a benchmark measures with it."""
    binaries = find_binaries()
    folder = Path(tempfile.mkdtemp(prefix="canhtay-pg-", dir="/tmp"))  # a socket's path may have 107 bytes
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    watchdog = start(binaries, folder, fsync)
    try:
        wait_until_it_answers(binaries, folder, watchdog)
        ask(binaries / "createdb", "-h", folder, "-U", NAME, NAME)
        yield Postgres(folder)
    finally:
        assert watchdog.stdin
        watchdog.stdin.close()
        watchdog.wait()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m testkit.postgres")
    run = parser.add_subparsers(required=True).add_parser("run")
    run.add_argument("--fsync", action="store_true")
    run.add_argument("command", nargs="+")
    wanted = parser.parse_args()
    with running(fsync=wanted.fsync) as server, stop_is_passed_on() as pass_to:
        command = subprocess.Popen(wanted.command, env={**os.environ, "DATABASE_URL": server.url()})
        pass_to.append(command)
        code = command.wait()
    sys.exit(code)


def find_binaries() -> Path:
    """The newest server installed; Debian keeps it off PATH. Exits with a sentence when there is none."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: float(path.parts[4]))
    if versions:
        return versions[-1].parent
    if on_path := shutil.which("postgres"):
        return Path(on_path).resolve().parent
    raise SystemExit(MISSING)


def start(binaries: Path, folder: Path, fsync: bool) -> subprocess.Popen[bytes]:
    initdb: list[str | Path] = [
        "-D",
        folder / "data",
        "-U",
        NAME,
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
    ]
    ask(binaries / "initdb", *initdb)
    options = "" if fsync else "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c autovacuum=off"
    script = WATCHDOG.replace("$3", options)
    return subprocess.Popen(
        ["sh", "-c", script, "sh", binaries, folder], stdin=subprocess.PIPE, start_new_session=True, **as_postgres()
    )


def ask(*command: str | Path) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", **as_postgres())
    if done.returncode:
        raise SystemExit(f"{command[0]}: {done.stderr or done.stdout}")


def as_postgres() -> dict:
    return {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}


def wait_until_it_answers(binaries: Path, folder: Path, watchdog: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_WITHIN_S
    asking: list[str | Path] = [binaries / "pg_isready", "-q", "-h", folder]
    while subprocess.run(asking, check=False).returncode:
        if time.monotonic() > deadline or watchdog.poll() is not None:
            raise SystemExit(f"PostgreSQL did not start: {(folder / 'log').read_text()[-2000:]}")
        time.sleep(0.05)


@contextmanager
def stop_is_passed_on() -> Iterator[list[subprocess.Popen[bytes]]]:
    """SIGTERM goes to the command, whose end ends us; Ctrl-C reaches it by itself, in the terminal's group."""
    commands: list[subprocess.Popen[bytes]] = []

    def pass_on(number: int, _frame: FrameType | None) -> None:
        for command in commands:
            command.send_signal(number)

    before = signal.signal(signal.SIGTERM, pass_on)
    quiet = signal.signal(signal.SIGINT, lambda *_: None)  # not SIG_IGN, which the command would inherit
    yield commands
    signal.signal(signal.SIGTERM, before)
    signal.signal(signal.SIGINT, quiet)


if __name__ == "__main__":
    main()
