"""How units stand at this moment, read under their locks."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from canhtay.places.actions import identity, lock_places
from canhtay.places.models import Place, Placement


def hold(places: Iterable[Place]) -> dict[int, Place]:
    """These places and all that lies in them, locked in the order of their ids; the places anew, by id."""
    keys = {place.pk for place in places}
    inside = Placement.objects.filter(parent__in=keys, valid_until=None).values_list("place", flat=True)
    held = lock_places([*keys, *inside])
    return {key: held[key] for key in keys}


def contents(communes: list[Place]) -> list[Place]:
    """Their groups, in order."""
    inside = Placement.objects.filter(parent__in=communes, valid_until=None).values("place")
    return list(Place.objects.filter(pk__in=inside, kind=Place.Kind.GROUP).order_by("sort_key", "pk"))


def parent_of(place: Place) -> Place | None:
    """What it lies in now; None for a province, and for a group that waits."""
    row = Placement.objects.filter(place=place, valid_until=None).select_related("parent").first()
    return row.parent if row else None


def parents_of(places: list[Place]) -> dict[int, Place]:
    rows = Placement.objects.filter(place__in=places, valid_until=None).select_related("parent")
    return {row.place_id: row.parent for row in rows}


def province_of(commune: Place) -> Place:
    """What a commune of today's order lies in, or lay in on its last day."""
    return Placement.objects.filter(place=commune).select_related("parent").latest("valid_from").parent


def same_names(coming: list[Place], commune: Place) -> list[str]:
    """A merger may bring two groups of one name together: no fault, but people will ask. What was alike before is not its doing."""
    seen = {identity(group.label, group.name) for group in contents([commune]) if group not in coming}
    alike: dict[str, None] = {}
    for group in coming:
        key = identity(group.label, group.name)
        if key in seen:
            alike[str(group)] = None
        seen.add(key)
    return [
        _("%(commune)s sẽ có hơn một %(group)s; nên đổi tên sau đó.") % {"commune": commune, "group": name}
        for name in alike
    ]
