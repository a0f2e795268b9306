"""Who works in an office needs a second factor: set up, asked for at sign-in, counted, never used twice, sealed at rest."""

import re
from html import unescape

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from canhtay.core import facts
from canhtay.core.models import Event
from canhtay.people.actions import grant_role
from canhtay.people.models import Account, RoleGrant, WrongTry
from testkit.office import SECRET, code_now, give_second_factor, office_of, words

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R1")]
RIGHT = "mưa tháng Bảy 1985"
WRONG_CODE = "Mã chưa đúng, đã dùng hoặc đã qua lượt."


@pytest.fixture
def mai(world, settings) -> Account:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    account = world.mai.account
    account.set_password(RIGHT)
    account.save()
    return account


@pytest.fixture
def with_app(mai) -> Account:
    cache.clear()  # each process remembers the codes it saw; a test begins as a process that saw none
    give_second_factor(mai)
    return mai


def after_password() -> Client:
    browser = Client()
    browser.post("/sign-in/", {"username": "mai", "password": RIGHT})
    return browser


def by_code(browser: Client, code: str):
    return browser.post("/sign-in/code/", {"code": code})


def signed_in(browser: Client) -> bool:
    return browser.get("/teams/").status_code == 200


# — Needed —


def test_an_officer_without_one_is_led_to_set_one_up_whatever_is_asked_for(mai):
    browser = after_password()
    for page in ("/", "/teams/", "/security/", "/imports/"):
        answer = browser.get(page)
        assert (answer.status_code, answer.url) == (302, "/security/begin/")
    assert browser.post("/imports/", {}).url == "/security/begin/"
    said = words(browser.get("/security/begin/"))
    assert "Mã trong điện thoại" in said
    assert "Để lúc khác, đăng xuất" in said


def test_a_leader_may_have_one_and_need_not(world):
    browser = office_of(world.hoa)
    assert signed_in(browser)
    assert not Authenticator.objects.filter(user=world.hoa.account).exists()
    assert "Chưa có." in words(browser.get("/security/"))
    assert browser.get("/security/app/").status_code == 200


def test_in_the_demo_nobody_is_asked_for_one(mai, settings):
    settings.DEMO = True
    assert not signed_in(after_password())  # the process says demo, the database does not
    facts.put(facts.DEMO, "1")
    assert signed_in(after_password())


def test_whoever_comes_to_work_in_an_office_is_asked_from_that_day_on(world):
    browser = office_of(world.hoa)
    assert signed_in(browser)
    grant_role(world.hoa, RoleGrant.Role.OFFICER, world.hung_dao, by=world.mai)
    assert browser.get("/teams/").url == "/security/begin/"


# — Set up —


def set_up_app(browser: Client):
    page = browser.get("/security/app/")
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page.content.decode())[1].replace(" ", "")
    return browser.post("/security/app/", {"code": code_now(secret)}), secret


def test_an_app_is_set_up_and_codes_for_a_bad_day_are_shown_once(mai):
    browser = after_password()
    assert "<svg" in browser.get("/security/app/").content.decode()
    answer, _secret = set_up_app(browser)
    assert answer.url == "/security/codes/"
    first = browser.get("/security/codes/").content.decode()
    codes = re.findall(r"<li>(\d{4} \d{4})</li>", first)
    assert len(set(codes)) == 10
    again = browser.get("/security/codes/")
    assert not any(code in again.content.decode() for code in codes)
    assert "Còn 10 mã chưa dùng." in words(again)
    assert signed_in(browser)
    assert Event.objects.filter(name="person.factor_set", subject=f"person:{mai.person_id}").get().details == {
        "kind": "totp"
    }
    out = after_password()
    assert by_code(out, codes[0]).url == "/"
    assert WRONG_CODE in words(by_code(after_password(), codes[0]))  # each opens once


def test_on_the_phone_itself_the_app_opens_by_a_link_with_the_same_secret(mai):
    page = after_password().get("/security/app/").content.decode()
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")
    link = unescape(re.search(r'href="(otpauth:[^"]+)"', page)[1])
    assert link.startswith("otpauth://totp/") and f"secret={secret}" in link


def test_a_wrong_code_sets_nothing_up(mai):
    browser = after_password()
    browser.get("/security/app/")
    assert WRONG_CODE in words(browser.post("/security/app/", {"code": "000000"}))
    assert not Authenticator.objects.exists()


