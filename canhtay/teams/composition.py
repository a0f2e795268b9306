"""Which rule of composition holds where.

The commune's own choice, else its province's, else the usual one there, else the general one.
"""

from collections.abc import Iterable
from datetime import date

from canhtay.core import clock
from canhtay.places.models import Place, Placement, on
from canhtay.policy.composition import Rule
from canhtay.policy.tables import composition_rules, usual_rule
from canhtay.teams.models import RuleChosen


def rule_for(place: Place, day: date | None = None) -> Rule:
    """Of a commune or a province on a day (today)."""
    return rules_for([place.pk], day)[place.pk]


def rules_for(units: Iterable[int], day: date | None = None) -> dict[int, Rule]:
    """Of each of these communes or provinces, in three queries."""
    day, units = day or clock.today(), set(units)
    above = _parents(units, day)
    codes = dict(Place.objects.filter(pk__in={*units, *above.values()}).values_list("pk", "code"))
    chosen = _chosen({*units, *above.values()}, day)
    return {
        unit: chosen.get(unit) or chosen.get(top) or usual_rule(codes.get(top, ""), day)
        for unit in units
        for top in (above.get(unit, unit),)
    }


def chosen_at(place: Place, day: date | None = None) -> RuleChosen | None:
    """The choice of this very place, if it made one."""
    return RuleChosen.objects.filter(on(day or clock.today()), place=place).first()


def communes_of_groups(groups: Iterable[int], day: date) -> dict[int, int]:
    """Group → the commune it lies in that day; a group that waits for its side lies in none."""
    return _parents(set(groups), day)


def _parents(places: set[int], day: date) -> dict[int, int]:
    return dict(Placement.objects.filter(on(day), place__in=places).values_list("place", "parent"))


def _chosen(places: set[int], day: date) -> dict[int, Rule]:
    """A rule that has run out, or that this version no longer ships, is as if it had not been chosen."""
    known = composition_rules()
    rows = RuleChosen.objects.filter(on(day), place__in=places).values_list("place", "rule")
    return {place: known[code] for place, code in rows if code in known and known[code].holds_on(day)}
