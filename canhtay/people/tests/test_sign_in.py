"""Signing in to the office: a sentence for a wrong password, a pause after ten, out again."""

import re
from datetime import timedelta

import pytest
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from canhtay.core.history import MACHINE
from canhtay.core.models import Event
from canhtay.people.actions import open_account
from canhtay.people.models import WrongTry
from testkit.office import office_of, words
from testkit.world import SATURDAY

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R1")]
SIGN_IN, RIGHT = "/sign-in/", "mưa tháng Bảy 1985"
WRONG_SAID = "Tên đăng nhập hoặc mật khẩu chưa đúng."
TOO_MANY_SAID = "Thử sai nhiều lần quá. Xin chờ một giờ rồi thử lại."


@pytest.fixture
def hoa(world, settings):
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher"
    ]  # dozens of tries, each meant to be slow
    return open_account(world.hoa, "Bac.Hoa", RIGHT, by=MACHINE)


def sign_in(password: str, name: str = "bac.hoa", browser: Client | None = None, **headers: str):
    return (browser or Client()).post(SIGN_IN, {"username": name, "password": password}, **headers)


@pytest.mark.parametrize("name", ["bac.hoa", "Bac.Hoa", "BAC.HOA"])
def test_the_right_password_opens_the_first_page(hoa, name):
    response = sign_in(RIGHT, name)
    assert (response.status_code, response.headers["Location"]) == (302, "/")


def test_a_wrong_password_is_told_in_a_sentence_that_does_not_say_which_was_wrong(hoa):
    assert WRONG_SAID in words(sign_in("sai rồi"))
    assert WRONG_SAID in words(sign_in(RIGHT, "nobody"))
    assert words(sign_in("sai rồi")).count(WRONG_SAID) == 1


def test_an_empty_form_says_what_is_missing_and_counts_as_no_try(hoa):
    said = words(Client().post(SIGN_IN, {"username": "", "password": ""}))
    assert said.count("Ô này còn trống.") == 2
    assert not WrongTry.objects.exists()


def test_after_ten_wrong_ones_even_the_right_one_waits_an_hour(hoa, stopped_at):
    for _ in range(10):
        assert WRONG_SAID in words(sign_in("sai rồi"))
    said = words(sign_in(RIGHT))
    assert TOO_MANY_SAID in said
    assert "Cần vào ngay thì gặp người phụ trách cấp trên để cấp lại." in said
    assert WRONG_SAID not in said
    stopped_at(SATURDAY + timedelta(minutes=59))
    assert sign_in(RIGHT).status_code == 200
    stopped_at(SATURDAY + timedelta(minutes=61))
    assert sign_in(RIGHT).status_code == 302


def test_a_name_that_is_tried_from_many_addresses_is_shut_and_others_are_not(hoa, world):
    open_account(world.thu, "thu", RIGHT, by=MACHINE)
    for n in range(10):
        sign_in("sai rồi", REMOTE_ADDR=f"203.0.113.{n}")
    assert TOO_MANY_SAID in words(sign_in(RIGHT, REMOTE_ADDR="203.0.113.99"))
    assert sign_in(RIGHT, "thu", REMOTE_ADDR="203.0.113.0").status_code == 302


def test_an_address_that_tries_many_names_is_shut(hoa):
    for n in range(50):
        sign_in("sai rồi", f"name{n}", REMOTE_ADDR="203.0.113.7")
    assert TOO_MANY_SAID in words(sign_in(RIGHT, REMOTE_ADDR="203.0.113.7"))
    assert sign_in(RIGHT, REMOTE_ADDR="203.0.113.8").status_code == 302


def test_nobody_can_shut_everybody_out(hoa):
    for n in range(300):
        WrongTry.objects.bulk_create([WrongTry(purpose="sign_in", source=f"{n}", at=SATURDAY) for _ in range(9)])
    assert sign_in(RIGHT).status_code == 302


def test_tries_are_kept_without_name_or_address(hoa):
    sign_in("sai rồi", REMOTE_ADDR="203.0.113.7")
    kept = repr(list(WrongTry.objects.values()))
    assert "bac.hoa" not in kept
    assert "203.0.113.7" not in kept


def test_a_closed_account_does_not_open(hoa):
    hoa.is_active = False
    hoa.save()
    assert WRONG_SAID in words(sign_in(RIGHT))


def test_a_closed_account_is_out_at_once(hoa):
    browser = Client()
    sign_in(RIGHT, browser=browser)
    assert browser.get("/teams/").status_code == 200
    hoa.is_active = False
    hoa.save()
    assert browser.get("/teams/").status_code == 302


