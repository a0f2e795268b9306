"""All that a reform may change, to be compared with how it was."""

from canhtay.places.models import PastState, Place, Placement, Succession


def snapshot() -> dict[str, list[tuple[object, ...]]]:
    """Every row but the official lists' that no reform reaches: those are counted."""
    placements = Placement.objects.order_by("pk")
    return {
        "places": list(Place.objects.filter(valid_until=None).order_by("pk").values_list()),
        "ended": [(Place.objects.exclude(valid_until=None).count(),)],
        "placements": list(placements.filter(place__kind="group").values_list()),
        "units": list(placements.filter(parent__code="31", valid_until=None).values_list()),
        "states": list(PastState.objects.order_by("pk").values_list()),
        "successions": [(Succession.objects.count(),)],
    }
