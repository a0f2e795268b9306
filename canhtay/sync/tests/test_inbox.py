"""Commands come in: kept word for word, run once, answered one by one, and the poisoned one alone is refused.

The verb of these stories pins a note to a board. The board is a table of the program that takes no nameless note and no two of
one name; that the database says so, and not the verb, is the point.
"""

import logging
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from django.db import OperationalError

from canhtay.core import ids
from canhtay.core.models import Fact
from canhtay.core.problems import NOT_YOURS, Problem
from canhtay.sync import inbox
from canhtay.sync.answers import DONE, NEEDS_REVIEW, Answer
from canhtay.sync.commands import Command, Verb
from canhtay.sync.inbox import Sender
from canhtay.sync.models import KeptCommand, Receipt
from testkit.world import SATURDAY

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R9")]


class Note(msgspec.Struct, frozen=True):
    name: str
    text: str = ""


seen: list[Command] = []


def pin(commands: list[Command]) -> list[Answer]:
    seen.extend(commands)
    for command in commands:
        if command.args.text == "not yours":
            raise Problem(NOT_YOURS)
        if command.args.text == "a fault of the program":
            raise KeyError(command.args.name)
        if command.args.text == "the disk is away":
            raise OperationalError("disk I/O error")
    Fact.objects.bulk_create(Fact(name=command.args.name, value=command.args.text) for command in commands)
    return [Answer(NEEDS_REVIEW, "odd", "Lạ.") if c.args.text == "odd" else DONE for c in commands]


VERBS = {"pin": Verb("pin", Note, pin, lambda args: f"fact:{args.name}")}
MEMBER, DEVICE = ids.new(), ids.new()
SENDER = Sender(DEVICE, frozenset([MEMBER]), SATURDAY - timedelta(hours=2))


@pytest.fixture(autouse=True)
def saturday(db, stopped_at):
    stopped_at(SATURDAY)
    seen.clear()


def command(seq: int, name: str = "", text: str = "", **other: Any) -> dict[str, Any]:
    args = {"name": name, "text": text}
    sent = {"id": str(ids.new()), "verb": "pin", "by": str(MEMBER), "seq": seq, "args": args, "saw": None}
    return sent | {"acted_at": SATURDAY.isoformat()} | other


def send(*commands: Any) -> list[dict[str, Any]]:
    return [told.as_json() for told in inbox.receive(list(commands), SENDER, VERBS)]


def codes(told: list[dict[str, Any]]) -> list[str]:
    return [one.get("code") or one["answer"] for one in told]


def board() -> set[str]:
    return set(Fact.objects.values_list("name", flat=True))


def test_each_command_is_answered_in_the_order_sent_and_run_in_the_phones_order():
    first, second = command(1, "a"), command(2, "b", "odd")
    told = send(second, first)
    assert [one["id"] for one in told] == [second["id"], first["id"]]
    assert told[1] == {"id": first["id"], "answer": "applied"}
    assert told[0] == {"id": second["id"], "answer": "needs_review", "code": "odd", "sentence": "Lạ."}
    assert [one.seq for one in seen] == [1, 2]
    assert board() == {"a", "b"}


def test_what_was_sent_is_kept_word_for_word_with_what_nobody_knows_yet():
    sent = command(7, "a", mood="vui")
    send(sent)
    kept = KeptCommand.objects.get()
    assert msgspec.json.decode(kept.body) == sent
    assert (kept.device, kept.by, kept.seq, kept.verb, kept.subject) == (DEVICE, MEMBER, 7, "pin", "fact:a")
    assert kept.received_at == kept.acted_at == SATURDAY


def test_sent_again_it_is_repeated_with_the_first_answer_and_not_run():
    sent, odd = command(1, "a"), command(2, "b", "odd")
    first = send(sent, odd)
    again = send(sent, odd)
    assert [one["answer"] for one in again] == ["repeated", "repeated"]
    assert again[0]["first"] == {"answer": "applied"}
    assert again[1]["first"] == {key: first[1][key] for key in ("answer", "code", "sentence")}
    assert len(seen) == KeptCommand.objects.count() == Receipt.objects.count() == 2


def test_written_in_another_order_of_fields_it_is_still_the_same_command():
    sent = command(1, "a")
    send(sent)
    assert send(dict(reversed(sent.items())))[0]["answer"] == "repeated"


def test_twice_in_one_batch_it_is_run_once():
    sent = command(1, "a")
    told = send(sent, sent)
    assert [one["answer"] for one in told] == ["applied", "repeated"]
    assert told[1]["first"] == {"answer": "applied"}
    assert len(seen) == 1


@pytest.mark.parametrize("batches", [1, 2])
def test_one_id_with_other_content_is_refused_and_the_first_stands(batches):
    sent = command(1, "a")
    other = command(2, "b", id=sent["id"])
    told = send(sent, other) if batches == 1 else send(sent) + send(other)
    assert codes(told) == ["applied", "same_id_other_content"]
    assert board() == {"a"}
    assert codes(send(sent)) == ["repeated"]


