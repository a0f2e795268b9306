"""The one log. Every verb leaves one event: who, what, where, when it happened, when it was recorded.

Events are declared before they are recorded, with the names of their fields and which of those tell of a person. A personal
field is allowed only in an event whose subject is that person, so that blanking by subject is enough to forget somebody.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from canhtay.core import clock, sealing
from canhtay.core.models import Event


class HasId(Protocol):
    @property
    def pk(self) -> Any: ...


class Machine:
    """The actor when nobody in particular acts: a job, a command on the machine."""

    pk = "machine"


MACHINE = Machine()
Actor = HasId


@dataclass(frozen=True)
class Declared:
    name: str
    fields: frozenset[str]
    personal: frozenset[str] = field(default_factory=frozenset)


REGISTRY: dict[str, Declared] = {}


def declare(name: str, *fields: str, personal: Iterable[str] = ()) -> str:
    if name in REGISTRY:
        raise ValueError(f"the event {name} is declared twice")
    REGISTRY[name] = Declared(name, frozenset(fields) | frozenset(personal), frozenset(personal))
    return name


@dataclass(frozen=True)
class Line:
    """One event to be recorded; for verbs that take a list."""

    name: str
    subject: str
    actor: str
    place: int | None = None
    happened_at: datetime | None = None
    details: dict[str, Any] = field(default_factory=dict)


def subject_of(kind: str, key: UUID | int | str) -> str:
    return f"{kind}:{key}"


def record(
    name: str,
    subject: str,
    /,
    *,
    by: Actor,
    place: int | None = None,
    happened_at: datetime | None = None,
    **details: Any,
) -> None:
    record_all([Line(name, subject, str(by.pk), place, happened_at, details)])


def record_all(lines: list[Line]) -> None:
    """All lines in one statement, inside the caller's transaction. An undeclared event or field is a fault of the program."""
    now = clock.now()
    for line in lines:
        unknown = line.details.keys() - REGISTRY[line.name].fields
        if unknown:
            raise ValueError(f"{line.name} does not declare {sorted(unknown)}")
    Event.objects.bulk_create(
        Event(
            name=line.name,
            actor=line.actor,
            subject=line.subject,
            place=line.place,
            happened_at=line.happened_at or now,
            recorded_at=now,
            details=line.details,
        )
        for line in lines
    )
    react({line.name for line in lines}, lines)


def react(names: set[str], lines: list[Line]) -> None:
    """Hand the events to config/reactions.py: their jobs are queued in this same transaction and run after its commit."""
    reactions: dict[str, list[str]] = import_string(settings.REACTIONS)
    for name in sorted(names & reactions.keys()):
        subjects = [line.subject.partition(":")[2] for line in lines if line.name == name]
        for path in reactions[name]:
            import_string(path).enqueue(subjects)


@transaction.atomic
def forget(subject: str) -> int:
    """Blank the details of every line about this subject; who, when and where stay. Returns how many lines were blanked."""
    lines = list(Event.objects.filter(subject=subject).exclude(details={}))
    for line in lines:
        line.digest = sealing.blanked(json.dumps(line.details, sort_keys=True, ensure_ascii=False))
        line.details = {}
    return Event.objects.bulk_update(lines, ["details", "digest"]) if lines else 0
