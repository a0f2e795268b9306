"""The feed's writing side. A verb says what moved in which territory; each moved object gets the next number there.

The number is taken under the lock of the territory's row and kept to the end of the transaction, so that the order of commits is
the order of numbers, on both databases, and a phone's cursor can skip nothing (docs/decisions/0002-cursor.md).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.db import transaction

from canhtay.sync.models import Change, Territory


@dataclass(frozen=True, order=True)
class Moved:
    """An object that a phone holding this territory must hear of. `gone`: it left the territory."""

    territory: UUID
    kind: str
    object_id: str
    gone: bool = False


def new_territories(n: int) -> list[Territory]:
    return Territory.objects.bulk_create([Territory() for _ in range(n)])


def lock(territories: Iterable[UUID]) -> dict[UUID, Territory]:
    """Lock these territories' rows in the order of their ids, for the rest of the transaction.

    A verb that writes to several calls this once, before it reads what it will decide on.
    """
    assert transaction.get_connection().in_atomic_block, "a territory is locked inside a verb's transaction"  # noqa: S101
    rows = Territory.objects.select_for_update().filter(pk__in=set(territories)).order_by("pk")
    return {row.pk: row for row in rows}


def move(moved: Iterable[Moved]) -> dict[UUID, int]:
    """Give each moved object the next number of its territory; returns the territories' new `seq`."""
    # The later word on an object holds: gone after moved means gone.
    unique = {(m.territory, m.kind, m.object_id): m for m in moved}
    ordered = sorted(unique.values())
    locked = lock(m.territory for m in ordered)
    changes = []
    for territory_id, group in groupby(ordered, key=lambda m: m.territory):
        territory = locked[territory_id]
        for m in group:
            territory.seq += 1
            changes.append(
                Change(territory=territory, kind=m.kind, object_id=m.object_id, seq=territory.seq, gone=m.gone)
            )
    _store(changes)
    Territory.objects.bulk_create(
        locked.values(), update_conflicts=True, unique_fields=["id"], update_fields=["seq"]
    )  # faster than bulk_update's CASE for an import that touches two thousand
    return {key: row.seq for key, row in locked.items()}


def _store(changes: list[Change]) -> None:
    Change.objects.bulk_create(
        changes,
        batch_size=150,
        update_conflicts=True,
        unique_fields=["territory", "kind", "object_id"],
        update_fields=["seq", "gone"],
    )
