"""Phones of the teams one runs: whose, since when silent, renamed, revoked."""

from datetime import timedelta

import pytest
from django.urls import reverse

from canhtay.core.history import MACHINE
from canhtay.core.models import Event
from canhtay.core.problems import Problem
from canhtay.core.reforms import Where, tallies
from canhtay.people import devices
from canhtay.people.actions import add_person
from canhtay.people.models import Device, Invitation, Person
from testkit.office import errors_of, office_of, words
from testkit.queries import assert_same_queries
from testkit.world import SATURDAY

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R2")]
PHONES = "/phones/"


def shown(reader: Person, **asked: str) -> list[str]:
    context = office_of(reader).get(PHONES, asked).context
    return [line[0].row.people for line in context["list"].lines]


def test_who_runs_teams_sees_their_phones_and_nobody_else(world):
    world.phone_of(world.hoa, world.minh).sync()
    world.phone_of(world.son)
    assert shown(world.mai) == shown(world.hoa) == ["Nguyễn Văn Hòa, Trần Quang Minh"]
    assert shown(world.quang) == ["Đỗ Văn Sơn"]
    [line] = office_of(world.mai).get(PHONES).context["list"].lines
    assert (line[0].text, line[0].under) == ("Nguyễn Văn Hòa, Trần Quang Minh", "Trà Khê 3")
    vinh = add_person("Hoàng Đức Vinh", by=MACHINE)
    assert [office_of(one).get(PHONES).status_code for one in (world.minh, vinh)] == [404, 404]


def test_silence_is_said_in_days_and_the_longest_comes_first(world, stopped_at):
    world.phone_of(world.minh)
    for person, days in [(world.hoa, 0), (world.thu, 12)]:
        stopped_at(SATURDAY + timedelta(days=days))
        world.phone_of(person).sync()
    stopped_at(SATURDAY + timedelta(days=20))
    said = words(office_of(world.mai).get(PHONES))
    assert "im lặng 20 ngày" in said
    assert "im lặng 8 ngày" in said
    assert "chưa liên lạc lần nào" in said
    assert shown(world.mai) == ["Nguyễn Văn Hòa", "Lê Thị Thu", "Trần Quang Minh"]
    assert shown(world.mai, silent="20") == ["Nguyễn Văn Hòa", "Trần Quang Minh"]  # one that never spoke is silent too
    assert shown(world.mai, silent="7") == ["Nguyễn Văn Hòa", "Lê Thị Thu", "Trần Quang Minh"]
    assert shown(world.mai, silent="60") == []
    assert shown(world.mai, silent="never") == ["Trần Quang Minh"]
    assert shown(world.mai, q="thu") == ["Lê Thị Thu"]


def test_a_phone_gets_a_name_that_people_know_it_by(world):
    phone, mai = world.phone_of(world.hoa), office_of(world.mai)
    address = reverse("rename-phone", args=[phone.device])
    assert "Samsung A04" in mai.get(address).content.decode()
    assert errors_of(mai.post(address, {"name": " "})) == {"name": ["Ô này còn trống."]}
    said = words(mai.post(address, {"name": "Máy chung của tổ"}, follow=True))
    assert "Từ giờ máy này gọi là “Máy chung của tổ”." in said
    event = Event.objects.get(name="device.renamed")
    assert (event.details["before"], event.details["after"]) == ("Samsung A04", "Máy chung của tổ")
    assert office_of(world.quang).get(address).status_code == 404
    assert office_of(world.minh).post(address, {"name": "x"}).status_code == 404


def test_revoked_from_the_list_one_is_back_at_the_list(world):
    world.phone_of(world.hoa)
    mai = office_of(world.mai)
    address = mai.get(PHONES).context["list"].lines[0][0].row.revoking_url
    assert "Máy xóa danh sách nhà, tên bà con khi có mạng lần tới" in words(mai.get(address))
    answer = mai.post(address, follow=True)
    assert answer.redirect_chain == [("/phones/", 302)]
    assert "Đã thu hồi máy." in words(answer)
    assert shown(world.mai) == []
    assert "Chưa máy nào kết nối." in words(mai.get(PHONES))


def test_a_phone_of_two_teams_is_shown_to_each_with_its_own_people(world):
    world.phone_of(world.hoa, world.son)
    assert shown(world.mai) == ["Nguyễn Văn Hòa"]
    assert shown(world.quang) == ["Đỗ Văn Sơn"]
    assert Device.objects.count() == 1


def test_the_page_of_the_code_says_until_when_it_is_good(world):
    answer = office_of(world.hoa).post(reverse("invitation", args=[world.team.pk, world.minh.pk]))
    assert "Kết nối máy của cháu Trần Quang Minh" in words(answer)
    assert "đến 29/11/2026 19:30" in words(answer)
    assert "Cách một: soi hình này" in words(answer)
    assert Invitation.objects.get().code_digest == ""


def test_digits_are_read_out_on_demand_beside_the_picture_and_may_be_asked_for_again(world):
    hoa, keys = office_of(world.hoa), [world.team.pk, world.minh.pk]
    hoa.post(reverse("invitation", args=keys))
    pages = [hoa.post(reverse("digits", args=keys)) for _ in range(2)]
    assert "Đọc sáu số cho cháu Trần Quang Minh" in words(pages[0])
    assert "đến 28/11/2026 20:00" in words(pages[0])
    first, second = [page.context["digits"].replace(" ", "") for page in pages]
    with pytest.raises(Problem):
        devices.enrol(first, device_name="Nokia", source="1.1.1.1")
    assert devices.enrol(second, device_name="Nokia", source="1.1.1.1").person == world.minh
    assert Invitation.objects.count() == 1


def test_where_no_digits_are_to_be_had_the_page_of_the_team_says_what_else(world):
    for n in range(25):
        with pytest.raises(Problem):
            devices.enrol("000000000", device_name="?", source=f"203.0.113.{n}")
    answer = office_of(world.hoa).post(reverse("digits", args=[world.team.pk, world.minh.pk]), follow=True)
    assert answer.redirect_chain == [(reverse("team", args=[world.team.pk]), 302)]
    assert "soi hình hoặc mở đường dẫn" in words(answer)


def test_the_page_asks_the_database_no_more_for_more_phones(world):
    mai = office_of(world.mai)
    mai.get(PHONES)
    people = iter([world.thu, world.minh, world.hoa, world.thu])

    def more() -> None:
        devices.enrol(devices.invite(next(people), by=world.mai).token, device_name="Nokia", source="1.1.1.1")

    assert_same_queries(lambda: mai.get(PHONES), more)


def test_two_phones_of_one_member_are_told_apart_where_a_reform_counts_them(world, stopped_at):
    world.phone_of(world.hoa)
    stopped_at(SATURDAY + timedelta(minutes=6))
    world.phone_of(world.hoa)
    world.phone_of(world.minh)
    [phones, *_rest] = tallies(Where([world.tra_khe_3.pk], []))
    never = "chưa liên lạc lần nào"
    assert sorted(phones.notes[:3]) == [
        f"Máy của Nguyễn Văn Hòa, kết nối 28/11/2026 19:30: {never}",
        f"Máy của Nguyễn Văn Hòa, kết nối 28/11/2026 19:36: {never}",
        f"Máy của Trần Quang Minh: {never}",
    ]