@pytest.mark.parametrize("unreadable", [{"seq": 1}, {"id": "seven"}, {"id": 7}, {"id": None}, "command", 7, None, []])
def test_what_cannot_be_answered_makes_the_whole_batch_malformed(unreadable):
    with pytest.raises(Problem) as trouble:
        send(command(1, "a"), unreadable)
    assert (trouble.value.kind.code, trouble.value.details) == ("malformed", {"field": "id"})
    assert board() == set()
    assert not KeptCommand.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"seq": "1"}, "seq"), ({"seq": -1}, "seq"), ({"seq": 2**63}, "seq"), ({"by": "Hòa"}, "by"), ({"args": 7}, "args"),
        ({"args": {}}, "name"), ({"args": {"name": 7}}, "name"), ({"verb": None}, "verb"), ({"verb": "x" * 41}, "verb"),
        ({"acted_at": "yesterday"}, "acted_at"), ({"acted_at": "2026-11-28T12:30:00"}, "acted_at"),
        ({"saw": {"seq": 1}}, "saw.territory"), ({"saw": {"territory": str(MEMBER), "seq": "x"}}, "saw.seq"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_alone_with_the_name_of_the_part(wrong, field):
    told = send(command(1, "a"), command(2, "b") | wrong, command(3, "c"))
    assert codes(told) == ["applied", "malformed", "applied"]
    assert told[1]["sentence"] == f"Việc gửi lên thiếu hoặc sai phần “{field}”."
    assert board() == {"a", "c"}
    assert KeptCommand.objects.count() == Receipt.objects.count() == 3  # it too is kept, for people to look into


def test_what_nobody_here_did_and_what_nobody_knows_is_refused():
    told = send(command(1, "a", by=str(ids.new())), command(2, "b", verb="fly"))
    assert codes(told) == ["not_a_member_here", "unknown_verb"]
    assert told[1]["sentence"] == "Máy chủ chưa biết việc “fly”."
    assert seen == []


@pytest.mark.parametrize("place", [0, 4, 9])
def test_what_the_database_refuses_is_refused_alone_and_the_other_nine_are_stored(place):
    batch = [command(seq, f"note {seq}") for seq in range(10)]
    batch[place]["args"]["name"] = ""  # the table takes no nameless note
    told = send(*batch)
    assert codes(told) == ["could_not_store" if n == place else "applied" for n in range(10)]
    assert board() == {f"note {n}" for n in range(10) if n != place}
    assert KeptCommand.objects.count() == Receipt.objects.count() == 10
    assert [one["answer"] for one in send(*batch)] == ["repeated"] * 10


@pytest.mark.postgres
def test_a_character_that_postgresql_keeps_in_no_text_poisons_nobody_else():
    told = send(command(1, "a"), command(2, "b\0c"), command(3, "d", verb="fl\0y"), command(4, "e"))
    assert codes(told) == ["applied", "could_not_store", "unknown_verb", "applied"]
    assert board() == {"a", "e"}
    assert [one["answer"] for one in send(command(5, "f", text="\0"))] == ["refused"]
    assert KeptCommand.objects.count() == 5  # all are kept all the same


@pytest.mark.parametrize(("text", "code"), [("a fault of the program", "could_not_store"), ("not yours", "not_yours")])
def test_a_verb_that_fails_for_one_fails_for_one(text, code, caplog):
    with caplog.at_level(logging.ERROR):
        told = send(command(1, "a"), command(2, "Nguyễn Thị Mật", text), command(3, "c"))
    assert codes(told) == ["applied", code, "applied"]
    assert board() == {"a", "c"}
    assert "could not be stored" in caplog.text
    assert "Mật" not in caplog.text  # an error may quote a person; the log may not


def test_when_the_database_is_away_nothing_is_answered_and_nothing_stored():
    batch = [command(1, "a"), command(2, "b", "the disk is away")]
    with pytest.raises(OperationalError):
        send(*batch)
    assert board() == set()
    assert not KeptCommand.objects.exists()
    assert not Receipt.objects.exists()
    batch[1]["args"]["text"] = ""
    assert codes(send(*batch)) == ["applied", "applied"]


@pytest.mark.parametrize(
    ("hours", "believed"),
    [(-1, -1), (0, 0), (1, 0), (24 * 365, 0), (-2, -2), (-3, -2), (-24 * 365 * 20, -2)],
)
def test_a_phones_clock_is_believed_between_its_last_empty_outbox_and_now(hours, believed):
    send(command(1, "a", acted_at=(SATURDAY + timedelta(hours=hours)).isoformat()))
    assert seen[0].acted_at == SATURDAY + timedelta(hours=believed)


@pytest.mark.parametrize("acted_at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.999-12:00"])
def test_the_ends_of_the_calendar_break_nothing(acted_at):
    assert codes(send(command(1, "a", acted_at=acted_at))) == ["applied"]


def test_an_empty_batch_is_a_word_of_life():
    assert send() == []
