"""What the readers of a place's log are to find there: every list that was taken, and every line that tells of a person."""

from datetime import date
from itertools import islice

import pytest
from django.urls import reverse

from canhtay.core import history
from canhtay.core.history import MACHINE
from canhtay.core.models import Event
from canhtay.core.sheets.opening import open_book
from canhtay.home.audit.pages import events_audited_by
from canhtay.people.actions import add_person, grant_role
from canhtay.people.models import Person, RoleGrant
from canhtay.teams.actions import leave
from canhtay.teams.models import Leaving
from testkit.aides import make_aides
from testkit.office import office_of

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R1")]
LISTS = ["roster", "teams", "phones", "grants", "decisions", "committees", "home", "imports", "audit"]


def exported(reader: Person) -> list[str]:
    rows = events_audited_by(reader).filter(name="list.exported").order_by("pk")
    return [row.subject for row in rows]


@pytest.mark.parametrize("address", LISTS)
def test_each_list_that_is_taken_stands_in_the_log_of_its_ward_and_not_next_door(world, address):
    taken = office_of(world.mai).get(reverse(address), {"export": "csv"})
    assert "-phuong-hung-dao-2026-11-28.csv" in taken.headers["Content-Disposition"]
    assert len(exported(make_aides(world).yen)) == 1
    assert exported(world.quang) == []


@pytest.mark.parametrize("address", LISTS)
def test_each_list_that_is_taken_says_of_which_ward_it_is(world, address):
    taken = office_of(world.mai).get(reverse(address), {"export": "xlsx"})
    [sheet] = open_book("a.xlsx", taken.content).sheets
    said = [row[0] for row in islice(sheet.rows, 4)]
    assert said[1:] == ["Phường Hưng Đạo", "Tính đến ngày 28/11/2026", "Người xuất: Phạm Thị Mai"]
    assert said[0] == sheet.name or address in {"teams", "committees"}  # whose titles are too long for a tab
    assert sheet.name != "Danh sách tổ công nghệ số cộng"


def test_a_file_of_a_day_gone_by_and_a_leaders_say_where_too(world):
    for person, where in ((world.mai, "Phường Hưng Đạo"), (world.hoa, "Tổ dân phố Trà Khê 3")):
        taken = office_of(person).get(reverse("teams"), {"export": "xlsx", "day": "2026-11-20"})
        [sheet] = open_book("a.xlsx", taken.content).sheets
        assert [row[0] for row in islice(sheet.rows, 3)][1:] == [where, "Tính đến ngày 20/11/2026"]
        assert sheet.name == "Các tổ"
        said = "phuong-hung-dao" if person == world.mai else "to-dan-pho-tra-khe-3"
        assert f"danh-sach-to-{said}-2026-11-20.xlsx" in taken.headers["Content-Disposition"]


def test_a_leaders_list_too(world):
    office_of(world.hoa).get(reverse("roster"), {"export": "xlsx"})
    assert len(exported(world.mai)) == 1


def test_of_two_wards_each_is_told(world):
    grant_role(world.mai, RoleGrant.Role.OFFICER, world.duong_kinh, by=MACHINE)
    office_of(world.mai).get(reverse("roster"))
    office_of(world.mai).get(reverse("roster"), {"export": "csv"})
    for ward in (world.hung_dao, world.duong_kinh):
        assert Event.objects.filter(name="personal.viewed", subject=f"roster:{ward.pk}", place=ward.pk).count() == 1
        assert Event.objects.filter(name="list.exported", place=ward.pk).count() == 1
    assert len(exported(world.quang)) == 1


def test_who_directs_the_city_is_told_of_once_and_there(world):
    city = make_aides(world)
    grant_role(city.dung, RoleGrant.Role.TRAINER, world.hung_dao, by=MACHINE)
    office_of(city.dung).get(reverse("teams"), {"export": "csv"})
    assert Event.objects.get(name="list.exported").place == city.hai_phong.pk


def test_a_former_member_put_right_stands_in_the_log(world):
    leave(world.appointment_of(world.minh), by=world.mai, because=Leaving.MOVED, last_day=date(2026, 11, 20))
    said = {"name": "Trần Quang Minh", "gender": "M", "birth_year": 2005, "phone": ""}
    office_of(world.mai).post(reverse("correct-person", args=[world.minh.pk]), said)
    event = Event.objects.get(name="person.changed")
    assert (event.place, event.details["columns"]) == (world.tra_khe_3.pk, ["birth_year"])


def test_no_line_that_tells_of_a_person_is_without_a_place(world):
    mai = office_of(world.mai)
    new = {"name": "Vũ Thị Na", "role": "member", "since": "28/11/2026", "gender": "F", "birth_year": "", "phone": ""}
    assert mai.post(reverse("new-member", args=[world.team.pk]), {**new, "post": "", "body": ""}).status_code == 302
    mai.post(reverse("form-of-address", args=[world.minh.pk]), {"addressed": "anh"})
    mai.post(reverse("skills", args=[world.minh.pk]), {"source": "said", "skill-vneid-2": "2"})
    mai.post(reverse("hours", args=[world.minh.pk]), {"day-1": ["am"]})
    add_person("Đỗ Văn Nam", by=world.hoa)
    personal = [name for name, kind in history.REGISTRY.items() if kind.personal]
    lost = Event.objects.filter(place=None).filter(name__in=[*personal, "personal.viewed", "list.exported"])
    assert [(row.name, row.subject) for row in lost] == []