def test_who_came_in_and_how_stands_in_the_log_at_the_own_place(hoa, world):
    sign_in("sai rồi", REMOTE_ADDR="203.0.113.7")
    sign_in(RIGHT, REMOTE_ADDR="203.0.113.7")
    line = Event.objects.get(name="account.signed_in")
    assert (line.subject, line.actor, line.place) == (f"person:{world.hoa.pk}", str(world.hoa.pk), world.tra_khe_3.pk)
    assert line.details == {"ways": ["password"]}
    assert "Đăng nhập bằng mật khẩu" in words(office_of(world.mai).get("/audit/"))


def test_a_name_that_is_shut_leaves_one_line_and_a_name_nobody_has_leaves_none(hoa, world):
    for _ in range(12):
        sign_in("sai rồi", "BAC.HOA", REMOTE_ADDR="203.0.113.7")
        sign_in("sai rồi", "nobody", REMOTE_ADDR="203.0.113.8")
    line = Event.objects.get(name="account.locked")
    assert (line.subject, line.actor, line.place) == (f"person:{world.hoa.pk}", "machine", world.tra_khe_3.pk)
    assert line.details == {"ways": ["password"]}
    assert "Khóa tên đăng nhập một giờ: gõ sai mật khẩu nhiều lần" in words(office_of(world.mai).get("/audit/"))


def test_out_again(hoa):
    browser = Client()
    sign_in(RIGHT, browser=browser)
    response = browser.post("/sign-out/")
    assert (response.status_code, response.headers["Location"]) == (302, SIGN_IN)
    assert browser.get("/teams/").headers["Location"] == "/sign-in/?next=/teams/"
    assert browser.get("/sign-out/").status_code == 405  # a link somebody sends signs nobody out


def test_the_page_that_was_asked_for_comes_after_signing_in_and_no_strangers(hoa):
    def after(next_page: str) -> str:
        return Client().post(SIGN_IN, {"username": "bac.hoa", "password": RIGHT, "next": next_page}).headers["Location"]

    assert after("/teams/") == "/teams/"
    assert after("https://example.org/") == "/"


def test_an_account_that_no_password_opens(world):
    """Mai's in the cast, and the demo's: made without one."""
    assert WRONG_SAID in words(sign_in("!", "mai"))


def test_what_django_allauth_could_do_and_we_do_not_has_no_address(hoa):
    for path in (
        "/accounts/",
        "/accounts/signup/",
        "/accounts/password/reset/",
        "/accounts/email/",
        "/sign-in/signup/",
    ):
        assert Client().get(path).status_code == 404
    every = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert not [name for name in every if re.search("signup|email|reset|phone_|connections|trust", name)]


def test_every_page_of_it_is_ours(hoa):
    """Without its own templates, a page that we have not written fails loudly instead of looking strange."""
    with pytest.raises(TemplateDoesNotExist):
        get_template("allauth/layouts/base.html")
    found = {view.template_name for view in views_of(get_resolver()) if getattr(view, "template_name", None)}
    assert len(found) > 8
    assert all("/canhtay/people/templates/" in get_template(name).origin.name for name in found)


def views_of(resolver: URLResolver) -> list[type]:
    patterns = [one for one in resolver.url_patterns if isinstance(one, URLPattern)]
    deeper = [view for one in resolver.url_patterns if isinstance(one, URLResolver) for view in views_of(one)]
    classes = [vars(one.callback).get("view_class") for one in patterns]
    return [one for one in classes if one and one.__module__.startswith("canhtay.people")] + deeper


@pytest.mark.parametrize(
    ("host", "says"),
    [
        ("127.0.0.1:8000", "http://localhost:8000/sign-in/"),
        ("localhost:8000", "Vào bằng khóa của máy"),
        ("[::1]:8000", "http://localhost:8000/sign-in/"),
    ],
)
def test_by_number_the_door_names_the_address_where_passkeys_work(db, host, says):
    page = Client(headers={"host": host}).get("/sign-in/", SERVER_PORT="8000").content.decode()
    assert says in page
    assert ("data-passkey" in page) == host.startswith("localhost")


def test_over_a_plain_network_no_passkey_is_offered(db, settings):
    settings.ALLOWED_HOSTS = ["canhtay.example", "192.0.2.1"]
    for host, secure, offered in (
        ("canhtay.example", True, True),
        ("canhtay.example", False, False),
        ("192.0.2.1", True, False),
    ):
        page = Client(headers={"host": host}).get("/sign-in/", secure=secure).content.decode()
        assert ("data-passkey" in page) == offered
        assert "localhost" not in page


def test_over_https_browsers_are_told_to_come_by_https_only(db, settings):
    assert "Strict-Transport-Security" not in Client().get("/sign-in/", secure=True).headers
    settings.SECURE_HSTS_SECONDS = 31536000
    assert Client().get("/sign-in/", secure=True).headers["Strict-Transport-Security"] == "max-age=31536000"
