"""Who sees what. One rule: the residential groups a person's grants reach on a day; every package's own rule stands on it.

A grant on a group reaches that group, on a commune its groups, on a district or province all of their communes' groups. What a role
may see where it reaches stands in roles.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from django.db.models import Q, QuerySet

from canhtay.core import clock
from canhtay.core.problems import NOT_FOUND, require
from canhtay.people.models import Person, RoleGrant
from canhtay.people.roles import Power, roles_with
from canhtay.places.models import Place, Placement, on

Places = QuerySet[Any, Any]
STOREYS: dict[str, int] = {Place.Kind.PROVINCE: 3, Place.Kind.DISTRICT: 2, Place.Kind.COMMUNE: 1, Place.Kind.GROUP: 0}


def grants_of(person: Person | UUID, day: date | None = None) -> QuerySet[RoleGrant]:
    key = person.pk if isinstance(person, Person) else person
    return RoleGrant.objects.filter(on(day or clock.today()), person_id=key)


Held = tuple[str, int, str]
"""A role, the place it is held at, and that place's kind."""


def remember_grants(person: Person) -> None:
    """Fetch today's grants once for all questions of one request: a page is answered by the grants it began with."""
    vars(person)["grants_remembered"] = (clock.today(), _held(person, clock.today()))


def current_roles(person: Person | UUID) -> list[str]:
    """The kinds of role somebody holds today, anywhere."""
    return sorted({role for role, _place, _kind in _held(person, clock.today())})


def place_in_the_log(person: Person | UUID) -> int | None:
    """Where what concerns somebody's sign-in or phone is written down: the widest place he holds a role at, or held one last."""
    key = person.pk if isinstance(person, Person) else person
    rows = RoleGrant.objects.filter(person_id=key).values_list("place_id", "place__kind", "valid_until")
    widest = sorted(rows, key=lambda row: (row[2] is not None and row[2] < clock.today(), -STOREYS[row[1]], row[0]))
    return widest[0][0] if widest else None


def groups_reached(
    person: Person | UUID, roles: Iterable[str] | None = None, day: date | None = None
) -> QuerySet[Place]:
    """Residential groups that the person's grants of these roles (any) reach on a day (today)."""
    day = day or clock.today()
    return Place.objects.filter(pk__in=_below(_granted(person, roles, day), day), kind=Place.Kind.GROUP)


def groups_visible_to(person: Person | UUID, day: date | None = None) -> QuerySet[Place]:
    """Groups whose teams the person may see on a day: everybody who holds a role above or in them."""
    return groups_reached(person, roles_with(Power.SEE_TEAMS), day)


def groups_with_doors_for(person: Person | UUID, day: date | None = None) -> QuerySet[Place]:
    """Groups whose alleys, doors and residents the person may see: those who go there, and the commune that answers for it."""
    return groups_reached(person, roles_with(Power.SEE_DOORS), day)


def units_reached(
    person: Person | UUID, roles: Iterable[str] | None = None, day: date | None = None
) -> QuerySet[Place]:
    """Provinces, districts and communes that these grants name or hold on a day (today)."""
    day = day or clock.today()
    reached = Place.objects.filter(on(day), pk__in=_below(_granted(person, roles, day), day, down_to_groups=False))
    return reached.exclude(kind=Place.Kind.GROUP)


def communes_run_by(person: Person, day: date | None = None) -> QuerySet[Place]:
    """Communes where the person is an officer."""
    day = day or clock.today()
    mine = _granted(person, roles_with(Power.RUN_TEAMS), day)
    return Place.objects.filter(on(day), pk__in=mine.places, kind=Place.Kind.COMMUNE).order_by("sort_key", "pk")


def places_reached(person: Person | UUID, roles: Iterable[str], day: date | None = None) -> QuerySet[Place]:
    """Every place within these grants, from the granted one down to the groups."""
    day = day or clock.today()
    return Place.objects.filter(pk__in=_below(_granted(person, roles, day), day))


def places_audited_by(person: Person) -> QuerySet[Place]:
    """Every place whose log the person may read."""
    return places_reached(person, roles_with(Power.AUDIT))


def require_officer(person: Person, commune: Place) -> None:
    """Raises Problem(NOT_FOUND): what one may not see does not exist."""
    require(communes_run_by(person).filter(pk=commune.pk).exists(), NOT_FOUND)


@dataclass(frozen=True)
class Granted:
    """The places somebody's grants name: few, so they are fetched, which keeps the questions built on them shallow and quick."""

    places: list[int]
    deepest: int
    """How many storeys lie below the highest of them."""


def _granted(person: Person | UUID, roles: Iterable[str] | None, day: date) -> Granted:
    wanted = None if roles is None else set(roles)
    rows = {(place, kind) for role, place, kind in _held(person, day) if wanted is None or role in wanted}
    return Granted(sorted(key for key, _kind in rows), max((STOREYS[kind] for _key, kind in rows), default=0))


def _held(person: Person | UUID, day: date) -> list[Held]:
    remembered = vars(person).get("grants_remembered") if isinstance(person, Person) else None
    if remembered and remembered[0] == day:
        return cast("list[Held]", remembered[1])
    return list(grants_of(person, day).values_list("role", "place_id", "place__kind"))


def _below(granted: Granted, day: date, *, down_to_groups: bool = True) -> Places:
    """These places and all within them on that day. Four storeys at most: province, (district), commune, group."""
    now = Placement.objects.filter(on(day))
    if not down_to_groups:
        now = now.filter(place__kind__in=[Place.Kind.DISTRICT, Place.Kind.COMMUNE])
    within, parent, placed = Q(pk__in=granted.places), "parent", Q()
    for _storey in range(granted.deepest):
        held = now.filter(placed, **{f"{parent}__in": granted.places})
        within |= Q(pk__in=held.values("place_id"))
        placed &= on(day, f"{parent}__placements__")
        parent += "__placements__parent"
    return Place.objects.filter(within).values("pk")
