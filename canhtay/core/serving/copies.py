"""The copy of an SQLite database that is made before its migrations run.

Kept: the newest three, and none longer than a month, because a copy also holds what was forgotten since.
"""

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from django.core.management import CommandError
from django.utils.translation import gettext as _
from django_tasks import task

from canhtay.core import clock
from config import environment

KEEP = 3
KEEP_DAYS = 30
SPARE_BYTES = 50_000_000


def copies_folder() -> Path:
    return environment.data_folder() / "before-migration"


def copy_before_migration(database: Path) -> Path:
    """Whole, checked, readable by its owner only. Raises CommandError when the disk is too full to make it."""
    folder = copies_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    require_space(folder, database)
    copy = folder / f"{clock.local(clock.now()):%Y%m%d-%H%M%S-%f}.sqlite3"
    copy.touch(mode=0o600)
    copy_database(database, copy)
    for old in sorted(folder.glob("*.sqlite3"))[:-KEEP]:
        old.unlink()
    return copy


@task()
def forget_old_copies() -> int:
    """How many were deleted."""
    oldest = f"{clock.local(clock.now() - timedelta(days=KEEP_DAYS)):%Y%m%d-%H%M%S}"
    old = [copy for copy in copies_folder().glob("*.sqlite3") if copy.name < oldest]
    for copy in old:
        copy.unlink()
    return len(old)


def require_space(folder: Path, database: Path) -> None:
    """For the copy, and once more for the tables that a migration writes anew."""
    size = sum(part.stat().st_size for part in (database, database.with_name(database.name + "-wal")) if part.exists())
    needed, free = 2 * size + SPARE_BYTES, shutil.disk_usage(folder).free
    if free < needed:
        raise CommandError(
            _(
                "Cần %(needed)s MB trống ở %(folder)s để sao lưu trước khi nâng cấp cơ sở dữ liệu,"
                " chỉ còn %(free)s MB. Chưa có gì thay đổi."
            )
            % {"needed": needed // 1_000_000, "free": free // 1_000_000, "folder": folder}
        )


def copy_database(database: Path, copy: Path) -> None:
    """By SQLite's own backup, which is whole even while somebody writes. Raises CommandError."""
    with (
        closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
        verdict = target.execute("PRAGMA quick_check").fetchone()[0]
    if verdict != "ok":
        copy.unlink()
        raise CommandError(
            _("Cơ sở dữ liệu bị hỏng (%(verdict)s); chưa nâng cấp. Xin khôi phục từ bản sao lưu.")
            % {"verdict": verdict}
        )
