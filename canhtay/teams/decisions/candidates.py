"""Which teams a decision of each kind may name."""

from datetime import date

from django.db.models import Count, F, Q, QuerySet

from canhtay.core import clock
from canhtay.places.models import Place, on
from canhtay.places.queries import groups_of
from canhtay.teams.models import Decision, Team

Kind = Decision.Kind


def teams_for(place: Place, kind: str, day: date | None = None) -> QuerySet[Team]:
    """Standing teams whose groups lay in the commune on that day (today, or its last). What is merged or dissolved may have
    lost its residential group already."""
    day = day or min(clock.today(), place.valid_until or clock.today())
    here = Q(group__in=groups_of(place, day).values("pk"))
    if kind in (Kind.MERGE, Kind.DISSOLVE):
        here |= Q(group__in=_groups_ended_in(place, day).values("pk"))
    teams = Team.objects.filter(here, valid_until=None).select_related("group", "decision")
    if kind == Kind.FOUND:
        teams = teams.filter(decision=None)
    return teams.order_by("group__sort_key", "kind", "pk")


def with_counts(teams: QuerySet[Team]) -> QuerySet[Team]:
    """Each with `people`: how many are in it today; and how it stands against its rule."""
    return teams.select_related("standing").annotate(
        people=Count("appointments", filter=on(clock.today(), "appointments__"))
    )


def _groups_ended_in(place: Place, day: date) -> QuerySet[Place]:
    last = Q(placements__parent=place, placements__valid_until=F("valid_until"))
    went_here = Q(successions__new__in=groups_of(place, day).values("pk"))
    return Place.objects.filter(last | went_here, kind=Place.Kind.GROUP, valid_until__lt=day)
