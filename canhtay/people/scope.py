"""Who sees what. One rule: the residential groups a person's grants reach on a day; every package's own rule stands on it.

A grant on a group reaches that group, on a commune its groups, on a district or province all of their communes' groups. What a role
may see where it reaches stands in roles.py.

Units are a hundred or two, so those within reach are fetched; groups are thousands and are asked for, by one list of parents:
storeys nested in one another are planned badly by PostgreSQL, and SQLite's parser reads them only so deep.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast
from uuid import UUID

from django.db.models import Q, QuerySet

from canhtay.core import clock
from canhtay.people.models import Person, RoleGrant
from canhtay.people.roles import Power, roles_with
from canhtay.places.models import Place, Placement, on
from canhtay.places.successions import waiting_groups

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


def remember_units(person: Person) -> None:
    """The same for the units within reach, where a request only reads: one that writes may change what lies in what."""
    vars(person)["units_remembered"] = {}


def current_roles(person: Person | UUID) -> list[str]:
    """The kinds of role somebody holds today, anywhere."""
    return sorted({role for role, _place, _kind in _held(person, clock.today())})


def place_in_the_log(person: Person | UUID) -> int | None:
    """Where what concerns somebody's sign-in or phone is written down: the widest place he holds a role at, or held one last."""
    key = person.pk if isinstance(person, Person) else person
    rows = RoleGrant.objects.filter(person_id=key).values_list("place_id", "place__kind", "valid_until")
    widest = sorted(rows, key=lambda row: (row[2] is not None and row[2] < clock.today(), -STOREYS[row[1]], row[0]))
    return widest[0][0] if widest else None


def places_in_the_log(person: Person) -> list[int]:
    """Where what somebody reads of all his places is written down: a line in each, but in none that lies in another of his."""
    reach = _reach(person, None, clock.today())
    inside = Placement.objects.filter(on(reach.day), parent__in=list(reach.units), place__in=list(reach.named))
    own = reach.named.keys() - set(inside.values_list("place", flat=True))
    last = place_in_the_log(person)
    return sorted(own) or ([last] if last else [])


def groups_reached(
    person: Person | UUID, roles: Iterable[str] | None = None, day: date | None = None
) -> QuerySet[Place]:
    """Residential groups that the person's grants of these roles (any) reach on a day (today)."""
    return Place.objects.filter(_reach(person, roles, day or clock.today()).groups)


def groups_visible_to(person: Person | UUID, day: date | None = None) -> QuerySet[Place]:
    """Groups whose teams the person may see on a day: everybody who holds a role above or in them.

    Today also groups of a split commune that wait for a side, for whoever would see them on one of the sides: somebody there must
    choose, and the team must not vanish meanwhile. To see them is not to change them: who does that runs the commune they lie in.
    """
    reach = _reach(person, roles_with(Power.SEE_TEAMS), day or clock.today())
    waiting = _waiting(person, reach) if reach.day == clock.today() else {}
    return Place.objects.filter(replace(reach, named=reach.named | waiting).groups)


def groups_with_doors_for(person: Person | UUID, day: date | None = None) -> QuerySet[Place]:
    """Groups whose alleys, doors and residents the person may see: those who go there, and the commune that answers for it."""
    return groups_reached(person, roles_with(Power.SEE_DOORS), day)


def units_reached(
    person: Person | UUID, roles: Iterable[str] | None = None, day: date | None = None
) -> QuerySet[Place]:
    """Provinces, districts and communes that these grants name or hold on a day (today)."""
    reach = _reach(person, roles, day or clock.today())
    return Place.objects.filter(on(reach.day), pk__in=reach.units)


def communes_run_by(person: Person, day: date | None = None) -> QuerySet[Place]:
    """Communes where the person is an officer."""
    day = day or clock.today()
    mine = _granted(person, roles_with(Power.RUN_TEAMS), day)
    return Place.objects.filter(on(day), pk__in=mine, kind=Place.Kind.COMMUNE).order_by("sort_key", "pk")


def places_reached(person: Person | UUID, roles: Iterable[str], day: date | None = None) -> QuerySet[Place]:
    """Every place within these grants, from the granted one down to the groups."""
    return Place.objects.filter(_reach(person, roles, day or clock.today()).places)


