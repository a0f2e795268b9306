"""The official units, loaded where they are missing: those in force since 1/7/2025, those before, and which went into which.

Repeatable, and never a correction: a unit that is there stays as it is, whatever reforms have made of it since.
"""

from django.db import transaction

from canhtay.core import history
from canhtay.core.history import MACHINE, Actor, subject_of
from canhtay.core.vietnamese import fold, sort_key
from canhtay.places.models import PastState, Place, Placement, Succession
from canhtay.places.official import (
    BEFORE,
    LIST_OF,
    SINCE,
    Crossing,
    Key,
    Official,
    called_before,
    crossings,
    units,
)

UNITS_LOADED = history.declare("places.units_loaded", "places", "since")


@transaction.atomic
def load_units(*, by: Actor = MACHINE) -> int:
    """Provinces, districts and communes of both periods with their successions; returns how many units were new."""
    known = set(Place.objects.exclude(code="").values_list("code", "valid_from"))
    new = [unit for unit in units() if unit.key not in known]
    if not new:
        return 0
    Place.objects.bulk_create(map(_place, new))
    ids = _ids()
    fresh = {unit.key for unit in new}
    Placement.objects.bulk_create(_placement(unit, ids) for unit in new if unit.parent)
    crossed = [row for row in crossings() if row.old in fresh or row.new in fresh]
    Succession.objects.bulk_create(_succession(row, ids) for row in crossed)
    PastState.objects.bulk_create(_past_states(new, ids))
    history.record(UNITS_LOADED, subject_of("units", SINCE.isoformat()), by=by, places=len(new), since=str(BEFORE))
    return len(new)


def _ids() -> dict[Key, int]:
    rows = Place.objects.exclude(code="").values_list("code", "valid_from", "pk")
    return {(code, since): pk for code, since, pk in rows}


def _place(unit: Official) -> Place:
    return Place(
        kind=unit.kind,
        code=unit.code,
        name=unit.name,
        label=unit.label,
        folded=fold(unit.name),
        sort_key=sort_key(unit.name),
        valid_from=unit.valid_from,
        valid_until=unit.valid_until,
    )


def _placement(unit: Official, ids: dict[Key, int]) -> Placement:
    parent = ids[unit.parent, unit.valid_from]
    return Placement(place_id=ids[unit.key], parent_id=parent, valid_from=unit.valid_from, valid_until=unit.valid_until)


def _succession(row: Crossing, ids: dict[Key, int]) -> Succession:
    return Succession(old_id=ids[row.old], new_id=ids[row.new], share=row.share, note=row.note)


def _past_states(new: list[Official], ids: dict[Key, int]) -> list[PastState]:
    """How a commune was called on the day of the list, where it bore another name on its last day."""
    then = called_before()
    return [
        PastState(
            place_id=ids[unit.key],
            label=then[unit.code][0],
            name=then[unit.code][1],
            folded=fold(then[unit.code][1]),
            valid_from=BEFORE,
            valid_until=LIST_OF,
        )
        for unit in new
        if unit.valid_from == BEFORE and unit.code in then
    ]
