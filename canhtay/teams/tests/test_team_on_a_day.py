"""A team's page as it was on a day: its people, what its group was called, where it lay; and the file of that day."""

from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from canhtay.core import clock
from canhtay.core.models import Event
from canhtay.places.models import PastState, Place, Placement, Succession
from canhtay.places.queries import commune_by_code
from canhtay.places.reform.groups import merge_groups
from canhtay.places.reform.undoing import undo_reform
from canhtay.register.actions import NewDoor, add_alley, add_household
from canhtay.teams.actions import appoint, change_role, found_team, leave
from canhtay.teams.decisions.drafting import draft_decision
from canhtay.teams.decisions.issuing import issue_decision
from canhtay.teams.models import Leaving, Team
from testkit.office import office_of, words
from testkit.places import open_group
from testkit.queries import assert_same_queries
from testkit.world import FOUNDED, SATURDAY

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R2")]
THEN = date(2026, 10, 15)


def page(person, team, day: date | str = "", **more):
    return office_of(person).get(reverse("team", args=[team.pk]), {"day": str(day), **more})


def changed_since(world) -> None:
    """Minh has left, Sơn has come, Thu has an office that she had not."""
    leave(world.appointment_of(world.minh), by=world.mai, because=Leaving.MOVED, note="về quê")
    appoint(world.team, world.quang, "member", by=world.mai)
    change_role(world.appointment_of(world.thu), by=world.mai, post="Chi hội trưởng phụ nữ")


def test_a_day_gone_by_shows_who_was_there_then_and_the_way_back(world):
    changed_since(world)
    then = words(page(world.mai, world.team, THEN))
    assert "Đang xem như ngày 15/10/2026." in then
    assert "Về hôm nay" in then
    assert "Trần Quang Minh" in then
    assert not [
        hidden for hidden in ("Vũ Đình Quang", "Chi hội trưởng phụ nữ", "Thêm người", "0912345678") if hidden in then
    ]
    now = words(page(world.mai, world.team))
    assert "Đang xem như ngày" not in now
    assert "Lê Thị Thu Chi hội trưởng phụ nữ Tổ phó Hội Phụ nữ 1958 28/11/2026" in now


def test_who_left_is_folded_away_with_when_and_why(world):
    changed_since(world)
    said = words(page(world.mai, world.team))
    assert "Trần Quang Minh Thành viên, 01/10/2026 – 27/11/2026 Chuyển nơi ở: về quê Trở lại tổ" in said
    assert "về quê" not in words(page(world.hoa, world.team))  # why in words is for those who appoint


def test_who_was_entered_by_mistake_never_was_in_the_team(world):
    row = world.appointment_of(world.minh)
    leave(row, by=world.mai, because=Leaving.MISTAKE, last_day=clock.day_before(row.valid_from))
    for day in ("", THEN):
        assert "Trần Quang Minh" not in words(page(world.mai, world.team, day))


def test_before_it_was_founded_and_on_a_day_that_is_none(world):
    assert "Ngày ấy tổ chưa lập: tổ có từ 01/10/2026." in words(page(world.mai, world.team, "2026-09-30"))
    assert "Đang xem" not in words(page(world.mai, world.team, "hôm kia"))
    assert "Đang xem" not in words(page(world.mai, world.team, "2030-01-01"))  # what is to come nobody knows


@pytest.fixture
def renamed(world):
    """From the 20th of November the group is called Trà Khê Đông; until then it was Trà Khê 3, a thôn."""
    PastState.objects.create(
        place=world.tra_khe_3, name="Trà Khê 3", label="Thôn", valid_from=FOUNDED.date(), valid_until=date(2026, 11, 19)
    )
    world.tra_khe_3.name = "Trà Khê Đông"
    world.tra_khe_3.save()


def moved_to_duong_kinh(world, day: date) -> None:
    then = Placement.objects.filter(place=world.tra_khe_3, valid_until=None)
    then.update(valid_until=clock.day_before(day))
    Placement.objects.create(place=world.tra_khe_3, parent=world.duong_kinh, valid_from=day)


