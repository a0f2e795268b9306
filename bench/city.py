"""The city that pages are measured in: made once by `make_world` and kept under var/bench.

On a throwaway PostgreSQL it is made each time.
"""

import hashlib
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from bench.ground import ROOT

TODAY = date(2026, 11, 28)
EVENING = datetime(2026, 11, 28, 12, 30, tzinfo=UTC)


def settle(teams: int, households: int, seed: int) -> None:
    """This process's database is that city's from now on, at its own day; DEBUG is off and static files are collected."""
    sys.path.insert(0, str(ROOT))
    kept = ROOT / "var" / "bench"
    os.environ["CANHTAY_DATA"] = str(kept / f"city-{teams}-{households}-{seed}-{_version()}")
    os.environ["CANHTAY_STATIC"] = str(kept / "static")
    os.environ["CANHTAY_HOSTS"] = "testserver"
    os.environ.pop("CANHTAY_DEBUG", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django  # noqa: PLC0415 - the settings read the environment made above
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    from canhtay.core.serving.static_files import collect_if_stale  # noqa: PLC0415

    collect_if_stale()
    call_command("make_world", teams=teams, households=households, seed=seed, today=TODAY, stdout=sys.stderr)


def _version() -> str:
    """Another program of making cities, or another shape of the tables, makes another city."""
    told = hashlib.sha256()
    for path in sorted(Path(ROOT / "canhtay").glob("home/world/*.py")):
        told.update(path.read_bytes())
    for path in sorted(Path(ROOT / "canhtay").glob("*/migrations/*.py")):
        told.update(path.name.encode())
    return told.hexdigest()[:8]
