"""Groups moved from one commune to another. For phones nothing changes: a group keeps its territory wherever it lies."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_noop as n

from canhtay.core.history import Actor
from canhtay.core.problems import Kind, require
from canhtay.places.models import Place, Reform, called
from canhtay.places.reform import book as writing
from canhtay.places.reform.book import Book
from canhtay.places.reform.standing import hold, parents_of, province_of, same_names
from canhtay.places.reform.units import (
    require_communes,
    require_day,
    require_groups,
    require_quiet_since,
    require_there_on,
)

NAMED_AT_MOST = 3
"""So many groups a sentence names; of more it says how many, and their names stand with the reform."""

NOTHING_CHOSEN = Kind("reform_nothing_chosen", 422, n("Xin chọn ít nhất một tổ dân phố, thôn hoặc khu phố."))
THERE_ALREADY = Kind("reform_there_already", 422, n("%(group)s vốn đã thuộc %(commune)s."))
IT_WAITS = Kind("reform_it_waits", 409, n("%(group)s còn đợi chọn bên sau khi phường cũ chia. Xin chọn bên trước."))


@transaction.atomic
def move_groups(groups: list[Place], commune: Place, *, day: date, by: Actor, paper: str = "") -> Reform:
    """Raises Problem: those of reform.units, NOTHING_CHOSEN, THERE_ALREADY, IT_WAITS."""
    require_day(day)
    require(bool(groups), NOTHING_CHOSEN)
    came_from = parents_of(groups)
    held = hold([*groups, *came_from.values(), commune])
    commune, groups = held[commune.pk], [held[key] for key in dict.fromkeys(group.pk for group in groups)]
    _check(groups, commune, day)
    book = Book(day)
    book.warnings += same_names(groups, commune)
    writing.lift(book, groups)
    writing.lay(book, groups, commune)
    words = {"groups": _named(groups, came_from), "commune": commune}
    sentence = n("Chuyển %(groups)s về %(commune)s") % words
    return writing.close(book, Reform.Kind.MOVE, province_of(commune), sentence, by=by, paper=paper)


def _named(groups: list[Place], came_from: dict[int, Place]) -> str:
    if len(groups) <= NAMED_AT_MOST:
        return ", ".join(str(group) for group in groups)
    communes = ", ".join(dict.fromkeys(called(one.label.lower(), one.name) for one in came_from.values()))
    return n("%(n)s tổ của %(communes)s") % {"n": len(groups), "communes": communes}


def _check(groups: list[Place], commune: Place, day: date) -> None:
    require_communes([commune])
    require_there_on(commune, day)
    require_groups(groups)
    parents = parents_of(groups)  # anew, under the lock
    for group in groups:
        require(group.pk in parents, IT_WAITS, group=str(group))
        require(parents[group.pk] != commune, THERE_ALREADY, group=str(group), commune=str(commune))
    require_quiet_since(groups, day)
