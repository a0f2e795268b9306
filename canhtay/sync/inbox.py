"""Taking a batch of commands: each kept word for word, run once, answered one by one.

`receive` is the whole rule: what was answered before is repeated from its receipt; what cannot be read is refused alone; the rest
runs through its verb, in lists, in the phone's order. If the database refuses a list it is rolled back and run one by one, so that
the poisoned command alone is refused. Receipts are stored in the same transaction as what the command changed.
"""

import logging
import threading
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import InterfaceError, OperationalError, connection, transaction

from canhtay.core import clock, problems
from canhtay.core.jobs import errors
from canhtay.core.problems import Problem
from canhtay.sync import merge
from canhtay.sync.answers import REPEATED, Answer, refused
from canhtay.sync.commands import Command, Envelope, Verb, body_of, content_digest, read
from canhtay.sync.models import KeptCommand, Receipt

log = logging.getLogger(__name__)

OUT_OF_REACH = (OperationalError, InterfaceError)

# SQLite has one writer: threads of this process queue here in order instead of polling for the file's lock.
_writers = threading.Lock()


@dataclass(frozen=True)
class Sender:
    """The device a batch comes from, its members, and the last moment it had nothing waiting."""

    device: UUID
    members: frozenset[UUID]
    drained_at: datetime | None


@dataclass(frozen=True)
class Told:
    """An answer, and the first one where the command was here before."""

    id: UUID
    answer: Answer
    first: Answer | None = None

    def as_json(self) -> dict[str, Any]:
        told = {"id": str(self.id)} | self.answer.as_json()
        return told | ({"first": self.first.as_json()} if self.first else {})


@dataclass
class Item:
    """One raw command on its way: what was sent, its digest, and the command or the refusal it became."""

    id: UUID
    raw: dict[str, Any]
    body: str
    content: str
    subject: str = ""
    command: Command | None = None
    answer: Answer | None = None
    first: Answer | None = None


def receive(raws: list[dict[str, Any]], sender: Sender, verbs: Mapping[str, Verb]) -> list[Told]:
    """Answers in the order sent. Raises Problem(MALFORMED) if a command has no readable id: it could not be answered."""
    items = [_item(raw) for raw in raws]
    with _writers if connection.vendor == "sqlite" else nullcontext():
        answered = _receipts(items)
        fresh = {item.id: item for item in reversed(items) if item.id not in answered}  # the first of one id holds
        for item in fresh.values():
            _read(item, sender, verbs)
        _run(list(fresh.values()), sender, verbs)
    return [_told(item, fresh, answered) for item in items]


def _item(raw: Any) -> Item:
    try:
        key = UUID(raw["id"])
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise Problem(problems.MALFORMED, field="id") from fault
    body = body_of(raw)
    return Item(key, raw, body, content_digest(body))


def _receipts(items: list[Item]) -> dict[UUID, tuple[str, Answer]]:
    rows = Receipt.objects.filter(pk__in=[item.id for item in items])
    return {row.command: (row.content, Answer(row.answer, row.code, row.sentence)) for row in rows}


def _read(item: Item, sender: Sender, verbs: Mapping[str, Verb]) -> None:
    try:
        envelope = read(Envelope, item.raw)
        problems.require(envelope.by in sender.members, problems.NOT_A_MEMBER_HERE)
        verb = verbs.get(envelope.verb)
        if verb is None:
            raise Problem(problems.UNKNOWN_VERB, verb=envelope.verb)
        acted_at = merge.clamp(envelope.acted_at, not_before=sender.drained_at, now=clock.now())
        args = read(verb.args, envelope.args)
        item.subject = verb.subject(args)
        item.command = Command(
            item.id, envelope.verb, envelope.by, sender.device, envelope.seq, acted_at, envelope.saw, args
        )
    except Problem as problem:
        item.answer = refused(problem)


def _run(items: list[Item], sender: Sender, verbs: Mapping[str, Verb]) -> None:
    """Runs of one verb, in the phone's order; what was refused at the door is only kept and answered."""
    items.sort(key=lambda item: item.command.seq if item.command else -1)
    for verb, group in groupby(items, key=lambda item: item.command.verb if item.command else ""):
        run = list(group)
        try:
            _store(run, sender, verbs.get(verb))
        except OUT_OF_REACH:
            raise  # no fault of these commands: the phone keeps them and comes again
        except Exception as fault:
            _run_alone(run, sender, verbs, fault)


def _run_alone(run: list[Item], sender: Sender, verbs: Mapping[str, Verb], fault: Exception) -> None:
    if len(run) == 1:
        _refuse(run[0], sender, fault)
        return
    for item in run:
        item.answer = None if item.command else item.answer
        _run([item], sender, verbs)


@transaction.atomic
def _store(items: list[Item], sender: Sender, verb: Verb | None) -> None:
    now = clock.now()
    KeptCommand.objects.bulk_create([_kept(item, sender, now) for item in items], ignore_conflicts=True)
    if verb:
        commands = [item.command for item in items if item.command]
        for item, answer in zip(items, verb.run(commands), strict=True):
            item.answer = answer
    Receipt.objects.bulk_create([_receipt(item, now) for item in items])


def _refuse(item: Item, sender: Sender, fault: Exception) -> None:
    """The one that broke its list: unless another connection was faster with the same command, it is refused and kept."""
    if given := _receipts([item]):
        content, item.first = given[item.id]
        item.answer = Answer(REPEATED) if content == item.content else refused(problems.SAME_ID_OTHER_CONTENT)
        return
    _log(item, "stored", fault)
    item.answer = refused(fault if isinstance(fault, Problem) else problems.COULD_NOT_STORE)
    try:
        _store([item], sender, None)
    except OUT_OF_REACH:
        raise
    except Exception as graver:
        # Not even its envelope fits the tables. It is answered, or its phone would send it for ever; a resend is judged again.
        _log(item, "kept", graver)


def _log(item: Item, what: str, fault: Exception) -> None:
    """Where and why. What an error of the database quotes may be a person's words: they do not go into the log."""
    log.error("command %s could not be %s: %s\n%s", item.id, what, errors.describe(fault), errors.frames(fault))


def _kept(item: Item, sender: Sender, now: datetime) -> KeptCommand:
    command = item.command
    return KeptCommand(
        id=item.id,
        device=sender.device,
        by=command.by if command else None,
        seq=command.seq if command else 0,
        verb=_storable(str(item.raw.get("verb", "")))[:40],
        subject=_storable(item.subject)[:80],
        acted_at=command.acted_at if command else None,
        received_at=now,
        body=item.body,
    )


def _receipt(item: Item, now: datetime) -> Receipt:
    answer = item.answer or refused(problems.COULD_NOT_STORE)
    return Receipt(
        command=item.id,
        content=item.content,
        answer=answer.answer,
        code=answer.code,
        sentence=_storable(answer.sentence)[:300],
        given_at=now,
    )


def _storable(text: str) -> str:
    """Without the one character that PostgreSQL keeps in no text."""
    return text.replace("\0", "")


def _told(item: Item, fresh: dict[UUID, Item], answered: dict[UUID, tuple[str, Answer]]) -> Told:
    ran = fresh.get(item.id)
    if ran is item and item.answer:
        return Told(item.id, item.answer, item.first)
    content, first = (ran.content, ran.answer) if ran else answered[item.id]
    if content != item.content:
        return Told(item.id, refused(problems.SAME_ID_OTHER_CONTENT))
    return Told(item.id, Answer(REPEATED), first)
