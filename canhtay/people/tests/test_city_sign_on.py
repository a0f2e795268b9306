"""A city's own sign-on by OpenID Connect, against a small provider of ours: it opens accounts that exist, and makes none."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from canhtay.core.history import MACHINE
from canhtay.core.models import Event
from canhtay.people import accounts
from canhtay.people.actions import open_account
from canhtay.people.models import Account
from config import environment
from testkit.office import words

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R1")]


class City(BaseHTTPRequestHandler):
    """Says who it is, gives a token for any code, and tells whom it is for: `who`."""

    who: dict[str, str] = {}

    def do_GET(self) -> None:
        here = f"http://{self.headers['Host']}"
        found = {"issuer": here, "authorization_endpoint": f"{here}/ask", "token_endpoint": f"{here}/token"}
        found |= {"userinfo_endpoint": f"{here}/who", "jwks_uri": f"{here}/keys"}
        self.say(self.who if self.path == "/who" else found)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.say({"access_token": "x", "token_type": "Bearer"})

    def say(self, what: dict[str, Any]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(what).encode())

    def log_message(self, *_about: Any) -> None:
        pass


@pytest.fixture
def city(settings, monkeypatch) -> Iterator[type[City]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), City)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for name, value in {
        "SERVER": f"http://127.0.0.1:{server.server_port}/.well-known/openid-configuration",
        "CLIENT": "canhtay",
        "SECRET": "s",
        "NAME": "Tài khoản thành phố",
    }.items():
        monkeypatch.setenv(f"CANHTAY_OIDC_{name}", value)
    settings.SOCIALACCOUNT_PROVIDERS = environment.city_sign_on()
    yield City
    server.shutdown()
    server.server_close()


def come(city: type[City], subject: str, name: str) -> tuple[Client, Any]:
    """To the city's door and back, as this subject of the city's with this name."""
    city.who = {"sub": subject, "preferred_username": name}
    browser = Client()
    away = browser.get("/sign-in/city/begin/?next=/teams/")
    assert away.status_code == 302
    asked = parse_qs(urlsplit(away.url).query)
    assert urlsplit(away.url).path == "/ask"
    assert asked["redirect_uri"] == ["http://testserver/sign-in/city/back/"]
    assert "code_challenge" in asked
    return browser, browser.get("/sign-in/city/back/", {"code": "1", "state": asked["state"][0]})


@pytest.fixture
def hoa(world) -> Account:
    return open_account(world.hoa, "bac.hoa", None, by=MACHINE)


def test_the_button_stands_there_only_where_the_city_has_one(world, city):
    page = Client().get("/sign-in/")
    assert "Tài khoản thành phố" in words(page)
    assert "/sign-in/city/begin/" in page.content.decode()


def test_without_one_there_is_no_button_and_no_door(world):
    assert "/sign-in/city/" not in Client().get("/sign-in/").content.decode()
    assert Client().get("/sign-in/city/begin/").status_code == 404
    assert Client().get("/sign-in/other/begin/").status_code == 404


def test_who_has_an_account_of_that_name_comes_in_and_is_known_from_then_on(hoa, city):
    browser, answer = come(city, "subject-1", "Bac.Hoa")
    assert (answer.status_code, answer.url) == (302, "/teams/")
    assert browser.get("/teams/").status_code == 200
    assert Event.objects.get(name="person.account_linked").subject == f"person:{hoa.person_id}"
    _browser, answer = come(city, "subject-1", "another.name.now")
    assert answer.url == "/teams/"
    assert SocialAccount.objects.get().user == hoa


def test_a_name_that_was_given_to_somebody_else_opens_nothing(hoa, city):
    come(city, "subject-1", "bac.hoa")
    browser, answer = come(city, "subject-2", "bac.hoa")
    assert answer.url == "/sign-in/"
    assert browser.get("/teams/").status_code == 302


@pytest.mark.parametrize("name", ["nobody", ""])
def test_it_never_makes_an_account(world, city, name):
    before = Account.objects.count()
    browser, answer = come(city, "subject-9", name)
    assert answer.url == "/sign-in/"
    assert "Ở đây chưa có tài khoản tên" in words(browser.get("/sign-in/"))
    assert (Account.objects.count(), SocialAccount.objects.count()) == (before, 0)


def test_a_closed_account_stays_closed(hoa, city):
    come(city, "subject-1", "bac.hoa")
    accounts.close_account(hoa, by=MACHINE)
    browser, answer = come(city, "subject-1", "bac.hoa")
    assert answer.url == "/sign-in/"
    assert browser.get("/teams/").status_code == 302


def test_in_an_office_the_second_factor_is_asked_for_all_the_same(world, city):
    browser, _answer = come(city, "subject-3", "mai")
    assert browser.get("/teams/").url == "/security/begin/"


def test_an_answer_that_nobody_asked_for_or_that_was_refused_leads_back_to_the_door(world, city):
    for told in ({"code": "1", "state": "made up"}, {"error": "access_denied"}, {}):
        browser = Client()
        assert browser.get("/sign-in/city/back/", told).url == "/sign-in/"
        assert "Trang đăng nhập của thành phố chưa trả lời được." in words(browser.get("/sign-in/"))


def test_a_demo_has_no_city(city, monkeypatch):
    monkeypatch.setenv("CANHTAY_DEMO", "1")
    assert environment.city_sign_on() == {}
