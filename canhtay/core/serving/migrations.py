"""Migrations run at start, after a copy of the database, or it says why not."""

from collections.abc import Callable
from pathlib import Path

from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from canhtay.core.serving.copies import copy_before_migration

Say = Callable[[str], None]


def bring_up_to_date(say: Say, *, even_on_postgres: bool) -> None:
    """Raises CommandError when it must not, or could not."""
    pending = number_pending()
    if not pending:
        return
    copy = None if is_new() else copy_or_refuse(say, pending, even_on_postgres)
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except Exception as error:
        raise CommandError(failed(error, copy)) from error


def number_pending() -> int:
    try:
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        raise CommandError(_("Không mở được cơ sở dữ liệu: %(error)s") % {"error": error}) from None
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def is_new() -> bool:
    """Nothing was ever migrated here, so there is nothing to copy."""
    return "django_migrations" not in connection.introspection.table_names()


def copy_or_refuse(say: Say, pending: int, even_on_postgres: bool) -> Path | None:
    if connection.vendor == "sqlite":
        copy = copy_before_migration(Path(connection.settings_dict["NAME"]))
        say(_("Đã sao lưu trước khi nâng cấp cơ sở dữ liệu: %(copy)s") % {"copy": copy})
        return copy
    if not even_on_postgres:
        raise CommandError(
            _("Còn %(n)s bước nâng cấp cơ sở dữ liệu PostgreSQL. Hãy sao lưu (pg_dump) rồi chạy lại với --migrate.")
            % {"n": pending}
        )
    say(_("Nâng cấp cơ sở dữ liệu PostgreSQL (--migrate); bản sao lưu do người vận hành giữ."))
    return None


def failed(error: Exception, copy: Path | None) -> str:
    sentence = _("Nâng cấp cơ sở dữ liệu không thành: %(error)s.") % {"error": f"{type(error).__name__}: {error}"}
    kept = _("Bản sao trước đó: %(copy)s") % {"copy": copy}
    return f"{sentence} {kept}" if copy else sentence
