"""The cast: one ward on a Saturday evening, made through the verbs. Every test tells its story with these people.

Phường Hưng Đạo has the group Trà Khê 3 with its team, its alley "Ngõ 45" and three doors; its officer is Mai. Phường Dương Kinh
next door has the group Hòa Nghĩa 1 with bác Sơn's team and one door; its officer is Quang. Neither ward sees the other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.test import Client

from canhtay.catalogue.actions import load_services
from canhtay.core import clock
from canhtay.core.history import MACHINE, Actor
from canhtay.people import devices
from canhtay.people.actions import add_person, grant_role, open_account
from canhtay.people.models import Person, RoleGrant
from canhtay.places.loading import load_units
from canhtay.places.models import Place
from canhtay.places.queries import commune_by_code
from canhtay.register.actions import NewDoor, add_alley, add_household, add_resident
from canhtay.register.models import Alley, Household, Resident
from canhtay.rounds.actions import set_slot
from canhtay.rounds.models import Visit, VisitReason
from canhtay.teams.actions import appoint, found_team
from canhtay.teams.models import Appointment, Team
from testkit.phone import Phone
from testkit.places import open_group

FOUNDED = datetime(2026, 10, 1, 2, 0, tzinfo=UTC)
"""A Thursday morning: the wards' people and doors are there from this day on."""
SATURDAY = datetime(2026, 11, 28, 12, 30, tzinfo=UTC)
"""19:30 in Vietnam: the hour of Trà Khê 3 begins. Tests live at this moment unless they move the clock."""
HUNG_DAO, DUONG_KINH = "11689", "11692"


@dataclass(frozen=True, kw_only=True)
class World:
    hung_dao: Place
    tra_khe_3: Place
    team: Team
    mai: Person  # officer of Hưng Đạo, account `mai`
    hoa: Person  # bác Hòa, leader
    thu: Person  # bác Thu, deputy
    minh: Person  # cháu Minh, member
    ngo_45: Alley
    door_7: Household
    lans_door: Household  # 12/3A, nhà bà Lan
    door_21: Household
    lan: Resident

    duong_kinh: Place
    hoa_nghia_1: Place
    sons_team: Team
    quang: Person  # officer of Dương Kinh, account `quang`
    son: Person  # bác Sơn, leader
    far_door: Household

    @property
    def cast(self) -> list[Person]:
        return [self.mai, self.hoa, self.thu, self.minh, self.quang, self.son]

    @property
    def doors(self) -> list[Household]:
        """As they are walked."""
        return [self.door_7, self.lans_door, self.door_21]

    def phone_of(self, *members: Person, **how: Any) -> Phone:
        """A new phone on which these members have enrolled, one after the other."""
        phone = Phone(Client(raise_request_exception=False), **how)
        for member in members:
            phone.enrol(devices.invite(member, by=self.mai).token)
        return phone

    def appointment_of(self, person: Person) -> Appointment:
        return Appointment.objects.get(person=person, valid_until=None)

    def visits_to(self, door: Household) -> list[Visit]:
        return list(Visit.unscoped.filter(household=door).order_by("happened_at", "pk"))

    def due(self, door: Household) -> dict[str, date]:
        """Why the door is due now: kind of reason → since when."""
        return dict(VisitReason.objects.filter(household=door, ended_at=None).values_list("kind", "due_on"))


def load_reference() -> None:
    """The country's units and the catalogue, where they are missing."""
    load_units()
    load_services()


def make_world() -> World:
    with clock.stopped_at(FOUNDED):
        hung_dao, duong_kinh = commune_by_code(HUNG_DAO), commune_by_code(DUONG_KINH)
        return World(**_hung_dao(hung_dao), **_duong_kinh(duong_kinh))


def _hung_dao(commune: Place) -> dict[str, Any]:
    mai = _officer("Phạm Thị Mai", "mai", commune, gender="F", birth_year=1985)
    group, team = _team(commune, "Trà Khê 3", by=mai)
    hoa = _member(team, "leader", "Nguyễn Văn Hòa", by=mai, gender="M", birth_year=1960, phone="0912345678")
    thu = _member(team, "deputy", "Lê Thị Thu", by=mai, gender="F", birth_year=1958)
    minh = _member(team, "member", "Trần Quang Minh", by=mai, gender="M", birth_year=2006)
    set_slot(team, weekday=6, starts=time(19, 30), minutes=60, place="Nhà văn hóa Trà Khê 3", by=hoa)
    alley = add_alley(group, "Ngõ 45", by=hoa)
    door_7, lans_door, door_21 = (
        add_household(alley, door, by=hoa)
        for door in (NewDoor("7"), NewDoor("12/3A", "Nhà bà Lan", "đối diện trạm y tế"), NewDoor("21"))
    )
    lan = add_resident(lans_door, by=hoa, name="Đặng Thị Lan", gender="F", birth_year=1952)
    return {
        "hung_dao": commune, "tra_khe_3": group, "team": team, "mai": mai, "hoa": hoa, "thu": thu, "minh": minh,
        "ngo_45": alley, "door_7": door_7, "lans_door": lans_door, "door_21": door_21, "lan": lan,
    }  # fmt: skip


def _duong_kinh(commune: Place) -> dict[str, Any]:
    quang = _officer("Vũ Đình Quang", "quang", commune, gender="M", birth_year=1979)
    group, team = _team(commune, "Hòa Nghĩa 1", by=quang)
    son = _member(team, "leader", "Đỗ Văn Sơn", by=quang, gender="M", birth_year=1961)
    far_door = add_household(add_alley(group, "Ngõ 45", by=son), NewDoor("5", "Nhà ông Lân"), by=son)
    return {
        "duong_kinh": commune, "hoa_nghia_1": group, "sons_team": team, "quang": quang, "son": son, "far_door": far_door,
    }  # fmt: skip


def _officer(name: str, username: str, commune: Place, **about: Any) -> Person:
    person = add_person(name, by=MACHINE, place=commune.pk, **about)
    grant_role(person, RoleGrant.Role.OFFICER, commune, by=MACHINE)
    open_account(person, username, None, by=MACHINE)
    return person


def _team(commune: Place, name: str, *, by: Actor) -> tuple[Place, Team]:
    group = open_group(commune, name, label="Tổ dân phố", by=by)
    return group, found_team(group, by=by)


def _member(team: Team, role: str, name: str, *, by: Actor, **about: Any) -> Person:
    person = add_person(name, by=by, **about)
    appoint(team, person, role, by=by)
    return person


def names_of(people: Iterable[Person]) -> set[str]:
    return {person.given_name for person in people}
