"""One leads: whoever is written down as leader takes the place of who led, who is asked about first and stays unless it is said."""

from datetime import date

import pytest
from django.urls import reverse

from canhtay.teams.queries import members_of
from testkit.office import errors_of, office_of, words

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R2")]
LOAN = {"name": "Nguyễn Thị Loan", "gender": "F", "birth_year": "1968", "phone": "", "post": "", "body": ""}
LEADS = {"role": "leader", "since": "15/11/2026"}


def now(world) -> list[tuple[str, str, date]]:
    return [(row.person.given_name, row.role, row.valid_from) for row in members_of([world.team.pk])]


OCTOBER, SINCE = date(2026, 10, 1), date(2026, 11, 15)
AS_BEFORE = [("Hòa", "leader", OCTOBER), ("Thu", "deputy", OCTOBER), ("Minh", "member", OCTOBER)]


def test_a_second_leader_is_asked_about_and_nothing_is_written(world):
    asked = office_of(world.mai).post(reverse("new-member", args=[world.team.pk]), LOAN | LEADS)
    said = words(asked)
    assert "Tổ đang có tổ trưởng. Thay Nguyễn Văn Hòa từ 15/11/2026?" in said
    assert "Thay; Nguyễn Văn Hòa ở lại làm thành viên" in said
    assert list(errors_of(asked)) == ["instead"]
    assert now(world) == AS_BEFORE


@pytest.mark.parametrize(("instead", "stays"), [("stays", [("Hòa", "member", SINCE)]), ("leaves", [])])
def test_who_led_makes_way_in_the_same_step(world, instead, stays):
    answer = {**LOAN, **LEADS, "instead": instead}
    office_of(world.mai).post(reverse("new-member", args=[world.team.pk]), answer)
    assert now(world) == [("Loan", "leader", SINCE), ("Thu", "deputy", OCTOBER), *stays, ("Minh", "member", OCTOBER)]


def test_likewise_where_a_member_is_to_lead(world):
    path = reverse("change-membership", args=[world.team.pk, world.thu.pk])
    mai, change = office_of(world.mai), LEADS | {"post": "", "body": ""}
    assert list(errors_of(mai.post(path, change))) == ["instead"]
    assert mai.post(path, {**change, "instead": "stays"}).status_code == 302
    assert now(world) == [("Thu", "leader", SINCE), ("Hòa", "member", SINCE), ("Minh", "member", OCTOBER)]


def test_before_he_led_nobody_takes_his_place(world):
    path = reverse("change-membership", args=[world.team.pk, world.hoa.pk])
    mai = office_of(world.mai)
    mai.post(path, {"role": "deputy", "post": "", "body": "", "since": "10/11/2026"})
    mai.post(path, {**LEADS, "post": "", "body": "", "since": "20/11/2026"})
    before = now(world)
    answer = mai.post(reverse("new-member", args=[world.team.pk]), {**LOAN, **LEADS, "instead": "stays"})
    assert "Nguyễn Văn Hòa vào tổ ngày 20/11/2026" in words(answer)
    assert now(world) == before


def test_who_leads_alone_is_asked_nothing(world):
    path = reverse("change-membership", args=[world.team.pk, world.hoa.pk])
    said = {**LEADS, "post": "Bí thư chi bộ", "body": ""}
    assert office_of(world.mai).post(path, said).status_code == 302
    assert [role for _name, role, _since in now(world)] == ["leader", "deputy", "member"]
