"""At one moment on PostgreSQL: guesses, one-time passwords and grants are as they are one by one. SQLite has one writer."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.test import Client

from canhtay.core import clock
from canhtay.core.history import MACHINE
from canhtay.core.models import Event
from canhtay.core.problems import Problem
from canhtay.people import accounts, devices
from canhtay.people.actions import grant_role
from canhtay.people.models import Invitation, Person, RoleGrant, WrongTry
from testkit.databases import beside
from testkit.office import office_of
from testkit.world import SATURDAY, World, load_reference, make_world

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True),
    pytest.mark.mission("R1"),
]
PATIENCE_S, TOMORROW = 60, SATURDAY.date() + timedelta(days=30)


@pytest.fixture
def city(settings) -> Iterator[World]:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with clock.stopped_at(SATURDAY):
        load_reference()
        yield make_world()


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """What each answered, or the code it was refused with."""
    ready = Barrier(len(works))

    def waiting(work: Callable[[], Any]) -> Any:
        ready.wait(PATIENCE_S)
        try:
            return work()
        except Problem as problem:
            return problem.kind.code

    return [one.result(PATIENCE_S) for one in [beside(lambda work=work: waiting(work)) for work in works]]


def test_of_six_who_ask_for_the_last_two_digits_four_are_refused(city):
    people = Person.unscoped.bulk_create(Person(name=f"Người {n}").derive() for n in range(44))
    for person in people[:38]:
        devices.show_digits(person, by=city.mai)
    answers = at_once(*(lambda one=one: devices.show_digits(one, by=city.mai) for one in people[38:]))
    assert answers.count("no_digits_left") == 4
    assert Invitation.objects.exclude(code_digest="").values("code_digest").distinct().count() == 40


def test_of_ten_guesses_no_more_than_the_last_five_are_looked_at(city):
    code = devices.show_digits(city.hoa, by=city.mai).code
    wrong = [f"{n:06}" for n in range(36) if f"{n:06}" != code]

    def guess(n: int) -> None:
        devices.enrol(wrong[n], device_name="?", source=f"203.0.113.{n}")

    for n in range(20):
        with pytest.raises(Problem):
            guess(n)
    answers = at_once(*(lambda n=n: guess(n) for n in range(20, 30)))
    assert answers.count("wrong_code") <= 5
    assert set(answers) <= {"wrong_code", "digits_shut"}


def test_one_of_two_opens_with_a_one_time_password(city):
    office_of(city.hoa)
    once = accounts.renew_password(city.hoa.account, by=city.mai, reason="")

    def sign_in() -> bool:
        browser = Client()
        browser.post("/sign-in/", {"username": "nguyen.van.hoa", "password": once})
        return browser.get("/security/password/").status_code == 200

    assert sorted(at_once(sign_in, sign_in)) == [False, True]
    assert Event.objects.filter(name="account.signed_in").count() == 1


def test_the_tenth_of_many_wrong_passwords_leaves_the_one_line(city):
    office_of(city.hoa)

    def wrong(n: int) -> None:
        Client().post("/sign-in/", {"username": "nguyen.van.hoa", "password": "sai rồi"}, REMOTE_ADDR=f"203.0.113.{n}")

    for n in range(8):
        wrong(n)
    at_once(*(lambda n=n: wrong(n) for n in range(20, 26)))
    assert WrongTry.objects.count() >= 20
    assert Event.objects.filter(name="account.locked").count() == 1


def test_a_grant_that_is_brought_forward_twice_is_brought_forward_once(city):
    grant_role(city.hoa, RoleGrant.Role.OFFICER, city.hung_dao, by=MACHINE, since=TOMORROW)

    def today() -> RoleGrant:
        return grant_role(city.hoa, RoleGrant.Role.OFFICER, city.hung_dao, by=MACHINE)

    assert {grant.valid_from for grant in at_once(today, today, today)} == {SATURDAY.date()}
    assert Event.objects.filter(name="role.brought_forward").count() == 1
