"""A week of the demo's teams: each keeps its hour and goes to some doors. The same seed and week give the same visits."""

from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from canhtay.core import clock, ids
from canhtay.register.models import Household, Resident
from canhtay.rounds.actions import record_visits
from canhtay.rounds.deciding import Helped, Report
from canhtay.rounds.models import Slot, VisitReason
from canhtay.rounds.queries import slots_of

if TYPE_CHECKING:
    from canhtay.home.demo.ward import TeamMade

OUTCOMES = ["talked"] * 6 + ["nobody"] * 2 + ["not_now", "refused"]
LADDER = [
    ("vneid", "installed"),
    ("vneid", "activated"),
    ("vneid", "alone"),
    ("vssid", "installed"),
    ("an-toan", "knows"),
]


def live_week(teams: "list[TeamMade]", seed: int, until: datetime, *, quiet: int = 1) -> None:
    """The seven days before `until`. `quiet`: how many teams (by seed) miss their hour that week."""
    die = Random(f"{seed} {clock.local_day(until)}")  # noqa: S311 - a demo's die, not a secret
    slots = slots_of([one.team.pk for one in teams], clock.local_day(until))
    missing = {one.team.pk for one in die.sample(teams[1:], quiet)}
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


def _keep_hour(die: Random, one: "TeamMade", begins: datetime) -> None:
    with clock.stopped_at(begins + timedelta(minutes=58)):
        doors = _due(one, clock.today())[: die.randint(6, 13)]
        home = {}
        for resident in Resident.unscoped.filter(household__in=doors, forgotten_at=None):
            home.setdefault(resident.household_id, resident)
        record_visits([_report(die, one, door, begins, place, home) for place, door in enumerate(doors)])


def _due(one: "TeamMade", day: date) -> list[Household]:
    """Promises first, then doors in walking order that never opened; the door of the walkthrough is left for the visitor."""
    order = {door.pk: place for place, door in enumerate(one.doors)}
    due = VisitReason.objects.filter(household__in=order, ended_at=None, due_on__lte=day)
    first = {}
    for reason in due.order_by("-weight", "due_on"):
        first.setdefault(reason.household_id, (-reason.weight, order[reason.household_id]))
    doors = {door.pk: door for door in one.doors if door.name != "Nhà bà Lan"}
    return [doors[key] for key in sorted(first, key=lambda key: first[key]) if key in doors]


def _report(
    die: Random, one: "TeamMade", door: Household, begins: datetime, place: int, home: dict[object, Resident]
) -> Report:
    outcome = die.choice(OUTCOMES)
    day = clock.local_day(begins)
    resident = home.get(door.pk)
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
