"""Two PostgreSQL connections at once (docs/decisions/0002-cursor.md, 0004-poisoned-command.md). SQLite has one writer at a time."""

from threading import Event

import msgspec
import pytest
from django.db import connection, transaction

from canhtay.core import ids
from canhtay.core.models import Fact
from canhtay.sync import feed, inbox, journal
from canhtay.sync.answers import DONE, Answer
from canhtay.sync.commands import Command, Verb
from canhtay.sync.inbox import Sender, Told
from canhtay.sync.journal import Moved
from canhtay.sync.models import KeptCommand, Receipt
from testkit.databases import beside, wait_until_one_waits_for_a_lock
from testkit.world import SATURDAY

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True),
    pytest.mark.mission("R9"),
]
STREAMS = {"door": (lambda keys: {key: {} for key in keys},)}
PATIENCE_S = 20


class LateCommitter:
    """Does its work in a transaction on another connection and keeps it open until told to commit."""

    def __init__(self, work) -> None:
        self.wrote, self.may_commit = Event(), Event()
        self.done = beside(lambda: self.run(work))
        assert self.wrote.wait(PATIENCE_S)

    def run(self, work) -> None:
        with transaction.atomic():
            work()
            self.wrote.set()
            assert self.may_commit.wait(PATIENCE_S)

    def commit(self) -> None:
        self.may_commit.set()
        self.done.result(PATIENCE_S)


def test_a_number_taken_first_and_committed_last_is_not_skipped():
    """A takes its number and dawdles. B waits for A's lock, so whoever reads meanwhile sees neither, and afterwards both."""
    (territory,) = journal.new_territories(1)
    held: list[str] = []
    cursor = 0

    def phone_asks() -> None:
        nonlocal cursor
        (page,) = feed.pages({territory.pk: cursor}, [territory.pk], STREAMS)
        cursor = page.seq
        held.extend(one["id"] for one in page.objects)

    slow = LateCommitter(lambda: journal.move([Moved(territory.pk, "door", "slow")]))
    quick = beside(lambda: transaction.atomic(journal.move)([Moved(territory.pk, "door", "quick")]))
    wait_until_one_waits_for_a_lock()
    phone_asks()
    assert (held, cursor, quick.done()) == ([], 0, False)
    slow.commit()
    assert quick.result(PATIENCE_S) == {territory.pk: 2}
    phone_asks()
    assert (held, cursor) == (["slow", "quick"], 2)


def test_two_territories_do_not_wait_for_each_other():
    here, there = journal.new_territories(2)
    slow = LateCommitter(lambda: journal.move([Moved(here.pk, "door", "slow")]))
    assert transaction.atomic(journal.move)([Moved(there.pk, "door", "quick")]) == {there.pk: 1}
    slow.commit()


def test_two_writers_over_the_same_territories_in_opposite_order_do_not_lock_each_other_out():
    keys = [territory.pk for territory in journal.new_territories(4)]

    def many(order) -> None:
        for n in range(15):
            transaction.atomic(journal.move)([Moved(key, "door", str(n)) for key in order])

    for one in [beside(lambda: many(keys)), beside(lambda: many(keys[::-1]))]:
        one.result(PATIENCE_S)
    heads = {page.territory: page.seq for page in feed.pages({}, keys, STREAMS)}
    assert heads == dict.fromkeys(keys, 30)


def test_a_plain_autoincrement_as_cursor_loses_the_late_row():
    """Why it is not done the plain way: the late row's number lies behind the phone's cursor for ever."""
    ask("CREATE TABLE plain_feed (seq bigserial PRIMARY KEY, what text)")
    try:
        slow = LateCommitter(lambda: ask("INSERT INTO plain_feed (what) VALUES ('slow')"))
        ask("INSERT INTO plain_feed (what) VALUES ('quick')")  # nothing to wait for: it overtakes
        got = ask("SELECT seq, what FROM plain_feed WHERE seq > 0")
        slow.commit()
        got += ask(f"SELECT seq, what FROM plain_feed WHERE seq > {got[-1][0]}")
        assert got == [(2, "quick")]
        assert ask("SELECT what FROM plain_feed ORDER BY seq") == [("slow",), ("quick",)]
    finally:
        ask("DROP TABLE plain_feed")


def ask(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


class Note(msgspec.Struct, frozen=True):
    name: str


@pytest.mark.parametrize("notes", [1, 5])
def test_a_command_sent_over_two_connections_at_once_runs_once(notes):
    """The phone gave up waiting and sent again while the first request was still at work."""
    member, at_work, may_go_on = ids.new(), Event(), Event()
    runs = []

    def pin(commands: list[Command]) -> list[Answer]:
        runs.append(len(commands))
        Fact.objects.bulk_create(Fact(name=command.args.name, value="x") for command in commands)
        at_work.set()
        assert may_go_on.wait(PATIENCE_S)
        return [DONE] * len(commands)

    verbs = {"pin": Verb("pin", Note, pin, lambda args: "")}
    envelope = {"verb": "pin", "by": str(member), "acted_at": SATURDAY.isoformat()}
    batch = [envelope | {"id": str(ids.new()), "seq": n, "args": {"name": f"note {n}"}} for n in range(notes)]
    sender = Sender(ids.new(), frozenset([member]), None)

    def send() -> list[Told]:
        return inbox.receive(batch, sender, verbs)

    first = beside(send)
    assert at_work.wait(PATIENCE_S)
    second = beside(send)
    wait_until_one_waits_for_a_lock()
    may_go_on.set()
    assert [told.answer.answer for told in first.result(PATIENCE_S)] == ["applied"] * notes
    again = [told.as_json() for told in second.result(PATIENCE_S)]
    assert [(told["answer"], told["first"]) for told in again] == [("repeated", {"answer": "applied"})] * notes
    assert Fact.objects.count() == KeptCommand.objects.count() == Receipt.objects.count() == notes
