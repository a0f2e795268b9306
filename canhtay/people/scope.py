"""Who sees what. One rule: the residential groups a person's grants reach on a day; every package's own rule stands on it.

A grant on a group reaches that group, on a commune its groups, on a province all of its communes' groups.
"""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from canhtay.core import clock
from canhtay.core.problems import NOT_FOUND, require
from canhtay.people.models import Person, RoleGrant
from canhtay.places.models import Place, Placement, on


def grants_of(person: Person | UUID, day: date | None = None) -> QuerySet[RoleGrant]:
    key = person.pk if isinstance(person, Person) else person
    return RoleGrant.objects.filter(on(day or clock.today()), person_id=key)


def groups_visible_to(person: Person | UUID, day: date | None = None) -> QuerySet[Place]:
    """Residential groups within the person's grants on a day (today)."""
    day = day or clock.today()
    granted = grants_of(person, day).values("place_id")
    now = Placement.objects.filter(on(day))
    below = now.filter(Q(parent__in=granted) | Q(parent__in=now.filter(parent__in=granted).values("place_id")))
    return Place.objects.filter(Q(pk__in=granted) | Q(pk__in=below.values("place_id")), kind=Place.Kind.GROUP)


def communes_run_by(person: Person, day: date | None = None) -> QuerySet[Place]:
    """Communes where the person is an officer."""
    mine = grants_of(person, day).filter(role=RoleGrant.Role.OFFICER).values("place_id")
    return Place.objects.filter(pk__in=mine, kind=Place.Kind.COMMUNE).order_by("sort_key", "pk")


def require_officer(person: Person, commune: Place) -> None:
    """Raises Problem(NOT_FOUND): what one may not see does not exist."""
    require(communes_run_by(person).filter(pk=commune.pk).exists(), NOT_FOUND)
