"""Communes merged, into a new one or into one that is there."""

from datetime import date

from django.db import transaction
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

SEVERAL_PROVINCES = Kind(
    "reform_several_provinces", 422, n("Các xã, phường này thuộc nhiều tỉnh, thành phố; mỗi lần chỉ nhập trong một.")
)


@transaction.atomic
def merge_communes(old: list[Place], into: Place | NewUnit, *, day: date, by: Actor, paper: str = "") -> Reform:
    """The old communes end, all their groups go into one. Raises Problem: those of reform.units, SEVERAL_PROVINCES."""
    require_day(day)
    there = [into] if isinstance(into, Place) else []
    require(len({place.pk for place in [*old, *there]}) == len(old) + len(there) >= 2, TWO_NEEDED)
    held = hold([*old, *there])
    old, there = [held[place.pk] for place in old], [held[place.pk] for place in there]
    province = _check(old, there, day)
    book = Book(day)
    groups = contents(old)
    writing.lift(book, groups)
    writing.end_units(book, old)
    new = there[0] if there else writing.found_unit(book, _unit(into), province)
    book.warnings += same_names(groups, new)
    writing.lay(book, groups, new)
    writing.succeed(book, [(place, new) for place in old], Succession.Share.WHOLE, paper)
    names = ", ".join(str(place) for place in old)
    sentence = n("Nhập %(old)s vào %(new)s") if there else n("Nhập %(old)s thành %(new)s")
    return writing.close(book, Reform.Kind.MERGE, province, sentence % {"old": names, "new": new}, by=by, paper=paper)


def _check(old: list[Place], there: list[Place], day: date) -> Place:
    """The one province of them all."""
    require_communes([*old, *there])
    for place in there:
        require_there_on(place, day)
    require_quiet_since(old, day)
    provinces = {province_of(place) for place in [*old, *there]}
    require(len(provinces) == 1, SEVERAL_PROVINCES)
    return provinces.pop()


def _unit(into: Place | NewUnit) -> NewUnit:
    assert isinstance(into, NewUnit)  # noqa: S101 a place was taken as it is
    return into
