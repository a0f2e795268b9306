"""What a reform would touch, before it is one: the verb itself is run and taken back, so the two cannot disagree."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from canhtay.core import reforms
from canhtay.core.reforms import Tally, Where
from canhtay.places.models import Place, Reform


@dataclass(frozen=True)
class Preview:
    """`groups` by name; `tallies` from the lowest package up; `warnings` are sentences."""

    sentence: str
    groups: list[str]
    tallies: list[Tally]
    warnings: list[str]


class _OnlyLooking(Exception):
    """Takes the trial back."""


def preview(verb: Callable[..., Reform], *what: Any, **how: Any) -> Preview:
    """Called with what the verb would be called with; raises the Problem it would raise."""
    sentence, warnings, groups, ending = _tried(verb, *what, **how)
    where = Where([group.pk for group in groups], ending)
    return Preview(sentence, [str(group) for group in groups], reforms.tallies(where), warnings)


def _tried(verb: Callable[..., Reform], *what: Any, **how: Any) -> tuple[str, list[str], list[Place], list[int]]:
    try:
        with transaction.atomic():
            reform = verb(*what, **how)
            groups = _touched_groups(reform)
            ending = list(_ended_units(reform))
            raise _OnlyLooking
    except _OnlyLooking:
        pass
    before = Place.objects.filter(pk__in=groups).order_by("sort_key", "pk")
    return reform.sentence, reform.warnings, list(before), ending


def _touched_groups(reform: Reform) -> list[int]:
    return list(reform.touches.filter(kind=Place.Kind.GROUP).values_list("pk", flat=True))


def _ended_units(reform: Reform) -> list[int]:
    ended = reform.touches.exclude(valid_until=None).exclude(kind=Place.Kind.GROUP)
    return list(ended.values_list("pk", flat=True))
