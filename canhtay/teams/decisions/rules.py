"""Who reads which decision, and who writes them. A draft is its commune's own business until it is signed."""

from django.db.models import Q, QuerySet

from canhtay.people.models import Person
from canhtay.people.roles import Power, roles_with
from canhtay.people.scope import communes_run_by, groups_visible_to, units_reached
from canhtay.places.models import Succession
from canhtay.teams.models import Decision, DecisionTeam, Team


def decisions_visible_to(person: Person) -> QuerySet[Decision]:
    """Of the units one reaches and of those they came from, and whichever names a team one sees."""
    units = units_reached(person, roles_with(Power.SEE_TEAMS)).values("pk")
    before = Succession.objects.filter(new__in=units).values("old")
    groups = groups_visible_to(person).values("pk")
    named = DecisionTeam.objects.filter(team__group__in=groups).values("decision")
    by_list = Team.objects.filter(group__in=groups, decision__isnull=False).values("decision")
    there = Q(place__in=units) | Q(place__in=before) | Q(pk__in=named) | Q(pk__in=by_list)
    signed = Q(drafted_at=None) | Q(issued_at__isnull=False)
    seen = Decision.objects.filter(signed & there | Q(pk__in=decisions_run_by(person).values("pk")))
    return seen.select_related("place").defer("annex")


def decisions_run_by(person: Person) -> QuerySet[Decision]:
    """Drafts and decisions of the communes this person runs."""
    return Decision.objects.filter(place__in=communes_run_by(person).values("pk")).select_related("place")


def drafts_run_by(person: Person) -> QuerySet[Decision]:
    return decisions_run_by(person).filter(issued_at=None, drafted_at__isnull=False)


def issued_run_by(person: Person) -> QuerySet[Decision]:
    return decisions_run_by(person).filter(issued_at__isnull=False)
