"""Ids of a synthetic city: version 7 in form, from the seed in substance, and rising, which indexes like."""

from datetime import UTC, date, datetime
from random import Random
from uuid import UUID

VERSION, VARIANT = 7 << 76, 2 << 62
LOW, MIDDLE = (1 << 62) - 1, (1 << 12) - 1


class Keys:
    def __init__(self, die: Random, since: date) -> None:
        self._die = die
        self._ms = int(datetime(since.year, since.month, since.day, tzinfo=UTC).timestamp() * 1000)

    def new(self) -> UUID:
        self._ms += 1
        bits = self._die.getrandbits(74)
        return UUID(int=self._ms << 80 | VERSION | (bits >> 62 & MIDDLE) << 64 | VARIANT | bits & LOW)
