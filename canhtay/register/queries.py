"""Reads of the register that several callers share."""

from uuid import UUID

from django.db.models import Count, Q, QuerySet

from canhtay.core import search
from canhtay.people.models import Person
from canhtay.places.models import Place
from canhtay.register.actions import DOOR
from canhtay.register.models import Alley, Household
from canhtay.register.rules import alleys_visible_to, households_visible_to


def alleys_of(person: Person, group: Place) -> QuerySet[Alley]:
    """The group's alleys in walking order, each with how many doors it has and how many opened to us."""
    rows = alleys_visible_to(person).filter(group=group)
    rows = rows.annotate(doors=Count("households", distinct=True), opened=Count("households__opening", distinct=True))
    return rows.order_by("order", "folded", "pk")  # counting drops the model's own order


def doors_of(person: Person, alley: Alley) -> QuerySet[Household]:
    rows = households_visible_to(person).filter(alley=alley).order_by("walk_order", "number", "name", "pk")
    return _with_people(rows)


def doors_found(person: Person, group: Place, words: str) -> list[Household]:
    """Doors of the group that the words find, with or without diacritics; at most fifty."""
    keys = [UUID(key) for key in search.find(DOOR, words, [group.pk])]
    rows = _with_people(households_visible_to(person).filter(pk__in=keys))
    return sorted(rows, key=lambda row: (row.alley.order, row.walk_order, row.number, row.name))


def _with_people(doors: QuerySet[Household]) -> QuerySet[Household]:
    """Each with how many people are written down there; who was forgotten is not shown, though still counted in figures."""
    there = Count("residents", filter=Q(residents__forgotten_at=None))
    return doors.select_related("alley", "opening").annotate(people=there)
