"""In a demo the clock is days ahead: what the frameworks note of a sign-in is noted by it, too."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client

from canhtay.core.history import MACHINE
from canhtay.people.actions import open_account
from canhtay.people.models import Account
from testkit.aides import make_aides
from testkit.office import SECRET, code_now, give_second_factor, office_of, words
from testkit.world import SATURDAY

pytestmark = pytest.mark.both_databases
RIGHT = "bánh đa cua ngõ 45"


def test_a_sign_in_is_noted_by_one_clock(world, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    vinh = make_aides(world).vinh
    account = open_account(vinh, "vinh", RIGHT, by=MACHINE)
    give_second_factor(account)
    browser = Client()
    browser.post("/sign-in/", {"username": "vinh", "password": RIGHT})
    browser.post("/sign-in/code/", {"code": code_now(SECRET)})
    assert browser.get("/security/").status_code == 200
    assert Account.objects.get(pk=account.pk).last_login == SATURDAY
    assert UserSession.objects.get().last_seen_at == SATURDAY
    assert Authenticator.objects.get().last_used_at == SATURDAY
    assert "dùng lần cuối 28/11/2026 19:30" in words(browser.get("/security/"))


def test_the_list_says_when_somebody_was_here_last(world):
    office_of(make_aides(world).yen)
    said = words(office_of(world.mai).get("/grants/?role=auditor"))
    assert "vào lần cuối 28/11/2026 19:30" in said
