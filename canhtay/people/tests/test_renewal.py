"""A lost password or factor is renewed in person or on the machine, on record; what was open is closed, and one's own follows."""

import io
import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client

from canhtay.core.models import Event
from canhtay.people import accounts
from canhtay.people.grant_actions import open_sign_in
from canhtay.people.models import WrongTry
from canhtay.people.one_time_passwords import WORDS, one_time_password
from testkit.office import code_now, errors_of, office_of, words
from testkit.world import SATURDAY

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R1")]
OWN = "bánh đa cua ngõ 45"
SETTING_UP = [
    "/security/begin/",
    "/security/app/",
    "/security/codes/",
    "/security/codes/new/",
    "/security/passkeys/new/",
]
SETTING_UP += ["/security/app/remove/", "/security/confirm/", "/security/confirm/code/", "/security/confirm/passkey/"]
SPENT = "Mật khẩu dùng một lần này đã dùng rồi, hoặc cấp đã quá 72 giờ."


@pytest.fixture(autouse=True)
def quick_hashes(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def sign_in(password: str, name: str = "nguyen.van.hoa") -> Client:
    browser = Client()
    browser.post("/sign-in/", {"username": name, "password": password})
    return browser


def test_a_renewed_password_is_for_one_sign_in_and_the_owner_chooses_the_next(world):
    before = office_of(world.hoa)
    once = accounts.renew_password(world.hoa.account, by=world.mai, reason="quên, gặp tại phường")
    assert re.fullmatch(r"[a-z]+-[a-z]+-[a-z]+-\d{4}", once)
    assert before.get("/teams/").status_code == 302
    browser = sign_in(once)
    for page in ("/", "/teams/", "/security/", *SETTING_UP):
        assert browser.get(page).url == "/security/password/"
    page = browser.get("/security/password/")
    assert "Mật khẩu vừa dùng chỉ để vào một lần, và lần ấy là lần này." in words(page)
    assert "Mật khẩu đang dùng" not in words(page)
    assert browser.post("/security/password/", {"password": OWN, "again": OWN}).url == "/security/"
    assert browser.get("/teams/").status_code == 200  # the own session goes on
    assert sign_in(once).get("/teams/").status_code == 302
    assert sign_in(OWN).get("/teams/").status_code == 200


def test_it_opens_once_and_the_second_time_says_what_to_do(world):
    mai = office_of(world.mai)
    office_of(world.hoa)
    account = f"/accounts/{world.hoa.pk}/"
    once = accounts.renew_password(world.hoa.account, by=world.mai, reason="")
    assert "chưa đổi" in words(mai.get(account))
    first = sign_in(once)
    assert SPENT in words(Client().post("/sign-in/", {"username": "nguyen.van.hoa", "password": once}))
    assert sign_in(once).get("/security/password/").status_code == 302
    assert WrongTry.objects.count() == 0
    assert "nay đã dùng hoặc quá 72 giờ" in words(mai.get(account))
    assert first.post("/security/password/", {"password": OWN, "again": OWN}).url == "/security/"  # its session goes on
    assert "Của riêng người này" in words(mai.get(account))


def test_who_went_out_again_without_an_own_password_is_renewed_anew(world):
    office_of(world.hoa)
    once = accounts.renew_password(world.hoa.account, by=world.mai, reason="")
    sign_in(once).post("/sign-out/")
    assert sign_in(once).get("/teams/").url == "/sign-in/?next=/teams/"
    again = accounts.renew_password(world.hoa.account, by=world.mai, reason="")
    assert sign_in(again).get("/teams/").url == "/security/password/"


@pytest.mark.parametrize(("later", "opens"), [(timedelta(hours=71, minutes=59), True), (timedelta(hours=72), False)])
def test_a_slip_is_good_for_three_days(world, stopped_at, later, opens):
    office_of(world.hoa)
    renewed = accounts.renew_password(world.hoa.account, by=world.mai, reason="")
    stopped_at(SATURDAY + later)
    assert (sign_in(renewed).get("/security/password/").status_code == 200) == opens


def test_the_slip_of_a_new_account_is_no_better(world, stopped_at):
    slip = open_sign_in(world.thu, "thu", by=world.mai)
    assert sign_in(slip.password, "thu").get("/teams/").url == "/security/password/"
    assert sign_in(slip.password, "thu").get("/teams/").status_code == 302
    late = open_sign_in(world.minh, "minh", by=world.mai)
    stopped_at(SATURDAY + timedelta(days=400))
    assert sign_in(late.password, "minh").get("/security/password/").status_code == 302


def test_where_a_code_is_asked_for_as_well_it_is_used_up_by_the_code(world):
    office_of(world.mai)
    once = accounts.renew_password(world.mai.account, by=world.quang, reason="")
    half_way, browser = sign_in(once, "mai"), sign_in(once, "mai")
    assert browser.post("/sign-in/code/", {"code": code_now()}).url == "/"
    assert half_way.post("/sign-in/code/", {"code": code_now(later=1)}).url == "/sign-in/"
    assert SPENT in words(half_way.get("/sign-in/"))
    assert half_way.get("/security/password/").status_code == 302
    assert browser.get("/security/password/").status_code == 200


def test_the_renewal_is_on_record_and_its_password_is_not(world):
    office_of(world.hoa)
    once = accounts.renew_password(world.hoa.account, by=world.mai, reason="quên, gặp tại phường")
    line = Event.objects.get(name="person.password_renewed")
    assert (line.subject, line.actor) == (f"person:{world.hoa.pk}", str(world.mai.pk))
    assert line.details == {"reason": "quên, gặp tại phường"}
    assert not any(once in repr(event) for event in Event.objects.values())
    world.hoa.account.refresh_from_db()
    assert world.hoa.account.must_change_password_since == SATURDAY


@pytest.mark.parametrize(
    ("password", "again", "wrong"),
    [
        ("ngắn", "ngắn", {"password": ["Mật khẩu này ngắn quá. Xin dùng từ 10 chữ trở lên."]}),
        ("1234567890", "1234567890", {"password": ["Nhiều người dùng mật khẩu này nên dễ bị đoán ra. Xin chọn câu khác."]}),
        (OWN, "khác", {"again": ["Hai lần gõ chưa giống nhau."]}),
        ("", "", {"password": ["Ô này còn trống."], "again": ["Ô này còn trống."]}),
    ],
)  # fmt: skip
def test_an_own_password_that_will_not_do_is_told_why(world, password, again, wrong):
    office_of(world.hoa)
    browser = sign_in(accounts.renew_password(world.hoa.account, by=world.mai, reason=""))
    assert errors_of(browser.post("/security/password/", {"password": password, "again": again})) == wrong


def test_the_one_time_password_cannot_be_kept(world):
    office_of(world.hoa)
    once = accounts.renew_password(world.hoa.account, by=world.mai, reason="")
    answer = sign_in(once).post("/security/password/", {"password": once, "again": once})
    assert errors_of(answer) == {"password": ["Xin chọn một mật khẩu khác mật khẩu đang dùng."]}


def test_a_password_is_changed_by_who_knows_the_old_one_and_others_are_out(world):
    office_of(world.hoa)
    accounts.change_password(world.hoa.account, OWN, by=world.hoa)
    browser, other = sign_in(OWN), sign_in(OWN)
    new = {"password": "mưa tháng Bảy 1985", "again": "mưa tháng Bảy 1985"}
    assert "current" in errors_of(browser.post("/security/password/", {"current": "sai rồi", **new}))
    assert WrongTry.objects.count() == 2
    assert browser.post("/security/password/", {"current": OWN, **new}).url == "/security/"
    assert browser.get("/teams/").status_code == 200
    assert other.get("/teams/").status_code == 302


def test_who_has_no_password_has_none_to_change(world):
    assert office_of(world.hoa).get("/security/password/").status_code == 404


def test_a_shut_name_is_opened_by_renewal(world):
    office_of(world.hoa)
    for _ in range(10):
        sign_in("sai rồi")
    once = accounts.renew_password(world.hoa.account, by=world.mai, reason="")
    assert sign_in(once).get("/teams/").url == "/security/password/"


def test_a_renewed_factor_is_gone_and_set_up_anew(world):
    browser = office_of(world.mai)
    accounts.renew_factor(world.mai.account, by=world.quang, reason="mất điện thoại")
    assert not Authenticator.objects.exists()
    assert browser.get("/teams/").status_code == 302
    assert Event.objects.get(name="person.factor_renewed").details == {"reason": "mất điện thoại"}
    accounts.change_password(world.mai.account, OWN, by=world.mai)
    assert sign_in(OWN, "mai").get("/teams/").url == "/security/begin/"


def test_a_closed_account_is_out_until_it_is_opened_again(world):
    browser = office_of(world.hoa)
    accounts.change_password(world.hoa.account, OWN, by=world.hoa)
    accounts.close_account(world.hoa.account, by=world.mai, reason="thôi làm tổ trưởng")
    assert browser.get("/teams/").status_code == sign_in(OWN).get("/teams/").status_code == 302
    accounts.reopen_account(world.hoa.account, by=world.mai)
    assert sign_in(OWN).get("/teams/").status_code == 200
    names = ["person.account_closed", "person.account_reopened"]
    assert [line.name for line in Event.objects.filter(name__in=names).order_by("pk")] == names


def test_on_the_machine(world):
    office_of(world.mai)
    said = io.StringIO()
    call_command("renew", "MAI", password=True, factor=True, reason="mất cả hai", stdout=said)
    once = said.getvalue().split()[-1]
    browser = sign_in(once, "mai")
    assert browser.get("/teams/").url == "/security/password/"
    browser.post("/security/password/", {"password": OWN, "again": OWN})
    assert browser.get("/teams/").url == "/security/begin/"
    assert Event.objects.get(name="person.password_renewed").actor == "machine"


@pytest.mark.parametrize(("name", "what", "says"), [("mai", {}, "--password"), ("ai.do", {"factor": True}, "ai.do")])
def test_on_the_machine_what_is_missing_is_said(world, name, what, says):
    with pytest.raises(CommandError, match=says):
        call_command("renew", name, **what)


def test_one_time_passwords_are_typed_the_same_on_every_keyboard():
    """Telex and VNI turn doubled letters, tone letters at a word's end, w and digits after a vowel into marks."""
    assert len(WORDS) == len(set(WORDS)) > 120
    turned = r"[aeiouy].*[sfrxjwz]|a.*a|e.*e|o.*o|d.*d|w|[^a-z]"
    assert [word for word in WORDS if re.search(turned, word)] == []
    assert len({one_time_password() for _ in range(50)}) == 50
