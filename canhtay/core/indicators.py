"""The registry of figures. Each package declares its own in `indicators.py`; a figure that is not declared cannot be counted."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

Groups = Collection[int] | None
"""By id, of the places whose rows are counted; None for all of them."""
Recount = Callable[[Groups], Iterable[tuple[int, date, str, int]]]


@dataclass(frozen=True)
class Indicator:
    """`name` is stored with each count; `recount` yields (place leaf, day, cut, n) from the rows of these groups, or of all."""

    name: str
    title: str
    formula: str
    unit: str
    source: str
    recount: Recount


def lying_in(groups: Groups, path: str) -> dict[str, Any]:
    """For `filter`: the rows whose group, reached by this path, is one of these."""
    return {} if groups is None else {f"{path}__in": groups}


REGISTRY: dict[str, Indicator] = {}


def declare(indicator: Indicator) -> Indicator:
    if indicator.name in REGISTRY:
        raise ValueError(f"the indicator {indicator.name} is declared twice")
    REGISTRY[indicator.name] = indicator
    return indicator
