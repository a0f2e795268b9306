"""Filled databases of earlier versions, kept under tests/databases (tools/save_database.py), are taken over by this one.

Each is laid into a database of its own at the migrations it belongs to, brought up to date as `canhtay serve` does it, and read
with today's program: what was in it is in it still, what was sealed opens, who was believed is believed, who was forgotten is.
"""

import json
import lzma
import os
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.apps import apps as todays
from django.apps.registry import Apps
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, connections, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models.query import QuerySet
from django.test import Client, override_settings

from canhtay.core import clock, counts, history, sealing, search
from canhtay.core.indicators import REGISTRY
from canhtay.core.models import Event
from canhtay.core.problems import UNKNOWN_DEVICE, Problem
from canhtay.core.serving.migrations import number_pending
from canhtay.core.serving.ready import make_database_ready
from canhtay.people import devices
from canhtay.people.models import Account, Person
from canhtay.register.actions import DOOR
from canhtay.register.models import Resident
from canhtay.rounds.models import Visit
from canhtay.sync.models import KeptCommand
from canhtay.teams.models import Appointment, RosterUpload
from canhtay.teams.roster.undoing import undo_import
from config import environment
from testkit.phone import Phone

pytestmark = pytest.mark.both_databases

FOLDER = Path(__file__).parent / "databases"
SAVED = sorted(FOLDER.glob("*.json.xz"))
# What people wrote: no version may lose or double a row of these.
WRITTEN = [
    "people.Person", "people.Account", "people.RoleGrant", "people.Device", "people.Device_members",
    "teams.Decision", "teams.Team", "teams.Appointment", "teams.RosterUpload", "teams.ImportEffect",
    "register.Alley", "register.Household", "register.Resident", "register.StepRecord", "register.ResidentStep",
    "rounds.Slot", "rounds.Visit", "rounds.VisitReason", "rounds.DoorOpening", "core.StoredFile",
    "sync.KeptCommand", "sync.Receipt",
]  # fmt: skip
# What a later version may add to, and takes nothing from.
GROWING = ["core.Event", "places.Place", "places.Placement", "catalogue.Service", "sync.Territory"]


@dataclass(frozen=True)
class Old:
    """A saved database, taken over. `known`: what is known of it, by its version's testkit/saved_life.py."""

    tables: dict[str, dict[str, list[Any]]]
    known: dict[str, Any]

    def rows(self, model: str) -> int:
        return len(next(iter(self.tables[model].values())))


@pytest.fixture(scope="module", params=SAVED, ids=lambda path: path.name.partition(".")[0])
def taken_over(request: Any, tmp_path_factory: Any, django_db_blocker: Any) -> Iterator[Old]:
    saved = json.loads(lzma.decompress(request.param.read_bytes()))
    folder = tmp_path_factory.mktemp("old")
    opens = clock.stopped_at(datetime.fromisoformat(saved["known"]["now"]))
    with opens, sealed_with(saved["sealing_key"]), django_db_blocker.unblock(), own_database(folder):
        lay_in(saved["state"], saved["tables"])
        make_database_ready(lambda _sentence: None, migrate=True)
        yield Old(saved["tables"], saved["known"])


@pytest.fixture
def old(taken_over: Old) -> Iterator[Old]:
    """What a test changes in it is taken back."""
    with clock.stopped_at(datetime.fromisoformat(taken_over.known["now"])), transaction.atomic():
        yield taken_over
        transaction.set_rollback(True)


@contextmanager
def sealed_with(key: str) -> Iterator[None]:
    with override_settings(SEALING_KEY=key):
        _forget_keys()
        yield
    _forget_keys()


def _forget_keys() -> None:
    sealing._key.cache_clear()
    sealing._box.cache_clear()


@contextmanager
def own_database(folder: Path) -> Iterator[None]:
    """An empty one, and a data folder for the copy that is made of it; the run's own database is not touched."""
    ours, name = connections["default"], f"old_{token_hex(4)}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CANHTAY_DATA", str(folder))
        if on_postgres := connection.vendor == "postgresql":
            _execute(f"CREATE DATABASE {name}")
            url = urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
        where = environment.postgres(url) if on_postgres else environment.sqlite(folder / "canhtay.sqlite3")
        connections["default"] = type(ours)({**ours.settings_dict, **where}, "default")
        try:
            yield
        finally:
            connections["default"].close()
            connections["default"] = ours
            ContentType.objects.clear_cache()
            if on_postgres:
                _execute(f"DROP DATABASE {name} WITH (FORCE)")


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def lay_in(state: dict[str, str], tables: dict[str, dict[str, list[Any]]]) -> None:
    """The tables as that version's migrations make them, and the rows as it had them."""
    executor, nodes = MigrationExecutor(connection), list(state.items())
    executor.migrate(nodes)
    then = executor.loader.project_state(nodes).apps
    with transaction.atomic():
        for label, columns in tables.items():
            fill(_model(then, label), columns)
    for statement in connection.ops.sequence_reset_sql(no_style(), [_model(then, label) for label in tables]):
        _execute(statement)


def _model(then: Apps, label: str) -> type[models.Model]:
    # Not `get_model`: the tables between two others are not found by it.
    return next(m for m in then.get_models(include_auto_created=True) if m._meta.label == label)


