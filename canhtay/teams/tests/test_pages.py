"""The office's pages of teams: the list, one team, the keys for a member's phone."""

import pytest
from django.urls import reverse

from canhtay.core import clock
from canhtay.core.history import MACHINE
from canhtay.people import devices
from canhtay.people.actions import add_person
from canhtay.people.models import Device
from canhtay.teams.actions import appoint, found_team
from canhtay.teams.models import Decision
from testkit.office import office_of, words
from testkit.phone import Trouble
from testkit.places import open_group
from testkit.queries import assert_same_queries
from testkit.world import SATURDAY

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R2")]
TEAMS = "/teams/"


def another_team(world, name: str):
    return found_team(open_group(world.hung_dao, name, label="Tổ dân phố", by=world.mai), by=world.mai)


def page_of(browser, team):
    return browser.get(reverse("team", args=[team.pk]))


def test_the_list_says_who_leads_how_many_and_of_what_age(world):
    another_team(world, "Trà Khê 4")
    said = words(office_of(world.mai).get(TEAMS))
    assert "Trà Khê 3 Tổ dân phố Nguyễn Văn Hòa 3 1 2" in said  # three people, one young, two from sixty on
    assert "Trà Khê 4 Tổ dân phố chưa có 0 0 0" in said
    assert "Hòa Nghĩa" not in said


@pytest.mark.parametrize("asked", ["tra khe 4", "TRÀ KHÊ 4", "khe 4", "  Khê   4 "])
def test_a_team_is_found_without_diacritics(world, asked):
    another_team(world, "Trà Khê 4")
    said = words(office_of(world.mai).get(TEAMS, {"q": asked}))
    assert "Trà Khê 4" in said
    assert "Trà Khê 3" not in said


def test_a_search_that_finds_nothing_says_so_and_leads_back(world):
    said = words(office_of(world.mai).get(TEAMS, {"q": "Hòa Nghĩa"}))
    assert "Không tìm thấy gì khớp với “Hòa Nghĩa”. Bỏ tìm và lọc, xem tất cả" in said


def test_a_ward_without_teams_is_shown_how_to_begin(world):
    leave_all(world)
    assert "Bắt đầu từ danh sách các tổ" in words(office_of(world.mai).get(TEAMS))
    said = words(office_of(add_person("Hoàng Đức Vinh", by=MACHINE)).get(TEAMS))
    assert "Chưa có tổ nào thuộc địa bàn của bác." in said
    assert "Đưa danh sách vào" not in said  # which he may not


def leave_all(world) -> None:
    world.team.valid_until = clock.day_before(clock.today())
    world.team.save()


def test_the_list_asks_the_database_no_more_for_more_teams(world):
    numbers, mai = iter(range(4, 9)), office_of(world.mai)

    def add() -> None:
        team = another_team(world, f"Trà Khê {next(numbers)}")
        appoint(team, add_person("Lê Thị Na", by=MACHINE, birth_year=1960), "leader", by=world.mai)

    assert_same_queries(lambda: mai.get(TEAMS), add)


def test_a_team_with_its_decision_its_people_and_their_posts(world):
    world.team.decision = Decision.objects.create(place=world.hung_dao, number="12/QĐ-UBND", decided_on=SATURDAY.date())
    world.team.save()
    said = words(page_of(office_of(world.mai), world.team))
    assert "Tổ công nghệ số cộng đồng. Tổ có 3 người, 1 thanh niên, tổ trưởng là Nguyễn Văn Hòa." in said
    assert "Thuộc Phường Hưng Đạo, Thành phố Hải Phòng Quyết định Số 12/QĐ-UBND, ngày 28/11/2026" in said
    assert "Nguyễn Văn Hòa Tổ trưởng 1960 01/10/2026 0912345678 Kết nối máy" in said
    assert said.index("Nguyễn Văn Hòa Tổ trưởng") < said.index("Lê Thị Thu") < said.index("Trần Quang Minh")


def test_telephone_numbers_are_for_those_who_run_the_team(world):
    for person in (world.mai, world.hoa, world.thu):
        assert "0912345678" in words(page_of(office_of(person), world.team))
    page = page_of(office_of(world.minh), world.team).content.decode()
    assert "Nguyễn Văn Hòa" in page
    for hidden in ("0912345678", "Điện thoại", "Kết nối máy", "Buổi cố định"):
        assert hidden not in page


def test_a_phone_that_is_connected_is_shown_and_one_that_was_revoked_is_not(world):
    mai = office_of(world.mai)
    world.phone_of(world.hoa).sync()
    assert "Samsung A04, liên lạc 28/11/2026 19:30 Thu hồi" in words(page_of(mai, world.team))
    devices.revoke(Device.objects.get(), by=world.mai)
    assert "Samsung" not in words(page_of(mai, world.team))


def test_a_lost_phone_is_revoked_and_believed_no_more(world):
    phone, mai = world.phone_of(world.minh).sync(), office_of(world.mai)
    address = reverse("revoking", args=[world.team.pk, world.minh.pk, phone.device])
    asked = words(mai.get(address))
    assert "Thu hồi máy của cháu Trần Quang Minh, Trà Khê 3, kết nối lúc 28/11/2026 19:30?" in asked
    assert "Máy này tên là “Samsung A04”." in asked
    assert mai.post(address).status_code == 302
    with pytest.raises(Trouble) as told:
        phone.sync()
    assert told.value.code == "unknown_device"
    assert mai.post(address).status_code == 404
