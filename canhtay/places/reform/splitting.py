"""A commune split. Which side a group falls on is for the ward to say: who is not told at once waits in a list."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n

from canhtay.core.history import Actor
from canhtay.core.problems import Kind, require
from canhtay.places.models import Place, Reform, Succession
from canhtay.places.reform import book as writing
from canhtay.places.reform.book import Book
from canhtay.places.reform.standing import contents, hold, province_of, same_names
from canhtay.places.reform.units import (
    TWO_NEEDED,
    NewUnit,
    require_communes,
    require_day,
    require_quiet_since,
    require_there_on,
)

NOT_ITS_GROUP = Kind("reform_not_its_group", 422, n("%(group)s không thuộc %(commune)s, hoặc được kể hai lần."))


@dataclass(frozen=True)
class Part:
    """One side: a new commune, or one that is there; and the groups known to fall on it."""

    into: Place | NewUnit
    groups: tuple[Place, ...] = ()


@transaction.atomic
def split_commune(old: Place, parts: list[Part], *, day: date, by: Actor, paper: str = "") -> Reform:
    """The old commune ends; its groups go where the parts say, or wait. Raises Problem: those of reform.units, NOT_ITS_GROUP."""
    require_day(day)
    require(len(parts) >= 2, TWO_NEEDED)
    there = [part.into for part in parts if isinstance(part.into, Place)]
    held = hold([old, *there])
    old = held[old.pk]
    require_communes(held.values())
    require(len({place.pk for place in [old, *there]}) == 1 + len(there), TWO_NEEDED)
    for place in there:
        require_there_on(held[place.pk], day)
    require_quiet_since([old], day)
    province, groups = province_of(old), contents([old])
    told = _told(old, parts, groups)
    book = Book(day)
    writing.lift(book, groups)
    writing.end_units(book, [old])
    sides = [_side(book, part, province) for part in parts]
    for part, side in zip(parts, sides, strict=True):
        book.warnings += same_names(list(part.groups), side)
        writing.lay(book, list(part.groups), side)
    writing.succeed(book, [(old, side) for side in sides], Succession.Share.PART, paper)
    book.warnings += _waiting([group for group in groups if group.pk not in told])
    words = {"old": old, "new": ", ".join(str(side) for side in sides)}
    return writing.close(book, Reform.Kind.SPLIT, province, n("Chia %(old)s cho %(new)s") % words, by=by, paper=paper)


def _told(old: Place, parts: list[Part], groups: list[Place]) -> set[int]:
    own, told = {group.pk for group in groups}, set[int]()
    for group in (group for part in parts for group in part.groups):
        require(group.pk in own and group.pk not in told, NOT_ITS_GROUP, group=str(group), commune=str(old))
        told.add(group.pk)
    return told


def _side(book: Book, part: Part, province: Place) -> Place:
    return writing.found_unit(book, part.into, province) if isinstance(part.into, NewUnit) else part.into


def _waiting(groups: list[Place]) -> list[str]:
    if not groups:
        return []
    names = ", ".join(str(group) for group in groups)
    return [_("Chưa rõ thuộc bên nào nên sẽ chờ chọn: %(groups)s.") % {"groups": names}]
