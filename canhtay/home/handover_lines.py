"""One open matter: in which commune, in words, where it is dealt with."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from canhtay.core import clock
from canhtay.places.models import Place, Placement, on


@dataclass(frozen=True)
class Line:
    """`n`: how many matters it stands for, where a sheet counts by commune."""

    commune: int | None
    text: str | Promise
    url: str
    n: int = 1


def commune_of_each_group(places: list[Place]) -> dict[int, int]:
    """Group → commune, as they lie today."""
    return dict(_inside(places).values_list("place", "parent"))


def groups_in(places: list[Place]) -> "QuerySet[Placement, Any]":
    return _inside(places).values("place")


def _inside(places: list[Place]) -> QuerySet[Placement]:
    return Placement.objects.filter(on(clock.today()), parent__in=places, place__kind=Place.Kind.GROUP)
