"""Places as stories ask for them: one group opened, what lay where, how it was called. The program itself asks for many at once."""

from collections.abc import Iterable
from datetime import date

from canhtay.core import clock
from canhtay.core.history import Actor
from canhtay.core.vietnamese import fold
from canhtay.places.actions import NewGroup, open_groups
from canhtay.places.models import Place
from canhtay.places.paths import path_at, states_at, words_on
from canhtay.places.queries import groups_of


def open_group(commune: Place, name: str, *, label: str, by: Actor, since: date | None = None, zone: str = "") -> Place:
    return open_groups(commune, [NewGroup(name, label, zone)], by=by, since=since)[0]


def group_named(commune: Place, name: str) -> Place | None:
    """The commune's group of this name today, with or without diacritics and case."""
    return groups_of(commune).filter(folded=fold(name)).first()


def commune_of(place: Place, day: date | None = None) -> Place:
    """What it lay in: of a group its commune."""
    return path_at(place, day)[1]


def named_at(place: Place, day: date | None = None) -> str:
    """ "Tổ dân phố Trà Khê 3" as it was called on that day."""
    return str(states_at([place], day)[place.pk])


def words_at(places: Iterable[Place], day: date | None = None) -> dict[int, str]:
    """ "Tổ dân phố Trà Khê 3, Phường Anh Dũng, Quận Dương Kinh, Thành phố Hải Phòng", as all were called on that day."""
    return words_on(dict.fromkeys(places, day or clock.today()))
