"""A residential group that has grown too large: some of its alleys become a new group of the same commune.

Its doors, residents and visits go along; who is in its team stays there, and goes to the new group's by hand or not at all.
"""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_noop as n

from canhtay.core.history import Actor
from canhtay.core.problems import Kind, require
from canhtay.places.actions import NewGroup, made_groups, require_named_once
from canhtay.places.models import Place, Reform
from canhtay.places.queries import territory_of
from canhtay.places.reform import book as writing
from canhtay.places.reform.book import Book
from canhtay.places.reform.standing import hold, parents_of
from canhtay.places.reform.units import (
    NAME_NEEDED,
    require_day,
    require_groups,
    require_quiet_since,
    require_there_on,
)
from canhtay.sync import journal

NOTHING_GOES = Kind("reform_nothing_goes", 422, n("Xin chọn ít nhất một ngõ sang tổ mới."))
WAITS_FOR_A_SIDE = Kind("reform_group_waits", 409, n("%(group)s đang đợi chọn xã, phường. Xin chọn bên trước."))


@transaction.atomic
def split_group(group: Place, new: NewGroup, parts: Sequence[str], *, day: date, by: Actor, paper: str = "") -> Reform:
    """`parts`: ids of the alleys that go. Raises Problem: those of reform.units, NOTHING_GOES, WAITS_FOR_A_SIDE, GROUP_EXISTS, and
    what the packages above refuse."""
    require_day(day)
    require(bool(parts), NOTHING_GOES)
    group = hold([group, *parents_of([group]).values()])[group.pk]
    require_groups([group])
    commune = parents_of([group]).get(group.pk)
    require(commune is not None, WAITS_FOR_A_SIDE, group=str(group))
    assert commune is not None  # noqa: S101 required above
    require_there_on(group, day)
    require_quiet_since([group], day, inside=False)
    book = Book(day)
    one = _opened(book, new, commune, group)
    journal.lock(territory_of(place) for place in (group, one))
    writing.part(book, group, one, parts)
    sentence = n("Tách %(new)s từ %(old)s") % {"new": one, "old": group}
    return writing.close(book, Reform.Kind.SPLIT, commune, sentence, by=by, paper=paper)


def _opened(book: Book, new: NewGroup, commune: Place, group: Place) -> Place:
    """Called like the one it comes from, but for its name, and in the same zone, unless it is said otherwise."""
    require(bool(new.name.strip()), NAME_NEEDED)
    named = NewGroup(new.name.strip(), new.label.strip() or group.label, new.zone or group.zone)
    require_named_once(commune, [named], book.day)
    rows = made_groups([named], book.day)
    writing.note_made(book, rows)
    writing.lay(book, rows, commune)
    return rows[0]
