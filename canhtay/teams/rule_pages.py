"""Office page of the rule of composition: which one holds here, why, how many teams would fit each; and choosing another."""

from collections import Counter
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from canhtay.core import clock
from canhtay.core.problems import NOT_FOUND, require
from canhtay.people.models import Person
from canhtay.people.roles import Power, roles_with
from canhtay.people.scope import units_reached
from canhtay.people.signed_in import signed_in, the_one
from canhtay.places.models import Place
from canhtay.policy.composition import Rule, verdict
from canhtay.policy.tables import rules_to_choose
from canhtay.teams.choosing_rules import choose_rule, places_choosing_for, teams_below
from canhtay.teams.composition import chosen_at, rule_for
from canhtay.teams.standing import BATCH, members_in_force
from canhtay.web import notices
from canhtay.web.forms import Form


@dataclass(frozen=True)
class Offered:
    """A rule as the page shows it: `fitting` of all the teams here would fit it today."""

    rule: Rule
    fitting: int
    holds: bool


class RuleForm(Form):
    rule = forms.CharField(required=False, label=lazy("Quy định"))


@signed_in
def composition(request: HttpRequest, person: Person, key: int) -> HttpResponse:
    """Everybody who sees the teams may read it; the city chooses for the province, an officer for the commune."""
    place = the_one(units_reached(person, roles_with(Power.SEE_TEAMS)).exclude(kind=Place.Kind.DISTRICT), key)
    chooses = places_choosing_for(person).filter(pk=key).exists()
    form = RuleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        require(chooses, NOT_FOUND)
        choose_rule(place, form.cleaned_data["rule"], by=person)
        notices.say(request, _("Đã ghi quy định từ hôm nay. Các tổ đang được soát lại, xong trong ít phút."))
        return redirect("composition", key)
    teams, offered = offered_at(place)
    context = {"place": place, "teams": teams, "offered": offered, "chooses": chooses, "chosen": chosen_at(place)}
    return render(request, "teams/composition.html", context)


def offered_at(place: Place) -> tuple[int, list[Offered]]:
    """All rules that hold today, the one that is followed here first."""
    today, held = clock.today(), rule_for(place)
    rules = rules_to_choose(today)
    fitting: Counter[str] = Counter()
    keys = list(teams_below(place))
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        people = members_in_force(batch, today)
        fitting.update(rule.code for key in batch for rule in rules if verdict(rule, people[key], today.year).fits)
    rows = [Offered(rule, fitting[rule.code], rule.code == held.code) for rule in rules]
    return len(keys), sorted(rows, key=lambda row: not row.holds)
