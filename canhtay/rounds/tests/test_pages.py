"""The office's pages of the weekly hour: a door, a visit written down afterwards, a team's slot."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse

from canhtay.core import clock
from canhtay.core.models import Event
from canhtay.people.models import Person
from canhtay.register.actions import add_resident
from canhtay.rounds.models import Slot, Visit
from canhtay.teams.actions import leave
from testkit.office import errors_of, office_of, words
from testkit.queries import assert_same_queries
from testkit.world import SATURDAY

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R12")]


@pytest.fixture
def mai(world):
    return office_of(world.mai)


def door_page(browser, door):
    return browser.get(reverse("door", args=[door.pk]))


def write_down(browser, door, by: Person, **said: str):
    first = {"by": str(by.pk), "day": "2026-11-27", "outcome": "talked"}
    return browser.post(reverse("new-visit", args=[door.pk]), first | said, follow=True)


def test_a_door_with_its_people_its_reasons_and_its_visits(mai, world, phone, run_jobs):
    run_jobs()
    assert "Nhà chưa mở cửa lần nào, từ ngày" in words(door_page(mai, world.lans_door))
    helped = [(world.lan, "vneid", "alone")]
    phone.record_visit(world.lans_door, "talked", helped=helped, note="bà hỏi về thẻ", come_back_on=date(2026, 12, 5))
    phone.sync()
    said = words(door_page(mai, world.lans_door))
    assert "Số 12/3A, Nhà bà Lan" in said
    assert "Ngõ 45, đối diện trạm y tế. Mở cửa lần đầu ngày 28/11/2026." in said
    assert "Bà con hẹn quay lại, từ ngày 05/12/2026" in said
    assert "Đặng Thị Lan 1952 VNeID: " in said
    assert "28/11/2026 19:30 Nguyễn Văn Hòa Gặp được, có nói chuyện bà hỏi về thẻ 05/12/2026 28/11/2026 19:30" in said


def test_a_door_where_nobody_was_yet(mai, world):
    said = words(door_page(mai, world.door_7))
    for sentence in ("Chưa gặp được lần nào.", "Chưa ghi ai. Không bắt buộc", "Chưa có lần nào."):
        assert sentence in said


def test_a_visit_written_down_counts_like_one_from_a_phone_and_says_who_wrote_it(mai, world, phone):
    said = words(
        write_down(mai, world.lans_door, world.thu, hour="09:15", outcome="not_now", come_back_on="2026-12-05")
    )
    assert "Đã ghi lần đến nhà này." in said
    assert "27/11/2026 09:15 Lê Thị Thu Hẹn lúc khác 05/12/2026" in said
    [visit] = world.visits_to(world.lans_door)
    assert (visit.by, visit.device, visit.outcome) == (world.thu, None, "not_now")
    assert visit.happened_at == clock.at(date(2026, 11, 27), time(9, 15))
    assert world.due(world.lans_door)["come_back"] == date(2026, 12, 5)
    actors = dict(Event.objects.filter(subject=f"visit:{visit.pk}").values_list("name", "actor"))
    assert actors == {"visit.recorded": str(world.thu.pk), "visit.written_down": str(world.mai.pk)}
    phone.sync()
    assert phone.sees("household", world.lans_door.pk)["last_visit"]["on"] == "2026-11-27"


def test_an_hour_nobody_remembers_is_noon_and_never_later_than_now(mai, world):
    write_down(mai, world.door_7, world.hoa)
    write_down(mai, world.door_7, world.hoa, day="2026-11-28", hour="23:00")
    assert [visit.happened_at for visit in world.visits_to(world.door_7)] == [
        clock.at(date(2026, 11, 27), time(12)), SATURDAY,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"day": "2026-11-29"}, "day", "Ngày đến không thể sau hôm nay."),
        ({"day": "2026-09-30"}, "day", "Ngày ấy người này chưa ở trong tổ. Xin chọn lại người, hoặc ngày."),
        ({"day": "hôm qua"}, "day", "Xin ghi ngày như 28/11/2026."),
        ({"day": ""}, "day", "Ô này còn trống."),
        ({"hour": "25:00"}, "hour", "Xin ghi giờ như 19:30."),
        ({"outcome": ""}, "outcome", "Xin chọn một dòng."),
        ({"outcome": "sold"}, "outcome", "Xin chọn một trong những dòng có sẵn."),
        ({"come_back_on": "2026-11-26"}, "come_back_on", "Ngày hẹn phải từ ngày đến trở đi."),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_nothing_is_stored(mai, world, said, field, sentence):
    response = write_down(mai, world.door_7, world.hoa, **said)
    assert errors_of(response) == {field: [sentence]}
    assert not Visit.unscoped.exists()


def test_a_day_may_be_typed_as_it_is_written_here(mai, world):
    write_down(mai, world.door_7, world.hoa, day="5/11/2026")
    [visit] = world.visits_to(world.door_7)
    assert clock.local_day(visit.happened_at) == date(2026, 11, 5)


def test_only_the_teams_own_people_can_have_been_there(mai, world):
    response = write_down(mai, world.door_7, world.son)
    assert errors_of(response) == {"by": ["Xin chọn một trong những dòng có sẵn."]}
    assert "Đỗ Văn Sơn" not in words(response)


def test_a_member_finds_himself_chosen(world):
    page = office_of(world.thu).get(reverse("new-visit", args=[world.door_7.pk])).content.decode()
    assert f'<option value="{world.thu.pk}" selected>' in page


def test_a_team_that_nobody_is_in_says_what_comes_first(mai, world, stopped_at):
    for person in (world.hoa, world.thu, world.minh):
        leave(world.appointment_of(person), by=world.mai)
    stopped_at(SATURDAY + timedelta(days=1))
    assert "Tổ chưa có ai" in words(mai.get(reverse("new-visit", args=[world.door_7.pk])))


def test_a_doors_page_asks_the_database_no_more_for_more_rows(mai, world):
    door_page(mai, world.door_7)  # the first look of the day is noted
    days = iter(range(1, 28))

    def add() -> None:
        add_resident(world.door_7, by=world.hoa, name="Lê Thị Na")
        write_down(mai, world.door_7, world.hoa, day=f"2026-11-{next(days):02}", come_back_on="2026-12-05")

    assert_same_queries(lambda: door_page(mai, world.door_7), add)


def slot_page(team) -> str:
    return reverse("slot", args=[team.pk])


def test_the_slot_is_shown_changed_and_told_to_the_phones(world, phone):
    hoa = office_of(world.hoa)
    page = hoa.get(slot_page(world.team)).content.decode()
    assert 'value="19:30"' in page
    assert '<option value="6" selected>' in page
    said = {"weekday": "7", "starts": "08:00", "minutes": "90", "place": "Đình làng"}
    response = hoa.post(slot_page(world.team), said, follow=True)
    assert "Đã ghi buổi cố định." in words(response)
    slot = Slot.objects.get(team=world.team, valid_until=None)
    assert (slot.weekday, slot.starts, slot.minutes, slot.place) == (7, time(8), 90, "Đình làng")
    phone.sync()
    assert "Đình làng" in repr(phone.all("team"))


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"weekday": "8"}, "weekday", "Xin chọn một trong những dòng có sẵn."),
        ({"starts": ""}, "starts", "Ô này còn trống."),
        ({"starts": "tối"}, "starts", "Xin ghi giờ như 19:30."),
        ({"minutes": "45"}, "minutes", "Xin chọn một trong những dòng có sẵn."),
        ({"place": ""}, "place", "Ô này còn trống."),
    ],
)
def test_a_slot_that_cannot_be_is_told_at_its_field(world, said, field, sentence):
    first = {"weekday": "7", "starts": "08:00", "minutes": "90", "place": "Đình làng"}
    response = office_of(world.hoa).post(slot_page(world.team), first | said)
    assert errors_of(response) == {field: [sentence]}
    assert Slot.objects.get(team=world.team, valid_until=None).weekday == 6
