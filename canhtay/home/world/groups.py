"""The residential groups of each commune: some older than it, some opened since, a few that still wait for a side."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from uuid import UUID

from canhtay.core.vietnamese import fold, sort_key
from canhtay.home.world.making import Making
from canhtay.home.world.names import group_names
from canhtay.places.actions import GROUP_OPENED
from canhtay.places.models import PastState, Place, Placement, Succession, Zone
from canhtay.places.official import LAST_BEFORE, SINCE
from canhtay.places.successions import WENT_WHOLLY
from canhtay.sync.models import Territory

TDP, THON = "Tổ dân phố", "Thôn"
OLDER = 0.6
"""So many groups were there before 1/7/2025."""
WAITING = 0.08
"""So many of the communes that took a part of a divided one have a group that waits."""
OLDEST, NEWEST = date(2021, 1, 4), date(2024, 6, 3)


@dataclass(frozen=True)
class Before:
    """A commune as it was: into which one it went, or that it was divided."""

    key: int
    label: str
    wholly: bool


@dataclass(frozen=True)
class Commune:
    key: int
    code: str
    name: str
    label: str
    before: list[Before] = field(default_factory=list)

    @property
    def is_town(self) -> bool:
        return self.label == "Phường"

    @property
    def is_island(self) -> bool:
        return self.label == "Đặc khu"

    @property
    def zone(self) -> Zone:
        return Zone.ISLAND if self.is_island else Zone.INNER if self.is_town else Zone.RURAL

    @property
    def whole(self) -> list[Before]:
        return [one for one in self.before if one.wholly]

    @property
    def divided(self) -> list[Before]:
        return [one for one in self.before if not one.wholly]


@dataclass(frozen=True)
class Group:
    key: int
    territory: UUID
    name: str
    label: str
    since: date
    commune: int
    before: int | None
    """The commune it lay in until 30/6/2025."""


def communes_of(province: str) -> list[Commune]:
    """Those in force, in alphabetical order, with what each came from."""
    inside = Place.objects.filter(
        kind=Place.Kind.COMMUNE, valid_until=None, placements__parent__code=province, placements__valid_until=None
    )
    rows = list(inside.order_by("sort_key", "pk"))
    crossed = Succession.objects.filter(new__in=rows).select_related("old").order_by("old__sort_key", "pk")
    heirs = Counter(Succession.objects.filter(old__in=crossed.values("old")).values_list("old", flat=True))
    before: dict[int, list[Before]] = {row.pk: [] for row in rows}
    for crossing in crossed:
        wholly = heirs[crossing.old_id] == 1 and crossing.share in WENT_WHOLLY
        before[crossing.new_id].append(Before(crossing.old_id, crossing.old.label, wholly))
    return [Commune(row.pk, row.code, row.name, row.label, before[row.pk]) for row in rows]


def open_groups(making: Making, commune: Commune, n: int) -> list[Group]:
    """The commune's groups with their teams; what waits for a side comes beside them and has no team yet."""
    die = making.order.die("groups", commune.code)
    waits = bool(n and commune.divided) and die.random() < WAITING
    names = group_names(die, n + waits, town=commune.is_town)
    groups = [_group(making, die, commune, name) for name in names[:n]]
    if waits:
        _waiting_group(making, die, commune, names[n])
    return groups


def _group(making: Making, die: Random, commune: Commune, name: str) -> Group:
    before = die.choice(commune.whole) if commune.whole and die.random() < OLDER else None
    since = OLDEST + timedelta(days=die.randrange((NEWEST - OLDEST).days)) if before else SINCE
    group = _open(making, commune, name, since, before)
    if before:
        _add_placement(making, group.key, before.key, since, LAST_BEFORE)
        _was_a_hamlet(making, group, before)
    _add_placement(making, group.key, commune.key, max(since, SINCE), None)
    return group


def _waiting_group(making: Making, die: Random, commune: Commune, name: str) -> None:
    before = die.choice(commune.divided)
    group = _open(making, commune, name, OLDEST, before)
    _add_placement(making, group.key, before.key, OLDEST, LAST_BEFORE)
    making.rows.add(Territory, id=group.territory, seq=0)


def _open(making: Making, commune: Commune, name: str, since: date, before: Before | None) -> Group:
    key, territory = making.rows.number(Place), making.keys.new()
    label = TDP if commune.is_town else THON
    making.rows.add(
        Place,
        id=key,
        kind=Place.Kind.GROUP,
        name=name,
        label=label,
        zone=commune.zone,
        folded=fold(name),
        sort_key=sort_key(name),
        valid_from=since,
        territory_id=territory,
    )
    lay_in = before.key if before else commune.key
    making.note(GROUP_OPENED, ("place", key), place=key, name=name, label=label, commune=lay_in)
    return Group(key, territory, name, label, since, commune.key, before.key if before else None)


def _add_placement(making: Making, group: int, parent: int, first: date, last: date | None) -> None:
    making.rows.add(Placement, place_id=group, parent_id=parent, valid_from=first, valid_until=last)


def _was_a_hamlet(making: Making, group: Group, before: Before) -> None:
    """A hamlet of a rural commune became a group of a ward when the commune went into one."""
    if group.label == TDP and before.label == "Xã":
        making.rows.add(
            PastState,
            place_id=group.key,
            name=group.name,
            label=THON,
            zone=Zone.RURAL,
            folded=fold(group.name),
            valid_from=group.since,
            valid_until=LAST_BEFORE,
        )
