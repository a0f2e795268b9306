"""A city's own sign-on by OpenID Connect, against a small provider of ours: it opens accounts that exist, and makes none."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
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

    who: dict[str, Any] = {}
    broken: dict[str, Any] = {}
    """What it answers at an address instead of what it should: a status, or other JSON."""

    def do_GET(self) -> None:
        here = f"http://{self.headers['Host']}"
        found = {"issuer": here, "authorization_endpoint": f"{here}/ask", "token_endpoint": f"{here}/token"}
        found |= {"userinfo_endpoint": f"{here}/who", "jwks_uri": f"{here}/keys"}
        self.say(self.who if self.path == "/who" else found)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.say({"access_token": "x", "token_type": "Bearer"})

    def say(self, what: Any) -> None:
        what = self.broken.get(self.path, what)
        self.send_response(what if isinstance(what, int) else 200)
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
    City.broken = {}
    yield City
    server.shutdown()
    server.server_close()


def come(city: type[City], subject: str, name: str, **more: Any) -> tuple[Client, Any]:
    """To the city's door and back, as this subject of the city's with this name."""
    city.who = {"sub": subject, "preferred_username": name, **more}
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
    assert Event.objects.get(name="account.signed_in").details == {"ways": ["city"]}
    _browser, answer = come(city, "subject-1", "another.name.now")
    assert answer.url == "/teams/"
    assert SocialAccount.objects.get().user == hoa


def test_a_name_that_was_given_to_somebody_else_opens_nothing(hoa, city):
    come(city, "subject-1", "bac.hoa")
    browser, answer = come(city, "subject-2", "bac.hoa")
    assert answer.url == "/sign-in/"
    assert "Tài khoản “bac.hoa” ở đây đã nối với một người khác của thành phố." in words(browser.get("/sign-in/"))
    assert browser.get("/teams/").status_code == 302


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nobody", "Ở đây chưa có tài khoản tên “nobody” để vào bằng cách này. Xin người phụ trách cấp trên mở"),
        ("", "Trang đăng nhập của thành phố không cho biết tên đăng nhập. Xin báo người giữ máy chủ."),
    ],
)
def test_it_never_makes_an_account_and_says_what_to_do(world, city, name, said):
    before = Account.objects.count()
    browser, answer = come(city, "subject-9", name)
    assert answer.url == "/sign-in/"
    assert said in words(browser.get("/sign-in/"))
    assert (Account.objects.count(), SocialAccount.objects.count()) == (before, 0)


def test_nobody_is_tied_by_a_mail_address(hoa, city):
    """Not even by one the city says it has seen to, and that stands beside an account here."""
    EmailAddress.objects.create(user=hoa, email="hoa@haiphong.gov.vn", verified=True, primary=True)
    browser, answer = come(city, "subject-7", "nobody", email="hoa@haiphong.gov.vn", email_verified=True)
    assert answer.url == "/sign-in/"
    assert browser.get("/teams/").status_code == 302
    assert not SocialAccount.objects.exists()


def test_a_closed_account_stays_closed(hoa, city):
    come(city, "subject-1", "bac.hoa")
    accounts.close_account(hoa, by=MACHINE)
    browser, answer = come(city, "subject-1", "bac.hoa")
    assert answer.url == "/sign-in/"
    assert browser.get("/teams/").status_code == 302


def test_in_an_office_the_second_factor_is_asked_for_all_the_same(world, city):
    browser, _answer = come(city, "subject-3", "mai")
    assert browser.get("/teams/").url == "/security/begin/"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"code": "1", "state": "made up"}, "Trang đăng nhập của thành phố chưa trả lời được."),
        ({}, "Trang đăng nhập của thành phố chưa trả lời được."),
    ],
)
def test_an_answer_that_nobody_asked_for_leads_back_to_the_door(world, city, told, said):
    browser = Client()
    assert browser.get("/sign-in/city/back/", told).url == "/sign-in/"
    assert said in words(browser.get("/sign-in/"))


@pytest.mark.parametrize(
    ("error", "said"),
    [("access_denied", "Chưa vào bằng tài khoản thành phố."), ("server_error", "chưa trả lời được.")],
)
def test_who_thought_better_of_it_or_was_refused_comes_back_to_the_door(world, city, error, said):
    browser = Client()
    asked = parse_qs(urlsplit(browser.get("/sign-in/city/begin/").url).query)
    assert browser.get("/sign-in/city/back/", {"error": error, "state": asked["state"][0]}).url == "/sign-in/"
    assert said in words(browser.get("/sign-in/"))


KNOWN = "/.well-known/openid-configuration"


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ({KNOWN: 404}, "Trang đăng nhập của thành phố chưa trả lời được."),
        ({KNOWN: {"hello": "world"}}, "Trang đăng nhập của thành phố trả lời không đúng như đã khai."),
        ({KNOWN: ["hello"]}, "Trang đăng nhập của thành phố trả lời không đúng như đã khai."),
    ],
)
def test_a_city_that_does_not_answer_or_answers_otherwise_is_told_of(world, city, broken, said):
    city.broken = broken
    browser = Client()
    assert browser.get("/sign-in/city/begin/").url == "/sign-in/"
    assert said in words(browser.get("/sign-in/"))


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ({"/token": 401}, "chưa trả lời được."),
        ({"/who": 500}, "chưa trả lời được."),
        ({KNOWN: 500}, "chưa trả lời được."),
        ({"/who": {"name": "Hòa"}}, "trả lời không đúng như đã khai."),
        ({"/who": ["Hòa"]}, "trả lời không đúng như đã khai."),
    ],
)
def test_a_city_that_breaks_half_way_lets_nobody_in_and_is_told_of(hoa, city, broken, said):
    browser = Client()
    asked = parse_qs(urlsplit(browser.get("/sign-in/city/begin/").url).query)
    city.who, city.broken = {"sub": "subject-1", "preferred_username": "bac.hoa"}, broken
    assert browser.get("/sign-in/city/back/", {"code": "1", "state": asked["state"][0]}).url == "/sign-in/"
    assert said in words(browser.get("/sign-in/"))
    assert browser.get("/teams/").status_code == 302
    assert not SocialAccount.objects.exists()


def test_a_city_that_is_not_there_at_all_is_told_of(world, city, settings, monkeypatch):
    monkeypatch.setenv("CANHTAY_OIDC_SERVER", "http://127.0.0.1:1")
    settings.SOCIALACCOUNT_PROVIDERS = environment.city_sign_on()
    browser = Client()
    assert browser.get("/sign-in/city/begin/").url == "/sign-in/"
    assert "chưa trả lời được." in words(browser.get("/sign-in/"))


@pytest.mark.parametrize(
    ("name", "value", "missing"),
    [("SERVER", "http://sso.haiphong.gov.vn", "https"), ("CLIENT", "", "CANHTAY_OIDC_CLIENT")],
)
def test_a_server_whose_settings_cannot_work_does_not_start(city, monkeypatch, name, value, missing):
    monkeypatch.setenv(f"CANHTAY_OIDC_{name}", value)
    with pytest.raises(SystemExit, match=missing):
        environment.city_sign_on()


def test_a_demo_has_no_city(city, monkeypatch):
    monkeypatch.setenv("CANHTAY_DEMO", "1")
    assert environment.city_sign_on() == {}
