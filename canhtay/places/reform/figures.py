"""A group's figures as they stood on a day. When groups are merged or one is split, figures go along; how they stood is kept with
the reform."""

from collections import Counter
from datetime import date

from django.db.models import QuerySet

from canhtay.core import counts, indicators
from canhtay.core.reforms import figures_kept
from canhtay.places.models import Place, ReformEffect
from canhtay.places.reform.book import CARRIED, PARTED


def figures_on(group: Place, day: date) -> dict[str, int]:
    """By name, what had been counted up to that day, without what came from other groups only later. Where nothing had been
    counted the figure is absent: that is not nought."""
    if day < group.valid_from:
        return {}
    figures = Counter(_up_to(group, day))
    for effect in _effects(CARRIED).filter(before__to=group.pk, reform__day__gt=day):
        figures.subtract(figures_kept(effect.after, day))
    return {name: n for name, n in figures.items() if n > 0}


def _up_to(group: Place, day: date) -> dict[str, int]:
    """From what was kept when a part of the group left it after that day, or when it went into another; else from the counters."""
    parted = _effects(PARTED).filter(object_id=str(group.pk), reform__day__gt=day).order_by("reform__day", "pk")
    if kept := parted.first() or _effects(CARRIED).filter(object_id=str(group.pk)).first():
        return figures_kept(kept.after, day)
    totals = {name: counts.totals(name, [group.pk], until=day) for name in indicators.REGISTRY}
    return {name: found[group.pk] for name, found in totals.items() if group.pk in found}


def _effects(kind: str) -> QuerySet[ReformEffect]:
    return ReformEffect.objects.filter(kind=kind, reform__undone_at=None)
