"""The rest of the cast: who directs, trains, reads, inspects, audits; a commune in another province; whose post has ended.

Beside `testkit/world.py`, for tests that ask who may do what. All of them have a sign-in.
"""

from dataclasses import dataclass
from datetime import date

from canhtay.core import clock
from canhtay.core.history import MACHINE
from canhtay.people.actions import add_person, end_grant, grant_role
from canhtay.people.models import Person, RoleGrant
from canhtay.places.models import Place
from canhtay.places.paths import path_at
from canhtay.places.queries import commune_by_code
from canhtay.register.actions import NewDoor, add_alley, add_household
from canhtay.register.models import Household
from canhtay.teams.actions import appoint, found_team
from canhtay.teams.models import Team
from testkit.places import open_group
from testkit.world import FOUNDED, World

BA_DINH, OLD_DUONG_KINH = "00004", "309"
LAST_DAY_OF_DISTRICTS = date(2025, 6, 30)
Role = RoleGrant.Role


@dataclass(frozen=True, kw_only=True)
class Aides:
    hai_phong: Place
    dung: Person  # city: steering committee of Hải Phòng
    ngan: Person  # trainer of the Department, all of the city
    binh: Person  # party committee of Hưng Đạo: reads
    kien: Person  # inspector in Hưng Đạo
    yen: Person  # auditor of Hưng Đạo's log
    na: Person  # youth volunteer at Trà Khê 3
    tuan: Person  # was an officer of quận Dương Kinh until 30/6/2025
    oanh: Person  # was an officer of Hưng Đạo until yesterday
    vinh: Person  # has a sign-in and never had a post


@dataclass(frozen=True, kw_only=True)
class Elsewhere:
    """Phường Ba Đình, Hà Nội: nobody of the cast has anything to do with it."""

    commune: Place
    group: Place
    team: Team
    leader: Person
    door: Household


def make_aides(world: World) -> Aides:
    city = path_at(world.hung_dao, clock.today())[-1]
    return Aides(
        hai_phong=city,
        dung=_holding("Lê Tiến Dũng", Role.CITY, city),
        ngan=_holding("Bùi Thúy Ngân", Role.TRAINER, city),
        binh=_holding("Vũ Hòa Bình", Role.PARTY, world.hung_dao),
        kien=_holding("Đinh Trung Kiên", Role.INSPECTOR, world.hung_dao),
        yen=_holding("Ngô Hải Yến", Role.AUDITOR, world.hung_dao),
        na=_holding("Phạm Lê Na", Role.YOUTH, world.tra_khe_3),
        tuan=_held("Mai Anh Tuấn", Role.DISTRICT, _district(), LAST_DAY_OF_DISTRICTS),
        oanh=_held("Trịnh Kim Oanh", Role.OFFICER, world.hung_dao, clock.day_before(clock.today())),
        vinh=add_person("Hoàng Đức Vinh", by=MACHINE),
    )


def make_elsewhere() -> Elsewhere:
    with clock.stopped_at(FOUNDED):
        commune = commune_by_code(BA_DINH)
        group = open_group(commune, "Trúc Bạch 1", label="Tổ dân phố", by=MACHINE)
        team = found_team(group, by=MACHINE)
        leader = add_person("Cao Xuân Bách", by=MACHINE)
        appoint(team, leader, "leader", by=MACHINE)
        door = add_household(add_alley(group, "Ngõ 9", by=MACHINE), NewDoor("3"), by=MACHINE)
    return Elsewhere(commune=commune, group=group, team=team, leader=leader, door=door)


def _holding(name: str, role: str, place: Place) -> Person:
    person = add_person(name, by=MACHINE)
    grant_role(person, role, place, by=MACHINE)
    return person


def _held(name: str, role: str, place: Place, until: date) -> Person:
    person = add_person(name, by=MACHINE)
    grant = grant_role(person, role, place, by=MACHINE, since=until.replace(day=1))
    end_grant(grant, by=MACHINE, last_day=until)
    return person


def _district() -> Place:
    return Place.objects.get(kind=Place.Kind.DISTRICT, code=OLD_DUONG_KINH)
