"""Who holds when two edits of one field met: causality first, whatever the clocks say.

Each edit gets, once, an effective time: its own, or a moment after the latest edit its writer had seen if his clock lags behind it.
An edit is then always later than all it knew of, so "the greatest effective time holds" is causality first and, between edits that
knew nothing of each other, the later clock; and because it is a plain maximum it does not matter in which order edits arrive, how
often, or how they are grouped.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, order=True)
class Stamp:
    """The order of edits of one field. Compared field by field, top to bottom."""

    effective_at: datetime
    device: str
    seq: int


@dataclass(frozen=True)
class Known:
    """An edit already stored: its stamp and the number its territory gave it."""

    stamp: Stamp
    version: int


def stamp(*, acted_at: datetime, device: str, seq: int, saw: int, known: Iterable[Known]) -> Stamp:
    """The stamp of a new edit by a writer who had taken everything up to version `saw`, and his own earlier edits."""
    seen = [k.stamp.effective_at for k in known if k.version <= saw or (k.stamp.device == device and k.stamp.seq < seq)]
    return Stamp(max([acted_at, *(at + MOMENT for at in seen)]), device, seq)


def holds(new: Stamp, held: Stamp | None) -> bool:
    """Two stamps are equal only within one command, and there the later word holds."""
    return held is None or new >= held


def clamp(acted_at: datetime, *, not_before: datetime | None, now: datetime) -> datetime:
    """A phone's clock is believed within what can be proved: after its last moment with nothing waiting, not after now."""
    return min(max(acted_at, not_before or acted_at), now)
