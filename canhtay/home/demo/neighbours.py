"""Two wards next door, each with its officer and a handful of teams that came by a list, so that the city is more than one ward."""

from dataclasses import dataclass
from datetime import time
from random import Random

from canhtay.home.demo.crews import Crew, crew_of
from canhtay.home.demo.doors import add_doors
from canhtay.home.demo.offices import Desk, open_desk
from canhtay.home.demo.people import Invented
from canhtay.home.demo.rosters import Row, rows_of, some_posts, take_in
from canhtay.people.models import Person, RoleGrant
from canhtay.places.queries import commune_by_code
from canhtay.rounds.actions import set_slot
from canhtay.teams.models import Team

WITH_DOORS, DOORS = 2, 40
"""So many teams of each have written their doors down, so many each."""
HOURS = [(6, time(8, 0)), (7, time(15, 30))]


@dataclass(frozen=True)
class Ward:
    code: str
    name: str
    teams: int
    desk: Desk


WARDS = [
    Ward("11692", "Hòa Nghĩa", 5, Desk(RoleGrant.Role.OFFICER, "canbo.duongkinh", Invented("Đỗ Đức Bình", "M", 1981))),
    Ward("11443", "Văn Đẩu", 4, Desk(RoleGrant.Role.OFFICER, "canbo.kienan", Invented("Mai Thị Loan", "F", 1987))),
]


def settle(die: Random) -> dict[str, Person]:
    """The wards' officers by code, their teams on record."""
    officers = {}
    for ward in WARDS:
        commune = commune_by_code(ward.code)
        officers[ward.code] = open_desk(ward.desk, commune)
        take_in(commune, "Danh sách các tổ.csv", _list(die, ward), by=officers[ward.code])
    return officers


def begin_hours(die: Random, officers: dict[str, Person]) -> list[Crew]:
    """The first teams of each write down doors and choose their hour."""
    crews = []
    for ward in WARDS:
        for name, (weekday, starts) in zip(_names(ward)[:WITH_DOORS], HOURS, strict=True):
            crew = crew_of(Team.objects.select_related("group").get(group__name=name))
            add_doors(die, crew, DOORS, by=officers[ward.code])
            place = f"Nhà văn hóa {name}"
            set_slot(crew.team, weekday=weekday, starts=starts, minutes=60, place=place, by=crew.members[0])
            crews.append(crew)
    return crews


def _list(die: Random, ward: Ward) -> list[Row]:
    return [row for name in _names(ward) for row in rows_of(die, name, some_posts(die))]


def _names(ward: Ward) -> list[str]:
    return [f"{ward.name} {number}" for number in range(1, ward.teams + 1)]
