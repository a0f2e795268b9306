"""The office's pages of committees."""

from datetime import timedelta

import pytest

from canhtay.core import clock
from canhtay.people.actions import add_person
from canhtay.people.models import Person
from canhtay.teams.committees import found_committee, seat, unseat
from canhtay.teams.models import Committee, Seat
from testkit.office import errors_of, office_of, words
from testkit.queries import assert_same_queries

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R2")]

TODAY = "28/11/2026"


@pytest.fixture
def committee(world) -> Committee:
    return found_committee(world.hung_dao, Committee.Kind.STEERING, by=world.mai)


def page_of(committee: Committee) -> str:
    return f"/committees/{committee.pk}/"


def test_a_ward_without_a_committee_is_shown_how_to_begin(world):
    said = words(office_of(world.mai).get("/committees/"))
    assert "Chưa có ban nào được ghi ở địa bàn này." in said
    assert "Lập ban ở Phường Hưng Đạo" in said
    assert "Lập ban" not in words(office_of(world.hoa).get("/committees/"))


def test_an_officer_founds_the_wards_committee(world):
    mai = office_of(world.mai)
    answer = mai.post(
        f"/places/{world.hung_dao.pk}/committees/new/", {"kind": "steering", "name": "", "since": TODAY}, follow=True
    )
    said = words(answer)
    assert "Đã lập Ban Chỉ đạo chuyển đổi số phường Hưng Đạo. Giờ ghi từng người vào ban." in said
    assert "Ban chưa có ai. Ghi trưởng ban trước" in said
    again = mai.post(f"/places/{world.hung_dao.pk}/committees/new/", {"kind": "steering", "name": "", "since": TODAY})
    assert "Phường Hưng Đạo đã có một ban loại này. Xin mở ban ấy ra mà sửa." in words(again)


def test_somebody_new_is_written_down_and_seated(world, committee):
    mai = office_of(world.mai)
    sent = {"name": "đỗ bá  khang", "post": "Chủ tịch UBND phường", "role": "head", "since": TODAY}
    said = words(mai.post(page_of(committee) + "seats/new/", sent, follow=True))
    assert "Đã ghi Đỗ Bá Khang vào ban." in said
    assert "Đỗ Bá Khang Chủ tịch UBND phường Trưởng ban 28/11/2026" in said


def test_somebody_of_that_name_is_asked_for_before_he_is_written_down_twice(world, committee):
    mai, page = office_of(world.mai), page_of(committee) + "seats/new/"
    sent = {"name": "Nguyễn Văn Hòa", "post": "Bí thư chi bộ", "role": "member", "since": TODAY}
    answer = mai.post(page, sent)
    assert errors_of(answer) == {"person": ["Xin chọn một dòng."]}
    assert "Nguyễn Văn Hòa, 1960" in words(answer)
    mai.post(page, {**sent, "person": str(world.hoa.pk)})
    assert Seat.objects.get().person == world.hoa
    mai.post(page, {**sent, "person": "new"})
    assert Person.unscoped.filter(name="Nguyễn Văn Hòa").count() == 2


def test_who_is_known_only_next_door_is_not_offered(world, committee):
    sent = {"name": "Đỗ Văn Sơn", "post": "", "role": "member", "since": TODAY}
    office_of(world.mai).post(page_of(committee) + "seats/new/", sent)
    assert Seat.objects.get().person != world.son


def test_who_left_is_folded_away_with_the_reason_and_stands_there_on_an_earlier_day(world, committee):
    Committee.objects.update(valid_from=clock.today() - timedelta(days=9))
    row = seat(committee, world.hoa, "head", by=world.mai, since=clock.today() - timedelta(days=9))
    mai = office_of(world.mai)
    sent = {"last_day": "27/11/2026", "because": "private"}
    said = words(mai.post(f"{page_of(committee)}seats/{row.pk}/ending/", sent, follow=True))
    assert "1 người đã thôi" in said
    assert "27/11/2026 Việc riêng" in said
    then = words(mai.get(page_of(committee), {"day": "25/11/2026"}))
    assert "Phường Hưng Đạo, ngày 25/11/2026: 1 người." in then
    assert "đã thôi" not in then


def test_a_day_before_the_beginning_is_a_sentence_at_the_field(world, committee):
    row = seat(committee, world.hoa, "head", by=world.mai)
    answer = office_of(world.mai).post(
        f"{page_of(committee)}seats/{row.pk}/ending/", {"last_day": "01/11/2026", "because": "busy"}
    )
    assert errors_of(answer) == {"last_day": ["Nguyễn Văn Hòa có từ ngày 28/11/2026; ngày cuối phải từ hôm ấy trở đi."]}


def test_a_committee_that_ended_can_be_read_and_not_changed(world, committee):
    mai = office_of(world.mai)
    said = words(mai.post(page_of(committee) + "ending/", {"last_day": "27/11/2026"}, follow=True))
    assert "Ban thôi hoạt động sau ngày 27/11/2026." in said
    assert "Thêm người vào ban" not in said
    assert mai.get(page_of(committee) + "seats/new/").status_code == 404
    assert "phường Hưng Đạo" not in words(mai.get("/committees/"))
    assert "phường Hưng Đạo" in words(mai.get("/committees/", {"period": "ended"}))


def test_members_read_it_and_the_ward_next_door_does_not(world, committee):
    row = seat(committee, world.thu, "head", by=world.mai)
    reading = office_of(world.minh)
    assert "Lê Thị Thu" in words(reading.get(page_of(committee)))
    changing = ["seats/new/", f"seats/{row.pk}/ending/", "ending/"]
    assert [reading.get(page_of(committee) + one).status_code for one in changing] == [404] * 3
    quang = office_of(world.quang)
    assert [quang.get(page_of(committee) + one).status_code for one in ["", *changing]] == [404] * 4
    assert quang.get(f"/places/{world.hung_dao.pk}/committees/new/").status_code == 404


def test_a_working_group_of_project_06_has_a_to_truong(world):
    group = found_committee(world.hung_dao, Committee.Kind.PROJECT_06, by=world.mai)
    seat(group, world.hoa, "head", by=world.mai)
    assert "Nguyễn Văn Hòa Tổ trưởng" in words(office_of(world.mai).get(page_of(group)))


def test_more_seats_and_more_committees_cost_no_more_queries(world, committee):
    mai, numbers = office_of(world.mai), iter(range(20))

    def add() -> None:
        person = add_person(f"Lê Na {next(numbers)}", by=world.mai)
        unseat(seat(committee, person, "member", by=world.mai), by=world.mai)
        seat(committee, person, "member", by=world.mai)

    assert_same_queries(lambda: mai.get(page_of(committee)), add)
    found_committee(world.hung_dao, "project06", by=world.mai)
    assert_same_queries(lambda: mai.get("/committees/"), add)
