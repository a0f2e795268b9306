"""Verbs of residential groups. The official units are loaded by `loading.py`; `reform/` changes both."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_noop as n

from canhtay.core import clock, history
from canhtay.core.history import Actor, Line, subject_of
from canhtay.core.problems import Kind, require
from canhtay.core.vietnamese import fold, nfc, sort_key
from canhtay.places.models import Place, Placement, called
from canhtay.places.queries import groups_of
from canhtay.places.successions import heir_of, successors_of
from canhtay.sync import journal
from canhtay.sync.models import Territory

GROUP_OPENED = history.declare("places.group_opened", "name", "label", "commune")
GROUP_DROPPED = history.declare("places.group_dropped", "name", "label", "commune")

GROUP_EXISTS = Kind("group_exists", 409, n("%(commune)s đã có %(group)s. Xin dùng lại, hoặc đặt tên khác."))
NO_SUCCESSOR = Kind(
    "no_successor",
    422,
    n("Không có ghi chép %(commune)s đã nhập vào đâu. Xin lập tổ ở xã, phường nơi tổ ấy thuộc nay."),
)
GROUP_IN_USE = Kind(
    "group_in_use",
    409,
    n("%(group)s đã có người, có nhà hoặc giấy tờ ghi vào, nên không bỏ được. Xin ghi ở mục Thay đổi địa giới."),
)
COMMUNE_NOT_THEN = Kind("commune_not_then", 422, n("%(commune)s không còn hoặc chưa có vào ngày %(day)s."))


@dataclass(frozen=True)
class NewGroup:
    """A residential group to be opened: "Trà Khê 3", label "Tổ dân phố"."""

    name: str
    label: str
    zone: str = ""

    def __str__(self) -> str:
        return called(nfc(self.label), nfc(self.name))


@transaction.atomic
def open_groups(commune: Place, groups: list[NewGroup], *, by: Actor, since: date | None = None) -> list[Place]:
    """Residential groups of this commune (tổ dân phố, thôn, khu phố), each with the territory its phones will hold.

    Where the commune has ended since, they go on in the one it wholly went into, or wait until the ward says on which side.
    Raises Problem: GROUP_EXISTS, COMMUNE_NOT_THEN, NO_SUCCESSOR.
    """
    since = since or clock.today()
    commune = lock_places([commune.pk])[commune.pk]
    for day in {since, clock.today()} if commune.valid_until is None else {since}:
        require_named_once(commune, groups, day)
    rows = made_groups(groups, since)
    places_in_turn = placements_from(commune, since)
    Placement.objects.bulk_create(
        Placement(place=row, parent=parent, valid_from=first, valid_until=last)
        for row in rows
        for parent, first, last in places_in_turn
    )
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


@transaction.atomic
def drop_group(group: Place, *, by: Actor) -> None:
    """As if it had never been opened; its territory goes too. Whoever calls has seen that nothing stands on it."""
    territory, last = group.territory, Placement.objects.filter(place=group).latest("valid_from")
    about = subject_of("place", group.pk)
    history.record(
        GROUP_DROPPED, about, by=by, place=last.parent_id, name=group.name, label=group.label, commune=last.parent_id
    )
    group.delete()
    if territory:
        territory.delete()


def lock_places(keys: list[int]) -> dict[int, Place]:
    """Lock these places' rows in the order of their ids; what lies in them is changed only by who holds the lock."""
    rows = Place.objects.select_for_update().filter(pk__in=set(keys)).order_by("pk")
    return {row.pk: row for row in rows}


def require_named_once(commune: Place, groups: list[NewGroup], day: date) -> None:
    """Under the commune's lock. Two of one name may meet by a merger, but none is opened beside another."""
    known = {identity(row.label, row.name) for row in groups_of(commune, day)}
    said = Counter(identity(new.label, new.name) for new in groups)
    for new in groups:
        key = identity(new.label, new.name)
        require(key not in known and said[key] == 1, GROUP_EXISTS, commune=str(commune), group=str(new))


def identity(label: str, name: str) -> tuple[str, str]:
    """Two groups are alike if both agree; "Hòa" and "Hoà" are one name, "Trà Khê" and "Trá Khê" are two."""
    return fold(label), sort_key(nfc(name))


def made_groups(groups: list[NewGroup], since: date) -> list[Place]:
    territories = journal.new_territories(len(groups))
    rows = [_group(new, territory, since) for new, territory in zip(groups, territories, strict=True)]
    return Place.objects.bulk_create(rows)


def placements_from(commune: Place, since: date) -> list[tuple[Place, date, date | None]]:
    """Where a group lies that lay in this commune on this day: (commune, first day, last day) one after the other."""
    turns = [_turn(commune, since)]
    while (until := turns[-1][2]) and (heir := _heir(turns[-1][0])):
        turns.append(_turn(heir, clock.day_after(until)))
    return turns


def _turn(commune: Place, first: date) -> tuple[Place, date, date | None]:
    there = commune.valid_from <= first and (commune.valid_until is None or first <= commune.valid_until)
    require(there, COMMUNE_NOT_THEN, commune=str(commune), day=f"{first:%d/%m/%Y}")
    return commune, first, commune.valid_until


def _heir(ended: Place) -> Place | None:
    """None where the group waits for the ward's word."""
    require(successors_of(ended).exists(), NO_SUCCESSOR, commune=str(ended))
    return heir_of(ended)


def _group(new: NewGroup, territory: Territory, since: date) -> Place:
    name = nfc(new.name)
    return Place(
        kind=Place.Kind.GROUP,
        name=name,
        label=nfc(new.label),
        zone=new.zone,
        folded=fold(name),
        sort_key=sort_key(name),
        valid_from=since,
        territory=territory,
    )
