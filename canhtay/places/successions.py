"""What became of a unit that ended, and of the groups it left behind."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, QuerySet

from canhtay.places.models import Place, Placement, Succession

WENT_WHOLLY = {Succession.Share.WHOLE, Succession.Share.UNCHANGED, Succession.Share.RENAMED}


def successors_of(unit: Place) -> QuerySet[Succession]:
    """Into what it went; each row has `new`, `share` and the official `note`."""
    return unit.successions.select_related("new").order_by("new__sort_key", "pk")


def predecessors_of(unit: Place) -> QuerySet[Succession]:
    """Out of what it came; each row has `old`, `share` and the official `note`."""
    return unit.precessions.select_related("old").order_by("old__sort_key", "pk")


def went_with(units: Iterable[Place]) -> dict[int, list[Succession]]:
    """Of each unit, where what lay in it to its end went: a district went nowhere itself, its communes did."""
    last = Placement.objects.filter(parent__in=list(units), valid_until=F("parent__valid_until"))
    within = dict(last.values_list("place", "parent"))
    rows = Succession.objects.filter(old__in=within).select_related("old", "new")
    went: dict[int, list[Succession]] = defaultdict(list)
    for row in rows.order_by("new__sort_key", "new", "old__sort_key", "pk"):
        went[within[row.old_id]].append(row)
    return went


def heir_of(unit: Place) -> Place | None:
    """The one unit this one wholly went into; None where it was split, or nothing is on record."""
    rows = list(successors_of(unit)[:2])
    return rows[0].new if len(rows) == 1 and rows[0].share in WENT_WHOLLY else None


def waiting_groups(communes: Iterable[Place | int]) -> QuerySet[Place]:
    """Groups of a split commune of which nobody has said yet on which side they lie, where one of these communes is a side."""
    left_behind = _left_behind().filter(parent__successions__new__in=list(communes))
    rows = Place.objects.filter(pk__in=left_behind.values("place"), kind=Place.Kind.GROUP, valid_until=None)
    return rows.order_by("sort_key", "pk")


def sides_of(group: Place) -> list[Place]:
    """The communes this waiting group may have gone to, in alphabetical order; none where it does not wait."""
    return [row.new for row in successors_of(last.parent)] if (last := last_placement(group)) else []


def last_placement(group: Place) -> Placement | None:
    """Where a waiting group lay last; None where it does not wait."""
    return last_placements([group]).first()


def last_placements(groups: Iterable[Place]) -> QuerySet[Placement]:
    """The same for those of many that wait."""
    return _left_behind().filter(place__in=list(groups), place__valid_until=None).select_related("parent")


def _left_behind() -> QuerySet[Placement]:
    """Placements that ended together with their commune and that none has followed."""
    later = Placement.objects.filter(place=OuterRef("place"), valid_from__gt=OuterRef("valid_until"))
    return Placement.objects.filter(~Exists(later), valid_until=F("parent__valid_until"))
