"""Into a team, another role, out of it and back: nothing is overwritten, nobody stands there twice."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from canhtay.core import clock
from canhtay.core.models import Event
from canhtay.people.actions import add_person, grant_role
from canhtay.people.models import Person, RoleGrant
from canhtay.people.scope import groups_visible_to
from canhtay.teams.actions import appoint, leave
from canhtay.teams.coming_back import come_back
from canhtay.teams.models import Appointment, Leaving, Team
from testkit.office import errors_of, office_of, words
from testkit.snapshots import assert_feed_equals_snapshot
from testkit.world import SATURDAY

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R2")]
LOAN = {"name": "nguyễn thị  loan", "gender": "F", "birth_year": "1968", "phone": "0987 654 321", "role": "member",
        "post": "Chi hội trưởng phụ nữ", "body": "", "since": "15/11/2026"}  # fmt: skip


def url(name: str, world, person: Person | None = None) -> str:
    return reverse(name, args=[world.team.pk, *([person.pk] if person else [])])


def rows_of(person: Person) -> list[tuple]:
    rows = Appointment.objects.filter(person=person).order_by("valid_from", "pk")
    return [(row.role, row.post, row.body, row.valid_from, row.valid_until, row.left_because) for row in rows]


def add(world, **said):
    return office_of(world.mai).post(url("new-member", world), {**LOAN, **said}, follow=True)


# — Into it —


def test_somebody_new_comes_into_the_team_from_a_day(world):
    said = words(add(world))
    assert "Đã ghi Nguyễn Thị Loan vào tổ." in said
    loan = Person.unscoped.get(folded="nguyen thi loan")
    assert (loan.name, loan.phone, loan.birth_year, loan.gender) == ("Nguyễn Thị Loan", "0987654321", 1968, "F")
    assert rows_of(loan) == [("member", "Chi hội trưởng phụ nữ", "women", date(2026, 11, 15), None, "")]
    assert world.tra_khe_3 in groups_visible_to(loan)


def test_whose_role_was_to_begin_next_month_sees_the_doors_from_the_day_of_the_appointment(world):
    loan, later = add_person("Nguyễn Thị Loan", by=world.mai), clock.today() + timedelta(days=30)
    grant = grant_role(loan, "member", world.tra_khe_3, by=world.mai, since=later)
    assert world.tra_khe_3 not in groups_visible_to(loan)
    assert appoint(world.team, loan, "member", by=world.mai).grant == grant
    assert world.tra_khe_3 in groups_visible_to(loan)
    assert Event.objects.filter(subject=f"person:{loan.pk}", name="role.brought_forward").count() == 1


def test_one_of_that_name_in_the_commune_is_asked_for_first(world):
    other = Team.objects.get(pk=world.team.pk)
    loan = add_person("Nguyễn Thị Loan", by=world.mai, birth_year=1968)
    leave(appoint(other, loan, "member", by=world.mai), by=world.mai, because=Leaving.BUSY, last_day=clock.today())
    answer = add(world)
    assert errors_of(answer) == {"same": ["Xin chọn một dòng."]}
    assert "Có phải là người này không?" in words(answer)
    assert "Nguyễn Thị Loan, sinh năm 1968, Thành viên – Trà Khê 3" in words(answer)
    add(world, same=str(loan.pk))
    assert Person.unscoped.filter(folded="nguyen thi loan").get() == loan
    loan.refresh_from_db()
    assert loan.phone == "0987654321"  # what was not on record was filled in
    assert len(rows_of(loan)) == 2


def test_of_the_same_name_and_yet_somebody_else(world):
    add(world)
    add(world, same="new", birth_year="1990", phone="")
    assert Person.unscoped.filter(folded="nguyen thi loan").count() == 2


def test_the_same_telephone_number_is_asked_for_too_and_a_strangers_is_not(world):
    assert "Nguyễn Văn Hòa, sinh năm 1960, Tổ trưởng – Trà Khê 3" in words(add(world, phone="0912.345.678"))
    answer = add(world, name="Đỗ Văn Sơn")  # leads in the next ward
    assert "Đã ghi Đỗ Văn Sơn vào tổ." in words(answer)


def test_who_is_in_the_team_is_not_appointed_twice(world):
    answer = add(world, name="Trần Quang Minh", same=str(world.minh.pk), phone="")
    assert "Trần Quang Minh đang ở trong tổ này rồi." in words(answer)
    assert len(rows_of(world.minh)) == 1


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"name": " "}, "name", "Ô này còn trống."),
        ({"birth_year": "2030"}, "birth_year", "Năm sinh không thể sau năm nay."),
        ({"birth_year": "68"}, "birth_year", "Xin ghi số từ 1915 trở lên."),
        ({"phone": "12345"}, "phone", "Số này chưa đúng. Xin ghi như 0912 345 678."),
        ({"since": "29/11/2026"}, "since", "Ngày này chưa tới. Đến hôm ấy xin ghi lại."),
        ({"since": "30/09/2026"}, "since", "Xin chọn ngày từ 01/10/2026 trở đi."),
        ({"role": "city"}, "role", "Xin chọn một trong những dòng có sẵn."),
    ],
)
def test_what_is_wrong_is_said_at_its_place(world, wrong, field, sentence):
    assert errors_of(add(world, **wrong)) == {field: [sentence]}
    assert Person.unscoped.count() == 6


# — Another role —


def change(world, person, **said):
    given = {"role": "member", "post": "", "body": "", "since": "28/11/2026"} | said
    return office_of(world.mai).post(url("change-membership", world, person), given, follow=True)


def test_another_role_from_a_day_ends_one_appointment_and_begins_the_next(world):
    said = words(change(world, world.minh, role="deputy", post="Bí thư chi đoàn", since="20/11/2026"))
    assert "Vai trước đây của Trần Quang Minh vẫn còn trong sổ." in said
    assert rows_of(world.minh) == [
        ("member", "", "", date(2026, 10, 1), date(2026, 11, 19), "role"),
        ("deputy", "Bí thư chi đoàn", "youth", date(2026, 11, 20), None, ""),
    ]


def test_a_body_chosen_by_hand_stays_when_only_the_role_changes(world):
    change(world, world.minh, body="police", since="10/11/2026")
    change(world, world.minh, role="deputy", body="police")
    assert rows_of(world.minh)[-1][:3] == ("deputy", "", "police")


def test_nothing_changed_is_no_new_row(world):
    change(world, world.minh)
    assert len(rows_of(world.minh)) == 1


# — Out of it, and back —


def send_away(world, person, **said):
    given = {"because": "private", "last_day": "28/11/2026", "note": ""} | said
    return office_of(world.mai).post(url("leaving", world, person), given, follow=True)


def test_who_leaves_is_told_off_with_a_reason_and_a_last_day(world):
    asked = words(office_of(world.mai).get(url("leaving", world, world.minh)))
    assert "Trần Quang Minh rời tổ?" in asked
    assert "Những việc đã làm vẫn ghi tên" in asked
    said = words(send_away(world, world.minh, last_day="20/11/2026", note="chuyển vào Nam"))
    assert "Trần Quang Minh đã rời tổ. Hoàn lại" in said
    row = Appointment.objects.get(person=world.minh)
    assert (row.valid_until, row.left_because, row.left_note) == (date(2026, 11, 20), "private", "chuyển vào Nam")
    assert not groups_visible_to(world.minh).exists()


def test_the_last_day_is_not_before_the_first_nor_to_come(world):
    assert errors_of(send_away(world, world.minh, last_day="01/01/2026"))["last_day"] == [
        "Trần Quang Minh vào tổ ngày 01/10/2026; ngày cuối ở tổ phải từ hôm ấy trở đi."
    ]
    assert errors_of(send_away(world, world.minh, last_day="30/11/2026"))["last_day"] == [
        "Ngày này chưa tới. Đến hôm ấy xin ghi lại."
    ]


def test_a_mistake_ends_before_it_began(world):
    send_away(world, world.minh, because="mistake")
    assert rows_of(world.minh) == [("member", "", "", date(2026, 10, 1), date(2026, 9, 30), "mistake")]


def test_undone_the_same_day_the_appointment_goes_on_and_both_acts_are_in_the_history(world):
    row = world.appointment_of(world.minh)
    send_away(world, world.minh, note="nhầm người")
    said = words(office_of(world.mai).post(reverse("coming-back", args=[row.pk]), follow=True))
    assert "Trần Quang Minh lại ở trong tổ." in said
    assert rows_of(world.minh) == [("member", "", "", date(2026, 10, 1), None, "")]
    assert RoleGrant.objects.get(person=world.minh).valid_until is None
    assert world.tra_khe_3 in groups_visible_to(world.minh)
    lines = Event.objects.filter(subject=f"team:{world.team.pk}", details__person=str(world.minh.pk)).order_by("pk")
    assert [line.name for line in lines] == ["team.appointed", "team.left", "team.came_back"]


def test_who_comes_back_on_another_day_was_away_meanwhile(world, stopped_at):
    row = world.appointment_of(world.minh)
    leave(row, by=world.mai, because=Leaving.BUSY, last_day=clock.today())
    stopped_at(SATURDAY + timedelta(days=30))
    come_back(row, by=world.mai)
    assert [(since, until) for _role, _post, _body, since, until, _why in rows_of(world.minh)] == [
        (date(2026, 10, 1), date(2026, 11, 28)),
        (date(2026, 12, 28), None),
    ]


def test_who_is_back_already_does_not_come_back_twice(world):
    row = world.appointment_of(world.minh)
    leave(row, by=world.mai, last_day=date(2026, 11, 1))
    appoint(world.team, world.minh, "deputy", by=world.mai)
    said = words(office_of(world.mai).post(reverse("coming-back", args=[row.pk]), follow=True))
    assert "Trần Quang Minh đang ở trong tổ này rồi." in said
    assert len(rows_of(world.minh)) == 2


@pytest.mark.mission("R9")
def test_the_phones_hear_who_came_back(world, phone):
    row = world.appointment_of(world.minh)
    assert_feed_equals_snapshot(
        phone, lambda: leave(row, by=world.mai, because=Leaving.BUSY), lambda: come_back(row, by=world.mai)
    )


# — Who may —


def test_a_leader_connects_phones_but_asks_the_commune_to_appoint(world):
    said = words(office_of(world.hoa).get(reverse("team", args=[world.team.pk])))
    assert "Kết nối máy" in said
    assert not [hidden for hidden in ("Thêm người", "đổi vai") if hidden in said]
    said = words(office_of(world.hoa).get(reverse("person", args=[world.minh.pk])))
    assert not [hidden for hidden in ("Đổi vai", "Rời tổ", "Sửa tên") if hidden in said]


@pytest.mark.parametrize("who", ["hoa", "thu", "minh", "quang"])
def test_only_the_officer_of_the_commune_appoints(world, who):
    browser = office_of(getattr(world, who))
    pages = [url("new-member", world), url("change-membership", world, world.minh), url("leaving", world, world.minh)]
    assert {browser.get(page).status_code for page in pages} == {404}
    assert {browser.post(page, LOAN).status_code for page in pages} == {404}
    row = world.appointment_of(world.minh)
    assert browser.post(reverse("coming-back", args=[row.pk])).status_code == 404
    assert rows_of(world.minh) == [("member", "", "", date(2026, 10, 1), None, "")]


# — What is on record of a person —


def test_a_name_is_put_right_and_what_was_there_stays_in_the_history(world):
    mai = office_of(world.mai)
    address = reverse("correct-person", args=[world.minh.pk])
    assert 'value="Trần Quang Minh"' in mai.get(address).content.decode()
    said = {"name": "Trần Quang Mình", "gender": "M", "birth_year": "2006", "phone": ""}
    assert "Đã sửa thông tin." in words(mai.post(address, said, follow=True))
    event = Event.objects.get(name="person.changed")
    assert (event.place, event.details["before"]) == (world.tra_khe_3.pk, {"name": "Trần Quang Minh"})
    assert "Không có gì khác trước." in words(mai.post(address, said, follow=True))


def test_whose_team_is_elsewhere_now_is_corrected_there(world):
    leave(world.appointment_of(world.minh), by=world.mai)
    address = reverse("correct-person", args=[world.minh.pk])
    assert office_of(world.mai).get(address).status_code == 200
    appoint(world.sons_team, world.minh, "member", by=world.quang)
    assert office_of(world.mai).get(address).status_code == 404
    assert office_of(world.quang).get(address).status_code == 200
    assert office_of(world.hoa).get(reverse("correct-person", args=[world.thu.pk])).status_code == 404
