"""Where a place lay on a day, from itself up to its province, and how each was called then."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from canhtay.core import clock
from canhtay.places.models import PastState, Place, Placement, called, on


@dataclass(frozen=True)
class State:
    """How a place was called on a day, and what kind of area it was."""

    label: str
    name: str
    zone: str

    def __str__(self) -> str:
        return called(self.label, self.name)


def path_at(place: Place, day: date | None = None) -> list[Place]:
    """The place itself, then what it lay in: commune, district (until 30/6/2025), province. A group that waits lies in nothing."""
    return paths_at([place], day)[place.pk]


def paths_at(places: Iterable[Place], day: date | None = None) -> dict[int, list[Place]]:
    """The same for many, by id, in at most three queries."""
    day = day or clock.today()
    return paths_on(dict.fromkeys(places, day))


def paths_on(days: Mapping[Place, date]) -> dict[int, list[Place]]:
    """Each place's path on a day of its own."""
    paths = {place.pk: [place] for place in days}
    day_of = {place.pk: day for place, day in days.items()}
    climbing = list(days)
    while climbing := [place for place in climbing if paths[place.pk][-1].kind != Place.Kind.PROVINCE]:
        above = _above({paths[place.pk][-1].pk for place in climbing})
        climbing = [place for place in climbing if _climb(paths[place.pk], above, day_of[place.pk])]
    return paths


def states_at(places: Iterable[Place], day: date | None = None) -> dict[int, State]:
    """How each of these places was called on a day, by id, in one query."""
    day = day or clock.today()
    places = list(places)
    states = {place.pk: State(place.label, place.name, place.zone) for place in places}
    past = PastState.objects.filter(on(day), place__in=states).values_list("place", "label", "name", "zone")
    return states | {place: State(label, name, zone) for place, label, name, zone in past}


def words_on(days: Mapping[Place, date]) -> dict[int, str]:
    """Each in words, on a day of its own; one query for each different day more."""
    paths = paths_on(days)
    named: dict[int, str] = {}
    for day in set(days.values()):
        asked = [place for place in days if days[place] == day]
        states = states_at({step for place in asked for step in paths[place.pk]}, day)
        named |= {place.pk: ", ".join(str(states[step.pk]) for step in paths[place.pk]) for place in asked}
    return named


def _above(keys: set[int]) -> dict[int, list[Placement]]:
    above: dict[int, list[Placement]] = defaultdict(list)
    for row in Placement.objects.filter(place__in=keys).select_related("parent"):
        above[row.place_id].append(row)
    return above


def _climb(path: list[Place], above: dict[int, list[Placement]], day: date) -> bool:
    """One storey up; False where the place lay in nothing on that day."""
    for row in above.get(path[-1].pk, []):
        if row.valid_from <= day and (row.valid_until is None or day <= row.valid_until):
            path.append(row.parent)
            return True
    return False
