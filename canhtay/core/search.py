"""Finding by folded words (no diacritics, đ = d) on both databases: trigrams in SQLite's FTS5, pg_trgm on PostgreSQL.

The rows are ours on both; the index is the database's (migration 0002). FTS5 of SQLite 3.40 keeps deleted words in its old segments
until they are merged, so a deletion is finished by `scrub`, which a job runs after the person is gone.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection
from django.db.models.expressions import RawSQL

from canhtay.core.models import SearchRow
from canhtay.core.vietnamese import fold


def put(kind: str, rows: Iterable[tuple[UUID | int | str, int, str]]) -> None:
    """Remember (id, place, words) of each; a row already there is replaced."""
    SearchRow.objects.bulk_create(
        [SearchRow(kind=kind, object_id=str(key), place=place, folded=fold(words)) for key, place, words in rows],
        update_conflicts=True,
        unique_fields=["kind", "object_id"],
        update_fields=["place", "folded"],
    )


def drop(kind: str, keys: Iterable[UUID | int | str]) -> None:
    SearchRow.objects.filter(kind=kind, object_id__in=[str(key) for key in keys]).delete()


def find(kind: str, words: str, places: Iterable[int], *, most: int = 50) -> list[str]:
    """Ids of at most `most` rows in these places that contain every word, in the order of their folded text."""
    rows = SearchRow.objects.filter(kind=kind, place__in=list(places))
    for word in fold(words.replace("\0", " ")).split():  # the one character that neither database takes in a question
        rows = rows.filter(pk__in=_containing(word)) if _indexed(word) else rows.filter(folded__contains=word)
    return list(rows.order_by("folded", "pk").values_list("object_id", flat=True)[:most])


def _indexed(word: str) -> bool:
    # A trigram index knows nothing of words under three letters ("an", "lê"); PostgreSQL falls back by itself.
    return connection.vendor == "sqlite" and len(word) >= 3


def _containing(word: str) -> RawSQL:
    quoted = '"' + word.replace('"', '""') + '"'
    return RawSQL("SELECT rowid FROM core_search WHERE core_search MATCH %s", [quoted])


def scrub() -> None:
    """After a deletion: merge the index's segments so that no dropped word stays, and empty SQLite's write-ahead log.

    The log is emptied only when no reader holds an old page; the job that calls this tries again until it is.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO core_search (core_search) VALUES ('optimize')")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (busy, _, _) = cursor.fetchone()
    if busy:
        raise RuntimeError("a reader holds the write-ahead log; the job runs again")
