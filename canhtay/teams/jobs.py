"""Work of teams that runs after a commit."""

from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django_tasks import task

from canhtay.core import clock
from canhtay.places.models import Place, Placement, on
from canhtay.teams.actions import tell
from canhtay.teams.choosing_rules import teams_below
from canhtay.teams.models import Standing, Team
from canhtay.teams.standing import BATCH, restate, restate_keys


@task()
def tell_of_people(people: list[str]) -> None:
    """Somebody's name, age or form of address is another: his teams' phones hear, and his teams are judged anew."""
    today = clock.today()
    teams = list(
        Team.objects.filter(
            on(today), on(today, "appointments__"), appointments__person__in=[UUID(key) for key in people]
        )
        .select_related("group")
        .distinct()
    )
    if teams:
        restate(teams)
        tell(teams)


@task()
def judge_what_is_due() -> None:
    """Every team that has no verdict of today: after midnight all of them, and those of an older installation.

    In batches, so that nobody waits long behind it; broken off, it goes on where it was.
    """
    _forget_ended()
    while due := _due():
        with transaction.atomic():
            restate_keys(due)


@task()
def judge_below(places: list[str]) -> None:
    """A commune or province follows another rule."""
    for place in Place.objects.filter(pk__in=places):
        keys = list(teams_below(place))
        for start in range(0, len(keys), BATCH):
            restate_keys(keys[start : start + BATCH])


@task()
def judge_reformed(reforms: list[str]) -> None:
    """Groups came into another commune, or back, and so may follow another rule."""
    touched = Place.objects.filter(touched_by__in=[UUID(key) for key in reforms]).values("pk")
    lying = Placement.objects.filter(on(clock.today()), Q(place__in=touched) | Q(parent__in=touched))
    restate(Team.objects.filter(group__in=lying.values("place")))


def _forget_ended() -> None:
    in_force = Team.objects.filter(on(clock.today()), pk=OuterRef("team"), kind=Team.Kind.COMMUNITY)
    Standing.objects.filter(~Exists(in_force)).delete()


def _due() -> list[UUID]:
    today = clock.today()
    judged = Standing.objects.filter(team=OuterRef("pk"), checked_on=today)
    due = Team.objects.filter(~Exists(judged), on(today), kind=Team.Kind.COMMUNITY)
    return list(due.order_by("pk").values_list("pk", flat=True)[:BATCH])
