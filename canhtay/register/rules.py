"""What a person may see of the register. The check for one record is the list's rule, asked for that record."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from canhtay.people.models import Person
from canhtay.people.scope import groups_with_doors_for
from canhtay.register.models import Alley, Household, Resident


def households_visible_to(person: Person | UUID, day: date | None = None) -> QuerySet[Household]:
    """Doors in the residential groups the person's grants reach on a day (today)."""
    return Household.unscoped.filter(group__in=groups_with_doors_for(person, day).values("pk"))


def alleys_visible_to(person: Person) -> QuerySet[Alley]:
    return Alley.unscoped.filter(group__in=groups_with_doors_for(person).values("pk"))


def residents_visible_to(person: Person) -> QuerySet[Resident]:
    return Resident.unscoped.filter(forgotten_at=None, household__in=households_visible_to(person).values("pk"))


def may_see(person: Person, household: Household) -> bool:
    return households_visible_to(person).filter(pk=household.pk).exists()
