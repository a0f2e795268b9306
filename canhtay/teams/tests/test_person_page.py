"""A person's page: what is shown to whom, and what he says of himself there."""

from datetime import date

import pytest
from django.urls import reverse

from canhtay.catalogue.models import Service
from canhtay.core.history import MACHINE
from canhtay.core.jobs.worker import run_waiting
from canhtay.core.models import Event
from canhtay.people.actions import add_person, grant_role
from canhtay.people.addressing import choose_address
from canhtay.people.models import Person, RoleGrant
from canhtay.places.paths import path_at
from canhtay.teams.actions import appoint, leave
from canhtay.teams.models import Committee, Leaving, MemberHours, MemberSkill, Seat
from canhtay.teams.offline import render_person
from canhtay.teams.skills import note_skill, set_hours
from testkit.office import office_of, words
from testkit.queries import assert_same_queries

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R2")]


def page(reader: Person, shown: Person, name: str = "person"):
    return office_of(reader).get(reverse(name, args=[shown.pk]))


def post(reader: Person, shown: Person, name: str, said: dict):
    return office_of(reader).post(reverse(name, args=[shown.pk]), said, follow=True)


def test_what_somebody_was_and_is_with_years_and_reasons(world):
    leave(world.appointment_of(world.minh), by=world.mai, because=Leaving.BUSY, last_day=date(2026, 11, 1))
    appoint(world.team, world.minh, "deputy", by=world.mai, post="Bí thư chi đoàn")
    committee = Committee.objects.create(
        place=world.hung_dao, kind="steering", name="Ban Chỉ đạo phường Hưng Đạo", valid_from=date(2026, 10, 1)
    )
    Seat.objects.create(committee=committee, person=world.minh, role="member", valid_from=date(2026, 10, 1))
    said = words(page(world.mai, world.minh))
    assert "Tổ phó, Trà Khê 3. Gọi là cháu Minh." in said
    assert "Tổ phó – Trà Khê 3 Bí thư chi đoàn Tổ công nghệ số cộng đồng, từ 28/11/2026 Đổi vai Rời tổ" in said
    assert "Thành viên – Trà Khê 3 Tổ công nghệ số cộng đồng, 01/10/2026 – 01/11/2026 Thôi vì: Bận việc" in said
    assert "Ủy viên – Ban Chỉ đạo phường Hưng Đạo từ 01/10/2026" in said


def test_a_telephone_number_is_for_whom_it_concerns_and_looking_is_noted(world):
    city = add_person("Bùi Văn Toàn", by=MACHINE)
    grant_role(city, RoleGrant.Role.CITY, path_at(world.hung_dao)[-1], by=MACHINE)
    for reader, sees in [(world.mai, True), (world.thu, True), (world.hoa, True), (world.minh, False), (city, False)]:
        assert ("0912345678" in words(page(reader, world.hoa))) is sees, reader.name
    looked = Event.objects.filter(name="personal.viewed", subject=f"person:{world.hoa.pk}").values_list(
        "actor", flat=True
    )
    assert set(looked) == {str(world.mai.pk), str(world.thu.pk)}  # he himself is no news


def test_the_city_sees_the_number_of_an_officer_whom_it_appoints(world):
    city = add_person("Bùi Văn Toàn", by=MACHINE)
    grant_role(city, RoleGrant.Role.CITY, path_at(world.hung_dao)[-1], by=MACHINE)
    world.mai.phone = "0987654321"
    world.mai.save()
    said = words(page(city, world.mai))
    assert "0987654321" in said
    assert "Cán bộ phường, xã – Phường Hưng Đạo từ 01/10/2026" in said


def test_people_of_the_next_ward_do_not_exist_here(world):
    assert page(world.mai, world.son).status_code == 404
    assert page(world.son, world.hoa).status_code == 404


def test_my_own_page_is_there_for_everybody(world):
    vinh = add_person("Hoàng Đức Vinh", by=MACHINE, birth_year=1990, gender="M")
    answer = office_of(vinh).get(reverse("me"), follow=True)
    assert "Đây là những gì ghi về anh, và những gì anh tự ghi được." in words(answer)
    assert page(vinh, world.hoa).status_code == 404


# — Form of address —


def test_one_is_spoken_to_as_one_wishes_and_the_phone_hears(world, phone):
    said = words(page(world.hoa, world.hoa, "form-of-address"))
    assert "Theo tuổi: bác Hòa" in said
    assert "đồng chí Hòa" in said
    assert said.count("bác Hòa") == 1
    assert "Máy gọi bác thế nào cho phải?" in said
    assert "Từ giờ máy nói với chú Hòa như vậy." in words(
        post(world.hoa, world.hoa, "form-of-address", {"addressed": "chú"})
    )
    world.hoa.refresh_from_db()
    assert render_person(world.hoa)["address"] == "chú"
    run_waiting()
    phone.sync()
    (team,) = phone.all("team")
    assert [one["address"] for one in team["members"]] == ["chú", "bác", "cháu"]
    assert phone.members[0]["address"] == "chú"
    post(world.hoa, world.hoa, "form-of-address", {"addressed": ""})
    world.hoa.refresh_from_db()
    assert world.hoa.addressed == ""


