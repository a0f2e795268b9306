"""Verbs of the register: the only writers of alleys, households, residents."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop as n

from canhtay.core import clock, counts, history, search
from canhtay.core.history import Actor, subject_of
from canhtay.core.problems import Kind, Problem
from canhtay.core.vietnamese import nfc
from canhtay.places.models import Place
from canhtay.places.queries import territory_of
from canhtay.register.addresses import walk_order
from canhtay.register.indicators import HOUSEHOLDS, RESIDENTS
from canhtay.register.models import Alley, Household, Resident
from canhtay.sync import journal
from canhtay.sync.journal import Moved

ALLEY_ADDED = history.declare("alley.added", "name")
HOUSEHOLD_ADDED = history.declare("household.added", "alley", "number")
RESIDENT_ADDED = history.declare("resident.added", "household", personal=("name", "gender", "birth_year"))

ALLEY_EXISTS = Kind("alley_exists", 409, n("Ngõ “%(name)s” đã có trong tổ dân phố này."))
DOOR_EXISTS = Kind("door_exists", 409, n("Nhà “%(door)s” đã có ở ngõ này."))
DOOR_NEEDS_SIGN = Kind("door_needs_sign", 422, n("Cần số nhà, tên thường gọi hoặc một dấu để nhận ra nhà."))

# Searching by these finds the door a resident lives behind.
DOOR = "door"


@dataclass(frozen=True)
class NewDoor:
    """A door to be added. At least one of number, name and hint must be there, or nobody finds it."""

    number: str = ""
    name: str = ""
    hint: str = ""


@transaction.atomic
def add_alley(group: Place, name: str, *, by: Actor) -> Alley:
    """Alleys are walked in the order they were added. Raises Problem(ALLEY_EXISTS)."""
    journal.lock([territory_of(group)])
    try:
        with transaction.atomic():
            place = Alley.unscoped.filter(group=group).count()
            alley = Alley.unscoped.create(group=group, name=nfc(name), order=place)
    except IntegrityError as fault:
        raise Problem(ALLEY_EXISTS, name=nfc(name)) from fault
    history.record(ALLEY_ADDED, subject_of("alley", alley.pk), by=by, place=group.pk, name=alley.name)
    journal.move([Moved(territory_of(group), "alley", str(alley.pk))])
    return alley


def add_household(alley: Alley, door: NewDoor, *, by: Actor) -> Household:
    return add_households(alley, [door], by=by)[0]


@transaction.atomic
def add_households(alley: Alley, doors: list[NewDoor], *, by: Actor) -> list[Household]:
    """All or none. Raises Problem: DOOR_EXISTS, DOOR_NEEDS_SIGN."""
    group, today = alley.group, clock.today()
    journal.lock([territory_of(group)])
    rows = [_household(alley, door) for door in doors]
    try:
        with transaction.atomic():
            Household.unscoped.bulk_create(rows)
    except IntegrityError as fault:
        raise _door_problem(fault, doors) from fault
    counts.add(Counter({(HOUSEHOLDS.name, group.pk, today, ""): len(rows)}))
    search.put(DOOR, [(row.pk, group.pk, search_words(row, [])) for row in rows])
    history.record_all(
        [
            history.Line(
                HOUSEHOLD_ADDED,
                subject_of("household", row.pk),
                str(by.pk),
                group.pk,
                details={"alley": str(alley.pk), "number": row.number},
            )
            for row in rows
        ]
    )
    tell(group, rows)
    return rows


@dataclass(frozen=True)
class NewResident:
    """Somebody behind a door. A name is optional; of birth only the year is taken."""

    household: Household
    name: str = ""
    gender: str = ""
    birth_year: int | None = None


def add_resident(
    household: Household, *, by: Actor, name: str = "", gender: str = "", birth_year: int | None = None
) -> Resident:
    return add_residents([NewResident(household, name, gender, birth_year)], by=by)[0]


@transaction.atomic
def add_residents(people: list[NewResident], *, by: Actor) -> list[Resident]:
    """People of any doors, of one group or several."""
    doors = {new.household.pk: new.household for new in people}
    journal.lock({territory_of(door.group) for door in doors.values()})
    rows = Resident.unscoped.bulk_create(_resident(new) for new in people)
    counts.add(Counter((RESIDENTS.name, new.household.group_id, clock.today(), "") for new in people))
    put_in_search(list(doors.values()))
    history.record_all([_resident_line(row, by) for row in rows])
    for group in {door.group_id: door.group for door in doors.values()}.values():
        tell(group, [door for door in doors.values() if door.group_id == group.pk])
    return rows


def _resident(new: NewResident) -> Resident:
    return Resident(
        household=new.household,
        name=nfc(new.name),
        gender=new.gender,
        birth_year=new.birth_year,
        added_on=clock.today(),
    )


def _resident_line(row: Resident, by: Actor) -> history.Line:
    details = {
        "household": str(row.household_id),
        "name": row.name,
        "gender": row.gender,
        "birth_year": row.birth_year,
    }
    place = row.household.group_id
    return history.Line(RESIDENT_ADDED, subject_of("resident", row.pk), str(by.pk), place, details=details)


def put_in_search(households: list[Household]) -> None:
    """Write what these doors are found by anew: their own words and the names behind them."""
    names: dict[UUID, list[str]] = {row.pk: [] for row in households}
    living = Resident.unscoped.filter(household__in=names, forgotten_at=None)
    for household, name in living.values_list("household", "name"):
        names[household].append(name)
    search.put(DOOR, [(row.pk, row.group_id, search_words(row, names[row.pk])) for row in households])


def search_words(household: Household, names: list[str]) -> str:
    parts = [household.number, household.alley.name, household.name, household.hint, *names]
    return " · ".join(part for part in parts if part)


def _household(alley: Alley, door: NewDoor) -> Household:
    return Household(
        group_id=alley.group_id,
        alley=alley,
        number=nfc(door.number),
        name=nfc(door.name),
        hint=nfc(door.hint),
        walk_order=walk_order(door.number),
        added_on=clock.today(),
    )


def _door_problem(fault: IntegrityError, doors: list[NewDoor]) -> Problem:
    if "door_can_be_found" in str(fault):
        return Problem(DOOR_NEEDS_SIGN)
    known_by = [", ".join(filter(None, (door.number, door.name))) or door.hint for door in doors]
    return Problem(DOOR_EXISTS, door=known_by[0] if len(doors) == 1 else "…")


def tell(group: Place, households: list[Household]) -> None:
    territory = territory_of(group)
    moved = [Moved(territory, "household", str(row.pk)) for row in households]
    # The team's object carries the group's figures.
    journal.move([*moved, *team_objects(group)])


def team_objects(group: Place) -> list[Moved]:
    return [Moved(territory_of(group), "team", str(team.pk)) for team in group.teams.filter(valid_until=None)]
