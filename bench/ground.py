"""What every benchmark stands on: a scratch installation, rounds taken in turn, medians and ratios, said with machine and day."""

import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def scratch_installation() -> None:
    """A fresh data folder (SQLite there, or DATABASE_URL's empty database), migrated and with its reference data."""
    sys.path.insert(0, str(ROOT))
    os.environ["CANHTAY_DATA"] = tempfile.mkdtemp(prefix="canhtay-bench-")
    os.environ["CANHTAY_HOSTS"] = "testserver"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django  # noqa: PLC0415 - the settings read the environment made above
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("prepare", verbosity=0)


def database() -> str:
    from django.db import connection  # noqa: PLC0415

    return "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def median(seconds: list[float]) -> float:
    return statistics.median(seconds)


def spread(seconds: list[float]) -> str:
    return f"{min(seconds):.2f}–{max(seconds):.2f}"


def machine() -> str:
    cores = os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30
    model = next((line.partition(": ")[2] for line in _cpuinfo() if line.startswith("model name")), platform.machine())
    return f"{cores} cores ({model.strip()}), {memory} GiB, Python {platform.python_version()}, {platform.system()}"


def _cpuinfo() -> list[str]:
    path = Path("/proc/cpuinfo")
    return path.read_text().splitlines() if path.exists() else []