def test_before_the_reform_it_reads_as_it_was(world, renamed):
    moved_to_duong_kinh(world, date(2026, 11, 20))
    then = words(page(world.quang, world.team, THEN))
    assert "Thôn Trà Khê 3" in then
    assert "Thuộc Phường Hưng Đạo, Thành phố Hải Phòng" in then
    now = words(page(world.quang, world.team))
    assert "Tổ dân phố Trà Khê Đông" in now
    assert "Thuộc Phường Dương Kinh, Thành phố Hải Phòng" in now
    assert page(world.mai, world.team).status_code == 404  # it is another ward's today


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_file_of_a_day_is_the_same_before_and_after_the_reform(world, kind, stopped_at):
    """Exported in October by Mai, and after the move, the renaming and the changes by Quang: byte for byte."""
    stopped_at(datetime.combine(THEN, SATURDAY.timetz()))
    before = page(world.mai, world.team, THEN, export=kind).getvalue()
    stopped_at(SATURDAY)
    changed_since(world)
    moved_to_duong_kinh(world, date(2026, 11, 20))
    PastState.objects.create(
        place=world.tra_khe_3,
        name="Trà Khê 3",
        label="Tổ dân phố",
        valid_from=FOUNDED.date(),
        valid_until=date(2026, 11, 19),
    )
    world.tra_khe_3.name = "Trà Khê Đông"
    world.tra_khe_3.save()
    answer = page(world.quang, world.team, THEN, export=kind)
    assert answer.getvalue() == before
    assert f"to-dan-pho-tra-khe-3-2026-10-15.{kind}" in answer.headers["Content-Disposition"]
    assert before != page(world.quang, world.team, export=kind).getvalue()


def test_the_file_says_what_where_and_when_and_no_telephone_number(world):
    made = page(world.mai, world.team, THEN, export="xlsx").getvalue()
    with ZipFile(BytesIO(made)) as book:
        text = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    for said in ("Tổ công nghệ số cộng đồng, Tổ dân phố Trà Khê 3", "Tính đến ngày 15/10/2026", "Nguyễn Văn Hòa"):
        assert said in text
    assert "0912345678" not in text
    taken = Event.objects.get(name="list.exported")
    assert (taken.actor, taken.subject) == (str(world.mai.pk), f"team:{world.team.pk}")
    assert taken.details == {"kind": "xlsx", "rows": 3}


def ended(world) -> Place:
    """Trà Khê 3 went into Trà Khê 4 on the 20th; its team ended with it."""
    last = date(2026, 11, 19)
    four = open_group(world.hung_dao, "Trà Khê 4", label="Tổ dân phố", by=world.mai)
    for row in world.team.appointments.all():
        leave(row, by=world.mai, because=Leaving.ENDED, last_day=last)
    world.team.valid_until = world.tra_khe_3.valid_until = last
    world.team.save()
    world.tra_khe_3.save()
    Placement.objects.filter(place=world.tra_khe_3).update(valid_until=last)
    Succession.objects.create(old=world.tra_khe_3, new=four, share=Succession.Share.WHOLE)
    return four


def test_a_team_that_has_ended_stays_to_be_read_by_those_who_see_its_place(world):
    four = ended(world)
    leader = found_team(four, by=world.mai)
    appoint(leader, world.hoa, "leader", by=world.mai)
    for person in (world.mai, world.hoa):
        said = words(page(person, world.team))
        assert "Tổ này đã kết thúc ngày 19/11/2026. Dưới đây là tổ trong ngày cuối." in said
        assert "Trần Quang Minh" in said
        assert "Thêm người" not in said
    assert page(world.quang, world.team).status_code == 404
    assert page(world.minh, world.team).status_code == 404  # who sees nothing today sees nothing of before
    assert "Trà Khê 3" not in words(office_of(world.mai).get(reverse("teams")))


def test_the_other_kind_of_team_has_a_page_but_no_doors_and_no_phones(world):
    group = found_team(world.tra_khe_3, by=world.mai, kind=Team.Kind.PROJECT_06)
    appoint(group, world.hoa, "leader", by=world.mai)
    said = words(page(world.mai, group))
    assert "Tổ công tác Đề án 06. Tổ có 1 người" in said
    assert not [hidden for hidden in ("Kết nối máy", "Buổi cố định", "Ngõ, nhà của tổ") if hidden in said]


