"""What every part of the city is made with: the order, one source of ids, the rows gathered so far, and the log."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from canhtay.core import clock, counts
from canhtay.core.history import MACHINE, subject_of
from canhtay.core.models import Count, Event
from canhtay.home.world.keys import Keys
from canhtay.home.world.order import Order
from canhtay.home.world.writing import Rows
from canhtay.sync.models import Change, Territory

OFFICE_OPENS = time(8)


@dataclass
class Making:
    order: Order
    keys: Keys
    rows: Rows = field(default_factory=Rows)
    counted: Counter[counts.Key] = field(default_factory=Counter)

    @property
    def begun_at(self) -> datetime:
        """The moment at which officers wrote down what there was before."""
        return clock.at(self.order.begun, OFFICE_OPENS)

    def note(
        self,
        event: str,
        subject: tuple[str, UUID | int],
        /,
        *,
        place: int | None = None,
        by: UUID | str = MACHINE.pk,
        at: datetime | None = None,
        **details: Any,
    ) -> None:
        """One line of the history, as the verb of that event leaves it."""
        at = at or self.begun_at
        self.rows.add(
            Event,
            name=event,
            actor=str(by),
            subject=subject_of(*subject),
            place=place,
            happened_at=at,
            recorded_at=at,
            details=details,
        )

    def count(self, indicator: str, place: int, day: date, cut: str = "") -> None:
        self.counted[indicator, place, day, cut] += 1

    def write(self) -> None:
        for (indicator, place, day, cut), n in self.counted.items():
            self.rows.add(Count, indicator=indicator, place=place, day=day, cut=cut, n=n)
        self.counted.clear()
        self.rows.write()


@dataclass
class Feed:
    """What a group's phones hold together: each object once, in the order it is told."""

    territory: UUID
    rows: Rows
    seq: int = 0

    def tell(self, kind: str, key: UUID, *, gone: bool = False) -> int:
        self.seq += 1
        self.rows.add(Change, territory_id=self.territory, kind=kind, object_id=str(key), seq=self.seq, gone=gone)
        return self.seq

    def close(self) -> None:
        self.rows.add(Territory, id=self.territory, seq=self.seq)
