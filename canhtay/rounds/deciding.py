"""What a reported visit comes to. Pure: everything it judges by is handed in, nothing is read or written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from canhtay.core.clock import local_day
from canhtay.core.problems import MALFORMED, NOT_HERE, Problem
from canhtay.sync.answers import DONE, Answer, refused

OPENED = "talked"
OUTCOMES = ("talked", "nobody", "not_now", "refused")


@dataclass(frozen=True)
class Helped:
    """A step that a resident of the door reached."""

    resident: UUID
    service: str
    step: str


@dataclass(frozen=True)
class Report:
    """Somebody's word that he was at a door. `device` and `seq` are empty for a visit written down in the office."""

    visit: UUID
    household: UUID
    outcome: str
    by: UUID
    acted_at: datetime
    come_back_on: date | None = None
    note: str = ""
    helped: tuple[Helped, ...] = ()
    device: UUID | None = None
    seq: int = 0
    # What its writer had seen: everything up to this number of this territory.
    saw: int = 0
    saw_in: UUID | None = None


@dataclass(frozen=True)
class Facts:
    """What the register knows that a report is judged by."""

    # Doors a person could see on the day of the visit.
    visible: frozenset[tuple[UUID, date, UUID]]
    residents: Mapping[UUID, frozenset[UUID]]
    steps: frozenset[tuple[str, str]]
    stored: frozenset[UUID] = field(default_factory=frozenset)


def decide(reports: list[Report], facts: Facts) -> list[Answer]:
    """One answer a report, in order. A visit stored before is answered as done and not stored again."""
    return [_decide(report, facts) for report in reports]


def _decide(report: Report, facts: Facts) -> Answer:
    if report.outcome not in OUTCOMES:
        return _malformed("outcome")
    if (report.by, local_day(report.acted_at), report.household) not in facts.visible:
        return refused(Problem(NOT_HERE))
    if report.come_back_on and report.come_back_on < local_day(report.acted_at):
        return _malformed("come_back_on")
    at_home = facts.residents.get(report.household, frozenset())
    for helped in report.helped:
        if helped.resident not in at_home:
            return _malformed("helped.resident")
        if (helped.service, helped.step) not in facts.steps:
            return _malformed("helped.step")
    return DONE


@dataclass(frozen=True)
class Stop:
    """A visit as the promises of its door see it."""

    visit: UUID
    happened_at: datetime
    come_back_on: date | None


@dataclass(frozen=True)
class Promises:
    """Of one door: the visit whose promise is open, and for each that is not the visit that answered it."""

    open: UUID | None
    answered: Mapping[UUID, UUID]


def promises(stops: Iterable[Stop]) -> Promises:
    """A promise is answered by whoever came afterwards, on its day or later, or made a new one.

    By the time of the visits, so it does not matter in which order phones tell of them, nor in how many batches.
    """
    held: Stop | None = None
    answered: dict[UUID, UUID] = {}
    for stop in sorted(stops, key=lambda stop: (stop.happened_at, stop.visit)):
        if held and held.come_back_on and (stop.come_back_on or held.come_back_on <= local_day(stop.happened_at)):
            answered[held.visit], held = stop.visit, None
        if stop.come_back_on:
            held = stop
    return Promises(held.visit if held else None, answered)


def _malformed(name: str) -> Answer:
    return refused(Problem(MALFORMED, field=name))
