"""Finding units by any name they ever bore, with or without diacritics, in any period."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from canhtay.core import clock
from canhtay.core.vietnamese import fold
from canhtay.places.models import PastState, Place, Placement, on
from canhtay.places.official import LABELS
from canhtay.places.paths import words_on

GROUP_LABELS = ("Tổ dân phố", "Khu phố", "Thôn", "TDP")
_LABELS = sorted((fold(label) + " " for label in (*LABELS, *GROUP_LABELS)), key=len, reverse=True)
# Among so many a further word ("hung dao, hai phong") still picks out; more bear no name.
CANDIDATES = 400


@dataclass(frozen=True)
class Found:
    """A unit with where it lay on `day`: the day asked for, else today, else its last day. `words` begin with its own name."""

    place: Place
    day: date
    words: str


def units_found(
    words: str, day: date | None = None, kind: str | None = None, most: int = 50, near: Collection[int] = ()
) -> list[Found]:
    """Units whose name, present or former, holds these words; those so called stand first, those that last before those that ended,
    and last of all those that hold them within a word: "anh dung" in "Hành Dũng".

    After a comma comes what the unit lies in: "hung dao, hai phong". A code finds what bears it in either period. `near`: ids of
    provinces; what lies or lay in them comes before all else.
    """
    name, *within = _asked(words)
    if not name:
        return []
    rows = _ranked(name, day, kind, near)[: CANDIDATES if within else most]
    found = _with_words({row: day or min(row.valid_until or clock.today(), clock.today()) for row in rows})
    return [row for row in found if _lies_in(row, within)][:most]


def namesakes(words: str, day: date, near: Collection[int], told: Collection[int] = (), most: int = 3) -> list[Found]:
    """Official units near by of just this name, there at other times than this day. Not those that went into what was `told`."""
    name, *within = _asked(words)
    if not name or not near:
        return []
    rows = _ranked(name, None, None, ()).filter(_lies_near(near), folded=_without_label(name))
    rows = rows.exclude(on(day)).exclude(kind=Place.Kind.GROUP).exclude(successions__new__in=told)
    found = _with_words({row: row.valid_until or row.valid_from for row in rows[:CANDIDATES]})
    return [row for row in found if _lies_in(row, within)][:most]


def _asked(words: str) -> list[str]:
    """The name, then what the unit lies in."""
    return [part for part in map(fold, words.replace("\0", " ").split(",")) if part] or [""]


def _ranked(name: str, day: date | None, kind: str | None, near: Collection[int]) -> QuerySet[Place]:
    bare = _without_label(name)
    former = PastState.objects.filter(folded__contains=bare).values("place")
    rows = Place.objects.filter(Q(folded__contains=bare) | Q(pk__in=former) | Q(code=name))
    if day:
        rows = rows.filter(on(day))
    if kind:
        rows = rows.filter(kind=kind)
    whole = Q(folded__startswith=bare) | Q(folded__contains=f" {bare}") | Q(code=name)
    whole |= Q(pk__in=former.filter(Q(folded__startswith=bare) | Q(folded__contains=f" {bare}")))
    within_a_word = Case(When(whole, then=Value(0)), default=Value(1), output_field=IntegerField())
    ranked = rows.annotate(within_a_word=within_a_word, far=_far(near), rank=_rank(bare))
    return ranked.order_by("within_a_word", "far", "rank", "-valid_from", "sort_key", "pk")


def _far(near: Collection[int]) -> Case:
    here = [When(_lies_near(near), then=Value(0))] if near else []
    return Case(*here, default=Value(1), output_field=IntegerField())


def _lies_near(provinces: Collection[int]) -> Q:
    """Is one of these, or lies or lay in one."""
    inside = Placement.objects.filter(parent__in=_units_within(provinces)).values("place")
    return Q(pk__in=provinces) | Q(pk__in=inside)


def _units_within(provinces: Collection[int]) -> set[int]:
    """These, and the districts and communes that lie or lay in them; one query a storey."""
    found, newest = set(provinces), set(provinces)
    while newest:
        rows = Placement.objects.filter(parent__in=newest).exclude(place__kind=Place.Kind.GROUP)
        newest = set(rows.values_list("place", flat=True)) - found
        found |= newest
    return found


def _rank(bare: str) -> Case:
    so_called = Q(folded=bare) | Q(code=bare)
    begins = When(folded__startswith=bare, then=Value(1))
    return Case(When(so_called, then=Value(0)), begins, default=Value(2), output_field=IntegerField())


def _without_label(name: str) -> str:
    label = next((label for label in _LABELS if name.startswith(label)), "")
    return name.removeprefix(label) or name


def _with_words(days: dict[Place, date]) -> list[Found]:
    words = words_on(days)
    return [Found(place, day, words[place.pk]) for place, day in days.items()]


def _lies_in(found: Found, within: list[str]) -> bool:
    above = fold(found.words.partition(",")[2])
    return all(part in above for part in within)
