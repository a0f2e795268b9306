"""The registry of figures. Each package declares its own in `indicators.py`; a figure that is not declared cannot be counted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

Recount = Callable[[], Iterable[tuple[int, date, str, int]]]


@dataclass(frozen=True)
class Indicator:
    """`name` is stored with each count; `recount` yields (place leaf, day, cut, n) from the rows themselves."""

    name: str
    title: str
    formula: str
    unit: str
    source: str
    recount: Recount


REGISTRY: dict[str, Indicator] = {}


def declare(indicator: Indicator) -> Indicator:
    if indicator.name in REGISTRY:
        raise ValueError(f"the indicator {indicator.name} is declared twice")
    REGISTRY[indicator.name] = indicator
    return indicator
