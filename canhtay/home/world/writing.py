"""Rows of any model, gathered as plain values and written in bulk: executemany on SQLite, COPY on PostgreSQL.

The ORM's objects would take most of the time of a city of two million rows. What a row leaves out takes its field's default.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

Row = dict[str, Any]
AS_THEY_ARE = (models.CharField, models.TextField, models.IntegerField, models.FloatField, models.BooleanField)
DATED = (models.DateField, models.TimeField)


class Rows:
    def __init__(self) -> None:
        self._piles: dict[type[models.Model], list[Row]] = defaultdict(list)
        self._last: dict[type[models.Model], int] = {}
        self.gathered = self.written = 0

    def add(self, model: type[models.Model], **values: Any) -> None:
        """Columns by their own names (`group_id`), values as the model would give them."""
        self._piles[model].append(values)
        self.gathered += 1

    def number(self, model: type[models.Model]) -> int:
        """The next whole number as an id, for rows that others will point to."""
        if model not in self._last:
            self._last[model] = model._base_manager.aggregate(last=models.Max("pk"))["last"] or 0
        self._last[model] += 1
        return self._last[model]

    def write(self) -> None:
        """All that was gathered, inside the caller's transaction: foreign keys are looked at when it commits."""
        for model, rows in self._piles.items():
            _write(model, rows)
        self._piles.clear()
        self.written, self.gathered = self.written + self.gathered, 0

    def go_on_counting(self) -> None:
        """Whatever is added afterwards takes the numbers after ours (PostgreSQL's sequences know nothing of given ids)."""
        statements = connection.ops.sequence_reset_sql(no_style(), list(self._last))
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


def _write(model: type[models.Model], rows: list[Row]) -> None:
    fields = [field for field in model._meta.concrete_fields if not _is_the_databases(field, rows[0])]
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    values: Iterator[tuple[Any, ...]] = zip(*[_column(field, rows) for field in fields], strict=True)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(values))  # noqa: S608


def _is_the_databases(field: "models.Field[Any, Any]", row: Row) -> bool:
    return isinstance(field, models.AutoField | models.BigAutoField) and field.attname not in row


def _column(field: "models.Field[Any, Any]", rows: list[Row]) -> list[Any]:
    name, default, stored = field.attname, field.get_default(), _stored(field)
    values = [row.get(name, default) for row in rows]
    return values if stored is None else [stored(value) for value in values]


def _stored(field: "models.Field[Any, Any]") -> Callable[[Any], Any] | None:
    """How the database wants a value of this field; None: as it is."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    if isinstance(field, models.UUIDField) and connection.vendor == "sqlite":
        return lambda value: value and value.hex
    if isinstance(field, (*AS_THEY_ARE, models.UUIDField)):
        return None

    def prepared(value: Any) -> Any:
        return field.get_db_prep_save(value, connection)

    return lru_cache(4096)(prepared) if isinstance(field, DATED) else prepared
