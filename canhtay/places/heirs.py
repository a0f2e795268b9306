"""Whose business it is what an ended unit left: its papers do not end with it.

Read they may be by every unit that came from it, in whatever part. Run they are by the one it went into whole, or else by the one
that took the greater share of its residential groups. Where none took more than another each of these may: a paper that
two offices can reach is a nuisance, one that none can reach is lost.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

from django.db.models import F

from canhtay.core import clock
from canhtay.places.models import Place, Placement, Succession
from canhtay.places.successions import WENT_WHOLLY


def forebears_of(units: Iterable[int]) -> list[int]:
    """The units these came from, and what those came from; one query a generation."""
    found: set[int] = set()
    newest = set(units)
    while newest:
        olds = Succession.objects.filter(new__in=newest).values_list("old", flat=True)
        newest = set(olds) - found
        found |= newest
    return sorted(found)


def left_to(units: Iterable[int]) -> dict[int, int]:
    """Each ended unit whose papers one of these runs now, with that one."""
    found: dict[int, int] = {}
    newest = {unit: unit for unit in units}
    while newest:
        heirs = _heirs(newest)
        newest = {old: newest[new] for old, news in heirs.items() for new in news if new in newest and old not in found}
        found |= newest
    return found


def _heirs(units: Collection[int]) -> dict[int, list[int]]:
    """Of each unit that went into one of these in any part: who runs its papers."""
    went: dict[int, dict[int, str]] = defaultdict(dict)
    rows = Succession.objects.filter(old__successions__new__in=units).order_by("pk")
    for old, new, share in rows.values_list("old", "new", "share"):
        went[old][new] = share
    shared = [old for old, into in went.items() if len(into) > 1 and WENT_WHOLLY.isdisjoint(into.values())]
    taken = _groups_taken(shared)
    return {old: _of_one(into, taken[old]) for old, into in went.items()}


def _of_one(into: dict[int, str], taken: Counter[int]) -> list[int]:
    whole = [new for new, share in into.items() if share in WENT_WHOLLY]
    most = max((taken[new] for new in into), default=0)
    return whole or [new for new in into if taken[new] == most]


def _groups_taken(olds: list[int]) -> dict[int, Counter[int]]:
    """How many groups of each lay the day after its end in which unit."""
    taken: dict[int, Counter[int]] = defaultdict(Counter)
    if not olds:
        return taken
    last = Placement.objects.filter(parent__in=olds, place__kind=Place.Kind.GROUP, valid_until=F("parent__valid_until"))
    ended = {place: (old, until) for place, old, until in last.values_list("place", "parent", "valid_until")}
    later = Placement.objects.filter(place__in=last.values("place"))
    for place, new, since in later.values_list("place", "parent", "valid_from"):
        old, until = ended[place]
        if until and since == clock.day_after(until):
            taken[old][new] += 1
    return taken