def fill(model: type[models.Model], columns: dict[str, list[Any]]) -> None:
    fields = {field.attname: field for field in model._meta.local_concrete_fields}
    assert fields.keys() == columns.keys(), model._meta.label
    read = {name: [_read(fields[name], value) for value in values] for name, values in columns.items()}
    rows = [model(**dict(zip(read, row, strict=True))) for row in zip(*read.values(), strict=True)]
    QuerySet(model).bulk_create(rows, 500)


def _read(field: Any, value: Any) -> Any:
    if isinstance(field, models.BinaryField):  # what is sealed, too: bytes go in as they are
        return b64decode(value)
    return field.to_python(value)


def test_a_database_of_every_version_given_out_is_kept():
    assert [path.name for path in SAVED][:1] == ["first.json.xz"]


def test_it_is_up_to_date(old):
    assert number_pending() == 0


@pytest.mark.parametrize("label", WRITTEN)
def test_no_row_is_lost_or_doubled(old, label):
    model = _model(todays, label)
    assert QuerySet(model).count() == old.rows(label) > 0


@pytest.mark.parametrize("label", GROWING)
def test_every_row_is_there_still(old, label):
    model = _model(todays, label)
    key = model._meta.pk
    before = {key.to_python(value) for value in old.tables[label][key.attname]}
    assert before - set(QuerySet(model).values_list("pk", flat=True)) == set()


def test_the_team_has_its_members_in_their_roles(old):
    rows = Appointment.objects.filter(team=old.known["team"]["id"], valid_until=None)
    assert sorted([row.person.name, row.role] for row in rows) == old.known["team"]["members"]


def test_a_phone_number_can_be_read_and_is_found_by_its_digest(old):
    number = old.known["phone"]["number"]
    person = Person.unscoped.get(pk=old.known["phone"]["person"])
    assert person.phone == number
    assert Person.unscoped.filter(phone_digest=sealing.digest(number, "phone")).contains(person)


def test_every_sealed_number_and_note_opens(old):
    numbers = [person.phone for person in Person.unscoped.all()]
    assert sum(map(bool, numbers)) == sum(map(bool, old.tables["people.Person"]["phone"]))
    assert Visit.unscoped.get(pk=old.known["visit"]["id"]).note == old.known["visit"]["note"]


def test_a_phone_is_still_believed_and_a_lost_one_is_not(old):
    phone, lost = old.known["device"], old.known["revoked"]
    assert str(devices.believed(phone["id"], phone["secret"]).pk) == phone["id"]
    with pytest.raises(Problem) as refused:
        devices.believed(lost["id"], lost["secret"])
    assert refused.value.kind == UNKNOWN_DEVICE


def test_what_a_phone_sent_and_sends_again_is_done_once(old):
    sent = old.known["device"]
    phone = Phone(Client(), device=sent["id"], secret=sent["secret"], last_batch=sent["last_batch"])
    [told] = phone.resend()
    assert told["answer"] == "repeated"
    assert Visit.unscoped.count() == old.rows("rounds.Visit")


def test_a_phone_that_asks_for_all_gets_its_doors(old):
    phone = Phone(Client(), device=old.known["device"]["id"], secret=old.known["device"]["secret"])
    phone.pull()
    doors = old.tables["register.Household"]
    of_group = [
        key for key, group in zip(doors["id"], doors["group_id"], strict=True) if group == old.known["found"]["group"]
    ]
    assert len(phone.all("household")) == len(of_group)
    assert all(phone.sees("household", key) for key in of_group)


def test_the_officers_password_is_the_same(old):
    account = Account.objects.get(username=old.known["account"]["username"])
    assert account.check_password(old.known["account"]["password"])


def test_figures_are_what_the_rows_say(old):
    assert {name: counts.stored(name) for name in REGISTRY} == {name: counts.recounted(name) for name in REGISTRY}


def test_figures_are_what_they_were(old):
    was = old.tables["core.Count"]
    for name in set(was["indicator"]):
        n = sum(n for indicator, n in zip(was["indicator"], was["n"], strict=True) if indicator == name)
        assert sum(counts.stored(name).values()) == n, name


def test_search_finds_the_same_doors(old):
    asked = old.known["found"]
    assert search.find(DOOR, asked["words"], [asked["group"]]) == asked["doors"]


def test_who_was_forgotten_stays_forgotten(old):
    gone = old.known["forgotten"]
    resident = Resident.unscoped.get(pk=gone["id"])
    assert (resident.name, resident.gender, resident.birth_year) == ("", "", None)
    assert resident.forgotten_at
    assert search.find(DOOR, gone["words"], [gone["group"]]) == []
    told = Event.objects.filter(subject=history.subject_of("resident", gone["id"])).exclude(name="resident.forgotten")
    assert all(line.details == {} and line.digest for line in told) and told
    assert not any(gone["id"] in command.body for command in KeptCommand.objects.all())


def test_an_import_of_that_time_can_be_undone(old):
    upload = RosterUpload.objects.get(pk=old.known["imported"]["upload"])
    assert undo_import(upload, by=history.MACHINE).removed == old.known["imported"]["people"]


def test_new_rows_get_numbers_of_their_own(old):
    """PostgreSQL's sequences went on where that version's stood."""
    before = Event.objects.order_by("-pk").values_list("pk", flat=True)[0]
    [person] = Person.unscoped.filter(pk=old.known["phone"]["person"])
    devices.invite(person, by=history.MACHINE)
    assert Event.objects.order_by("-pk").values_list("pk", flat=True)[0] > before
