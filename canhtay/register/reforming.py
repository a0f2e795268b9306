"""A group merged into another, or alleys split off from it, take doors and residents along; undone, they go back with what was
added to them."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n

from canhtay.core import reforms
from canhtay.core.problems import Kind, require
from canhtay.core.reforms import Carried, Json, Part, Tally, Where
from canhtay.core.vietnamese import fold
from canhtay.places.models import Place
from canhtay.places.queries import territory_of
from canhtay.register.actions import ALLEY_ADDED, put_in_search, team_objects
from canhtay.register.models import Alley, Household, Resident, StepRecord
from canhtay.sync import journal
from canhtay.sync.journal import Moved

NOT_ITS_ALLEY = Kind("reform_not_its_alley", 409, n("Có ngõ không còn ở tổ này. Xin mở lại trang và chọn lại."))
LONGEST = 80  # Alley.name


def count(where: Where) -> list[Tally]:
    doors = Household.unscoped.filter(group__in=where.groups)
    people = Resident.unscoped.filter(household__group__in=where.groups, forgotten_at=None)
    return [Tally(_("Nhà trong sổ"), doors.count()), Tally(_("Người trong sổ"), people.count())]


def carry(source: int, target: int) -> Carried:
    return _carry(list(Alley.unscoped.filter(group=source)), source, target)


def part(source: int, target: int, parts: Sequence[str]) -> Carried:
    """`parts`: ids of alleys. Raises Problem(NOT_ITS_ALLEY)."""
    alleys = list(Alley.unscoped.filter(group=source, pk__in=parts))
    require(len(alleys) == len(set(parts)), NOT_ITS_ALLEY)
    return _carry(alleys, source, target)


def _carry(alleys: list[Alley], source: int, target: int) -> Carried:
    """The alleys come after those that are there; one whose name is taken says which group it comes from."""
    groups = _groups(source, target)
    kept: Json = {"from": source, "to": target, "alleys": [_as_it_is(alley) for alley in alleys]}
    there = list(Alley.unscoped.filter(group=target))
    taken, after = {alley.folded for alley in there}, max((alley.order + 1 for alley in there), default=0)
    warnings = []
    for place, alley in enumerate(alleys):
        new = _free(alley.name, groups[source].name, taken)
        if new != alley.name:
            warnings.append(_renamed(alley.name, groups[source], new))
        alley.name, alley.folded, alley.order = new, fold(new), after + place
        taken.add(alley.folded)
    for told, alley in zip(kept["alleys"], alleys, strict=True):
        told["became"] = alley.name
    _move(alleys, groups[source], groups[target])
    return Carried(kept, warnings)


def carry_back(kept: Json) -> None:
    """An alley that somebody has renamed since keeps its new name."""
    groups = _groups(kept["from"], kept["to"])
    was = {UUID(row["id"]): row for row in kept["alleys"]}
    alleys = list(Alley.unscoped.filter(pk__in=was, group=kept["to"]))
    for alley in alleys:
        row = was[alley.pk]
        alley.order = row["order"]
        if alley.name == row["became"]:
            alley.name, alley.folded = row["name"], fold(row["name"])
    _move(alleys, groups[kept["to"]], groups[kept["from"]])


def _groups(source: int, target: int) -> dict[int, Place]:
    return {place.pk: place for place in Place.objects.filter(pk__in=[source, target])}


def _as_it_is(alley: Alley) -> Json:
    return {"id": str(alley.pk), "name": alley.name, "order": alley.order}


def _free(name: str, group: str, taken: set[str]) -> str:
    """ "Ngõ 45" is there already: "Ngõ 45 (Trà Khê 2)"."""
    turns = [name, *(_with_group(name, group, turn) for turn in range(1, len(taken) + 2))]
    return next(new for new in turns if fold(new) not in taken)


def _with_group(name: str, group: str, turn: int) -> str:
    tail = f" ({group})" if turn == 1 else f" ({group}, {turn})"
    return name[: LONGEST - len(tail)] + tail


def _renamed(name: str, group: Place, new: str) -> str:
    words = {"name": name, "group": group, "new": new}
    return _("“%(name)s” của %(group)s trùng tên một ngõ đã có, nên sẽ mang tên “%(new)s”.") % words


def _move(alleys: list[Alley], source: Place, target: Place) -> None:
    """Rows, search, and the word to the phones of both groups."""
    for alley in alleys:
        alley.group = target
    Alley.unscoped.bulk_update(alleys, ["group", "name", "folded", "order"], 500)
    Household.unscoped.filter(alley__in=alleys).update(group=target)
    doors = list(Household.unscoped.filter(alley__in=alleys).select_related("alley"))
    put_in_search(doors)
    seq = journal.move([*_told(source, alleys, doors, gone=True), *_told(target, alleys, doors, gone=False)])
    # What is known of a resident's steps is numbered by the territory the door lies in (sync.merge): who has seen this change
    # has seen them all.
    if doors:
        records = StepRecord.objects.filter(resident__household__in=doors)
        records.update(version=seq[territory_of(target)])


def _told(group: Place, alleys: list[Alley], doors: list[Household], *, gone: bool) -> Iterable[Moved]:
    territory = territory_of(group)
    yield from (Moved(territory, "alley", str(alley.pk), gone) for alley in alleys)
    yield from (Moved(territory, "household", str(door.pk), gone) for door in doors)
    yield from team_objects(group)


PART = reforms.declare(
    Part(
        "register",
        30,
        count=count,
        carry=carry,
        part=part,
        carry_back=carry_back,
        stops={ALLEY_ADDED: n("Sau đó đã thêm ngõ ở %(place)s.")},
    )
)
