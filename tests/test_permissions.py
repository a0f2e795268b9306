"""Who may open and post what: every address of the product × everybody of the cast × an own and a stranger's object.

The table is the rule. An address that has no line in it fails; so does an answer that leaves a trace where it was refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import Settings

from canhtay.core import facts
from canhtay.core.history import MACHINE
from canhtay.core.models import Event
from canhtay.home.demo.cast import OFFICE_ROLES, PHONE_ROLES
from canhtay.home.demo.visitor import fact_of
from canhtay.people.actions import add_person
from canhtay.register.actions import add_resident
from canhtay.rounds.models import Visit
from canhtay.teams.roster.uploads import send_roster
from testkit import roster_files
from testkit.office import office_of
from testkit.world import World

pytestmark = pytest.mark.mission("R1")

# Nobody is signed in; Mai is the officer of Hưng Đạo, Hòa leads a team there, Minh is a member of it; Quang is the officer of
# Dương Kinh; Vinh has an account and no post; the phone is Hòa's, a device that says its secret and is no browser.
WHO = ("nobody", "Mai", "Hòa", "Minh", "Quang", "Vinh", "phone")

# "ours" lies in Hưng Đạo, "theirs" in Dương Kinh, "mixed" joins a team of ours with a member or phone of theirs; "-" needs none.
# 302 for nobody and the phone: to the sign-in. What one may not see answers 404; what is only posted to, 405.
TABLE = """
                     object  nobody  Mai  Hòa Minh Quang Vinh phone
