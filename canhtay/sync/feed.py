"""The feed's reading side: what a device may hold, and what changed there since its cursors."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from canhtay.sync.models import Change, Territory

PAGE = 500

Render = Callable[[list[str]], Mapping[str, dict[str, Any]]]
"""Ids in, data by id out. An id without data is an object that ended meanwhile: it is told as gone."""

Streams = Mapping[str, tuple[Render, ...]]
"""For each kind, who tells of it: the parts of several packages are laid together into one object."""


@dataclass(frozen=True)
class Page:
    territory: UUID
    seq: int
    more: bool
    objects: list[dict[str, Any]]


def pages(holds: Mapping[UUID, int], may_hold: Iterable[UUID], streams: Streams) -> list[Page]:
    """One page per territory the device may hold, from its cursor (0 where it holds nothing yet)."""
    heads = dict(Territory.objects.filter(pk__in=set(may_hold)).values_list("pk", "seq"))
    due = {}
    for key in sorted(heads):
        cursor = holds.get(key, 0)
        # A cursor ahead of us comes from before a restore: everything is told again.
        due[key] = cursor if 0 <= cursor <= heads[key] else 0
    return [_page(key, cursor, heads[key], streams) for key, cursor in due.items()]


def lost(holds: Iterable[UUID], may_hold: Iterable[UUID]) -> list[UUID]:
    return sorted(set(holds) - set(may_hold))


def _page(territory: UUID, cursor: int, head: int, streams: Streams) -> Page:
    if cursor == head:
        return Page(territory, head, False, [])
    # Read up to the head that was seen: what is committed later has higher numbers and comes with the next answer.
    rows = list(Change.objects.filter(territory=territory, seq__gt=cursor, seq__lte=head).order_by("seq")[: PAGE + 1])
    more, rows = len(rows) > PAGE, rows[:PAGE]
    return Page(territory, rows[-1].seq if more else head, more, _told(rows, streams))


def _told(rows: list[Change], streams: Streams) -> list[dict[str, Any]]:
    wanted: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if not row.gone:
            wanted[row.kind].append(row.object_id)
    data = {kind: rendered(kind, keys, streams) for kind, keys in wanted.items()}
    return [_object(row, data.get(row.kind, {}).get(row.object_id)) for row in rows]


def rendered(kind: str, keys: list[str], streams: Streams) -> dict[str, dict[str, Any]]:
    """The first part decides what exists; the others add to it."""
    first, *others = streams[kind]
    found = {key: dict(part) for key, part in first(keys).items()}
    for render in others:
        for key, part in render(list(found)).items():
            found[key].update(part)
    return found


def _object(row: Change, data: dict[str, Any] | None) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": row.kind, "id": row.object_id, "seq": row.seq}
    return told | ({"gone": True} if data is None else {"data": data})
