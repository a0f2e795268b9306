"""How each commune of a province-level city stands. Figures only, a fixed number of queries for any number of teams."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from canhtay.core import clock
from canhtay.home.sums import Row, sums_by_commune, teams_by_commune
from canhtay.people.models import RoleGrant
from canhtay.places.models import Place, on
from canhtay.register.indicators import HOUSEHOLDS
from canhtay.rounds.indicators import DOORS_OPENED, VISITS

NO_TEAMS: Row = {"teams": 0, "judged": 0, "fit": 0, "leaderless": 0}


@dataclass(frozen=True)
class CommuneRow:
    """A figure that nobody has counted yet is None and shown as a dash."""

    commune: Place
    has_officer: bool
    teams: int
    members: int | None
    youths: int | None
    fit: int
    short: int
    leaderless: int
    visits_week: int | None
    opened: int | None
    households: int | None

    @property
    def url(self) -> str:
        return reverse("commune", args=[self.commune.pk])


def commune_rows(province: Place) -> list[CommuneRow]:
    today = clock.today()
    communes = _communes(province, today)
    keys = [commune.pk for commune in communes]
    teams, with_officer = teams_by_commune(keys), with_an_officer(communes, today)
    visits = sums_by_commune(VISITS.name, keys, since=clock.week_of(today))
    opened, households = sums_by_commune(DOORS_OPENED.name, keys), sums_by_commune(HOUSEHOLDS.name, keys)
    return [
        _row(one, teams.get(one.pk, NO_TEAMS), one.pk in with_officer, visits, opened, households) for one in communes
    ]


def _row(
    commune: Place,
    teams: Row,
    has_officer: bool,
    visits: dict[int, int],
    opened: dict[int, int],
    households: dict[int, int],
) -> CommuneRow:
    key, begun = commune.pk, 0 if teams["teams"] else None
    return CommuneRow(
        commune=commune,
        has_officer=has_officer,
        teams=teams["teams"],
        members=teams.get("members"),
        youths=teams.get("youths"),
        fit=teams["fit"],
        short=teams["judged"] - teams["fit"],
        leaderless=teams["leaderless"],
        visits_week=visits.get(key, begun),
        opened=opened.get(key, begun),
        households=households.get(key),
    )


def _communes(province: Place, today: date) -> list[Place]:
    inside = Place.objects.filter(on(today, "placements__"), placements__parent=province, kind=Place.Kind.COMMUNE)
    return list(inside.order_by("sort_key", "pk"))


def with_an_officer(communes: list[Place], today: date) -> set[int]:
    """Those where an officer can sign in."""
    grants = RoleGrant.objects.filter(on(today), role=RoleGrant.Role.OFFICER, place__in=communes)
    return set(grants.filter(person__account__is_active=True).values_list("place", flat=True))
