"""A place called otherwise, or made another kind of area. How it was called before stays with its days."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_noop as n

from canhtay.core import reforms
from canhtay.core.history import Actor
from canhtay.core.problems import Kind, require
from canhtay.core.vietnamese import nfc
from canhtay.places.actions import GROUP_EXISTS, identity, lock_places
from canhtay.places.models import Place, Reform, Zone, called
from canhtay.places.reform import book as writing
from canhtay.places.reform.book import Book
from canhtay.places.reform.standing import contents, parent_of
from canhtay.places.reform.units import NAME_NEEDED, require_day, require_in_force, require_quiet_since

NOTHING_CHANGES = Kind("reform_nothing_changes", 422, n("%(place)s vốn đã như vậy; không có gì để đổi."))
NO_SUCH_ZONE = Kind("reform_no_such_zone", 422, n("Chỉ tổ dân phố, thôn, khu phố mới ghi khu vực."))


@transaction.atomic
def rename(
    place: Place,
    *,
    day: date,
    by: Actor,
    paper: str = "",
    name: str | None = None,
    label: str | None = None,
    zone: str | None = None,
) -> Reform:
    """What is None stays as it is. Raises Problem: those of reform.units, NOTHING_CHANGES, GROUP_EXISTS, NO_SUCH_ZONE."""
    require_day(day)
    above = parent_of(place) if place.kind == Place.Kind.GROUP else None
    place = lock_places([place.pk, *([above.pk] if above else [])])[place.pk]
    require_in_force(place)
    require_quiet_since([place], day, inside=False)
    new = {
        "name": place.name if name is None else nfc(name.strip()),
        "label": place.label if label is None else nfc(label.strip()),
        "zone": place.zone if zone is None else zone,
    }
    _check(place, above, new)
    sentence = _sentence(place, new)
    book = Book(day)
    writing.name(book, place, **new)
    if place.kind == Place.Kind.GROUP:
        reforms.tell([place.pk])
    # A group's change stands in its commune's record, a unit's in its own.
    return writing.close(book, Reform.Kind.RENAME, above or place, sentence, by=by, paper=paper)


def _check(place: Place, above: Place | None, new: dict[str, str]) -> None:
    old = {"name": place.name, "label": place.label, "zone": place.zone}
    require(bool(new["name"]), NAME_NEEDED)
    require(new != old, NOTHING_CHANGES, place=str(place))
    group = place.kind == Place.Kind.GROUP
    require(new["zone"] in ("", *Zone.values) and (group or not new["zone"]), NO_SUCH_ZONE)
    if above and identity(new["label"], new["name"]) != identity(place.label, place.name):
        there = {identity(other.label, other.name) for other in contents([above]) if other != place}
        words = {"commune": str(above), "group": called(new["label"], new["name"])}
        require(identity(new["label"], new["name"]) not in there, GROUP_EXISTS, **words)


def _sentence(place: Place, new: dict[str, str]) -> str:
    now = called(new["label"], new["name"])
    words = {"old": str(place), "new": now, "zone": Zone(new["zone"]).label if new["zone"] else "…"}
    if now == str(place):
        return n("%(old)s: khu vực %(zone)s") % words
    if new["zone"] == place.zone:
        return n("Đổi %(old)s thành %(new)s") % words
    return n("Đổi %(old)s thành %(new)s, khu vực %(zone)s") % words
