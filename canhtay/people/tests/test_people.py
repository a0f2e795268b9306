"""Persons and accounts."""

from datetime import date
from unicodedata import normalize

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from canhtay.core.models import Event
from canhtay.people.actions import add_person, open_account
from canhtay.people.address import address_of
from canhtay.people.models import Account, Person


@pytest.mark.both_databases
def test_a_phone_number_is_sealed_in_the_table_and_read_by_the_program(world):
    assert Person.unscoped.get(pk=world.hoa.pk).phone == "0912345678"
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone, phone_digest FROM people_person WHERE folded = 'nguyen van hoa'")
        sealed, digest = cursor.fetchone()
    assert b"0912345678" not in bytes(sealed)
    assert digest and "0912345678" not in digest
    assert Person.unscoped.filter(phone_digest=world.hoa.phone_digest).get() == world.hoa


@pytest.mark.both_databases
def test_people_are_sorted_by_given_name_as_vietnamese_do(world):
    names = [person.given_name for person in Person.unscoped.order_by("sort_key")]
    assert names == ["Hòa", "Mai", "Minh", "Quang", "Sơn", "Thu"]


def test_a_name_is_kept_in_one_writing_whatever_the_keyboard_sent(world):
    person = add_person(normalize("NFD", "Nguyễn Văn Hòa"), by=world.mai)
    assert (person.name, person.folded) == ("Nguyễn Văn Hòa", "nguyen van hoa")


def test_the_name_in_the_log_stands_under_the_person_alone(world):
    assert Event.objects.get(name="person.added", subject=f"person:{world.hoa.pk}").details == {
        "name": "Nguyễn Văn Hòa"
    }


@pytest.mark.parametrize(
    ("gender", "birth_year", "address"),
    [
        ("M", 1960, "bác"), ("F", 1958, "bác"), ("M", 1971, "bác"), ("M", 1972, "anh"), ("F", 1985, "chị"),
        ("", 1990, "anh/chị"), ("F", 2001, "cháu"), ("F", 2000, "chị"), ("M", None, "bác"),
    ],
)  # fmt: skip
def test_everybody_is_spoken_to_by_age(gender, birth_year, address):
    assert address_of(Person(gender=gender, birth_year=birth_year), date(2026, 11, 28)) == address


def test_a_weak_password_opens_no_account(world):
    with pytest.raises(ValidationError):
        open_account(world.hoa, "hoa", "12345678", by=world.mai)
    assert not Account.objects.filter(person=world.hoa).exists()


def test_an_account_without_password_is_opened_by_none(world):
    assert world.mai.account.username == "mai"
    assert not world.mai.account.check_password("")
    assert Account.objects.get_by_natural_key("MAI") == world.mai.account
