"""A province or a commune says which rule of composition its teams follow. What was followed before stays, dated."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop as n

from canhtay.core import clock, history
from canhtay.core.history import Actor, subject_of
from canhtay.core.problems import Kind, require
from canhtay.people.models import Person, RoleGrant
from canhtay.people.scope import communes_run_by, grants_of
from canhtay.places.models import Place, Placement, on
from canhtay.policy.tables import rules_to_choose
from canhtay.teams.models import RuleChosen, Team

RULE_CHOSEN = history.declare("rule.chosen", "rule", "since")

NO_SUCH_RULE = Kind("no_such_rule", 422, n("Quy định này không có hiệu lực ngày %(day)s. Xin chọn quy định khác."))


@transaction.atomic
def choose_rule(place: Place, rule: str, *, by: Actor, since: date | None = None) -> RuleChosen | None:
    """From `since` (today) on; "" chooses nothing, so that what is above or usual holds again.

    The place's teams are judged anew after the commit (config/reactions.py). Raises Problem(NO_SUCH_RULE).
    """
    since = since or clock.today()
    known = {one.code for one in rules_to_choose(since)}
    require(not rule or rule in known, NO_SUCH_RULE, day=f"{since:%d/%m/%Y}")
    _end_before(place, since)
    chosen = None
    if rule:
        chosen = RuleChosen.objects.create(place=place, rule=rule, valid_from=since, chosen_by=str(by.pk))
    history.record(
        RULE_CHOSEN, subject_of("place", place.pk), by=by, place=place.pk, rule=rule, since=since.isoformat()
    )
    return chosen


def places_choosing_for(person: Person) -> QuerySet[Place]:
    """Where this person says which rule holds: the city committee for its province, an officer for the commune."""
    cities = grants_of(person).filter(role=RoleGrant.Role.CITY).values("place")
    here = Q(pk__in=cities) | Q(pk__in=communes_run_by(person).values("pk"))
    return Place.objects.filter(on(clock.today()), here)


def teams_below(place: Place) -> Iterator[UUID]:
    """The community teams of a commune, or of all communes of a province, as they lie today."""
    today = clock.today()
    inside = Placement.objects.filter(on(today))
    one = inside.filter(parent=place).values("place")
    groups = Q(group__in=one) | Q(group__in=inside.filter(parent__in=one).values("place"))
    teams = Team.objects.filter(on(today), groups, kind=Team.Kind.COMMUNITY)
    return teams.order_by("pk").values_list("pk", flat=True).iterator()


def _end_before(place: Place, since: date) -> None:
    """Whatever would still hold that day ends the day before; a choice that had not begun was never in force."""
    still = RuleChosen.objects.filter(Q(valid_until=None) | Q(valid_until__gte=since), place=place)
    still.update(valid_until=clock.day_before(since))