home            GET  -          302  200  302  302  200  200  302
teams           GET  -          302  200  200  200  200  200  302
team            GET  ours       302  200  200  200  404  404  302
team            GET  theirs     302  404  404  404  200  404  302
invitation      POST ours       302  200  200  404  404  404  302
invitation      POST theirs     302  404  404  404  200  404  302
invitation      POST mixed      302  404  404  404  404  404  302
revoking        GET  ours       302  200  200  404  404  404  302
revoking        GET  theirs     302  404  404  404  200  404  302
revoking        GET  mixed      302  404  404  404  404  404  302
revoking        POST ours       302  302  302  404  404  404  302
revoking        POST theirs     302  404  404  404  302  404  302
revoking        POST mixed      302  404  404  404  404  404  302
slot            GET  ours       302  200  200  404  404  404  302
slot            GET  theirs     302  404  404  404  200  404  302
slot            POST ours       302  302  302  404  404  404  302
slot            POST theirs     302  404  404  404  302  404  302
imports         GET  -          302  200  404  404  200  404  302
imports         POST -          302  302  404  404  302  404  302
import          GET  ours       302  200  404  404  404  404  302
import          GET  theirs     302  404  404  404  200  404  302
import          POST ours       302  302  404  404  404  404  302
import          POST theirs     302  404  404  404  302  404  302
take-in         POST ours       302  302  404  404  404  404  302
take-in         POST theirs     302  404  404  404  302  404  302
undo-import     POST ours       302  302  404  404  404  404  302
undo-import     POST theirs     302  404  404  404  302  404  302
group           GET  ours       302  200  200  200  404  404  302
group           GET  theirs     302  404  404  404  200  404  302
new-alley       GET  ours       302  200  200  200  404  404  302
new-alley       GET  theirs     302  404  404  404  200  404  302
new-alley       POST ours       302  302  302  302  404  404  302
new-alley       POST theirs     302  404  404  404  302  404  302
alley           GET  ours       302  200  200  200  404  404  302
alley           GET  theirs     302  404  404  404  200  404  302
new-door        GET  ours       302  200  200  200  404  404  302
new-door        GET  theirs     302  404  404  404  200  404  302
new-door        POST ours       302  302  302  302  404  404  302
new-door        POST theirs     302  404  404  404  302  404  302
door            GET  ours       302  200  200  200  404  404  302
door            GET  theirs     302  404  404  404  200  404  302
new-resident    GET  ours       302  200  200  200  404  404  302
new-resident    GET  theirs     302  404  404  404  200  404  302
new-resident    POST ours       302  302  302  302  404  404  302
new-resident    POST theirs     302  404  404  404  302  404  302
forgetting      GET  ours       302  200  200  200  404  404  302
forgetting      GET  theirs     302  404  404  404  200  404  302
forgetting      POST ours       302  302  302  302  404  404  302
forgetting      POST theirs     302  404  404  404  302  404  302
new-visit       GET  ours       302  200  200  200  404  404  302
new-visit       GET  theirs     302  404  404  404  200  404  302
new-visit       POST ours       302  302  302  302  404  404  302
new-visit       POST theirs     302  404  404  404  302  404  302
sign-in         GET  -          200  302  302  302  302  302  200
sign-in         POST -          200  302  302  302  302  302  200
sign-out        POST -          302  302  302  302  302  302  302
look            GET  -          200  200  200  200  200  200  200
language        POST -          302  302  302  302  302  302  302
type-size       POST -          302  302  302  302  302  302  302
health          GET  -          200  200  200  200  200  200  200
phone           GET  -          200  200  200  200  200  200  200
phone-worker    GET  -          200  200  200  200  200  200  200
phone-manifest  GET  -          200  200  200  200  200  200  200
phone-messages  GET  -          200  200  200  200  200  200  200
enrol           POST -          422  422  422  422  422  422  422
feed            POST -          401  401  401  401  401  401  200
commands        POST -          401  401  401  401  401  401  200
demo            GET  -          404  404  404  404  404  404  404
demo-office     GET  -          404  404  404  404  404  404  404
demo-phone      GET  -          404  404  404  404  404  404  404
demo-week       POST -          404  404  404  404  404  404  404
"""
ONLY_READ = {"home", "teams", "team", "group", "alley", "door", "look", "health", "phone", "phone-worker", "phone-manifest",
             "phone-messages", "demo"}  # fmt: skip
ONLY_POSTED = {
    "invitation",
    "take-in",
    "undo-import",
    "sign-out",
    "language",
    "type-size",
    "enrol",
    "feed",
    "commands",
    "demo-week",
}
LEAST_CHECKS = 500


@dataclass(frozen=True)
class Line:
    url: str
    method: str
    object: str
    expected: dict[str, int]

    def __str__(self) -> str:
        return f"{self.method} {self.url} {self.object}"


def lines() -> list[Line]:
    rows = [line.split() for line in TABLE.strip().splitlines()[1:]]
    return [Line(*row[:3], dict(zip(WHO, map(int, row[3:]), strict=True))) for row in rows]


def every_address(found: URLResolver | URLPattern | None = None) -> Iterator[str]:
    for one in (found or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from every_address(one)
        else:
            assert one.name, f"{one.pattern} has no name, so no line can speak of it"
            yield one.name


@dataclass
class Scene:
    """The cast's browsers, and what stands behind "ours" and "theirs" of each address."""

    world: World
    browsers: dict[str, Client]
    headers: dict[str, dict[str, str]]
    objects: dict[tuple[str, str], dict[str, Any]]

    def ask(self, url: str, method: str, which: str, who: str) -> int:
        """The status; nothing stays of what it stored. Refused, it must have stored nothing in the first place."""
        path = reverse(url, kwargs=self.objects.get((url, which), {}))
        before = Event.objects.count()
        with transaction.atomic():
            status = self._send(path, url, method, who)
            assert status < 400 or Event.objects.count() == before, (
                f"{who} {method} {path} answers {status} and stores something"
            )
            transaction.set_rollback(True)
        return status

    def _send(self, path: str, url: str, method: str, who: str) -> int:
        browser, headers = self.browsers[who], self.headers.get(who, {})
        cookies = browser.cookies.copy()
        if method == "GET":
            response = browser.get(path, headers=headers)
        elif url in {"enrol", "feed", "commands"}:
            body = {"protocol": 1} | {"feed": {"holds": {}}, "commands": {"commands": []}}.get(url, {})
            response = browser.post(path, body, content_type="application/json", headers=headers)
        else:
            response = browser.post(path, self.said(url, path), headers=headers)
        browser.cookies = cookies
        return response.status_code

    def said(self, url: str, path: str) -> dict[str, Any]:
        """What a browser would send so that the page does its work."""
        ours = str(self.objects["door", "ours"]["key"]) in path
        match url:
            case "slot":
                return {"weekday": 5, "starts": "19:00", "minutes": 60, "place": "Nhà văn hóa"}
            case "imports":
                return {"lists": roster_file()}
            case "new-alley":
                return {"name": "Ngõ 46"}
            case "new-door":
                return {"number": "99"}
            case "new-resident":
                return {"name": "Trần Thị Na"}
            case "new-visit":
                by = self.world.hoa if ours else self.world.son
                return {"by": str(by.pk), "day": "2026-11-27", "outcome": Visit.Outcome.NOBODY}
        return {}


def roster_file() -> SimpleUploadedFile:
    name, content, _ = roster_files.plain_xlsx()
    return SimpleUploadedFile(name, content)


