"""A group's lanes and doors, with three people behind a door on the average, written down in the city's first week."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random
from uuid import UUID

from canhtay.core.models import SearchRow
from canhtay.core.vietnamese import fold
from canhtay.home.demo.people import Invented, somebody
from canhtay.home.world.crews import Crew
from canhtay.home.world.making import Feed, Making
from canhtay.register.actions import ALLEY_ADDED, DOOR, HOUSEHOLD_ADDED, RESIDENT_ADDED
from canhtay.register.addresses import walk_order
from canhtay.register.indicators import HOUSEHOLDS, RESIDENTS
from canhtay.register.models import Alley, Household, Resident

DOORS_A_LANE = 14
NAMED, SIGNED = 0.5, 0.08
SIGNS = ["cổng xanh", "đối diện trạm y tế", "cạnh nhà văn hóa", "cuối ngõ", "quán nước đầu ngõ"]
AGES = [(-84, -58), (-80, -58), (-52, -30), (-48, -28), (-26, -3)]
"""Of a household's people, eldest first: born so many years before the city's own."""


@dataclass(frozen=True)
class Door:
    key: UUID
    residents: list[UUID]
    added_on_day: int
    """Of the city's first week."""


def write_down_doors(making: Making, crew: Crew, feed: Feed, n: int) -> list[Door]:
    doors: list[Door] = []
    sizes = _sizes(crew.die, n)
    lanes = -(-n // DOORS_A_LANE)
    for place, number in enumerate(sorted(crew.die.sample(range(2, 40 + 4 * lanes), lanes))):
        lane = _add_lane(making, crew, feed, f"Ngõ {number}", place)
        house = 0
        for _ in range(min(DOORS_A_LANE, n - len(doors))):
            house += crew.die.choice((1, 2, 2, 3))
            doors.append(_add_door(making, crew, lane, f"Ngõ {number}", house, len(doors) * 6 // n, sizes[len(doors)]))
    return doors


def _sizes(die: Random, n: int) -> list[int]:
    """Two neighbours have six people between them, so that a city of so many doors has three times as many people."""
    pairs = [die.choice(((3, 3), (2, 4), (4, 2), (1, 5))) for _ in range(n // 2)]
    return [size for pair in pairs for size in pair] + [3] * (n % 2)


def _add_lane(making: Making, crew: Crew, feed: Feed, name: str, place: int) -> UUID:
    key, group = making.keys.new(), crew.group.key
    making.rows.add(Alley, id=key, group_id=group, name=name, folded=fold(name), order=place)
    making.note(ALLEY_ADDED, ("alley", key), place=group, by=crew.members[0], name=name)
    feed.tell("alley", key)
    return key


def _add_door(making: Making, crew: Crew, lane: UUID, lane_name: str, house: int, day: int, size: int) -> Door:
    die, group, key = crew.die, crew.group.key, making.keys.new()
    people = [_born(making, die, age) for age in sorted(die.choices(AGES, k=size))]
    number = f"{house}{die.choice(('', '', '', '', 'A', '/2'))}"
    called = f"Nhà {'ông' if people[0].gender == 'M' else 'bà'} {people[0].called}" if die.random() < NAMED else ""
    hint = die.choice(SIGNS) if die.random() < SIGNED else ""
    added_on = making.order.begun + timedelta(days=day)
    making.rows.add(
        Household,
        id=key,
        group_id=group,
        alley_id=lane,
        number=number,
        name=called,
        hint=hint,
        walk_order=walk_order(number),
        added_on=added_on,
    )
    at, by = making.begun_at + timedelta(days=day), crew.members[0]
    making.note(HOUSEHOLD_ADDED, ("household", key), place=group, by=by, at=at, alley=str(lane), number=number)
    making.count(HOUSEHOLDS.name, group, added_on)
    words = [number, lane_name, called, hint, *[one.name for one in people]]
    folded = fold(" · ".join(filter(None, words)))
    making.rows.add(SearchRow, kind=DOOR, object_id=str(key), place=group, folded=folded)
    return Door(key, [_add_resident(making, crew, key, one, day) for one in people], day)


def _born(making: Making, die: Random, age: tuple[int, int]) -> Invented:
    year = making.order.today.year
    return somebody(die, (year + age[0], year + age[1]))


def _add_resident(making: Making, crew: Crew, door: UUID, one: Invented, day: int) -> UUID:
    key, group = making.keys.new(), crew.group.key
    added_on = making.order.begun + timedelta(days=day)
    about = {"name": one.name, "gender": one.gender, "birth_year": one.birth_year}
    making.rows.add(Resident, id=key, household_id=door, added_on=added_on, **about)
    at, by = making.begun_at + timedelta(days=day), crew.members[0]
    making.note(RESIDENT_ADDED, ("resident", key), place=group, by=by, at=at, household=str(door), **about)
    making.count(RESIDENTS.name, group, added_on)
    return key
