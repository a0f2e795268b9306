"""One open matter: in which commune, in words, where it is dealt with."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise

from canhtay.core import clock
from canhtay.places.models import Place, Placement, on


@dataclass(frozen=True)
class Line:
    """`commune` is asked for on a city's sheet; `n`: how many matters it stands for, where a sheet counts by commune."""

    commune: int | None
    text: str | Promise
    url: str | Promise
    n: int = 1


def communes_of(groups: Iterable[int]) -> dict[int, int]:
    """Group → commune, as they lie today."""
    return dict(Placement.objects.filter(on(clock.today()), place__in=set(groups)).values_list("place", "parent"))


def groups_in(places: list[Place]) -> "QuerySet[Placement, Any]":
    inside = Placement.objects.filter(on(clock.today()), parent__in=places, place__kind=Place.Kind.GROUP)
    return inside.values("place")


def is_a_provinces(places: list[Place]) -> bool:
    return any(place.kind == Place.Kind.PROVINCE for place in places)


def named_communes(places: list[Place], without: Container[int]) -> Iterator[Line]:
    """Each commune of a province's sheet that is not among these, by its name: nobody counts what has not begun."""
    if is_a_provinces(places):
        missing = (place for place in places if place.kind == Place.Kind.COMMUNE and place.pk not in without)
        yield from (Line(None, str(one), reverse("commune", args=[one.pk])) for one in missing)
