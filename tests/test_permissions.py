"""Who may open and post what: every address of the product × everybody of the cast × an own, a neighbour's and a stranger's object.

The table (tests/matrix.py) is the rule. An address that has no line in it fails; so does an answer that leaves a trace where it
was refused.
"""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import Settings

from canhtay.core import facts
from canhtay.home.demo.visitor import fact_of
from testkit.office import office_of
from tests.matrix import ALIASES, ONLY_POSTED, ONLY_READ, OTHER_OBJECTS, SIDES, WHO, lines
from tests.scene import Scene, scene_of

pytestmark = pytest.mark.mission("R1")
LEAST_CHECKS = 4_000


def every_address(found: URLResolver | URLPattern | None = None) -> Iterator[str]:
    for one in (found or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from every_address(one)
        else:
            assert one.name, f"{one.pattern} has no name, so no line can speak of it"
            yield one.name


def test_every_address_has_a_line():
    told = {line.url for line in lines()} - OTHER_OBJECTS.keys()
    assert set(every_address()) == told | set(ALIASES)
    read = {line.url for line in lines() if line.method == "GET"}
    assert read >= ONLY_READ
    assert not read & ONLY_POSTED


def test_every_object_is_asked_for_on_all_three_sides():
    sides: dict[tuple[str, str], set[str]] = {}
    for line in lines():
        if line.side in SIDES:
            sides.setdefault((line.url, line.method), set()).add(line.side)
    assert all(found == set(SIDES) for found in sides.values())


def checks() -> int:
    return sum(len(line.expected) for line in lines()) + len(WHO) * (len(ONLY_READ) + len(ONLY_POSTED))


def test_so_many_questions_of_who_may_do_what(capsys):
    with capsys.disabled():
        print(f"\n{checks()} questions of who may do what")
    assert checks() >= LEAST_CHECKS


@pytest.mark.parametrize("who", WHO)
def test_everybody_is_answered_as_the_table_says(who, world):
    scene, wrong = scene_of(who, world), []
    for line in lines():
        status = scene.ask(line.url, line.method, line.side)
        if status != line.expected[who]:
            wrong.append(f"{who}: {line} is {status}, not {line.expected[who]}")
    for url, method in [*((url, "POST") for url in sorted(ONLY_READ)), *((url, "GET") for url in sorted(ONLY_POSTED))]:
        if (status := scene.ask(url, method, "ours")) != 405:
            wrong.append(f"{who}: {method} {url} is {status}, not 405")
    assert wrong == []


def test_who_must_sign_in_comes_back_to_what_was_asked_for(world):
    path = reverse("team", args=[world.team.pk])
    assert Client().get(path).headers["Location"] == f"/sign-in/?next={path}"


def test_a_page_with_names_is_kept_by_no_browser(world):
    path = reverse("door", args=[world.lans_door.pk])
    assert "no-store" in office_of(world.mai).get(path).headers["Cache-Control"]


@pytest.fixture
def demo(world, settings: Settings) -> Scene:
    settings.DEMO = True
    facts.put(facts.DEMO, "1")
    for role, person in {"officer": world.mai, "leader": world.hoa}.items():
        facts.put(fact_of(role), str(person.pk))


DEMO_DOORS = [("demo", {}), ("demo-office", {"role": "officer"}), ("demo-phone", {"role": "leader"})]


@pytest.mark.parametrize(("url", "key"), DEMO_DOORS)
def test_the_demos_doors_open_on_this_machine_and_to_nobody_outside(demo, url, key):
    path = reverse(url, kwargs=key)
    assert Client().get(path).status_code in (200, 302)
    for address in ("192.168.1.20", "10.0.0.1", "203.0.113.5", "::ffff:192.168.1.20", ""):
        assert Client(REMOTE_ADDR=address).get(path).status_code == 404
    assert Client(REMOTE_ADDR="192.168.1.20").post(reverse("demo-week")).status_code == 404


@pytest.mark.parametrize(("process", "database"), [(True, "0"), (True, ""), (False, "1")])
def test_the_demos_doors_stay_shut_unless_process_and_database_say_so(demo, settings, process, database):
    settings.DEMO = process
    facts.put(facts.DEMO, database)
    assert {Client().get(reverse(url, kwargs=key)).status_code for url, key in DEMO_DOORS} == {404}
    assert Client().post(reverse("demo-week")).status_code == 404


def test_the_demo_gives_out_no_other_key_than_its_own(demo):
    assert Client().get(reverse("demo-office", args=["leader"])).status_code == 404
    assert Client().get(reverse("demo-phone", args=["officer"])).status_code == 404
