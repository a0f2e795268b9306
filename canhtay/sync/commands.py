"""A command as a phone sends it (docs/sync.md), read once at the door."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, TypeVar
from uuid import UUID

import msgspec

from canhtay.core import sealing
from canhtay.core.problems import MALFORMED, Problem
from canhtay.sync.answers import Answer

MOST_COMMANDS = 200
BIG = 2**62
T = TypeVar("T")

Seq = Annotated[int, msgspec.Meta(ge=0, le=BIG)]


class Saw(msgspec.Struct, frozen=True):
    territory: UUID
    seq: Seq


class Envelope(msgspec.Struct, frozen=True):
    """Without these nothing can be answered or kept; the rest of a command may be faulty and is refused alone."""

    verb: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    by: UUID
    seq: Seq
    acted_at: Annotated[datetime, msgspec.Meta(tz=True)]
    args: dict[str, Any]
    saw: Saw | None = None


@dataclass(frozen=True)
class Command:
    """A command that was read, with its time brought within what can be proved."""

    id: UUID
    verb: str
    by: UUID
    device: UUID
    seq: int
    acted_at: datetime
    saw: Saw | None
    args: Any


@dataclass(frozen=True)
class Verb:
    """A verb phones may call. `run` takes a list and answers each, in order; `subject` names whom the kept command is about."""

    name: str
    args: type[msgspec.Struct]
    run: Callable[[list[Command]], list[Answer]]
    subject: Callable[[Any], str]


def read(kind: type[T], raw: Any) -> T:
    """Raises Problem(MALFORMED) naming the field that is missing or of the wrong kind."""
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as fault:
        raise Problem(MALFORMED, field=_field(str(fault))) from fault


def _field(fault: str) -> str:
    # "Object missing required field `by`" or "Expected `int`, got `str` - at `$.saw.seq`"
    where = fault.rpartition("`$.")[2].rstrip("`") if "`$." in fault else ""
    missing = fault.partition("missing required field `")[2].partition("`")[0]
    return ".".join(part for part in (where, missing) if part)[:60] or "args"


def body_of(raw: dict[str, Any]) -> str:
    return json.dumps(raw, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content_digest(body: str) -> str:
    return sealing.digest(body, "command")
