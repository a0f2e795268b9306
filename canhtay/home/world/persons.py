"""Invented people and what goes with each: the person's row, roles, an office's sign-in."""

from datetime import date, datetime
from functools import cache
from random import Random
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password

from canhtay.core.sealing import digest
from canhtay.core.vietnamese import fold, given_name_key
from canhtay.home.demo.people import Invented, some_phone
from canhtay.home.world.making import Making
from canhtay.people.actions import ACCOUNT_OPENED, PERSON_ADDED, ROLE_ENDED, ROLE_GRANTED
from canhtay.people.models import Account, Person, RoleGrant

HAS_A_PHONE, YEAR_KNOWN = 0.85, 0.97


def add_person(making: Making, die: Random, invented: Invented, place: int) -> UUID:
    key, name = making.keys.new(), invented.name
    phone = some_phone(die) if die.random() < HAS_A_PHONE else ""
    making.rows.add(
        Person,
        id=key,
        name=name,
        folded=fold(name),
        sort_key=_sorted_by(name),
        gender=invented.gender,
        birth_year=invented.birth_year if die.random() < YEAR_KNOWN else None,
        phone=phone,
        phone_digest=digest(phone, "phone"),
    )
    making.note(PERSON_ADDED, ("person", key), place=place, name=name)
    return key


def grant(
    making: Making, person: UUID, role: str, place: int, since: date, until: date | None = None, by: Any = "machine"
) -> int:
    key = making.rows.number(RoleGrant)
    making.rows.add(
        RoleGrant,
        id=key,
        person_id=person,
        role=role,
        place_id=place,
        valid_from=since,
        valid_until=until,
        granted_by=str(by),
    )
    about: dict[str, Any] = {"person": str(person), "role": role}
    making.note(ROLE_GRANTED, ("person", person), place=place, by=by, since=since.isoformat(), until="", **about)
    if until:
        making.note(ROLE_ENDED, ("person", person), place=place, by=by, until=until.isoformat(), **about)
    return key


def open_account(making: Making, person: UUID, username: str, at: datetime | None = None) -> None:
    """No password opens it until `canhtay renew` has given one."""
    making.rows.add(Account, person_id=person, username=username, password=_no_password())
    making.note(ACCOUNT_OPENED, ("person", person), at=at, username=username)


@cache
def _no_password() -> str:
    return make_password(None)


@cache
def _sorted_by(name: str) -> str:
    return given_name_key(name)
