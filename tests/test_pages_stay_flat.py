"""A city's pages ask the database as often as a ward's: for each role its first page, lists narrowed and searched, its own."""

from datetime import timedelta
from functools import partial
from itertools import count
from typing import Any

import pytest
from django.test import Client

from canhtay.core import clock
from canhtay.core.history import MACHINE
from canhtay.people.actions import add_person, grant_role, open_account
from canhtay.people.models import Device, Person
from canhtay.teams.actions import appoint, found_team
from canhtay.teams.decisions.drafting import draft_decision
from testkit.aides import make_aides
from testkit.office import office_of
from testkit.places import open_group
from testkit.queries import queries_of
from testkit.world import World

EVERYBODY = [
    "/",
    "/roster/",
    "/roster/?age=elder&role=leader&sort=-birth",
    "/roster/?q=le+na",
    "/teams/?leader=yes&sort=-team",
    "/teams/?q=tra+khe",
    "/decisions/",
    "/decisions/?kind=found&sort=-decided",
    "/committees/",
]
GRANTS, AUDIT = ["/grants/", "/grants/?q=le+na"], ["/audit/", "/audit/?days=365&sort=at", "/audit/?q=le+na"]
PAGES = {
    "dung": [*EVERYBODY, *GRANTS, *AUDIT, "/handover/", "/reforms/"],
    "mai": [*EVERYBODY, *GRANTS, *AUDIT, "/handover/", "/reforms/", "/phones/"],
    "yen": [*EVERYBODY, *GRANTS, *AUDIT],
    "hoa": [*EVERYBODY, "/phones/"],
} | dict.fromkeys(["ngan", "binh", "kien", "thu", "minh", "na"], EVERYBODY)


@pytest.mark.both_databases
@pytest.mark.parametrize("name", PAGES)
def test_pages_ask_as_often_for_many_rows_as_for_few(world: World, name: str) -> None:
    aides, numbers = make_aides(world), count(4)
    browser = office_of(getattr(aides, name, None) or getattr(world, name))
    _one_more_of_each(world, next(numbers))
    few = _asked(browser, PAGES[name])
    _one_more_of_each(world, next(numbers))
    _one_more_of_each(world, next(numbers))
    assert _asked(browser, PAGES[name]) == few


def _asked(browser: Client, pages: list[str]) -> dict[str, int]:
    """Each is opened before: that somebody read the log or telephone numbers is noted once a day."""
    assert {page: browser.get(page, follow=True).status_code for page in pages} == dict.fromkeys(pages, 200)
    return {page: len(queries_of(partial(browser.get, page, follow=True))) for page in pages}


def _one_more_of_each(world: World, number: int) -> None:
    """A team short of its rule with a leader and his silent phone, a member, a draft, a grant that ends soon, a sign-in, and the
    log of it all."""
    group = open_group(world.hung_dao, f"Trà Khê {number}", label="Tổ dân phố", by=world.mai)
    team, leader = found_team(group, by=world.mai), _na(birth_year=1950)
    appoint(team, leader, "leader", by=world.mai)
    appoint(world.team, _na(birth_year=1950), "member", by=world.mai)
    world.phone_of(leader)
    Device.objects.update(last_contact_at=clock.now() - timedelta(days=20))
    draft_decision(world.hung_dao, "found", [team], by=world.mai)
    reader = _na()
    grant_role(reader, "party", world.hung_dao, by=MACHINE, until=clock.today() + timedelta(days=9))
    open_account(reader, f"na.{number}", None, by=MACHINE)


def _na(**about: Any) -> Person:
    return add_person("Lê Thị Na", by=MACHINE, **about)