def test_the_page_asks_the_database_no_more_for_more_people(world):
    others = iter([world.son, world.quang, world.mai])
    mai = office_of(world.mai)
    address = reverse("team", args=[world.team.pk])
    mai.get(address)
    assert_same_queries(
        lambda: mai.get(address), lambda: appoint(world.team, next(others), "member", by=world.mai, post="Hội Nông dân")
    )


def test_the_commune_of_before_is_called_as_it_was(world):
    """Anh Dũng, quận Dương Kinh, on the first of June 2024."""
    anh_dung = commune_by_code("11689", date(2024, 6, 1))
    group = open_group(anh_dung, "Phấn Dũng 1", label="Tổ dân phố", by=world.mai, since=date(2024, 1, 1))
    team = found_team(group, by=world.mai, since=date(2024, 1, 1))
    if Placement.objects.filter(place=group, valid_until=None).exists():
        pytest.fail("Anh Dũng was split: its groups wait for a side")
    Placement.objects.create(place=group, parent=world.hung_dao, valid_from=date(2025, 7, 1))
    said = words(page(world.mai, team, "2024-06-01"))
    assert "Thuộc Phường Anh Dũng, Quận Dương Kinh, Thành phố Hải Phòng" in said
    assert "Thuộc Phường Hưng Đạo, Thành phố Hải Phòng" in words(page(world.mai, team))


def test_a_merged_group_keeps_its_figures_on_the_page_of_its_old_team(world):
    """Trà Khê 3 has three doors and bà Lan; on the 20th of November all of it went into Trà Khê 4, which had one door."""
    four = open_group(world.hung_dao, "Trà Khê 4", label="Tổ dân phố", by=world.mai, since=FOUNDED.date())
    fours_team = found_team(four, by=world.mai, since=FOUNDED.date())
    with clock.stopped_at(FOUNDED):
        add_household(add_alley(four, "Ngõ 9", by=world.mai), NewDoor("1"), by=world.mai)
    reform = merge_groups([world.tra_khe_3], four, day=date(2026, 11, 20), by=world.mai)
    said = words(page(world.mai, world.team, "2026-11-19"))
    assert "Con số đến hết ngày 19/11/2026 Số nhà 3 Số người 1" in said
    assert "Nhà đã mở cửa –" in said
    assert "Con số đến hết ngày 19/11/2026 Số nhà 1 Số người –" in words(page(world.mai, fours_team, "2026-11-19"))
    assert "Con số đến hết ngày 20/11/2026 Số nhà 4 Số người 1" in words(page(world.mai, fours_team, "2026-11-20"))
    undo_reform(reform, by=world.mai)
    assert "Số nhà 3 Số người 1" in words(page(world.mai, world.team, "2026-11-19"))


def test_the_ended_team_of_a_merged_group_says_how_its_figures_stood_at_the_end_and_by_which_paper(world):
    four = open_group(world.hung_dao, "Trà Khê 4", label="Tổ dân phố", by=world.mai, since=FOUNDED.date())
    fours_team = found_team(four, by=world.mai, since=FOUNDED.date())
    appoint(fours_team, world.quang, "leader", by=world.mai, since=FOUNDED.date())
    merge_groups([world.tra_khe_3], four, day=date(2026, 11, 20), by=world.mai)
    draft = draft_decision(world.hung_dao, "merge", [world.team, fours_team], by=world.mai, into=fours_team)
    issue_decision(
        draft, number="12", decided_on=SATURDAY.date(), effective_on=SATURDAY.date(), signer="Nguyễn Văn Đức",
        signer_post="Chủ tịch", by=world.mai,
    )  # fmt: skip
    answer = page(world.mai, world.team)
    said = words(answer)
    assert "Tổ này đã kết thúc ngày 27/11/2026." in said
    assert "Con số đến hết ngày 27/11/2026 Số nhà 3 Số người 1" in said
    assert "Tổ dân phố Trà Khê 3 đã thôi ngày 19/11/2026, nay là Tổ dân phố Trà Khê 4" in said
    assert "Thôi theo quyết định Số 12/QĐ-UBND, ngày 28/11/2026" in said
    assert f'href="{reverse("decision", args=[draft.pk])}"' in answer.content.decode()
    assert f'href="{reverse("decision", args=[draft.pk])}"' in page(world.mai, fours_team).content.decode()
