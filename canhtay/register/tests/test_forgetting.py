"""A resident is forgotten by right: the person goes, figures and the order of events stay (docs/decisions/0003-forgetting.md)."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.db import connection

from canhtay.core import counts, facts, history
from canhtay.core.jobs.models import Job
from canhtay.core.models import Event
from canhtay.core.problems import Problem
from canhtay.core.vietnamese import fold
from canhtay.register.actions import add_resident
from canhtay.register.forgetting import forget_resident
from canhtay.register.jobs import scrub_after_forgetting
from canhtay.register.models import Resident, ResidentStep
from canhtay.register.queries import doors_found, doors_of
from canhtay.sync.models import KeptCommand, Receipt
from testkit.databases import lay_prepared, sqlite_file
from testkit.jobs import run_jobs
from testkit.snapshots import assert_feed_equals_snapshot
from testkit.world import make_world

NAME = "Đặng Thị Lan"
STRANGE = "Zwjq Kfxv"  # trigrams that no other row of the register has
LETTERS = [fold(STRANGE)[start : start + 3].encode() for start in (0, 1, 5, 6)]


@pytest.fixture
def helped(world, phone):
    """Bà Lan was helped twice, and her name stands in the notes; one of the commands could not be read by the server."""
    vneid = [(world.lan, "vneid", "activated")]
    phone.record_visit(world.lans_door, note=f"{NAME} đã tự đăng nhập", helped=vneid)
    phone.record_visit(world.lans_door, note=NAME, helped=vneid)
    phone.outbox[1]["args"]["helped"][0]["resident"] = str(world.lan.pk).upper()
    phone.record_visit(world.lans_door, note=NAME, helped=vneid)
    phone.outbox[2]["args"]["outcome"] = "shouted"
    phone.record_visit(world.door_7, note="Nhà bên cạnh")
    phone.sync()
    return world


def details(subject: str) -> list[dict]:
    return list(Event.objects.filter(subject=subject).order_by("pk").values_list("details", flat=True))


@pytest.mark.both_databases
def test_the_person_goes(helped, phone):
    forget_resident(helped.lan, by=helped.mai)
    row = Resident.unscoped.get(pk=helped.lan.pk)
    assert (row.name, row.gender, row.birth_year) == ("", "", None)
    assert doors_found(helped.mai, helped.tra_khe_3, "dang thi") == []
    assert {door.number: door.people for door in doors_of(helped.mai, helped.ngo_45)} == {"7": 0, "12/3A": 0, "21": 0}
    assert phone.sync().sees("household", helped.lans_door.pk)["residents"] == []
    subject = f"resident:{helped.lan.pk}"
    assert details(subject) == [{}, {"household": str(helped.lans_door.pk)}]
    assert NAME not in json.dumps(list(Event.objects.values_list("details", flat=True)), ensure_ascii=False)


@pytest.mark.both_databases
def test_kept_commands_that_name_her_are_blanked_readable_or_not_and_the_others_stay(helped):
    forget_resident(helped.lan, by=helped.mai)
    kept = {row.seq: (row.body, row.digest) for row in KeptCommand.objects.all()}
    blanked, stay = [row for row in kept.values() if not row[0]], [row for row in kept.values() if row[0]]
    assert (len(blanked), len(stay)) == (3, 1)
    assert all(len(digest) == 32 + 1 + 64 for _, digest in blanked)
    assert len({digest for _, digest in blanked}) == 3
    assert "Nhà bên cạnh" in stay[0][0]
    assert Receipt.objects.count() == 4  # a phone that sends again is still answered


@pytest.mark.both_databases
def test_figures_and_the_order_of_events_stay(helped):
    before = list(Event.objects.order_by("pk").values_list("name", "subject", "actor", "place", "happened_at"))
    figures = {name: counts.stored(name) for name in ("residents", "households", "visits", "doors_opened")}
    forget_resident(helped.lan, by=helped.mai)
    lines = list(Event.objects.order_by("pk").values_list("name", "subject", "actor", "place", "happened_at"))
    assert lines[:-1] == before
    assert lines[-1][:3] == ("resident.forgotten", f"resident:{helped.lan.pk}", str(helped.mai.pk))
    assert figures == {name: counts.stored(name) for name in figures}
    assert figures == {name: counts.recounted(name) for name in figures}
    assert ResidentStep.objects.filter(resident=helped.lan).count() == 1  # a step reached stays reached, by nobody


def test_the_neighbour_behind_the_same_door_stays(helped, phone):
    son = add_resident(helped.lans_door, by=helped.hoa, name="Lê Văn Tú", birth_year=1980)
    forget_resident(helped.lan, by=helped.mai)
    assert [one["id"] for one in phone.sync().sees("household", helped.lans_door.pk)["residents"]] == [str(son.pk)]
    assert [door.pk for door in doors_found(helped.mai, helped.tra_khe_3, "le van tu")] == [helped.lans_door.pk]


def test_forgotten_once_there_is_nobody_to_forget(helped):
    forget_resident(helped.lan, by=helped.mai)
    with pytest.raises(Problem) as trouble:
        forget_resident(helped.lan, by=helped.mai)
    assert trouble.value.kind.status == 404
    assert Event.objects.filter(name="resident.forgotten").count() == 1


def test_the_digest_that_stays_cannot_be_guessed_back_without_the_key(helped):
    event = Event.objects.get(name="resident.added", subject=f"resident:{helped.lan.pk}")
    text = json.dumps(event.details, sort_keys=True, ensure_ascii=False)
    history.forget(event.subject)
    event.refresh_from_db()
    salt, digest = event.digest.split("$")
    assert digest != hashlib.sha256((salt + text).encode()).hexdigest()


def test_a_phone_that_stayed_behind_hears_of_it(world, phone):
    assert_feed_equals_snapshot(phone, lambda: forget_resident(world.lan, by=world.mai))


# — The files. Only SQLite's are ours to answer for byte by byte. —


def bytes_of(database: Path) -> bytes:
    """The database, its write-ahead log and the log's index, as a thief would copy them."""
    return b"".join(path.read_bytes() for path in sorted(database.parent.glob(f"{database.name}*")))


