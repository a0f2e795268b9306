"""A name that too many wrong passwords shut: the officer sees until when, and opens it again, on record."""

from datetime import timedelta

import pytest
from django.test import Client

from canhtay.core.history import MACHINE
from canhtay.core.models import Event
from canhtay.people.actions import open_account
from testkit.office import errors_of, office_of, words
from testkit.world import SATURDAY

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R1")]
RIGHT = "bánh đa cua ngõ 45"
SHUT = "Đang tạm khóa đến 20:30 vì gõ sai 10 lần."


@pytest.fixture(autouse=True)
def quick_hashes(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def hoas_page(world):
    open_account(world.hoa, "bac.hoa", RIGHT, by=MACHINE)
    return f"/accounts/{world.hoa.pk}/"


def sign_in(password):
    return Client().post("/sign-in/", {"username": "bac.hoa", "password": password}).status_code


def shut(world):
    for _ in range(10):
        sign_in("sai rồi")


def test_the_officer_sees_until_when_a_name_is_shut(world, hoas_page, stopped_at):
    mai = office_of(world.mai)
    for _ in range(9):
        sign_in("sai rồi")
    assert "Đang mở." in words(mai.get(hoas_page))
    sign_in("sai rồi")
    said = words(mai.get(hoas_page))
    assert SHUT in said
    assert "Đang mở." not in said
    stopped_at(SATURDAY + timedelta(minutes=61))
    assert "Đang mở." in words(mai.get(hoas_page))


def test_the_officer_opens_it_again_for_a_reason(world, hoas_page):
    shut(world)
    mai = office_of(world.mai)
    assert "reason" in errors_of(mai.post(f"{hoas_page}unlocking/", {"reason": ""}))
    assert sign_in(RIGHT) == 200
    assert "Đã mở khóa cho Nguyễn Văn Hòa." in words(
        mai.post(f"{hoas_page}unlocking/", {"reason": "bật nhầm phím hoa"}, follow=True)
    )
    assert sign_in(RIGHT) == 302
    line = Event.objects.get(name="person.account_unlocked")
    assert (line.actor, line.subject, line.place) == (
        str(world.mai.pk),
        f"person:{world.hoa.pk}",
        world.tra_khe_3.pk,
    )
    assert line.details == {"reason": "bật nhầm phím hoa"}
    assert "Mở khóa tên đăng nhập" in words(mai.get("/audit/"))


def test_the_next_wards_officer_opens_nothing(world, hoas_page):
    shut(world)
    assert office_of(world.quang).post(f"{hoas_page}unlocking/", {"reason": "giúp"}).status_code == 404
    assert sign_in(RIGHT) == 200
