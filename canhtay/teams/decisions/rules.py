"""Who reads which decision, and who writes them. A draft is its commune's own business until it is signed; what an ended commune
left is the business of the one it went into."""

from django.db.models import Q, QuerySet

from canhtay.people.models import Person
from canhtay.people.roles import Power, roles_with
from canhtay.people.scope import communes_run_by, groups_visible_to, units_reached
from canhtay.places.heirs import forebears_of, left_to
from canhtay.teams.models import Decision, DecisionTeam, Team
from canhtay.teams.rules import teams_readable_by


def decisions_visible_to(person: Person) -> QuerySet[Decision]:
    """Of the units one reaches and of those they came from, and whichever names a team one sees."""
    units = list(units_reached(person, roles_with(Power.SEE_TEAMS)).values_list("pk", flat=True))
    groups = groups_visible_to(person).values("pk")
    named = DecisionTeam.objects.filter(team__group__in=groups).values("decision")
    by_list = Team.objects.filter(group__in=groups, decision__isnull=False).values("decision")
    there = Q(place__in=[*units, *forebears_of(units)]) | Q(pk__in=named) | Q(pk__in=by_list)
    signed = Q(drafted_at=None) | Q(issued_at__isnull=False)
    seen = Decision.objects.filter(signed & there | Q(place__in=papers_run_by(person)))
    return seen.select_related("place").defer("annex")


def papers_run_by(person: Person) -> list[int]:
    """The communes this person runs, and ended ones whose papers fell to them."""
    own = list(communes_run_by(person).values_list("pk", flat=True))
    return [*own, *left_to(own)]


def decisions_run_by(person: Person) -> QuerySet[Decision]:
    """Drafts and decisions of these communes."""
    return Decision.objects.filter(place__in=papers_run_by(person)).select_related("place")


def drafts_run_by(person: Person) -> QuerySet[Decision]:
    return decisions_run_by(person).filter(issued_at=None, drafted_at__isnull=False)


def issued_run_by(person: Person) -> QuerySet[Decision]:
    return decisions_run_by(person).filter(issued_at__isnull=False)


def teams_hidden_from(person: Person, decision: Decision) -> frozenset[str]:
    """Of the teams it names, those whose people this person does not see: a paper tells nobody more than the pages do."""
    if decision.place_id in papers_run_by(person):
        return frozenset()
    by_list = Team.objects.filter(decision=decision)
    named = [*decision.lines.values_list("team", flat=True), *by_list.values_list("pk", flat=True)]
    seen = teams_readable_by(person).order_by().filter(pk__in=named).values_list("pk", flat=True)
    return frozenset(str(key) for key in set(named) - set(seen))
