"""Small lists for tests of storing: one team's people as an office would send them."""

from datetime import date
from typing import Any

from canhtay.people.models import Person
from canhtay.places.models import Place
from canhtay.teams.models import Appointment, RosterUpload
from canhtay.teams.roster.reading import read_roster
from canhtay.teams.roster.storing import import_roster
from canhtay.teams.roster.uploads import upload_for_machine
from testkit import sheets
from testkit.roster_files import FOUR, HEADER, person, rows_of
from testkit.world import World

HOA = person("Nguyễn Văn Hoà", "M", 1956, "leader", "0912345601")  # the first of FOUR
NA = person("Đỗ Thị Na", "F", 1961, "member", "0977123404")
GROUP = "Trà Khê 5"


def a_list(
    *people: dict[str, Any], group: str = GROUP, decision: str = "", posts: list[str] | None = None
) -> tuple[str, bytes]:
    """`posts`: a column of offices beside the role, in the order of the people."""
    titles = [[f"DANH SÁCH TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG TỔ DÂN PHỐ {group.upper()}"], [decision]]
    header, rows = [*HEADER, *(["Chức vụ, đơn vị"] if posts else [])], rows_of(list(people))
    if posts:
        rows = [[*row, post] for row, post in zip(rows, posts, strict=True)]
    return f"{group}.xlsx", sheets.xlsx({"Sheet1": [*titles, header, *rows]})


def send(
    world: World,
    *people: dict[str, Any],
    group: str = GROUP,
    decision: str = "",
    posts: list[str] | None = None,
    origin: Place | None = None,
    since: date | None = None,
) -> RosterUpload:
    """Taken in by Mai; the figures stand in the upload."""
    name, content = a_list(*(people or FOUR), group=group, decision=decision, posts=posts)
    upload = upload_for_machine(world.hung_dao, name, by=world.mai, origin=origin, since=since)
    import_roster(read_roster(name, content), upload, by=world.mai)
    return upload


def team_of(world: World, group: str = GROUP) -> list[dict[str, Any]]:
    """Who is in the team now, as a list says it."""
    rows = Appointment.objects.filter(team__group__name=group, valid_until=None).select_related("person")
    rows = rows.order_by("person")  # as they came into the record
    return [as_said(row) for row in rows]


def as_said(row: Appointment) -> dict[str, Any]:
    who = row.person
    return person(who.name, who.gender or None, who.birth_year, row.role, who.phone or None)


def but(one: dict[str, Any], **changed: Any) -> dict[str, Any]:
    return one | changed


def named(name: str) -> Person:
    return Person.unscoped.get(name=name)