def test_what_makes_codes_is_sealed_in_the_table(mai):
    answer, secret = set_up_app(after_password())
    assert answer.status_code == 302
    stored = repr(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    assert len(Authenticator.objects.get(type="totp").data["secret"]) > 2 * len(secret)


# — Asked for —


def test_after_the_password_comes_the_code(with_app):
    browser = after_password()
    assert browser.get("/teams/").url == "/sign-in/?next=/teams/"
    assert browser.get("/sign-in/").url == "/sign-in/code/"
    assert by_code(browser, code_now()).url == "/"
    assert signed_in(browser)
    assert Event.objects.get(name="account.signed_in").details == {"ways": ["password", "code"]}


def test_the_page_that_was_asked_for_comes_after_the_code(with_app):
    browser = Client()
    answer = browser.post("/sign-in/", {"username": "mai", "password": RIGHT, "next": "/imports/"})
    assert answer.url == "/sign-in/code/"
    assert by_code(browser, code_now()).url == "/imports/"


def test_without_a_password_there_is_no_page_for_codes(with_app):
    assert Client().get("/sign-in/code/").url == "/sign-in/"


def test_a_code_opens_once_even_in_another_process(with_app):
    code = code_now()
    assert by_code(after_password(), code).url == "/"
    cache.clear()  # another process
    assert WRONG_CODE in words(by_code(after_password(), code))
    assert by_code(after_password(), code_now(later=1)).url == "/"


def test_wrong_codes_shut_the_name_with_wrong_passwords(with_app):
    browser = after_password()
    for _ in range(9):
        assert WRONG_CODE in words(by_code(browser, "000000"))
    browser.post("/sign-out/")
    Client().post("/sign-in/", {"username": "mai", "password": "sai rồi"})
    said = words(Client().post("/sign-in/", {"username": "mai", "password": RIGHT}))
    assert "Thử sai nhiều lần quá. Xin chờ một giờ rồi thử lại." in said
    assert "gặp người phụ trách cấp trên" in said
    assert WrongTry.objects.count() == 20  # each counts for the name and for the address


def test_a_shut_name_is_not_opened_by_the_right_code(with_app):
    browser = after_password()
    for _ in range(10):
        by_code(browser, "000000")
    assert Event.objects.get(name="account.locked").details == {"ways": ["code"]}
    assert "Thử sai nhiều lần quá." in words(by_code(browser, code_now()))
    assert not signed_in(browser)


def test_another_name_can_be_tried_half_way(with_app):
    browser = after_password()
    assert browser.post("/sign-out/").url == "/sign-in/"
    assert browser.get("/sign-in/").status_code == 200


# — Changed —


def test_before_a_factor_is_changed_one_shows_again_who_one_is(world):
    browser = office_of(world.mai)  # signed in some time ago, by no way that is remembered
    for page in ("/security/app/remove/", "/security/codes/new/", "/security/passkeys/new/"):
        assert browser.get(page).url.startswith("/security/confirm/code/?next=")
    cache.clear()
    answer = browser.post(
        "/security/confirm/code/?next=/security/app/remove/", {"code": code_now(), "next": "/security/app/remove/"}
    )
    assert answer.url == "/security/app/remove/"
    assert browser.post("/security/app/remove/").url == "/security/"
    assert not Authenticator.objects.exists()
    assert browser.get("/teams/").url == "/security/begin/"
    assert Event.objects.filter(name="person.factor_removed").count() == 1


def test_nobody_reaches_a_key_of_somebody_else(world):
    hoa = office_of(world.hoa)
    data = {"name": "Máy ở phường", "credential": {}}
    office_of(world.mai)
    key = Authenticator.objects.create(user=world.mai.account, type="webauthn", data=data)
    for act in ("rename", "remove"):
        assert hoa.get(f"/security/passkeys/{key.pk}/{act}/").status_code == 404
        assert hoa.post(f"/security/passkeys/{key.pk}/{act}/", {"name": "của tôi"}).status_code == 404
    key.refresh_from_db()
    assert key.data == data


@pytest.mark.parametrize("sent", ["", "{}", "[]", '"x"', "null", '{"response": {"userHandle": null}}', "không phải"])
def test_what_is_no_passkey_opens_nothing_and_breaks_nothing(mai, sent):
    browser = Client()
    asked = browser.get("/sign-in/passkey/", headers={"Accept": "application/json"}).json()["request_options"]
    assert asked["publicKey"]["rpId"] == "testserver"
    assert browser.post("/sign-in/passkey/", {"credential": sent}).url == "/sign-in/"
    assert "Chưa vào được bằng khóa của máy này." in words(browser.get("/sign-in/"))


def test_the_testers_secret_is_one_that_an_app_would_take():
    assert re.fullmatch(r"[A-Z2-7]{32}", SECRET)
