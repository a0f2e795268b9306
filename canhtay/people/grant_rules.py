"""Which grants and sign-ins somebody looks after, for the pages that give out and take back. Built on rules.py alone."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from canhtay.core import clock
from canhtay.core.vietnamese import fold
from canhtay.people.models import Person, RoleGrant
from canhtay.people.roles import RULES, office_roles
from canhtay.people.rules import (
    READS_GRANTS,
    accounts_run_by,
    below_of,
    grants_run_by,
    grants_visible_to,
    not_over,
    people_visible_to,
    places_to_grant,
)
from canhtay.people.scope import current_roles, places_reached
from canhtay.places.models import Place, on

SOON = timedelta(days=30)
MOST_ASKED = 6


def ends_soon() -> Q:
    today = clock.today()
    return Q(valid_until__gte=today, valid_until__lte=today + SOON)


def may_read_grants(person: Person) -> bool:
    return not READS_GRANTS.isdisjoint(current_roles(person))


def roles_given_by(person: Person) -> list[str]:
    """The roles this person may give out somewhere today, in the order of the table of roles."""
    given = {role for own in current_roles(person) for role in _given_within_reach(person, own)}
    return [role for role in RULES if role in given]


def places_to_give(person: Person, role: str) -> QuerySet[Place]:
    """Nothing is given out at a place that has ended."""
    return places_to_grant(person, role).filter(on(clock.today()))


def grants_listed_for(person: Person) -> QuerySet[RoleGrant]:
    """The list of grants: past ones too, without those that were taken back before they began."""
    rows = grants_visible_to(person).exclude(valid_until__lt=F("valid_from"))
    return rows.select_related("person", "place")


def grants_changed_by(person: Person) -> QuerySet[RoleGrant]:
    """Grants this person may end: those that are not over, of the roles and places he gives out."""
    return grants_run_by(person).filter(not_over()).select_related("person", "place")


def grants_prolonged_by(person: Person) -> QuerySet[RoleGrant]:
    """Whose last day he may set: those he may end, but never his own, for nobody gives himself more."""
    return grants_changed_by(person).exclude(person=person)


def people_of_this_name(person: Person, name: str) -> QuerySet[Person]:
    """Whom this person may mean by a name: the people he sees, without himself."""
    named = people_visible_to(person).filter(folded=fold(name)).exclude(pk=person.pk)
    return named.order_by("sort_key", "pk")[:MOST_ASKED]


def people_without_account(person: Person, below: Q | None = None) -> QuerySet[Person]:
    """For whom this person opens a sign-in: they work in an office, and all they hold is given out by him.

    Otherwise an officer could give a city's man a small role, open his sign-in, and know its password.
    """
    below = below_of(person) if below is None else below
    theirs = RoleGrant.objects.filter(not_over(), person=OuterRef("pk"))
    of_mine = theirs.filter(below, role__in=office_roles())
    beyond = theirs.exclude(below)
    return Person.unscoped.filter(Exists(of_mine), ~Exists(beyond), account=None).exclude(pk=person.pk)


def accounts_looked_after(person: Person) -> QuerySet[Person]:
    """Whose page of sign-in this person opens: the account is his to renew, or his to open."""
    mine = Q(account__in=accounts_run_by(person).values("pk")) | Q(pk__in=people_without_account(person).values("pk"))
    return Person.unscoped.filter(mine).select_related("account")


def looked_after_among(person: Person, people: Collection[UUID]) -> set[UUID]:
    """The same for the people of one page of a list: asked one after the other, which databases answer a hundred times sooner.

    Which of their grants stand below this person is looked up once and not in each part of the rule.
    """
    theirs = RoleGrant.objects.filter(below_of(person), person__in=people)
    below = Q(pk__in=list(theirs.values_list("pk", flat=True)))
    run = accounts_run_by(person, below).filter(person__in=people).values_list("person", flat=True)
    return {*run, *people_without_account(person, below).filter(pk__in=people).values_list("pk", flat=True)}


def _given_within_reach(person: Person, own: str) -> set[str]:
    """What one of his roles gives out and somewhere in its reach can be held: asked once a role held, not once a role given."""
    given = RULES[own].grants
    kinds = set(places_reached(person, [own]).values_list("kind", flat=True).distinct()) if given else set()
    return {role for role in given if not kinds.isdisjoint(RULES[role].held_in)}
