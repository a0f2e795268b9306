"""What packages above places do when units are reformed. Places imports nothing upward, so each package declares its part here.

A part counts what stands in the groups a reform touches, for the preview; carries its rows along when a group is merged into
another, or parts of them when one is split, and back when that is undone; ends with a unit what cannot outlive it; tells phones
when a group is called otherwise; names what stands in the way of undoing.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from canhtay.core import counts, indicators
from canhtay.core.models import Count, Event

Json = dict[str, Any]


@dataclass(frozen=True)
class Where:
    """By id: the residential groups a reform touches, and the units that end with it."""

    groups: list[int]
    ending: list[int]


@dataclass(frozen=True)
class Tally:
    """One line of a preview: "Điện thoại đang giữ sổ", 3, each with the time of its last contact."""

    title: str
    n: int
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Carried:
    """What a part needs to carry its rows back, and what people should know of it."""

    kept: Json = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


def _nothing(where: Where) -> list[Tally]:
    return []


@dataclass(frozen=True)
class Part:
    """`storey`: how high the package stands; previews read from the lowest up. Groups are handed over by id: (from, to).

    `stops`: names of events, each with a sentence about %(place)s, after which the reform that made this place, or merged it away,
    is not undone; `stops_below`: likewise of a group inside a commune that the reform made; `built`: given the reform's event and
    the groups it laid somewhere, with their names, sentences about what was done there since on the strength of where they lie.
    """

    name: str
    storey: int
    count: Callable[[Where], list[Tally]] = _nothing
    carry: Callable[[int, int], Carried] | None = None
    part: Callable[[int, int, Sequence[str]], Carried] | None = None
    carry_back: Callable[[Json], None] | None = None
    told: Callable[[list[int]], None] | None = None
    end_units: Callable[[list[int], date], Json] | None = None
    resume_units: Callable[[Json], None] | None = None
    built: Callable[[int, Mapping[int, str]], list[str]] | None = None
    stops: Mapping[str, str] = field(default_factory=dict)
    stops_below: Mapping[str, str] = field(default_factory=dict)


FIGURES = "figures"
REGISTRY: dict[str, Part] = {}


def declare(part: Part) -> Part:
    if part.name in REGISTRY:
        raise ValueError(f"{part.name} declares its part in reforms twice")
    REGISTRY[part.name] = part
    return part


def tallies(where: Where) -> list[Tally]:
    return [tally for part in _from_below() for tally in part.count(where)]


def carry(source: int, target: int) -> tuple[Json, list[str]]:
    """Everything of one group into another, from the highest package down: what hangs on a door moves before the door does.

    What is kept also says how the figures of the group stood, by day, since they go along: see `figures_kept`.
    """
    figures = counts.by_day(source)
    done = {part.name: part.carry(source, target) for part in _from_above() if part.carry}
    _figures_follow([source, target])
    return _kept(figures, done)


def part(source: int, target: int, parts: Sequence[str]) -> tuple[Json, list[str]]:
    """These parts of one group, by their ids, into another, likewise."""
    figures = counts.by_day(source)
    done = {one.name: one.part(source, target, parts) for one in _from_above() if one.part}
    _figures_follow([source, target])
    return _kept(figures, done)


def _kept(figures: Json, done: Mapping[str, Carried]) -> tuple[Json, list[str]]:
    kept = {FIGURES: figures} | {name: carried.kept for name, carried in done.items()}
    return kept, [sentence for carried in done.values() for sentence in carried.warnings]


def figures_kept(kept: Json, day: date) -> dict[str, int]:
    """Of what `carry` kept: each figure up to that day. Empty where it was carried before figures were kept."""
    until = day.isoformat()
    counted = {name: [n for on, n in days.items() if on <= until] for name, days in kept.get(FIGURES, {}).items()}
    return {name: sum(found) for name, found in counted.items() if found}


def carry_back(source: int, target: int, kept: Json) -> None:
    for part in _from_above():
        if part.carry_back and part.name in kept:
            part.carry_back(kept[part.name])
    _figures_follow([source, target])


def end_units(units: list[int], last_day: date) -> Json:
    """What belongs to these units alone ends with them on that day."""
    return {part.name: part.end_units(units, last_day) for part in _from_above() if part.end_units}


def resume_units(kept: Json) -> None:
    for part in _from_below():
        if part.resume_units and part.name in kept:
            part.resume_units(kept[part.name])


def tell(groups: list[int]) -> None:
    """These groups are called otherwise now."""
    for part in _from_below():
        if part.told:
            part.told(groups)


def happened_since(
    event: int, places: Mapping[int, str], below: Mapping[int, str], laid: Mapping[int, str]
) -> list[str]:
    """What happened after this event in places that would vanish, in groups inside them, and in groups that would lie elsewhere
    again (by id, each with its name)."""
    direct = {name: said for part in _from_below() for name, said in part.stops.items()}
    inside = {name: said for part in _from_below() for name, said in part.stops_below.items()}
    built = [sentence for part in _from_below() if part.built for sentence in part.built(event, laid)]
    return list(dict.fromkeys([*_since(event, places, direct), *_since(event, below, inside), *built]))


def _since(event: int, places: Mapping[int, str], sentences: Mapping[str, str]) -> Iterable[str]:
    rows = Event.objects.filter(pk__gt=event, place__in=list(places), name__in=list(sentences)).order_by("pk")
    for name, place in rows.values_list("name", "place"):
        if place is not None:
            yield _(sentences[name]) % {"place": places[place]}


def _from_below() -> list[Part]:
    return sorted(REGISTRY.values(), key=lambda part: part.storey)


def _from_above() -> Iterable[Part]:
    return reversed(_from_below())


def _figures_follow(groups: list[int]) -> None:
    """Every figure of these groups from their rows anew."""
    deltas: Counter[counts.Key] = Counter()
    for name in indicators.REGISTRY:
        for (place, day, cut), n in counts.recounted(name, groups).items():
            deltas[name, place, day, cut] += n
        for place, day, cut, n in _stored(name, groups):
            deltas[name, place, day, cut] -= n
    counts.add(deltas)


def _stored(name: str, groups: list[int]) -> Iterable[tuple[int, Any, str, int]]:
    return Count.objects.filter(indicator=name, place__in=groups).values_list("place", "day", "cut", "n")
