"""Verbs of places. Loading the official units is repeatable: a unit that is there is left as it is."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.db import transaction

from canhtay.core import clock, history
from canhtay.core.history import MACHINE, Actor, Line, subject_of
from canhtay.core.vietnamese import fold, nfc, sort_key
from canhtay.places.models import Place, Placement
from canhtay.sync import journal
from canhtay.sync.models import Territory

UNITS = Path(__file__).parent / "data" / "units_from_2025-07-01.csv"
SINCE = date(2025, 7, 1)

UNITS_LOADED = history.declare("places.units_loaded", "places", "since")
GROUP_OPENED = history.declare("places.group_opened", "name", "label", "commune")


@transaction.atomic
def load_units(*, by: Actor = MACHINE) -> int:
    """Load the 34 provinces and 3,321 communes in force since 1/7/2025; returns how many were new."""
    known = set(Place.objects.filter(valid_from=SINCE).exclude(code="").values_list("code", flat=True))
    rows = [row for row in _official_units() if row["code"] not in known]
    if not rows:
        return 0
    Place.objects.bulk_create(_unit(row) for row in rows)
    _lay_in_provinces(rows)
    history.record(
        UNITS_LOADED, subject_of("units", SINCE.isoformat()), by=by, places=len(rows), since=SINCE.isoformat()
    )
    return len(rows)


@dataclass(frozen=True)
class NewGroup:
    """A residential group to be opened: "Trà Khê 3", label "Tổ dân phố"."""

    name: str
    label: str


def open_group(commune: Place, name: str, *, label: str, by: Actor, since: date | None = None) -> Place:
    return open_groups(commune, [NewGroup(name, label)], by=by, since=since)[0]


@transaction.atomic
def open_groups(commune: Place, groups: list[NewGroup], *, by: Actor, since: date | None = None) -> list[Place]:
    """Residential groups of this commune (tổ dân phố, thôn, khu phố), each with the territory its phones will hold."""
    since = since or clock.today()
    territories = journal.new_territories(len(groups))
    rows = [_group(new, territory, since) for new, territory in zip(groups, territories, strict=True)]
    Place.objects.bulk_create(rows)
    Placement.objects.bulk_create(Placement(place=row, parent=commune, valid_from=since) for row in rows)
    history.record_all(
        [
            Line(
                GROUP_OPENED,
                subject_of("place", row.pk),
                str(by.pk),
                row.pk,
                details={"name": row.name, "label": row.label, "commune": commune.pk},
            )
            for row in rows
        ]
    )
    return rows


def _group(new: NewGroup, territory: Territory, since: date) -> Place:
    name = nfc(new.name)
    return Place(
        kind=Place.Kind.GROUP,
        name=name,
        label=nfc(new.label),
        folded=fold(name),
        sort_key=sort_key(name),
        valid_from=since,
        territory=territory,
    )


@cache
def _official_units() -> list[dict[str, str]]:
    with UNITS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _unit(row: dict[str, str]) -> Place:
    name = nfc(row["name"])
    # "Phường Hưng Đạo" → label "Phường", name "Hưng Đạo"; "Thành phố Hải Phòng" likewise.
    label = nfc(row["kind"])
    bare = name.removeprefix(label).strip() or name
    return Place(
        kind=Place.Kind.COMMUNE if row["province_code"] else Place.Kind.PROVINCE,
        code=row["code"],
        name=bare,
        label=label,
        folded=fold(bare),
        sort_key=sort_key(bare),
        valid_from=SINCE,
    )


def _lay_in_provinces(rows: list[dict[str, str]]) -> None:
    ids = dict(Place.objects.filter(valid_from=SINCE).exclude(code="").values_list("code", "pk"))
    Placement.objects.bulk_create(
        Placement(place_id=ids[row["code"]], parent_id=ids[row["province_code"]], valid_from=SINCE)
        for row in rows
        if row["province_code"]
    )
