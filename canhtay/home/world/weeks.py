"""Twelve weeks of a team's hours: who went to which door, how it went, what was promised and which steps were taken.

As `record_visits` leaves it, reasons and openings included; what answers a promise is decided by the same pure rule.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from itertools import count
from random import Random
from uuid import UUID

from canhtay.catalogue.models import Step
from canhtay.core import clock
from canhtay.core.history import subject_of
from canhtay.home.world.crews import Crew
from canhtay.home.world.doors import Door
from canhtay.home.world.making import Feed, Making
from canhtay.home.world.order import WEEKS
from canhtay.register.models import ResidentStep, StepRecord
from canhtay.rounds.actions import VISIT_RECORDED
from canhtay.rounds.deciding import OPENED, Stop, promises
from canhtay.rounds.indicators import DOORS_OPENED, VISITS
from canhtay.rounds.models import DoorOpening, Visit, VisitReason
from canhtay.rounds.reasons import ANSWERS_FIRST_VISIT, COME_BACK, NEVER_OPENED, VISIT_ASKED

KEPT, DOORS_AN_HOUR, MINUTES_A_DOOR = 0.86, (5, 9), 6
OUTCOMES = ["talked"] * 6 + ["nobody"] * 2 + ["not_now", "refused"]
HELPED = [0, 0, 1, 1, 1, 2]
SENT_AFTER = timedelta(minutes=20)
A_WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Went:
    """One visit, before it is written down."""

    visit: UUID
    outcome: str
    by: UUID
    at: datetime
    come_back_on: date | None
    helped: list[tuple[UUID, str, str]]

    @property
    def recorded_at(self) -> datetime:
        return self.at + SENT_AFTER


def live(making: Making, crew: Crew, feed: Feed, doors: list[Door], device: UUID | None) -> None:
    went = _hours(making, crew, doors) if crew.slot and doors else {}
    sent = count(1)
    for door in doors:
        visits = went.get(door.key, [])
        _write_visits(making, crew, door, visits, device)
        _write_reasons(making, crew.group.key, feed, door, visits)
        version = feed.tell("household", door.key)
        _write_steps(making, visits, device, version, sent)


def _hours(making: Making, crew: Crew, doors: list[Door]) -> dict[UUID, list[Went]]:
    """Who was asked to come back first, then on from where the last hour ended."""
    die, went, back, turn = crew.die, defaultdict[UUID, list[Went]](list), list[tuple[date, Door]](), count()
    reached: dict[tuple[UUID, str], int] = {}
    for day in _days(making, crew):
        if die.random() > KEPT:
            continue
        due = [door for on, door in back if on <= day]
        back = [(on, door) for on, door in back if on > day]
        n = min(die.randint(*DOORS_AN_HOUR), len(doors))
        due += [doors[next(turn) % len(doors)] for _ in range(n - len(due))]
        for place, door in enumerate(dict.fromkeys(door.key for door in due)):
            here = next(one for one in due if one.key == door)
            visit = _visit(making, crew, here, day, place, reached)
            went[door].append(visit)
            if visit.come_back_on:
                back.append((visit.come_back_on, here))
    return went


def _days(making: Making, crew: Crew) -> list[date]:
    """The slot's days of the last twelve weeks, the eldest first; today's hour is still to come."""
    assert crew.slot  # noqa: S101 - the caller looked
    yesterday = clock.day_before(making.order.today)
    last = yesterday - timedelta(days=(yesterday.isoweekday() - crew.slot[0]) % 7)
    return [last - A_WEEK * back for back in reversed(range(WEEKS))]


def _visit(making: Making, crew: Crew, door: Door, day: date, place: int, reached: dict[tuple[UUID, str], int]) -> Went:
    assert crew.slot  # noqa: S101
    die, outcome = crew.die, crew.die.choice(OUTCOMES)
    at = clock.at(day, crew.slot[1]) + timedelta(minutes=MINUTES_A_DOOR * place + die.randint(1, 4))
    steps = [_step(die, door, reached) for _ in range(die.choice(HELPED))] if outcome == OPENED else []
    helped = [step for step in dict.fromkeys(steps) if step]
    come_back_on = day + A_WEEK if outcome == "not_now" else None
    return Went(making.keys.new(), outcome, die.choice(crew.members), at, come_back_on, helped)


def _step(die: Random, door: Door, reached: dict[tuple[UUID, str], int]) -> tuple[UUID, str, str] | None:
    """The next step of somebody there with some service; None where the ladder is climbed."""
    resident = die.choice(door.residents)
    service, steps = die.choice(_ladders())
    rung = reached.get((resident, service), -1) + 1
    if rung == len(steps):
        return None
    reached[resident, service] = rung
    return resident, service, steps[rung]


def _write_visits(making: Making, crew: Crew, door: Door, visits: list[Went], device: UUID | None) -> None:
    group = crew.group.key
    for went in visits:
        making.rows.add(
            Visit,
            id=went.visit,
            household_id=door.key,
            outcome=went.outcome,
            by_id=went.by,
            device=device,
            happened_at=went.at,
            recorded_at=went.recorded_at,
            come_back_on=went.come_back_on,
        )
        making.count(VISITS.name, group, clock.local_day(went.at), went.outcome)
        making.note(
            VISIT_RECORDED,
            ("visit", went.visit),
            place=group,
            by=went.by,
            at=went.at,
            household=str(door.key),
            outcome=went.outcome,
            device=str(device or ""),
            helped=[[service, step] for _resident, service, step in went.helped],
        )
    opened = next((clock.local_day(went.at) for went in visits if went.outcome == OPENED), None)
    if opened:
        making.rows.add(DoorOpening, household_id=door.key, first_on=opened)
        making.count(DOORS_OPENED.name, group, opened)


def _write_reasons(making: Making, group: int, feed: Feed, door: Door, visits: list[Went]) -> None:
    """Never opened, until somebody talked or refused; asked back, until somebody came on that day or after."""
    by_key = {went.visit: went for went in visits}
    answered = next((went for went in visits if went.outcome in ANSWERS_FIRST_VISIT), None)
    added_at = making.begun_at + timedelta(days=door.added_on_day)
    _reason(making, feed, door, NEVER_OPENED, added_at, "", answered)
    asked = {"kind": NEVER_OPENED, "due_on": clock.local_day(added_at).isoformat()}
    making.note(VISIT_ASKED, ("household", door.key), place=group, at=added_at, **asked)
    promised = promises(Stop(went.visit, went.at, went.come_back_on) for went in visits)
    for key, answer in promised.answered.items():
        _reason(making, feed, door, COME_BACK, by_key[key].recorded_at, key, by_key[answer])
    if promised.open:
        _reason(making, feed, door, COME_BACK, by_key[promised.open].recorded_at, promised.open, None)


def _reason(
    making: Making, feed: Feed, door: Door, kind: str, at: datetime, promise: UUID | str, answer: Went | None
) -> None:
    key, come_back = making.keys.new(), kind == COME_BACK
    due_on = clock.local_day(at) + (A_WEEK if come_back else timedelta())
    making.rows.add(
        VisitReason,
        id=key,
        household_id=door.key,
        kind=kind,
        due_on=due_on,
        weight=3.0 if come_back else 1.0,
        source=subject_of("visit", promise) if promise else "",
        sentence="Bà con hẹn quay lại" if come_back else "Nhà chưa mở cửa lần nào",
        asked_at=at,
        ended_at=answer.recorded_at if answer else None,
        ended_by=subject_of("visit", answer.visit) if answer else "",
    )
    feed.tell("reason", key, gone=answer is not None)


def _write_steps(making: Making, visits: list[Went], device: UUID | None, version: int, sent: "count[int]") -> None:
    """Every word kept; the last on each service holds."""
    held: dict[tuple[UUID, str], dict[str, object]] = {}
    for went in visits:
        number = next(sent)
        for resident, service, step in went.helped:
            word = {"step": step, "effective_at": went.at, "device": str(device or ""), "device_seq": number}
            held[resident, service] = word
            making.rows.add(
                StepRecord,
                resident_id=resident,
                service_id=service,
                by=went.by,
                visit=went.visit,
                acted_at=went.at,
                recorded_at=went.recorded_at,
                version=version,
                held=True,
                **word,
            )
    for (resident, service), word in held.items():
        making.rows.add(ResidentStep, resident_id=resident, service_id=service, **word)


@cache
def _ladders() -> list[tuple[str, list[str]]]:
    ladders: dict[str, list[str]] = {}
    for service, step in Step.objects.order_by("service__order", "service", "order").values_list("service", "code"):
        ladders.setdefault(service, []).append(step)
    return list(ladders.items())