@pytest.fixture
def scene(world: World) -> Scene:
    vinh = add_person("Hoàng Đức Vinh", by=MACHINE)
    people = {"Mai": world.mai, "Hòa": world.hoa, "Minh": world.minh, "Quang": world.quang, "Vinh": vinh}
    browsers = {name: office_of(person) for name, person in people.items()} | {"nobody": Client(), "phone": Client()}
    ours, theirs = world.phone_of(world.hoa), world.phone_of(world.son)
    headers = {"phone": {"Authorization": f"Bearer {ours.device}.{ours.secret}"}}
    objects = objects_of(world)
    objects["revoking", "ours"] = {"key": world.team.pk, "member": world.hoa.pk, "phone": ours.device}
    objects["revoking", "theirs"] = {"key": world.sons_team.pk, "member": world.son.pk, "phone": theirs.device}
    objects["revoking", "mixed"] = {"key": world.team.pk, "member": world.hoa.pk, "phone": theirs.device}
    return Scene(world, browsers, headers, objects)


def objects_of(world: World) -> dict[tuple[str, str], dict[str, Any]]:
    name, content, _ = roster_files.plain_xlsx()
    lan_far = add_resident(world.far_door, by=world.son, name="Đỗ Thị Lân")
    sides: dict[str, dict[str, Any]] = {
        "ours": {
            "team": world.team, "member": world.minh, "group": world.tra_khe_3, "alley": world.ngo_45,
            "door": world.lans_door, "resident": world.lan, "upload": send_roster(world.hung_dao, name, content, by=world.mai),
        },
        "theirs": {
            "team": world.sons_team, "member": world.son, "group": world.hoa_nghia_1, "alley": world.far_door.alley,
            "door": world.far_door, "resident": lan_far, "upload": send_roster(world.duong_kinh, name, content, by=world.quang),
        },
    }  # fmt: skip
    stands_for = {
        "team": ["team", "slot"],
        "upload": ["import", "take-in", "undo-import"],
        "group": ["group", "new-alley"],
        "alley": ["alley", "new-door"],
        "door": ["door", "new-resident", "new-visit"],
        "resident": ["forgetting"],
    }
    found = {
        (url, which): {"key": side[kind].pk}
        for which, side in sides.items()
        for kind, urls in stands_for.items()
        for url in urls
    }
    for which, side in sides.items():
        found["invitation", which] = {"key": side["team"].pk, "member": side["member"].pk}
    found["invitation", "mixed"] = {"key": world.team.pk, "member": world.son.pk}
    found["phone-messages", "-"] = {"lang": "vi"}
    found["demo-office", "-"] = {"role": next(iter(OFFICE_ROLES))}
    found["demo-phone", "-"] = {"role": next(iter(PHONE_ROLES))}
    return found


def test_every_address_has_a_line():
    told = {line.url for line in lines()}
    assert set(every_address()) == told
    assert {line.url for line in lines() if line.method == "GET"} >= ONLY_READ
    assert not {line.url for line in lines() if line.method == "GET"} & ONLY_POSTED


def test_everybody_is_answered_as_the_table_says(scene, capsys):
    checks, wrong = 0, []
    for line in lines():
        for who, expected in line.expected.items():
            checks += 1
            status = scene.ask(line.url, line.method, line.object, who)
            if status != expected:
                wrong.append(f"{who}: {line} is {status}, not {expected}")
    for url, method in [(url, "POST") for url in ONLY_READ] + [(url, "GET") for url in ONLY_POSTED]:
        which = "ours" if (url, "ours") in scene.objects else "-"
        for who in WHO:
            checks += 1
            if (status := scene.ask(url, method, which, who)) != 405:
                wrong.append(f"{who}: {method} {url} is {status}, not 405")
    with capsys.disabled():
        print(f"\n{checks} questions of who may do what")
    assert wrong == []
    assert checks >= LEAST_CHECKS


def test_who_must_sign_in_comes_back_to_what_was_asked_for(scene):
    path = reverse("team", args=[scene.world.team.pk])
    assert scene.browsers["nobody"].get(path).headers["Location"] == f"/sign-in/?next={path}"


def test_a_dismissed_officer_sees_nothing_from_that_day(scene, world):
    grant = world.mai.grants.get()
    grant.valid_until = world.mai.grants.get().valid_from
    grant.save()
    assert {scene.ask(url, "GET", "ours", "Mai") for url in ("team", "group", "alley", "door", "import")} == {404}


def test_a_page_with_names_is_kept_by_no_browser(scene):
    path = reverse("door", args=[scene.world.lans_door.pk])
    assert "no-store" in scene.browsers["Mai"].get(path).headers["Cache-Control"]


@pytest.fixture
def demo(scene: Scene, settings: Settings) -> Scene:
    settings.DEMO = True
    facts.put(facts.DEMO, "1")
    for role, person in {"officer": scene.world.mai, "leader": scene.world.hoa}.items():
        facts.put(fact_of(role), str(person.pk))
    return scene


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
