"""Two groups of one name in a commune, as mergers bring them along: each is told by the commune it lay in before; and which that
are there could be meant by a new name."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from canhtay.places.actions import NewGroup, identity
from canhtay.places.models import Place, Placement, on
from canhtay.places.naming import own_name
from canhtay.places.queries import groups_of
from canhtay.places.successions import last_placements, waiting_groups


def former_communes(groups: Iterable[Place], day: date) -> dict[int, str]:
    """Of those alone whose name another group of their commune has on that day, by id: "Đa Phúc". At most three queries."""
    asked = {group.pk: group for group in groups}
    lies_in = dict(Placement.objects.filter(on(day), place__in=list(asked)).values_list("place", "parent"))
    named = Placement.objects.filter(
        on(day),
        parent__in=set(lies_in.values()),
        place__kind=Place.Kind.GROUP,
        place__folded__in={group.folded for group in asked.values()},
    )
    bearing = Counter(named.values_list("parent", "place__folded"))
    alike = [key for key, group in asked.items() if bearing[lies_in.get(key, 0), group.folded] > 1]
    before = Placement.objects.filter(place__in=alike, valid_until__lt=day).order_by("valid_until")
    return dict(before.values_list("place", "parent__name")) if alike else {}


def told_apart(name: str, former: str | None) -> str:
    """ "Trà Khê 3 (Đa Phúc cũ)"."""
    return _("%(group)s (%(commune)s cũ)") % {"group": name, "commune": former} if former else name


def perhaps_meant(commune: Place, new: NewGroup, days: Iterable[date]) -> list[str]:
    """Groups there on these days whose names differ from the new one in type, case or marks alone, and those so called that
    wait for a side, as one speaks of them. None where one is called just so: that is refused, not asked."""
    wanted = own_name(new.name)
    there = {group: None for day in days for group in groups_of(commune, day) if own_name(group.name) == wanted}
    if any(identity(group.label, group.name) == identity(new.label, new.name) for group in there):
        return []
    waiting = [group for group in waiting_groups([commune]) if own_name(group.name) == wanted]
    left = {row.place_id: row.parent.name for row in last_placements(waiting)}
    return [str(group) for group in there] + [told_apart(str(group), left[group.pk]) for group in waiting]
