"""Whose person page, grants and sign-in somebody may see or change. Each check of one is its list's rule asked for that one."""

from collections.abc import Collection
from datetime import date
from functools import reduce
from operator import and_
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from canhtay.core import clock
from canhtay.people.models import Account, Person, RoleGrant
from canhtay.people.roles import RULES, Power, roles_granted_by, roles_with
from canhtay.people.scope import current_roles, groups_visible_to, places_reached, units_reached
from canhtay.places.models import Place

IN_TEAMS = [role for role, rule in RULES.items() if rule.held_in == {Place.Kind.GROUP}]
FEW = 400
READS_GRANTS = frozenset({*roles_with(Power.GRANT), *roles_with(Power.AUDIT)})


def people_visible_to(person: Person, among: Collection[UUID] | None = None) -> QuerySet[Person]:
    """Oneself, whoever has or had a part in a team one sees, and those whose grants one may see.

    `among`: of these few alone, as the names on a page. Otherwise databases look up the whole city's grants to know of them.
    """
    theirs = RoleGrant.objects.filter(person=OuterRef("pk"))
    theirs = theirs if among is None else theirs.filter(person__in=among)
    in_teams = theirs.filter(place__in=groups_visible_to(person).values("pk"))
    granted = theirs.filter(_seen(person))
    people = Person.unscoped.filter(Q(pk=person.pk) | Exists(in_teams) | Exists(granted))
    return people if among is None else people.filter(pk__in=among)


def people_called(person: Person, words: str) -> QuerySet[Person]:
    """Those of them whose folded name has each of these words. Where few are called so they are found first, whoever sees them."""
    called = reduce(and_, (Q(folded__contains=word) for word in words.split()), Q())
    few = list(Person.unscoped.filter(called).values_list("pk", flat=True)[: FEW + 1])
    return people_visible_to(person, among=few) if len(few) <= FEW else people_visible_to(person).filter(called)


def grants_visible_to(person: Person) -> QuerySet[RoleGrant]:
    """Office grants, past ones too, at the places within one's own reach, for those who give grants out or audit them."""
    return RoleGrant.objects.filter(_seen(person))


def grants_run_by(person: Person) -> QuerySet[RoleGrant]:
    """Grants this person may end or prolong: of the roles that his own give out, at the places within the reach of each."""
    return RoleGrant.objects.filter(_run(person))


def places_to_grant(person: Person, role: str) -> QuerySet[Place]:
    """Where this person may give out that role."""
    givers = [own for own in current_roles(person) if role in RULES[own].grants]
    within = Place.objects.filter(pk__in=places_reached(person, givers).values("pk"))
    return within.filter(kind__in=RULES[role].held_in).order_by("sort_key", "pk")


def accounts_run_by(person: Person, below: Q | None = None) -> QuerySet[Account]:
    """Sign-ins of those below: each grant they hold or are to hold is one this person gives out, or a place in a team he runs.

    So an officer renews a leader's password and never the city's; nobody renews his own this way. `below`: which grants those are,
    where a list has looked it up already.
    """
    below = below_of(person) if below is None else below
    ever = RoleGrant.objects.filter(person=OuterRef("person"))
    theirs = RoleGrant.objects.filter(not_over(), person=OuterRef("person"))
    # who holds nothing any more is run by whoever ran him
    mine = Exists(theirs.filter(below)) | (~Exists(theirs) & Exists(ever.filter(below)))
    return Account.objects.filter(mine, ~Exists(theirs.exclude(below))).exclude(person=person).select_related("person")


def below_of(person: Person) -> Q:
    """Which grants stand below this person: those he gives out, and places in the teams he runs."""
    in_teams = Q(role__in=IN_TEAMS, place__in=places_reached(person, roles_with(Power.RUN_TEAMS)).values("pk"))
    return _run(person) | in_teams


def not_over(day: date | None = None) -> Q:
    """Grants that hold or are still to begin."""
    return Q(valid_until=None) | Q(valid_until__gte=day or clock.today())


def units_with_grants(person: Person) -> QuerySet[Place]:
    """Units whose grants one may see, for the filter of that list."""
    return units_reached(person, READS_GRANTS)


def _seen(person: Person) -> Q:
    """Conditions, not lists in lists: SQLite reads questions only so deep, and both databases answer flat ones sooner."""
    in_offices = ~Q(role__in=set(IN_TEAMS) - {RoleGrant.Role.YOUTH})
    return Q(place__in=places_reached(person, READS_GRANTS).values("pk")) & in_offices


def _run(person: Person) -> Q:
    runs = Q(pk__in=[])
    for role in current_roles(person):
        if given := roles_granted_by([role]):
            runs |= Q(role__in=given, place__in=places_reached(person, [role]).values("pk"))
    return runs
