"""The three official lists as they are shipped (`data/`), read into plain rows: units of both periods, and what became of what.

Where the sources disagree a rule below decides, and `data/README.md` names the units it decides for.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from canhtay.core.vietnamese import fold, nfc
from canhtay.places.models import Place, Succession

DATA = Path(__file__).parent / "data"
# The list before is of 4/1/2025; nothing better is on record, so its units are shown from this first day on.
BEFORE, LIST_OF, LAST_BEFORE = date(2020, 1, 1), date(2025, 1, 4), date(2025, 6, 30)
SINCE = date(2025, 7, 1)

Key = tuple[str, date]
"""code, valid from"""
Row = dict[str, str]


@dataclass(frozen=True)
class Official:
    """One unit: "Phường Hưng Đạo" is label "Phường", name "Hưng Đạo". `parent` is a code of the same period."""

    kind: Place.Kind
    code: str
    label: str
    name: str
    parent: str
    valid_from: date
    valid_until: date | None

    @property
    def key(self) -> Key:
        return self.code, self.valid_from


@dataclass(frozen=True)
class Crossing:
    """Which unit went into which, with the note word for word."""

    old: Key
    new: Key
    share: Succession.Share
    note: str


@cache
def units() -> tuple[Official, ...]:
    """All of both periods, each after the unit it lies in."""
    return (*_units_before(), *_units_since())


@cache
def crossings() -> tuple[Crossing, ...]:
    """Communes by the table of the statistics office, provinces by where their communes went."""
    communes = [_crossing(row) for row in _table()]
    return (*_provinces_crossed(communes), *communes)


@cache
def called_before() -> dict[str, tuple[str, str]]:
    """Old codes whose name of 4/1/2025 is another than that of 30/6/2025: the (label, name) of then."""
    last = {unit.code: unit for unit in units() if unit.valid_from == BEFORE}
    return {unit.code: (unit.label, unit.name) for unit in _listed() if _folded(unit) != _folded(last[unit.code])}


def share_of(note: str) -> Succession.Share:
    """What the note says, however it is spelt ("Nhâp một phần  diện tích"). A part of the area is a part, whatever its people."""
    words = fold(note)
    if "mot phan" in words or "phan con lai" in words:
        return Succession.Share.PART
    if words.startswith("giu nguyen"):
        return Succession.Share.UNCHANGED
    return Succession.Share.RENAMED if words.startswith("doi ") else Succession.Share.WHOLE


def _units_since() -> Iterator[Official]:
    kinds = Place.Kind
    for row in _read("units_from_2025-07-01.csv"):
        label, name = nfc(row["kind"]), nfc(row["name"])
        kind = kinds.COMMUNE if row["province_code"] else kinds.PROVINCE
        bare = name.removeprefix(label).strip() or name
        yield Official(kind, row["code"], label, bare, row["province_code"], SINCE, None)


def _units_before() -> Iterator[Official]:
    """A commune bears the name it had on its last day, which the table says."""
    named = {row["old_code"]: _bare(row["old_name"]) for row in _table()}
    listed = list(_listed())
    yield from (_as_last_called(unit, named.get(unit.code)) for unit in listed)
    known = {unit.code for unit in listed}
    missing = {row["old_code"]: row for row in _table() if row["old_code"] not in known}
    for code, row in missing.items():
        yield Official(Place.Kind.COMMUNE, code, *_bare(row["old_name"]), row["old_district_code"], BEFORE, LAST_BEFORE)


def _as_last_called(unit: Official, last: tuple[str, str] | None) -> Official:
    if last is None or unit.kind != Place.Kind.COMMUNE:
        return unit
    return replace(unit, label=last[0] or unit.label, name=last[1])


@cache
def _listed() -> tuple[Official, ...]:
    """The list of 4/1/2025: provinces, districts, communes. Five island districts have no commune."""
    kinds, seen = Place.Kind, {}
    levels = [
        (kinds.PROVINCE, "Mã TP", "Tỉnh Thành Phố", None),
        (kinds.DISTRICT, "Mã QH", "Quận Huyện", "Mã TP"),
        (kinds.COMMUNE, "Mã PX", "Phường Xã", "Mã QH"),
    ]
    for kind, code, name, parent in levels:
        for row in _read("units_until_2025-06-30.csv"):
            if row[code] and row[code] not in seen:
                above = row[parent] if parent else ""
                seen[row[code]] = Official(kind, row[code], *_bare(row[name]), above, BEFORE, LAST_BEFORE)
    return tuple(seen.values())


@cache
def _table() -> tuple[Row, ...]:
    """The conversion table, each row under the codes by which the two lists know the units."""
    old, new = {unit.code for unit in _listed()}, {unit.code for unit in _units_since()}
    rows = _read("crosswalk_2025-07-01.csv")
    crossed = {row["old_code"] for row in rows}
    unclaimed = {(unit.parent, _folded(unit)): unit.code for unit in _listed() if unit.code not in crossed}
    named = {(unit.parent, _folded(unit)): unit.code for unit in _units_since()}
    for row in rows:
        if row["old_code"] not in old:
            same = (row["old_district_code"], fold(row["old_name"]))
            row["old_code"] = unclaimed.get(same, row["old_code"])
        if row["new_code"] not in new:
            row["new_code"] = named[row["new_province_code"], fold(row["new_name"])]
    return tuple(rows)


def _crossing(row: Row) -> Crossing:
    note = nfc(row["share_note"])
    return Crossing((row["old_code"], BEFORE), (row["new_code"], SINCE), share_of(note), note)


def _provinces_crossed(communes: list[Crossing]) -> Iterator[Crossing]:
    """Each old province went where most of its communes went: whole, for no commune's row says otherwise by more than a slip."""
    province = {unit.key: unit for unit in units() if unit.kind == Place.Kind.PROVINCE}
    went: dict[str, Counter[str]] = defaultdict(Counter)
    above = _provinces_of_communes()
    for row in communes:
        went[above[row.old]][above[row.new]] += 1
    into = {old: found.most_common(1)[0][0] for old, found in went.items()}
    heirs = Counter(into.values())
    for old, new in into.items():
        same = fold(province[old, BEFORE].name) == fold(province[new, SINCE].name)
        share = Succession.Share.UNCHANGED if heirs[new] == 1 and same else Succession.Share.WHOLE
        yield Crossing((old, BEFORE), (new, SINCE), share, "")


def _provinces_of_communes() -> dict[Key, str]:
    districts = {unit.key: unit.parent for unit in units() if unit.kind == Place.Kind.DISTRICT}
    communes = [unit for unit in units() if unit.kind == Place.Kind.COMMUNE]
    return {unit.key: districts.get((unit.parent, unit.valid_from), unit.parent) for unit in communes}


LABELS = ("Thành phố", "Thị xã", "Thị trấn", "Đặc khu", "Phường", "Quận", "Huyện", "Tỉnh", "Xã")


def _bare(name: str) -> tuple[str, str]:
    """ "Thị Trấn Yên Minh" is ("Thị trấn", "Yên Minh"); two names of the table have lost their label."""
    name = nfc(name)
    label = next((label for label in LABELS if fold(name).startswith(fold(label) + " ")), "")
    return label, name[len(label) :].strip()


def _folded(unit: Official) -> str:
    return fold(f"{unit.label} {unit.name}")


def _read(file: str) -> list[Row]:
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
