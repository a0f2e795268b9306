"""The whole city, commune after commune, written as soon as some thousand rows are gathered, so memory stays small."""

from collections.abc import Callable
from uuid import UUID

from django.db import connection, transaction

from canhtay.core import clock, facts
from canhtay.home.world.crews import Crew, found_team
from canhtay.home.world.doors import write_down_doors
from canhtay.home.world.groups import Commune, Group, communes_of, open_groups
from canhtay.home.world.keys import Keys
from canhtay.home.world.making import OFFICE_OPENS, Feed, Making
from canhtay.home.world.offices import open_city_offices, open_commune_offices
from canhtay.home.world.order import Order, apportioned, teams_of_communes
from canhtay.home.world.papers import issue_papers
from canhtay.home.world.phones import connect_leader
from canhtay.home.world.weeks import live
from canhtay.places.models import Place
from canhtay.teams.standing import restate_keys

FACT = "synthetic_city"
"""Under this name the database says that everybody in it is invented, and by which order; UNFINISHED while it is made."""
UNFINISHED = "unfinished"
BATCH = 20_000

Say = Callable[[int, int, int], None]
"""communes done, of how many, rows written so far"""


def made_by() -> str:
    return facts.get(FACT)


def make_city(order: Order, say: Say = lambda *_: None) -> list[Commune]:
    """Fill a prepared database that holds nobody yet; returns the communes that have teams."""
    with clock.stopped_at(clock.at(order.today, OFFICE_OPENS)):
        facts.put(FACT, UNFINISHED)
        communes = _make_communes(order, say)
        facts.put(FACT, str(order))
    return communes


def _make_communes(order: Order, say: Say) -> list[Commune]:
    communes = communes_of(order.province)
    teams = teams_of_communes(order, [commune.is_island for commune in communes])
    households = apportioned(order.households, [float(n) for n in teams])
    making = Making(order, Keys(order.die("keys"), order.begun))
    open_city_offices(making, Place.objects.get(code=order.province, valid_until=None))
    founded: list[UUID] = []
    for done, (commune, *share) in enumerate(zip(communes, teams, households, strict=True), start=1):
        founded += _make_commune(making, commune, *share)
        if making.rows.gathered > BATCH or done == len(communes):
            _write(making, founded)
            founded = []
        say(done, len(communes), making.rows.written)
    making.rows.go_on_counting()
    _let_the_database_look()
    return [commune for commune, n in zip(communes, teams, strict=True) if n]


@transaction.atomic
def _write(making: Making, founded: list[UUID]) -> None:
    making.write()
    restate_keys(founded)


def _make_commune(making: Making, commune: Commune, teams: int, households: int) -> list[UUID]:
    """Returns its teams."""
    officer = open_commune_offices(making, commune)
    groups = open_groups(making, commune, teams)
    crews = _crews(making, commune, groups, officer)
    die = making.order.die("doors", commune.code)
    shares = apportioned(households, [die.uniform(0.6, 1.4) for _ in crews]) if crews else []
    for crew, doors in zip(crews, shares, strict=True):
        _make_group(making, crew, doors)
    return [crew.team for crew in crews]


def _crews(making: Making, commune: Commune, groups: list[Group], officer: UUID) -> list[Crew]:
    if not groups:
        return []
    papers = issue_papers(making, commune, groups, officer)
    return [found_team(making, group, papers, place) for place, group in enumerate(groups)]


def _make_group(making: Making, crew: Crew, doors: int) -> None:
    feed = Feed(crew.group.territory, making.rows)
    device = connect_leader(making, crew)
    live(making, crew, feed, write_down_doors(making, crew, feed, doors), device)
    feed.tell("team", crew.team)
    feed.close()


def _let_the_database_look() -> None:
    """PostgreSQL plans by figures that it would gather by itself only minutes later."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
