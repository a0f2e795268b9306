"""Groups merged: into one that is there, or into a new one. Alleys and doors go along; the groups that end stay on record."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_noop as n

from canhtay.core.history import Actor
from canhtay.core.problems import Kind, require
from canhtay.places.actions import NewGroup, made_groups, require_named_once
from canhtay.places.models import Place, Reform, Succession
from canhtay.places.queries import territory_of
from canhtay.places.reform import book as writing
from canhtay.places.reform.book import Book
from canhtay.places.reform.standing import hold, parents_of
from canhtay.places.reform.units import (
    NAME_NEEDED,
    TWO_NEEDED,
    require_day,
    require_groups,
    require_quiet_since,
    require_there_on,
)
from canhtay.sync import journal

SEVERAL_COMMUNES = Kind(
    "reform_several_communes", 422, n("Chỉ nhập được các tổ cùng một xã, phường. Xin chuyển về một nơi trước.")
)


@transaction.atomic
def merge_groups(groups: list[Place], into: Place | NewGroup, *, day: date, by: Actor, paper: str = "") -> Reform:
    """Raises Problem: those of reform.units, SEVERAL_COMMUNES, GROUP_EXISTS."""
    require_day(day)
    there = [into] if isinstance(into, Place) else []
    require(len({place.pk for place in [*groups, *there]}) == len(groups) + len(there) >= 2, TWO_NEEDED)
    held = hold([*groups, *there, *parents_of([*groups, *there]).values()])
    groups, there = [held[group.pk] for group in groups], [held[group.pk] for group in there]
    commune = _check(groups, there, day)
    book = Book(day)
    writing.end(book, groups)
    one = there[0] if there else _opened(book, into, commune, groups)
    writing.succeed(book, [(group, one) for group in groups], Succession.Share.WHOLE, paper)
    journal.lock(territory_of(group) for group in [*groups, one])
    for group in groups:
        writing.carry(book, group, one)
    words = {"old": ", ".join(str(group) for group in groups), "new": one}
    sentence = n("Nhập %(old)s vào %(new)s") if there else n("Nhập %(old)s thành %(new)s")
    return writing.close(book, Reform.Kind.MERGE, commune, sentence % words, by=by, paper=paper)


def _check(groups: list[Place], there: list[Place], day: date) -> Place:
    """The one commune of them all."""
    require_groups([*groups, *there])
    parents = parents_of([*groups, *there])
    communes = {parents.get(group.pk) for group in [*groups, *there]}
    commune = communes.pop()
    require(not communes and commune is not None, SEVERAL_COMMUNES)
    assert commune is not None  # noqa: S101 required above
    for group in there:
        require_there_on(group, day)
    require_quiet_since(groups, day)
    return commune


def _opened(book: Book, into: Place | NewGroup, commune: Place, groups: list[Place]) -> Place:
    """In the zone they have in common. A name that one of them bore is free again."""
    assert isinstance(into, NewGroup)  # noqa: S101 a place was taken as it is
    require(bool(into.name.strip()), NAME_NEEDED)
    zones = {group.zone for group in groups}
    zone = into.zone or (zones.pop() if len(zones) == 1 else "")
    new = NewGroup(into.name.strip(), into.label.strip(), zone)
    require_named_once(commune, [new], book.day)
    rows = made_groups([new], book.day)
    writing.note_made(book, rows)
    writing.lay(book, rows, commune)
    return rows[0]
