"""Verbs of the weekly hour. `record_visits` is the pattern of every verb that phones may call: it takes a list and
goes load → decide (pure) → store (bulk), in one transaction, with one answer for each.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_noop as n

from canhtay.catalogue.models import Step
from canhtay.core import clock, counts, history
from canhtay.core.history import Actor, Line, subject_of
from canhtay.places.queries import territory_of
from canhtay.register.actions import team_objects
from canhtay.register.models import Household, Resident
from canhtay.register.rules import households_visible_to
from canhtay.register.steps import StepWord, note_steps
from canhtay.rounds import reasons
from canhtay.rounds.deciding import OPENED, Facts, Promises, Report, Stop, decide, promises
from canhtay.rounds.indicators import DOORS_OPENED, VISITS
from canhtay.rounds.models import DoorOpening, Slot, Visit, VisitReason
from canhtay.rounds.reasons import ANSWERS_FIRST_VISIT, COME_BACK, NEVER_OPENED, Wish
from canhtay.sync import journal
from canhtay.sync.answers import DONE, Answer
from canhtay.sync.journal import Moved
from canhtay.teams.models import Team

VISIT_RECORDED = history.declare("visit.recorded", "household", "outcome", "device", "helped")
SLOT_SET = history.declare("team.slot_set", "weekday", "starts", "minutes", "place_name", "since")


@transaction.atomic
def record_visits(reports: list[Report]) -> list[Answer]:
    """Store what was found at doors; each report is answered in order. Who was there stands in each report.

    A visit is stored once by its id, however often it is reported; an earlier opening that arrives late moves the door's first day.
    """
    doors = _doors(reports)
    journal.lock({territory_of(door.group) for door in doors.values()})
    facts = _facts(reports, doors)
    answers = decide(reports, facts)
    good: dict[UUID, Report] = {}
    for report, answer in zip(reports, answers, strict=True):
        if answer == DONE:
            good.setdefault(report.visit, report)  # the first word on a visit holds, in one batch as over two
    fresh = [report for key, report in good.items() if key not in facts.stored]
    if fresh:
        _store(fresh, doors)
    return answers


def _doors(reports: list[Report]) -> dict[UUID, Household]:
    rows = Household.unscoped.filter(pk__in={r.household for r in reports}).select_related("group")
    return {row.pk: row for row in rows}


def _facts(reports: list[Report], doors: dict[UUID, Household]) -> Facts:
    residents: dict[UUID, set[UUID]] = defaultdict(set)
    for household, key in Resident.unscoped.filter(household__in=doors).values_list("household", "pk"):
        residents[household].add(key)
    return Facts(
        visible=_visible(reports),
        residents={key: frozenset(people) for key, people in residents.items()},
        steps=frozenset(Step.objects.values_list("service_id", "code")),
        stored=frozenset(Visit.unscoped.filter(pk__in=[r.visit for r in reports]).values_list("pk", flat=True)),
    )


def _visible(reports: list[Report]) -> frozenset[tuple[UUID, date, UUID]]:
    """By the grants of the day of the visit: what was done before a dismissal or a move stays done.

    A grant ended at noon has yesterday as its last day (people.end_grant), and the morning counts: hence the day before too.
    """
    asked: dict[tuple[UUID, date], set[UUID]] = defaultdict(set)
    for r in reports:
        asked[r.by, clock.local_day(r.acted_at)].add(r.household)
    return frozenset(
        (by, day, key)
        for (by, day), keys in asked.items()
        for key in _seen_on(by, day).filter(pk__in=keys).values_list("pk", flat=True)
    )


def _seen_on(by: UUID, day: date) -> QuerySet[Household]:
    return households_visible_to(by, day) | households_visible_to(by, clock.day_before(day))


@dataclass
class Gathered:
    """What one batch writes, collected door by door."""

    wishes: list[Wish]
    ended: dict[str, list[VisitReason]]
    openings: dict[UUID, date]
    deltas: Counter[counts.Key]


def _store(fresh: list[Report], doors: dict[UUID, Household]) -> None:
    now = clock.now()
    Visit.unscoped.bulk_create(
        Visit(
            id=r.visit,
            household=doors[r.household],
            outcome=r.outcome,
            by_id=r.by,
            device=r.device,
            happened_at=r.acted_at,
            recorded_at=now,
            come_back_on=r.come_back_on,
            note=r.note,
        )
        for r in fresh
    )
    gathered = _gather(fresh, doors)
    _store_openings(gathered, doors)
    counts.add(gathered.deltas)
    moved = _store_reasons(gathered)
    moved += [Moved(territory_of(doors[r.household].group), "household", str(r.household)) for r in fresh]
    groups = {doors[r.household].group_id: doors[r.household].group for r in fresh}
    moved += [item for group in groups.values() for item in team_objects(group)]
    versions = journal.move(moved)
    _store_steps(fresh, doors, versions)
    history.record_all([_line(r, doors[r.household]) for r in fresh])


def _gather(fresh: list[Report], doors: dict[UUID, Household]) -> Gathered:
    gathered = Gathered([], defaultdict(list), {}, Counter())
    told: dict[UUID, list[Report]] = defaultdict(list)
    for r in fresh:
        day = clock.local_day(r.acted_at)
        told[r.household].append(r)
        gathered.deltas[VISITS.name, doors[r.household].group_id, day, r.outcome] += 1
        if r.outcome == OPENED:
            gathered.openings[r.household] = min(day, gathered.openings.get(r.household, day))
    promised = _promises(told)
    gathered.wishes += [_come_back(r, doors[r.household]) for r in fresh if r.visit == promised[r.household].open]
    open_now = VisitReason.objects.filter(household__in=told, ended_at=None)
    for row in open_now.select_related("household__group"):
        if because := _answered_by(row, told[row.household_id], promised[row.household_id]):
            gathered.ended[subject_of("visit", because)].append(row)
    return gathered


def _promises(keys: Iterable[UUID]) -> dict[UUID, Promises]:
    """Of each door, from all its visits: one that arrives late may be older than what was promised since."""
    stops: dict[UUID, list[Stop]] = {key: [] for key in keys}
    rows = Visit.unscoped.filter(household__in=stops).values_list("household", "pk", "happened_at", "come_back_on")
    for household, visit, happened_at, come_back_on in rows:
        stops[household].append(Stop(visit, happened_at, come_back_on))
    return {key: promises(found) for key, found in stops.items()}


def _answered_by(reason: VisitReason, reports: list[Report], promised: Promises) -> UUID | None:
    """The visit that ends this reason. A door that opened, or refused, is no longer "never opened"."""
    if reason.kind == NEVER_OPENED:
        return next((r.visit for r in reports if r.outcome in ANSWERS_FIRST_VISIT), None)
    if reason.kind == COME_BACK:
        answered = {subject_of("visit", promise): visit for promise, visit in promised.answered.items()}
        return answered.get(reason.source)
    return None


def _come_back(report: Report, door: Household) -> Wish:
    return Wish(
        household=door,
        kind=COME_BACK,
        due_on=report.come_back_on or clock.local_day(report.acted_at),
        sentence=n("Bà con hẹn quay lại"),
        source=subject_of("visit", report.visit),
        weight=3.0,
    )


def _store_openings(gathered: Gathered, doors: dict[UUID, Household]) -> None:
    known = dict(DoorOpening.objects.filter(pk__in=gathered.openings).values_list("pk", "first_on"))
    earlier = {key: day for key, day in gathered.openings.items() if key not in known or day < known[key]}
    for key, day in earlier.items():
        gathered.deltas[DOORS_OPENED.name, doors[key].group_id, day, ""] += 1
        if key in known:
            gathered.deltas[DOORS_OPENED.name, doors[key].group_id, known[key], ""] -= 1
    DoorOpening.objects.bulk_create(
        [DoorOpening(household_id=key, first_on=day) for key, day in earlier.items()],
        update_conflicts=True,
        unique_fields=["household"],
        update_fields=["first_on"],
    )


def _store_reasons(gathered: Gathered) -> list[Moved]:
    moved = []
    for because, rows in gathered.ended.items():
        if rows:
            reasons.end(rows, because=because)
            moved += reasons.told(rows, gone=True)
    return moved + reasons.told(reasons.store(gathered.wishes))


def _store_steps(fresh: list[Report], doors: dict[UUID, Household], versions: dict[UUID, int]) -> None:
    where = {r.household: territory_of(doors[r.household].group) for r in fresh}
    words = [
        StepWord(
            resident=helped.resident,
            service=helped.service,
            step=helped.step,
            by=r.by,
            acted_at=r.acted_at,
            device=str(r.device or ""),
            seq=r.seq,
            saw=r.saw if r.saw_in == where[r.household] else 0,
            visit=r.visit,
        )
        for r in fresh
        for helped in r.helped
    ]
    if words:
        note_steps(words, {h.resident: versions[where[r.household]] for r in fresh for h in r.helped})


def _line(r: Report, door: Household) -> Line:
    return Line(
        VISIT_RECORDED,
        subject_of("visit", r.visit),
        str(r.by),
        door.group_id,
        r.acted_at,
        {
            "household": str(r.household),
            "outcome": r.outcome,
            "device": str(r.device or ""),
            "helped": [[h.service, h.step] for h in r.helped],
        },
    )


@transaction.atomic
def set_slot(team: Team, *, weekday: int, starts: time, minutes: int, place: str, by: Actor) -> Slot:
    """The team's fixed hour from today on; the one before ends. weekday 1 is Monday."""
    journal.lock([territory_of(team.group)])
    today = clock.today()
    Slot.objects.filter(team=team, valid_until=None, valid_from=today).delete()
    Slot.objects.filter(team=team, valid_until=None).update(valid_until=clock.day_before(today))
    slot = Slot.objects.create(
        team=team, weekday=weekday, starts=starts, minutes=minutes, place=place, valid_from=today
    )
    history.record(
        SLOT_SET,
        subject_of("team", team.pk),
        by=by,
        place=team.group_id,
        weekday=weekday,
        starts=f"{starts:%H:%M}",
        minutes=minutes,
        place_name=place,
        since=today.isoformat(),
    )
    journal.move(team_objects(team.group))
    return slot


@transaction.atomic
def let_slots_follow(teams: list[Team]) -> None:
    """A team that has ended has no hour: its slot ends on its last day, and goes on where the ending was taken back.

    Done once or twice it is the same. The decision's own event says who ended the team.
    """
    journal.lock({territory_of(team.group) for team in teams})
    for team in teams:
        if team.valid_until is not None:
            Slot.objects.filter(team=team, valid_until=None).update(valid_until=team.valid_until)
        elif last := _last_slot(team):
            Slot.objects.filter(pk=last.pk).update(valid_until=None)
            journal.move(team_objects(team.group))


def _last_slot(team: Team) -> Slot | None:
    """The one that ended with the team; none where one is open. Nothing but the team's end leaves a team without a slot again."""
    slots = Slot.objects.filter(team=team)
    return None if slots.filter(valid_until=None).exists() else slots.order_by("-valid_from", "-pk").first()
