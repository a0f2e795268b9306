"""Reads of the register that several callers share."""

from uuid import UUID

from django.db.models import Count, QuerySet

from canhtay.core import search
from canhtay.people.models import Person
from canhtay.places.models import Place
from canhtay.register.actions import DOOR
from canhtay.register.models import Alley, Household
from canhtay.register.rules import alleys_visible_to, households_visible_to


def alleys_of(person: Person, group: Place) -> QuerySet[Alley]:
    """The group's alleys in walking order, each with how many doors it has and how many opened to us."""
    return alleys_visible_to(person).filter(group=group).annotate(
        doors=Count("households", distinct=True), opened=Count("households__opening", distinct=True)
    )


def doors_of(person: Person, alley: Alley) -> QuerySet[Household]:
    rows = households_visible_to(person).filter(alley=alley).order_by("walk_order", "number", "name", "pk")
    return rows.select_related("alley", "opening").annotate(people=Count("residents"))


def doors_found(person: Person, group: Place, words: str) -> list[Household]:
    """Doors of the group that the words find, with or without diacritics; at most fifty."""
    keys = [UUID(key) for key in search.find(DOOR, words, [group.pk])]
    rows = households_visible_to(person).filter(pk__in=keys).select_related("alley", "opening")
    return sorted(rows.annotate(people=Count("residents")), key=lambda row: (row.alley.order, row.walk_order, row.number))
