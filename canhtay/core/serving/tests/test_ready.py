"""What is done before anybody is served: migrations after a copy, static files, or a sentence why not."""

import os
import shutil
import sqlite3
from contextlib import closing

import psycopg
import pytest
from django.core.management import CommandError

from canhtay.core.serving import copies
from canhtay.core.serving.copies import copy_before_migration, forget_old_copies

OLDER = ("migrate", "contenttypes", "0001", "--verbosity=0")


def test_a_new_database_is_made_without_a_copy(command, folder):
    (folder / "canhtay.sqlite3").unlink()
    done = command("serve", "--prepare-only")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert not (folder / "before-migration").exists()
    assert applied(folder / "canhtay.sqlite3") >= {"0001_initial", "0002_remove_content_type_name"}


def test_pending_migrations_run_after_a_copy(command, folder):
    command(*OLDER)
    done = command("serve", "--prepare-only")
    assert done.returncode == 0, done.stderr
    [copy] = (folder / "before-migration").iterdir()
    assert f"Đã sao lưu trước khi nâng cấp cơ sở dữ liệu: {copy}" in done.stdout
    assert copy.stat().st_mode & 0o077 == 0
    assert "0002_remove_content_type_name" not in applied(copy)
    assert "0002_remove_content_type_name" in applied(folder / "canhtay.sqlite3")


def test_a_damaged_database_is_not_migrated(command, folder):
    command(*OLDER)
    database = folder / "canhtay.sqlite3"
    with closing(sqlite3.connect(database)) as opened:
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        [page] = opened.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'core_job_finished'").fetchone()
        [size] = opened.execute("PRAGMA page_size").fetchone()
    with database.open("r+b") as disk:
        disk.seek((page - 1) * size)
        disk.write(b"\xff" * size)
    done = command("serve", "--prepare-only")
    assert done.returncode == 1
    assert "Cơ sở dữ liệu bị hỏng" in done.stderr


def test_a_database_that_cannot_be_read_is_said_in_a_sentence(command, folder):
    (folder / "canhtay.sqlite3").write_bytes(b"not a database" * 1000)
    done = command("serve", "--prepare-only")
    assert done.returncode == 1
    assert "Không mở được cơ sở dữ liệu" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_full_disk_is_said_and_nothing_is_touched(folder, monkeypatch):
    monkeypatch.setenv("CANHTAY_DATA", str(folder))
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(10**9, 10**9, 10**6))
    with pytest.raises(CommandError, match="chỉ còn 1 MB"):
        copy_before_migration(folder / "canhtay.sqlite3")
    assert list((folder / "before-migration").iterdir()) == []


def test_the_newest_three_copies_are_kept_and_none_for_more_than_a_month(folder, monkeypatch):
    monkeypatch.setenv("CANHTAY_DATA", str(folder))
    made = [copy_before_migration(folder / "canhtay.sqlite3") for _copy in range(5)]
    kept = copies.copies_folder()
    assert sorted(kept.iterdir()) == made[2:]
    made[2].rename(kept / "20250101-020000-000000.sqlite3")
    assert forget_old_copies.call() == 1
    assert sorted(kept.iterdir()) == made[3:]


def test_only_what_changed_is_done_again(command, folder):
    assert command("serve", "--prepare-only").stdout == ""
    assert not (folder / "before-migration").exists(), "no migration was pending"
    manifest = folder / "static" / "staticfiles.json"
    first, written = manifest.read_text(), manifest.stat().st_mtime_ns
    command("serve", "--prepare-only")
    assert manifest.stat().st_mtime_ns == written, "nothing changed, nothing collected"

    (folder / "sources" / "look.css").write_text("b { color: green }")
    command("serve", "--prepare-only")
    assert manifest.read_text() != first


@pytest.mark.both_databases
@pytest.mark.postgres
def test_on_postgresql_the_copy_is_the_operators(command):
    url = os.environ["DATABASE_URL"].replace("/canhtay?", "/upgrade?")
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute("CREATE DATABASE upgrade")

    assert command("serve", "--prepare-only", DATABASE_URL=url).returncode == 0, "new: nothing to copy"
    command(*OLDER, DATABASE_URL=url)
    refused = command("serve", "--prepare-only", DATABASE_URL=url)
    assert (refused.returncode, "pg_dump" in refused.stderr) == (1, True)
    assert command("serve", "--prepare-only", "--migrate", DATABASE_URL=url).returncode == 0
    assert command("serve", "--prepare-only", DATABASE_URL=url).returncode == 0
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute("DROP DATABASE upgrade WITH (FORCE)")


@pytest.mark.both_databases
@pytest.mark.postgres
def test_on_postgresql_what_is_asked_is_not_compiled(command):
    """By a role of no rights but its own: none is needed to say so of oneself, and other roles compile as before."""
    whole = os.environ["DATABASE_URL"]
    with psycopg.connect(whole, autocommit=True) as server:
        server.execute("CREATE ROLE plain LOGIN")
        server.execute("CREATE DATABASE plain OWNER plain")
        jit = "SHOW jit"
        url = whole.replace("//canhtay@", "//plain@").replace("/canhtay?", "/plain?")
        with psycopg.connect(url) as before:
            assert before.execute(jit).fetchone() == ("on",)
        for _start in range(2):
            done = command("serve", "--prepare-only", DATABASE_URL=url)
            assert done.returncode == 0, done.stderr
        with psycopg.connect(url) as after, psycopg.connect(whole.replace("/canhtay?", "/plain?")) as other:
            assert (after.execute(jit).fetchone(), other.execute(jit).fetchone()) == (("off",), ("on",))
        server.execute("DROP DATABASE plain WITH (FORCE)")
        server.execute("DROP ROLE plain")


def applied(database) -> set[str]:
    with closing(sqlite3.connect(database)) as opened:
        return {name for (name,) in opened.execute("SELECT name FROM django_migrations WHERE app = 'contenttypes'")}