def traces(database: Path) -> dict[str, bool]:
    found = bytes_of(database)
    words = fold(NAME).split()
    pairs = [" ".join(words[start : start + 2]).encode() for start in range(len(words) - 1)]
    return {
        "name": NAME.encode() in found or json.dumps(NAME).strip('"').encode() in found,
        "folded": fold(NAME).encode() in found or any(pair in found for pair in pairs),
        "strange name": STRANGE.encode() in found or fold(STRANGE).encode() in found,
        "its letters in the index": any(letters in found for letters in LETTERS),
    }


@pytest.mark.sqlite
def test_nothing_of_her_is_left_in_the_files_once_the_job_ran_and_not_before(
    tmp_path, prepared_file, django_db_blocker
):
    lay_prepared(prepared_file, tmp_path)
    with django_db_blocker.unblock(), sqlite_file(tmp_path / "canhtay.sqlite3") as database:
        world = make_world()
        stranger = add_resident(world.door_7, by=world.hoa, name=STRANGE)
        run_jobs()
        checkpoint()
        assert all(traces(database).values()), "she must be there first, or the search proves nothing"
        for resident in (world.lan, stranger):
            forget_resident(resident, by=world.mai)
        checkpoint()
        left = traces(database)
        assert left["its letters in the index"], "if FTS5 forgets by itself one day, the job may go"
        assert not left["name"] and not left["folded"] and not left["strange name"]  # secure_delete wrote over them
        assert run_jobs() == 2
        assert traces(database) == dict.fromkeys(left, False)
        assert [name for name in Job.objects.values_list("args", flat=True) if NAME in repr(name)] == []


@pytest.mark.sqlite
def test_before_the_job_the_write_ahead_log_still_tells_her_name(tmp_path, prepared_file, django_db_blocker):
    lay_prepared(prepared_file, tmp_path)
    with django_db_blocker.unblock(), sqlite_file(tmp_path / "canhtay.sqlite3") as database:
        world = make_world()
        forget_resident(world.lan, by=world.mai)
        assert traces(database)["name"]
        run_jobs()
        assert not traces(database)["name"] and not traces(database)["folded"]


@pytest.mark.sqlite
def test_while_a_reader_holds_an_old_page_the_job_fails_and_comes_again(tmp_path, django_db_blocker):
    with django_db_blocker.unblock(), sqlite_file(tmp_path / "canhtay.sqlite3", timeout_s=0.1) as database:
        with reader(database):
            facts.put("something", "new")
            with pytest.raises(RuntimeError, match="reader"):
                scrub_after_forgetting.call([])
        scrub_after_forgetting.call([])
        assert database.with_name(database.name + "-wal").stat().st_size == 0


def checkpoint() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert cursor.fetchone()[0] == 0


@contextmanager
def reader(database: Path) -> Iterator[None]:
    """Somebody in the middle of a long read."""
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM core_event").fetchone()
        yield
