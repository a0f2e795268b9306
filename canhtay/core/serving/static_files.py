"""Static files are collected, with hashed names, when the collection is older than its sources."""

import fcntl
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect_if_stale() -> None:
    """One process at a time: two servers of one program share the folder."""
    if settings.DEBUG:
        return  # served from their sources
    folder = Path(settings.STATIC_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if is_stale(folder):
            call_command("collectstatic", interactive=False, verbosity=0)
            (folder / "staticfiles.json").touch()  # older hashed names stay: a page opened yesterday asks for them


def is_stale(folder: Path) -> bool:
    manifest = folder / "staticfiles.json"
    return not manifest.exists() or manifest.stat().st_mtime < newest_source()


def newest_source() -> float:
    """Seconds since the epoch."""
    found = (storage.path(path) for finder in get_finders() for path, storage in finder.list([]))
    return max((Path(path).stat().st_mtime for path in found), default=0.0)
