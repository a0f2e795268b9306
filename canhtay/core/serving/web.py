"""The web child: `python -m canhtay.core.serving.web --host H --port P`. Granian's main process and its worker.

On SQLite one worker process with a few threads: the database has one writer at a time, and a thread that waits for
it costs little. On PostgreSQL a worker for each core, up to four; further machines run `canhtay serve` themselves.
"""

import argparse
import os
from typing import Any

from django.utils.module_loading import import_string
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from canhtay.core.serving.lifeline import die_with_parent, die_with_supervisor

THREADS = 8
# A request that is being answered when the server stops may take this long.
FINISH_REQUESTS_S = 8


def main() -> None:
    die_with_supervisor()
    wanted = arguments()
    main_process = os.getpid()

    def application() -> Any:
        die_with_parent(main_process)
        return load_application()

    Server(
        "config.wsgi:application",
        address=wanted.host,
        port=wanted.port,
        interface=Interfaces.WSGI,
        workers=wanted.workers or workers_for_this_database(),
        blocking_threads=THREADS,
        workers_kill_timeout=FINISH_REQUESTS_S,
        log_level=LogLevels.error,
    ).serve(target_loader=application, wrap_loader=False)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--workers", type=int, default=0)
    return parser.parse_args()


def workers_for_this_database() -> int:
    return min(os.cpu_count() or 1, 4) if os.environ.get("DATABASE_URL") else 1


def load_application() -> Any:
    """Imported here, in Granian's worker: its main process needs no Django. Models only after the application."""
    application = import_string("config.wsgi.application")
    import_string("canhtay.core.facts.follow_clock")()
    import_string("django.db.connections").close_all()
    return application


if __name__ == "__main__":
    main()