def places_audited_by(person: Person) -> QuerySet[Place]:
    """Every place whose log the person may read."""
    return places_reached(person, roles_with(Power.AUDIT))


@dataclass(frozen=True)
class Reach:
    """The places somebody's grants name, and the provinces, districts and communes among and within them, each with its kind."""

    named: dict[int, str]
    units: dict[int, str]
    day: date

    @property
    def places(self) -> Q:
        """What is named, and what lies in these units: groups, and again the units that lie in another."""
        inside, named = self._lying_in(list(self.units)), Q(pk__in=list(self.named))
        if not self.units:
            return named
        return self._with(named, inside) if self.units.keys() <= self.named.keys() else named | Q(pk__in=inside)

    @property
    def groups(self) -> Q:
        """Named or lying in a commune, in which nothing else lies.

        PostgreSQL takes an "or" for half of all there is and reads its tables whole: right for a city, wrong for a commune,
        whose groups are therefore one list. Without the "or" it would expect a city to have a handful.
        """
        communes = [place for place, kind in self.units.items() if kind == Place.Kind.COMMUNE]
        inside, named = self._lying_in(communes), Q(pk__in=list(self.named), kind=Place.Kind.GROUP)
        if not self.units.keys() <= self.named.keys():
            return named | Q(pk__in=inside)
        if Place.Kind.GROUP not in self.named.values():
            return Q(pk__in=inside)
        return self._with(named, inside) if communes else named

    def _with(self, named: Q, inside: Places) -> Q:
        return Q(pk__in=inside.union(Place.objects.filter(named).values("pk")))

    def _lying_in(self, parents: list[int]) -> Places:
        return Placement.objects.filter(on(self.day), parent__in=parents).values("place")


def _reach(person: Person | UUID, roles: Iterable[str] | None, day: date) -> Reach:
    named = _granted(person, roles, day)
    return Reach(named, _units(person, named, day), day)


def _granted(person: Person | UUID, roles: Iterable[str] | None, day: date) -> dict[int, str]:
    """The places somebody's grants name, each with its kind: few, so they are fetched."""
    wanted = None if roles is None else set(roles)
    return dict(sorted((place, kind) for role, place, kind in _held(person, day) if wanted is None or role in wanted))


def _held(person: Person | UUID, day: date) -> list[Held]:
    remembered = vars(person).get("grants_remembered") if isinstance(person, Person) else None
    if remembered and remembered[0] == day:
        return cast("list[Held]", remembered[1])
    return list(grants_of(person, day).values_list("role", "place_id", "place__kind"))


def _units(person: Person | UUID, named: dict[int, str], day: date) -> dict[int, str]:
    """Of a request that remembers them fetched once for the same places."""
    remembered = vars(person).get("units_remembered", {}) if isinstance(person, Person) else {}
    units = {place: kind for place, kind in named.items() if kind != Place.Kind.GROUP}
    key = (day, *units)
    if key not in remembered:
        remembered[key] = _with_units_below(units, day)
    return cast("dict[int, str]", remembered[key])


def _waiting(person: Person | UUID, reach: Reach) -> dict[int, str]:
    """Groups without a side that may have come to one of these communes: few, so they are fetched."""
    communes = sorted(place for place, kind in reach.units.items() if kind == Place.Kind.COMMUNE)
    remembered = vars(person).get("units_remembered", {}) if isinstance(person, Person) else {}
    key = (reach.day, "waiting", *communes)
    if communes and key not in remembered:
        remembered[key] = dict(waiting_groups(communes).order_by().values_list("pk", "kind"))
    return cast("dict[int, str]", remembered.get(key, {}))


def _with_units_below(units: dict[int, str], day: date) -> dict[int, str]:
    """Three storeys at most: province, (district), commune. No question is asked for communes alone."""
    found, above = dict(units), units
    while above := {place: kind for place, kind in above.items() if kind != Place.Kind.COMMUNE}:
        rows = Placement.objects.filter(on(day), parent__in=above).exclude(place__kind=Place.Kind.GROUP)
        above = {place: kind for place, kind in rows.values_list("place", "place__kind") if place not in found}
        found |= above
    return found