def test_the_leader_who_asked_writes_it_down_for_another(world):
    asked = words(page(world.hoa, world.minh, "form-of-address"))
    assert "Máy gọi cháu Trần Quang Minh thế nào cho phải?" in asked
    assert "nói với cháu Minh theo cách ấy" in asked
    post(world.hoa, world.minh, "form-of-address", {"addressed": "anh"})
    world.minh.refresh_from_db()
    assert world.minh.addressed == "anh"
    assert Event.objects.get(name="person.address_chosen").actor == str(world.hoa.pk)
    assert page(world.minh, world.hoa, "form-of-address").status_code == 404


def test_pages_and_refusals_speak_to_their_reader(world):
    choose_address(world.minh, "đồng chí", by=world.minh)
    refused = page(world.minh, world.son)
    assert "Không tìm thấy, hoặc không thuộc địa bàn của đồng chí." in words(refused)
    assert "Đây là những gì ghi về đồng chí, và những gì đồng chí tự ghi được." in words(page(world.minh, world.minh))
    assert "địa bàn của chị" in words(page(world.mai, world.son))
    assert "địa bàn của bác" in words(page(world.hoa, world.son))


# — Skills and hours —


def test_what_somebody_can_do_first_as_he_says_himself(world):
    vneid, other = Service.objects.all()[:2]
    post(world.minh, world.minh, "skills", {f"skill-{vneid.code}": "3", f"skill-{other.code}": "0"})
    rows = {row.service_id: (row.level, row.source) for row in MemberSkill.objects.filter(person=world.minh)}
    assert rows == {vneid.code: (3, "said"), other.code: (0, "said")}
    said = words(page(world.mai, world.minh))
    assert f"{vneid.name} : dạy lại được cho tổ (tự nhận, 28/11/2026)" in said
    assert other.name not in said


def test_the_leader_has_seen_it_and_what_is_taken_back_is_unknown_again(world):
    service = Service.objects.all()[0]
    field = f"skill-{service.code}"
    assert "Biết điều này từ đâu?" in words(page(world.hoa, world.minh, "skills"))
    assert "Biết điều này từ đâu?" not in words(page(world.minh, world.minh, "skills"))
    assert "không bắt buộc" not in words(page(world.hoa, world.minh, "skills"))  # "not asked" is an answer
    post(world.hoa, world.minh, "skills", {field: "2", "source": "seen"})
    assert MemberSkill.objects.get().source == "seen"
    post(world.hoa, world.minh, "skills", {field: "", "source": "said"})
    assert not MemberSkill.objects.exists()
    assert "Chưa hỏi." in words(page(world.hoa, world.minh))
    events = Event.objects.filter(name="person.skills_noted").order_by("pk").values_list("details", flat=True)
    assert [event["levels"] for event in events] == [{service.code: 2}, {service.code: None}]


def test_said_once_more_it_keeps_its_first_day(world, stopped_at):
    service = Service.objects.all()[0]
    assert note_skill(world.minh, service, 1, by=world.minh, source="said")
    assert not note_skill(world.minh, service, 1, by=world.hoa, source="seen")
    assert MemberSkill.objects.get().noted_by == str(world.minh.pk)
    assert Event.objects.filter(name="person.skills_noted").count() == 1


def test_the_hours_one_can_give(world):
    post(world.minh, world.minh, "hours", {"day-6": ["am", "eve"], "day-7": ["am", "pm", "eve"]})
    assert MemberHours.objects.filter(person=world.minh).count() == 5
    assert "Thứ Bảy sáng, tối Chủ Nhật cả ngày" in words(page(world.hoa, world.minh))
    post(world.hoa, world.minh, "hours", {"day-6": ["eve"]})
    assert list(MemberHours.objects.values_list("weekday", "part")) == [(6, "eve")]
    assert not set_hours(world.minh, [(6, "eve")], by=world.minh)


@pytest.mark.parametrize("name", ["skills", "hours", "form-of-address"])
def test_only_oneself_and_who_leads_the_team_writes_it_down(world, name):
    readers = [world.mai, world.hoa, world.thu, world.minh, world.quang, world.son]
    assert [page(reader, world.minh, name).status_code for reader in readers] == [200, 200, 200, 200, 404, 404]
    assert page(world.minh, world.hoa, name).status_code == 404


def test_the_page_asks_the_database_no_more_for_a_longer_life(world):
    mai, address = office_of(world.mai), reverse("person", args=[world.minh.pk])
    mai.get(address)
    services = iter(Service.objects.all())
    days = iter(range(2, 9))

    def more() -> None:
        note_skill(world.minh, next(services), 1, by=world.minh, source="said")
        row = world.appointment_of(world.minh)
        leave(row, by=world.mai, because=Leaving.BUSY, last_day=date(2026, 11, next(days)))
        appoint(
            world.team,
            world.minh,
            "member",
            by=world.mai,
            since=row.valid_until and date(2026, 11, row.valid_until.day + 1),
        )

    assert_same_queries(lambda: mai.get(address), more)
