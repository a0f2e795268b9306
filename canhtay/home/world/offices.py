"""The city's and the communes' offices: who signs in there with which role, the steering committees, the former districts."""

from datetime import date
from random import Random
from typing import Any
from uuid import UUID

from canhtay.home.demo.people import somebody
from canhtay.home.world.groups import Commune
from canhtay.home.world.making import Making
from canhtay.home.world.persons import add_person, grant, open_account
from canhtay.people.models import RoleGrant
from canhtay.places.models import Place
from canhtay.places.official import LAST_BEFORE
from canhtay.teams.committees import COMMITTEE_FOUNDED, SEATED
from canhtay.teams.models import Committee, Seat

Role = RoleGrant.Role
# Role, the sign-in's name and how many there are.
CITY = [
    (Role.CITY, "ban-chi-dao", 3),
    (Role.TRAINER, "tap-huan", 4),
    (Role.PARTY, "cap-uy", 2),
    (Role.INSPECTOR, "kiem-tra", 3),
    (Role.AUDITOR, "soat-nhat-ky", 2),
]
COMMUNE = [
    (Role.OFFICER, "can-bo", 1),
    (Role.PARTY, "cap-uy", 1),
    (Role.INSPECTOR, "kiem-tra", 1),
    (Role.AUDITOR, "soat-nhat-ky", 1),
]
COMMITTEES_SINCE = date(2025, 7, 15)
BORN = (-58, -27)
"""Years before the city's own."""
SEATS = [
    (Seat.Role.HEAD, "Chủ tịch Ủy ban nhân dân"),
    (Seat.Role.DEPUTY, "Phó Chủ tịch Ủy ban nhân dân"),
    (Seat.Role.STANDING, "Chánh Văn phòng"),
    (Seat.Role.MEMBER, "Trưởng phòng Văn hóa – Xã hội"),
    (Seat.Role.MEMBER, "Trưởng phòng Kinh tế"),
    (Seat.Role.MEMBER, "Trưởng Công an"),
    (Seat.Role.MEMBER, "Chủ tịch Ủy ban Mặt trận Tổ quốc"),
    (Seat.Role.MEMBER, "Bí thư Đoàn Thanh niên"),
    (Seat.Role.MEMBER, "Chủ tịch Hội Phụ nữ"),
]


def open_city_offices(making: Making, province: Place) -> None:
    die = making.order.die("offices")
    _open_offices(making, die, CITY, province.pk, "")
    _seat_committee(making, die, province.pk, f"{province.label.lower()} {province.name}")
    for place in Place.objects.filter(
        kind=Place.Kind.DISTRICT, valid_until=LAST_BEFORE, placements__parent__successions__new=province
    ).order_by("sort_key", "pk"):
        _open_former_district(making, die, place)


def open_commune_offices(making: Making, commune: Commune) -> UUID:
    """Returns the officer."""
    die = making.order.die("offices", commune.code)
    people = _open_offices(making, die, COMMUNE, commune.key, f".{commune.code}")
    _seat_committee(making, die, commune.key, f"{commune.label.lower()} {commune.name}")
    return people[0]


def usernames(communes: list[Commune]) -> list[str]:
    """One sign-in of each kind, those of the communes at the first of these."""
    here = communes[0]
    return [f"{name}1" for _role, name, _n in CITY] + [f"{name}.{here.code}" for _role, name, _n in COMMUNE]


def _open_offices(
    making: Making, die: Random, offices: list[tuple[Role, str, int]], place: int, suffix: str
) -> list[UUID]:
    people = []
    for role, name, n in offices:
        for number in range(1, n + 1):
            person = _official(making, die, place)
            grant(making, person, role, place, making.order.begun)
            open_account(making, person, name + (suffix or str(number)))
            people.append(person)
    return people


def _open_former_district(making: Making, die: Random, district: Place) -> None:
    """Whose office saw its communes until the day it ended."""
    person = _official(making, die, district.pk)
    grant(making, person, Role.DISTRICT, district.pk, date(2022, 3, 1), LAST_BEFORE)
    open_account(making, person, f"quan-huyen.{district.code}")


def _seat_committee(making: Making, die: Random, place: int, named: str) -> None:
    key, kind = making.keys.new(), Committee.Kind.STEERING
    name = f"{kind.label} {named}"
    about = {"place_id": place, "kind": kind, "name": name}
    making.rows.add(Committee, id=key, valid_from=COMMITTEES_SINCE, **about)
    making.note(COMMITTEE_FOUNDED, ("committee", key), place=place, kind=kind.value, name=name, decision="")
    for role, post in SEATS:
        person = _official(making, die, place)
        seat: dict[str, Any] = {"role": role.value, "post": post}
        making.rows.add(Seat, committee_id=key, person_id=person, valid_from=COMMITTEES_SINCE, **seat)
        since = COMMITTEES_SINCE.isoformat()
        making.note(SEATED, ("committee", key), place=place, person=str(person), since=since, **seat)


def _official(making: Making, die: Random, place: int) -> UUID:
    year = making.order.today.year
    return add_person(making, die, somebody(die, (year + BORN[0], year + BORN[1])), place)
