"""Who directs, trains, reads and inspects, in the city and in the ward; their sign-ins, which no password opens; the committees."""

from dataclasses import dataclass
from random import Random

from canhtay.core.history import MACHINE
from canhtay.home.demo import visitor
from canhtay.home.demo.people import Invented, somebody
from canhtay.people.actions import add_person, grant_role, open_account
from canhtay.people.addressing import choose_address
from canhtay.people.models import Addressed, Person, RoleGrant
from canhtay.places.models import Place
from canhtay.teams.committees import found_committee, seat
from canhtay.teams.models import Committee, Seat

Role, Kind = RoleGrant.Role, Committee.Kind


@dataclass(frozen=True)
class Desk:
    role: str
    username: str
    who: Invented


CITY_DESKS = {
    visitor.CITY: Desk(Role.CITY, "ban.chi.dao", Invented("Đoàn Thị Bích Vân", "F", 1976)),
    visitor.TRAINER: Desk(Role.TRAINER, "tap.huan.so", Invented("Dương Hải Khánh", "M", 1988)),
    visitor.INSPECTOR: Desk(Role.INSPECTOR, "kiem.tra", Invented("Lưu Thị Ngọc Yến", "F", 1979)),
}
WARD_DESKS = {
    visitor.OFFICER: Desk(Role.OFFICER, "canbo.phuong", Invented("Vũ Thị Mai", "F", 1984)),
    visitor.PARTY: Desk(Role.PARTY, "cap.uy.phuong", Invented("Ngô Xuân Toàn", "M", 1969)),
    visitor.AUDITOR: Desk(Role.AUDITOR, "soat.nhat.ky", Invented("Đào Quang Lộc", "M", 1990)),
}
CITY_SEATS = [
    (Seat.Role.HEAD, "Phó Chủ tịch Ủy ban nhân dân thành phố"),
    (Seat.Role.DEPUTY, "Giám đốc Sở Khoa học và Công nghệ"),
    (Seat.Role.MEMBER, "Phó Chánh Văn phòng Ủy ban nhân dân thành phố"),
    (Seat.Role.MEMBER, "Phó Giám đốc Công an thành phố"),
    (Seat.Role.MEMBER, "Phó Bí thư Thành đoàn"),
    (Seat.Role.MEMBER, "Phó Chủ tịch Hội Liên hiệp Phụ nữ thành phố"),
]
WARD_SEATS = [
    (Seat.Role.HEAD, "Chủ tịch Ủy ban nhân dân phường"),
    (Seat.Role.DEPUTY, "Phó Chủ tịch Ủy ban nhân dân phường"),
    (Seat.Role.MEMBER, "Trưởng Công an phường"),
    (Seat.Role.MEMBER, "Chủ tịch Ủy ban Mặt trận Tổ quốc phường"),
    (Seat.Role.MEMBER, "Bí thư Đoàn phường"),
]


def open_city(die: Random, province: Place) -> dict[str, Person]:
    desks = {role: open_desk(desk, province) for role, desk in CITY_DESKS.items()}
    choose_address(desks[visitor.CITY], Addressed.DONG_CHI, by=desks[visitor.CITY])
    ban = found_committee(province, Kind.STEERING, by=desks[visitor.CITY])
    seat(ban, desks[visitor.CITY], Seat.Role.STANDING, by=desks[visitor.CITY], post="Chánh Văn phòng Ban Chỉ đạo")
    _seat_all(die, ban, CITY_SEATS, by=desks[visitor.CITY])
    return desks


def open_ward(die: Random, commune: Place) -> dict[str, Person]:
    desks = {role: open_desk(desk, commune) for role, desk in WARD_DESKS.items()}
    officer, party = desks[visitor.OFFICER], desks[visitor.PARTY]
    ban = found_committee(commune, Kind.STEERING, by=officer)
    seat(ban, officer, Seat.Role.STANDING, by=officer, post="Công chức Văn hóa – Xã hội")
    seat(ban, party, Seat.Role.MEMBER, by=officer, post="Phó Bí thư Đảng ủy phường")
    _head, deputy, police, *_others = _seat_all(die, ban, WARD_SEATS, by=officer)
    group = found_committee(commune, Kind.PROJECT_06, by=officer)
    seat(group, police, Seat.Role.HEAD, by=officer, post="Trưởng Công an phường")
    seat(group, deputy, Seat.Role.DEPUTY, by=officer, post="Phó Chủ tịch Ủy ban nhân dân phường")
    return desks


def open_desk(desk: Desk, place: Place) -> Person:
    person = add_person(
        desk.who.name, by=MACHINE, gender=desk.who.gender, birth_year=desk.who.birth_year, place=place.pk
    )
    grant_role(person, desk.role, place, by=MACHINE)
    open_account(person, desk.username, None, by=MACHINE)
    return person


def _seat_all(die: Random, committee: Committee, seats: list[tuple[Seat.Role, str]], *, by: Person) -> list[Person]:
    people = []
    for role, post in seats:
        one = somebody(die, (1968, 1985))
        people.append(
            add_person(one.name, by=by, gender=one.gender, birth_year=one.birth_year, place=committee.place_id)
        )
        seat(committee, people[-1], role, by=by, post=post)
    return people
