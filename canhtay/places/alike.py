"""Two groups of one name in a commune, as mergers bring them along: each is told by the commune it lay in before."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from canhtay.places.models import Place, Placement, on


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
