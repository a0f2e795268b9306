"""The reform of 1/7/2025 lived through: phường Anh Dũng with the code 11689 lay in quận Dương Kinh; its groups went to Hưng Đạo
(also 11689) or to Dương Kinh (11692), and which went where only the ward can say. What was before still reads as it was.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.urls import reverse

from canhtay.core import clock
from canhtay.core.models import Event
from canhtay.people.actions import add_person
from canhtay.people.models import Person
from canhtay.places.models import Place, Reform
from canhtay.places.official import LAST_BEFORE, SINCE
from canhtay.places.paths import path_at
from canhtay.places.queries import commune_by_code
from canhtay.teams.actions import appoint, found_team
from canhtay.teams.models import Team
from testkit.office import office_of, words
from testkit.places import open_group

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R1"), pytest.mark.mission("R2")]
THEN = date(2024, 6, 1)
IN_JUNE = datetime(2024, 6, 1, 2, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Told:
    """Two groups of phường Anh Dũng; the first has had a team since 2024, which Khang leads."""

    ward: Place
    one: Place
    two: Place
    team: Team
    khang: Person


@pytest.fixture
def told(world) -> Told:
    ward = commune_by_code("11689", LAST_BEFORE)
    one, two = (open_group(ward, f"Phấn Dũng {n}", label="Tổ dân phố", by=world.mai, since=THEN) for n in (1, 2))
    team = found_team(one, by=world.mai, since=THEN)
    khang = add_person("Đoàn Văn Khang", by=world.mai, birth_year=1958)
    with clock.stopped_at(IN_JUNE):
        appoint(team, khang, "leader", by=world.mai)
    return Told(ward, one, two, team, khang)


def file_of(reader: Person, team: Team, kind: str, day: date = THEN) -> bytes:
    return office_of(reader).get(reverse("team", args=[team.pk]), {"day": str(day), "export": kind}).content


def page_of(reader: Person, team: Team, day: date) -> str:
    return words(office_of(reader).get(reverse("team", args=[team.pk]), {"day": str(day)}))


def chosen(world, group: Place, side: Place, **more: str) -> Any:
    """By the ward that gives it away."""
    giver = world.quang if side == world.hung_dao else world.mai
    return office_of(giver).post(reverse("sides"), {"group": [group.pk], "side": side.pk, **more})


def test_anh_dung_on_a_day_in_2024_lies_in_quan_duong_kinh_with_its_code(world, told):
    office = office_of(world.mai)
    found = words(office.get(reverse("units"), {"q": "anh dung, duong kinh", "day": "01/06/2024"}))
    assert "Phường Anh Dũng Quận Dương Kinh, Thành phố Hải Phòng" in found
    assert "11689 Có" not in found
    page = words(office.get(reverse("unit", args=[told.ward.pk]), {"day": "2024-06-01"}))
    assert "Phường Anh Dũng, mã 11689, thuộc quận Dương Kinh, thành phố Hải Phòng; có đến hết 30/06/2025." in page
    assert (
        page.index("Sau đó về đâu") < page.index("Phường Dương Kinh mã 11692") < page.index("Phường Hưng Đạo mã 11689")
    )
    assert "2 tổ dân phố, thôn ngày 01/06/2024" in page


def test_today_its_groups_lie_where_the_ward_said_previewed_written_and_undone(world, told):
    todo = words(office_of(world.mai).get("/"))
    assert "2 tổ của phường cũ đợi chọn bên" in todo
    seen = words(chosen(world, told.one, world.hung_dao))
    assert "1 tổ về Phường Hưng Đạo" in seen
    assert "Chưa ghi gì cả." in seen
    assert path_at(told.one) == [told.one]

    chosen(world, told.one, world.hung_dao, sure="1", paper="Nghị quyết 1669")
    chosen(world, told.two, world.duong_kinh, sure="1")
    assert [place.code for place in path_at(told.one)] == ["", "11689", "31"]
    assert [place.code for place in path_at(told.two, SINCE)] == ["", "11692", "31"]
    assert [place.name for place in path_at(told.one, THEN)] == ["Phấn Dũng 1", "Anh Dũng", "Dương Kinh", "Hải Phòng"]
    assert "đợi chọn bên" not in words(office_of(world.mai).get("/"))

    for reform in Reform.objects.all():
        office_of(world.mai).post(reverse("undo-reform", args=[reform.pk]))
    assert path_at(told.one) == [told.one]
    assert "2 tổ của phường cũ đợi chọn bên" in words(office_of(world.mai).get("/"))
    assert Event.objects.filter(name="places.reform_undone", actor=str(world.mai.pk)).count() == 2


def test_a_teams_page_of_before_reads_as_it_was_and_its_old_files_still_match(world, told):
    before = {kind: file_of(told.khang, told.team, kind) for kind in ("xlsx", "csv")}
    page = page_of(told.khang, told.team, THEN)
    assert "Thuộc Phường Anh Dũng, Quận Dương Kinh, Thành phố Hải Phòng" in page
    assert "tổ trưởng là Đoàn Văn Khang" in page

    chosen(world, told.one, world.hung_dao, sure="1")
    assert {kind: file_of(told.khang, told.team, kind) for kind in before} == before
    assert {kind: file_of(world.mai, told.team, kind) for kind in before} == before
    assert page_of(told.khang, told.team, THEN) == page
    assert "Thuộc Phường Hưng Đạo, Thành phố Hải Phòng" in page_of(world.mai, told.team, clock.today())

    [reform] = Reform.objects.all()
    office_of(world.mai).post(reverse("undo-reform", args=[reform.pk]))
    assert {kind: file_of(told.khang, told.team, kind) for kind in before} == before
    assert "Tổ này đợi chọn bên." in page_of(world.mai, told.team, clock.today())
