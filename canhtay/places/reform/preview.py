"""What a reform would touch, before it is one: the verb itself is run and taken back, so the two cannot disagree."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from canhtay.core import reforms
from canhtay.core.reforms import Tally, Where
from canhtay.places.models import Place, Placement, Reform


@dataclass(frozen=True)
class Preview:
    """`sides`: of a split, by unit, the groups that go there; `groups` by name; `tallies` from the lowest package up; `warnings`
    are sentences."""

    sentence: str
    sides: list[Tally]
    groups: list[str]
    tallies: list[Tally]
    warnings: list[str]


class _OnlyLooking(Exception):
    """Takes the trial back."""


def preview(verb: Callable[..., Reform], *what: Any, **how: Any) -> Preview:
    """Called with what the verb would be called with; raises the Problem it would raise."""
    tried = _tried(verb, *what, **how)
    groups = list(Place.objects.filter(pk__in=tried.groups).order_by("sort_key", "pk"))
    tallies = reforms.tallies(Where([group.pk for group in groups], tried.ending))
    return Preview(tried.reform.sentence, tried.sides, [str(group) for group in groups], tallies, tried.reform.warnings)


@dataclass(frozen=True)
class _Tried:
    reform: Reform
    sides: list[Tally]
    groups: list[int]
    ending: list[int]


def _tried(verb: Callable[..., Reform], *what: Any, **how: Any) -> _Tried:
    try:
        with transaction.atomic():
            reform = verb(*what, **how)
            tried = _Tried(reform, _sides(reform), _touched_groups(reform), _ended_units(reform))
            raise _OnlyLooking
    except _OnlyLooking:
        return tried


def _sides(reform: Reform) -> list[Tally]:
    """Where the groups of a split commune would lie; those that wait are a warning of the verb's."""
    if reform.kind != Reform.Kind.SPLIT or not _ended_units(reform):
        return []
    laid = Placement.objects.filter(place__in=_touched_groups(reform), valid_until=None)
    named: dict[str, list[str]] = {}
    for row in laid.select_related("place", "parent").order_by("parent__sort_key", "place__sort_key", "pk"):
        named.setdefault(str(row.parent), []).append(str(row.place))
    said = _("Về %(unit)s")
    return [Tally(said % {"unit": unit}, len(groups), groups) for unit, groups in named.items()]


def _touched_groups(reform: Reform) -> list[int]:
    return list(reform.touches.filter(kind=Place.Kind.GROUP).values_list("pk", flat=True))


def _ended_units(reform: Reform) -> list[int]:
    ended = reform.touches.exclude(valid_until=None).exclude(kind=Place.Kind.GROUP)
    return list(ended.values_list("pk", flat=True))
