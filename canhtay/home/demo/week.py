"""A week of the demo's teams: each keeps its hour and goes to some doors. The same seed and week give the same visits."""

from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from canhtay.core import clock, ids
from canhtay.home.demo.crews import Crew
from canhtay.home.demo.visitor import NGO_45, TRA_KHE_3
from canhtay.register.models import Household, Resident
from canhtay.rounds.actions import record_visits
from canhtay.rounds.deciding import Helped, Report
from canhtay.rounds.models import Slot, VisitReason
from canhtay.rounds.queries import slots_of

OUTCOMES = ["talked"] * 6 + ["nobody"] * 2 + ["not_now", "refused"]
LADDER = [
    ("vneid", "installed"),
    ("vneid", "activated"),
    ("vneid", "alone"),
    ("vssid", "installed"),
    ("an-toan", "knows"),
]


def live_week(teams: list[Crew], seed: int, until: datetime, *, quiet: int = 1) -> None:
    """The seven days before `until`. `quiet`: how many teams but the visitor's (by seed) miss their hour that week."""
    die = Random(f"{seed} {clock.local_day(until)}")  # noqa: S311 - a demo's die, not a secret
    slots = slots_of([one.team.pk for one in teams], clock.local_day(until))
    others = [one for one in teams if one.team.group.name != TRA_KHE_3]
    missing = {one.team.pk for one in die.sample(others, min(quiet, len(others)))}
    for one in teams:
        slot = slots.get(one.team.pk)
        if slot and one.team.pk not in missing:
            _keep_hour(die, one, _hour_before(slot, until))


def _hour_before(slot: Slot, until: datetime) -> datetime:
    """The slot's last hour that ended before this moment."""
    day = clock.local_day(until)
    begins = [clock.at(day - timedelta(days=back), slot.starts) for back in range(8) if _is_on(day, back, slot.weekday)]
    return next(b for b in begins if b + timedelta(minutes=slot.minutes) <= until)


def _is_on(day: date, back: int, weekday: int) -> bool:
    return (day - timedelta(days=back)).isoweekday() == weekday


def _keep_hour(die: Random, one: Crew, begins: datetime) -> None:
    with clock.stopped_at(begins + timedelta(minutes=58)):
        doors = _due(one, clock.today())[: die.randint(6, 13)]
        at_home = _at_home(doors)
        record_visits([_report(die, one, door, begins, place, at_home) for place, door in enumerate(doors)])


def _at_home(doors: list[Household]) -> dict[UUID, Resident]:
    """The eldest of each door; by name among those of one year, for ids are another each time a ward is made."""
    rows = Resident.unscoped.filter(household__in=doors, forgotten_at=None)
    return {row.household_id: row for row in rows.order_by("-birth_year", "-name")}


def _due(one: Crew, day: date) -> list[Household]:
    """Promises first, then doors in walking order that never opened; the visitor's alley is left for him."""
    order = {door.pk: place for place, door in enumerate(one.doors)}
    due = VisitReason.objects.filter(household__in=order, ended_at=None, due_on__lte=day)
    first: dict[UUID, tuple[float, int]] = {}
    for reason in due.exclude(household__alley__name=NGO_45).order_by("-weight", "due_on"):
        first.setdefault(reason.household_id, (-reason.weight, order[reason.household_id]))
    doors = {door.pk: door for door in one.doors}
    return [doors[key] for key in sorted(first, key=lambda key: first[key])]


def _report(
    die: Random, one: Crew, door: Household, begins: datetime, place: int, at_home: dict[UUID, Resident]
) -> Report:
    outcome = die.choice(OUTCOMES)
    day = clock.local_day(begins)
    resident = at_home.get(door.pk)
    helped = (Helped(resident.pk, *die.choice(LADDER)),) if outcome == "talked" and resident else ()
    return Report(
        visit=ids.new(),
        household=door.pk,
        outcome=outcome,
        by=die.choice(one.members).pk,
        acted_at=begins + timedelta(minutes=4 * place + die.randint(1, 3)),
        come_back_on=day + timedelta(days=7) if outcome == "not_now" else None,
        helped=helped,
    )
