"""The trigram index of core.SearchRow: FTS5 with triggers on SQLite, a GIN index of pg_trgm on PostgreSQL."""

from django.db import migrations

SQLITE = [
    "CREATE VIRTUAL TABLE core_search USING fts5(folded, content='core_searchrow', content_rowid='id', tokenize='trigram')",
    """CREATE TRIGGER core_search_in AFTER INSERT ON core_searchrow BEGIN
         INSERT INTO core_search(rowid, folded) VALUES (new.id, new.folded); END""",
    """CREATE TRIGGER core_search_out AFTER DELETE ON core_searchrow BEGIN
         INSERT INTO core_search(core_search, rowid, folded) VALUES ('delete', old.id, old.folded); END""",
    """CREATE TRIGGER core_search_over AFTER UPDATE ON core_searchrow BEGIN
         INSERT INTO core_search(core_search, rowid, folded) VALUES ('delete', old.id, old.folded);
         INSERT INTO core_search(rowid, folded) VALUES (new.id, new.folded); END""",
]
SQLITE_BACK = [
    "DROP TRIGGER core_search_in",
    "DROP TRIGGER core_search_out",
    "DROP TRIGGER core_search_over",
    "DROP TABLE core_search",
]
POSTGRES = [
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX core_search ON core_searchrow USING gin (folded gin_trgm_ops)",
]
POSTGRES_BACK = ["DROP INDEX core_search"]


def forward(apps, editor):
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRES:
        editor.execute(statement)


def back(apps, editor):
    for statement in SQLITE_BACK if editor.connection.vendor == "sqlite" else POSTGRES_BACK:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("core", "0001_begin")]
    operations = [migrations.RunPython(forward, back)]
