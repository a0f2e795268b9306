"""A filled database of this version, kept for good under tests/databases: every later version proves that it takes it over.

    .venv/bin/python -m tools.save_database NAME      once, at the commit of the version that is given out

testkit/saved_life.py is what happened in it; all people are invented. Rows are kept as the tables hold them, what is sealed as
ciphertext, with the key it was sealed with, the migrations the tables belong to, and what is known of the rows in plain words.
A saved file is never made again: the version it came from is gone.
"""

import json
import lzma
import os
import sys
import tempfile
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
from django.apps.registry import Apps
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from django.db.models import ExpressionWrapper, F
from django.db.models.query import QuerySet

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "databases"
SEALING_KEY = "only for saved databases of invented people"


def main() -> None:
    [name] = sys.argv[1:]
    path = FOLDER / f"{name}.json.xz"
    if path.exists():
        raise SystemExit(f"{path} stands already; a saved database is never made again")
    with installation():
        from testkit.saved_life import live  # noqa: PLC0415 - needs the settings

        known = live()
        saved = {"sealing_key": SEALING_KEY, **state_and_tables(), "known": known}
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(lzma.compress(json.dumps(saved, ensure_ascii=False, separators=(",", ":")).encode(), preset=9))
    empty = [model for model, columns in saved["tables"].items() if not any(columns.values())]
    print(f"{path.name}: {path.stat().st_size:,} bytes; empty: {', '.join(empty) or 'none'}")


@contextmanager
def installation() -> Iterator[None]:
    """A new one on embedded SQLite, whose sealing key is known."""
    with tempfile.TemporaryDirectory(prefix="canhtay-saved-") as folder:
        os.environ |= {"CANHTAY_DATA": folder, "CANHTAY_KEYS": f"{folder}/keys"}
        os.environ.pop("DATABASE_URL", None)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        (Path(folder) / "keys").mkdir()
        (Path(folder) / "keys" / "sealing").write_text(SEALING_KEY)
        django.setup()
        call_command("migrate", verbosity=0)
        yield
        connection.close()


def state_and_tables() -> dict[str, Any]:
    loader = MigrationExecutor(connection).loader
    leaves = loader.graph.leaf_nodes()
    apps = loader.project_state(leaves).apps
    return {"state": dict(leaves), "tables": tables(apps)}


def tables(apps: Apps) -> dict[str, Any]:
    every = apps.get_models(include_auto_created=True)
    return {model._meta.label: table(model) for model in sorted(every, key=lambda model: model._meta.label)}


def table(model: type[models.Model]) -> dict[str, list[Any]]:
    """Column by column, which packs to half of what rows do."""
    fields = model._meta.local_concrete_fields
    stored = {f"stored_{field.attname}": as_stored(field) for field in fields}
    rows = list(QuerySet(model).order_by("pk").annotate(**stored).values_list(*stored))
    return {field.attname: [plain(row[at]) for row in rows] for at, field in enumerate(fields)}


def as_stored(field: Any) -> ExpressionWrapper | F:
    """What is sealed stays sealed: read as bytes, not through its own field."""
    sealed = isinstance(field, models.BinaryField)
    return ExpressionWrapper(F(field.attname), output_field=models.BinaryField()) if sealed else F(field.attname)


def plain(value: Any) -> Any:
    """As JSON has it; each field reads its own back (`to_python`), and bytes are base64."""
    if isinstance(value, bytes | memoryview):
        return b64encode(value).decode()
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


if __name__ == "__main__":
    main()
