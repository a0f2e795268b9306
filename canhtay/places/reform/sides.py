"""On which side of a split commune its groups fell; it holds from the day of the split. Who may say so: home/units/rights.py."""

from collections import Counter
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_noop as n

from canhtay.core import clock
from canhtay.core.history import Actor
from canhtay.core.problems import Kind, require
from canhtay.core.vietnamese import sort_key
from canhtay.places.actions import lock_places, placements_from
from canhtay.places.models import Place, Placement, Reform, called
from canhtay.places.reform import book as writing
from canhtay.places.reform.book import Book
from canhtay.places.reform.moving import NAMED_AT_MOST, NOTHING_CHOSEN
from canhtay.places.reform.standing import province_of, same_names
from canhtay.places.successions import last_placement, sides_of

DOES_NOT_WAIT = Kind("reform_does_not_wait", 409, n("%(group)s đã có nơi thuộc về, không còn chờ chọn."))
NOT_A_SIDE = Kind("reform_not_a_side", 422, n("%(commune)s không nhận phần nào của nơi %(group)s thuộc trước đây."))


@transaction.atomic
def choose_sides(sides: Mapping[Place, Place], *, by: Actor, paper: str = "") -> Reform:
    """Each waiting group with the commune it goes to. Raises Problem: NOTHING_CHOSEN, DOES_NOT_WAIT, NOT_A_SIDE."""
    require(bool(sides), NOTHING_CHOSEN)
    held = lock_places([place.pk for pair in sides.items() for place in pair])
    sides = {held[group.pk]: held[commune.pk] for group, commune in sides.items()}
    laid = {group: require_side(group, commune) for group, commune in sides.items()}
    book = Book(clock.day_after(max(row.valid_until for row in laid.values() if row.valid_until)))
    for commune in dict.fromkeys(sides.values()):
        book.warnings += same_names([group for group in sides if sides[group] == commune], commune)
    for group, commune in sides.items():
        writing.lay_each(book, _rows(group, commune, laid[group]))
    went = _sentence({group: (laid[group].parent, commune) for group, commune in sides.items()})
    return writing.close(book, Reform.Kind.SIDE, _record_of(sides), went, by=by, paper=paper)


def require_side(group: Place, commune: Place) -> Placement:
    """Where the waiting group lay last. Raises Problem: DOES_NOT_WAIT, NOT_A_SIDE."""
    last = last_placement(group)
    require(last is not None, DOES_NOT_WAIT, group=str(group))
    assert last is not None  # noqa: S101 required above
    require(commune in sides_of(group), NOT_A_SIDE, group=str(group), commune=str(commune))
    return last


def _rows(group: Place, commune: Place, last: Placement) -> list[Placement]:
    """Where that side has ended too by now, on into its heir, or it waits there."""
    assert last.valid_until is not None  # noqa: S101 it waits
    turns = placements_from(commune, clock.day_after(last.valid_until))
    return [
        Placement(place=group, parent=parent, valid_from=first, valid_until=until) for parent, first, until in turns
    ]


def _sentence(went: Mapping[Place, tuple[Place, Place]]) -> str:
    """Each group by name with where it goes, together where they go together; of more than a few only how many, out of which
    commune."""
    said = [f"{group} → {commune}" for group, (_old, commune) in went.items()]
    communes = {commune for _old, commune in went.values()}
    if len(communes) == 1 < len(went) <= NAMED_AT_MOST:
        words = {"n": len(went), "new": communes.pop(), "groups": _in_a_row([group.name for group in went])}
        said = [n("%(n)s tổ về %(new)s: %(groups)s") % words]
    elif len(said) > NAMED_AT_MOST:
        said = [
            n("%(n)s tổ của %(old)s cũ → %(new)s")
            % {"n": count, "old": called(old.label.lower(), old.name), "new": new}
            for (old, new), count in Counter(went.values()).items()
        ]
    return n("Chọn bên: %(said)s") % {"said": "; ".join(said)}


def _in_a_row(names: list[str]) -> str:
    """ "Trà Khê 1, 2, 3": what all stand under is said once before their numbers."""
    first, *rest = parted = [name.rpartition(" ") for name in sorted(names, key=sort_key)]
    numbered = len({stem for stem, _space, _number in parted}) == 1 and all(last[:1].isdigit() for *_, last in parted)
    return ", ".join(["".join(first), *(last if numbered else "".join((stem, gap, last)) for stem, gap, last in rest)])


def _record_of(sides: Mapping[Place, Place]) -> Place:
    communes = list(dict.fromkeys(sides.values()))
    return communes[0] if len(communes) == 1 else province_of(communes[0])
