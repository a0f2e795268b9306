"""Work of the weekly hour that runs after a commit."""

from django.utils.translation import gettext_noop as n
from django_tasks import task

from canhtay.core import clock
from canhtay.core.history import MACHINE
from canhtay.register.models import Household
from canhtay.rounds.actions import let_slots_follow
from canhtay.rounds.reasons import ANSWERS_FIRST_VISIT, NEVER_OPENED, Wish, ask_for_visits
from canhtay.teams.models import Team


@task()
def ask_for_first_visits(households: list[str]) -> None:
    """A door that came into the register has never been opened to us: it is due from today.

    Unless somebody was there before this job ran, or ran again.
    """
    rows = Household.unscoped.filter(pk__in=households, opening=None).select_related("group")
    rows = rows.exclude(visits__outcome__in=ANSWERS_FIRST_VISIT)
    wishes = [Wish(row, NEVER_OPENED, clock.today(), n("Nhà chưa mở cửa lần nào")) for row in rows]
    if wishes:
        ask_for_visits(wishes, by=MACHINE)


@task()
def slots_after_decisions(decisions: list[str]) -> None:
    """A decision ended teams, or was taken back."""
    named = Team.objects.filter(lines__decision__in=[int(key) for key in decisions], kind=Team.Kind.COMMUNITY)
    let_slots_follow(list(named.select_related("group").order_by("pk").distinct()))
