"""The log as its readers see it: who viewed or changed what in their own places, and nothing beside."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from canhtay.core import history
from canhtay.core.models import Event
from canhtay.home.audit.plain import in_plain_words
from canhtay.home.audit.subjects import LISTS
from canhtay.home.audit.words import SENTENCES, sentence_of, what_was_seen
from canhtay.people import devices
from canhtay.people.actions import grant_role
from canhtay.people.addressing import choose_address
from canhtay.people.models import Device, RoleGrant
from canhtay.teams.roster.uploads import send_roster
from testkit import roster_files
from testkit.aides import make_aides
from testkit.office import office_of, words
from testkit.queries import assert_same_queries

pytestmark = [pytest.mark.django_db, pytest.mark.mission("R1")]

CANHTAY = Path(__file__).resolve().parents[2]


def test_every_declared_event_has_its_sentence():
    declared = {name for name in history.REGISTRY if not name.startswith("test.")}
    assert declared - SENTENCES.keys() == set()
    for name in declared:
        assert "%(" not in sentence_of(name, {})


def test_the_auditor_reads_what_happened_in_the_own_ward_and_not_next_door(world):
    aides = make_aides(world)
    page = words(office_of(aides.yen).get(reverse("audit") + "?days=365"))
    assert "Trà Khê 3" in page
    assert "Hòa Nghĩa 1" not in page
    everything = words(office_of(aides.dung).get(reverse("audit") + "?days=365"))
    assert "Trà Khê 3" in everything
    assert "Hòa Nghĩa 1" in everything


def test_who_opened_a_page_with_telephone_numbers_stands_in_the_log(world):
    office = office_of(world.mai)
    office.get(reverse("team", args=[world.team.pk]))
    page = words(office.get(reverse("audit") + "?sort_of=viewed"))
    assert "Mở trang một tổ, xem số điện thoại: 3 người" in page
    assert "Phạm Thị Mai" in page


def test_the_log_names_the_page_that_was_opened_with_how_many_people_and_the_way_there(world):
    office = office_of(world.mai)
    household = f"/households/{world.lans_door.pk}/"
    for page in ("/roster/", household, "/audit/"):
        office.get(page)
    seen = office.get(reverse("audit") + "?sort_of=viewed")
    assert "Mở danh sách thành viên các tổ, xem số điện thoại: 3 người" in words(seen)
    assert "Mở trang một nhà, xem người trong nhà: 1 người" in words(seen)
    assert "Mở nhật ký này" in words(seen)
    for address, name in (
        ("/roster/", "danh sách thành viên các tổ"),
        (household, "Nhà bà Lan"),
        ("/audit/", "nhật ký"),
    ):
        assert f'href="{address}">{name}<' in seen.content.decode()


def test_who_may_not_open_a_door_reads_only_that_it_was_one(world):
    aides = make_aides(world)
    office_of(world.mai).get(f"/households/{world.lans_door.pk}/")
    seen = office_of(aides.yen).get(reverse("audit") + "?sort_of=viewed")
    assert "Mở trang một nhà, xem người trong nhà: 1 người 28/11/2026 19:30 Phạm Thị Mai một nhà" in words(seen)
    assert str(world.lans_door.pk) not in seen.content.decode()


def test_a_line_from_before_people_were_counted_says_the_page_alone():
    assert what_was_seen("team:1", {}) == "Mở trang một tổ, xem số điện thoại"


def test_where_nobody_stood_no_number_was_seen():
    assert what_was_seen("team:1", {"people": 0}) == "Mở trang một tổ"


def test_a_group_that_was_entered_is_not_said_to_have_been_opened():
    assert (
        sentence_of("places.group_opened", {"label": "Tổ dân phố", "name": "Trà Khê 9"}) == "Lập Tổ dân phố Trà Khê 9"
    )


def test_a_phone_is_told_by_who_uses_it_and_a_file_by_its_name(world):
    phone = world.phone_of(world.thu)
    devices.revoke(Device.objects.get(pk=phone.device), by=world.mai)
    name, content, _ = roster_files.plain_xlsx()
    upload = send_roster(world.hung_dao, name, content, by=world.mai)
    seen = office_of(world.mai).get(reverse("audit"))
    assert "máy của Lê Thị Thu" in words(seen)
    assert f'href="{reverse("import", args=[upload.pk])}">{name}<' in seen.content.decode()
    auditor = words(office_of(make_aides(world).yen).get(reverse("audit")))
    assert name not in auditor, "who may not open a list reads only that it was one"


@pytest.mark.parametrize(
    ("event", "details", "sentence"),
    [
        ("person.factor_set", {"kind": "totp"}, "Đặt lớp khóa thứ hai (mã trong điện thoại)"),
        ("person.factor_removed", {"kind": "webauthn"}, "Bỏ lớp khóa thứ hai (khóa của máy)"),
        ("person.changed", {"columns": ["birth_year", "phone"]}, "Sửa thông tin của một người: năm sinh, điện thoại"),
        ("list.exported", {"kind": "xlsx", "rows": 3}, "Tải một danh sách về, 3 dòng (Excel)"),
        ("committee.seated", {"role": "deputy", "post": "Bí thư"}, "Cử vào ban: Phó trưởng ban Bí thư"),
        (
            "role.ended",
            {"role": "officer", "until": "2026-11-27"},
            "Thôi giao vai trò “Cán bộ phường, xã” sau ngày 27/11/2026",
        ),
    ],
)
def test_the_log_speaks_plain_words(event, details, sentence):
    assert sentence_of(event, in_plain_words(event, details)) == sentence


def test_a_list_that_was_taken_away_is_named(world):
    office = office_of(world.mai)
    office.get("/roster/", {"export": "csv"})
    assert "danh sách thành viên các tổ" in words(office.get(reverse("audit") + "?sort_of=exported"))


def test_every_list_that_may_be_taken_away_has_its_name():
    sources = [path.read_text() for path in CANHTAY.rglob("*.py") if "tests" not in path.parts]
    files = {name for source in sources for name in re.findall(r'file_name="([a-z-]+)"', source)}
    assert files - {"danh-sach-mau"} == LISTS.keys()


def test_reading_the_log_is_noted_once_a_day(world):
    office = office_of(world.mai)
    for _again in range(2):
        office.get(reverse("audit"))
    assert Event.objects.filter(name="personal.viewed", subject="log:audit", actor=str(world.mai.pk)).count() == 1


def test_found_by_the_name_of_who_did_it_without_diacritics(world):
    office = office_of(world.mai)
    assert "Ghi ngõ" in words(office.get(reverse("audit") + "?q=van+hoa&days=365"))
    assert "Ghi ngõ" not in words(office.get(reverse("audit") + "?q=tran+quang+minh&days=365"))


def test_who_reads_no_log_is_told_of_none(world):
    aides = make_aides(world)
    for person in (world.hoa, aides.binh, aides.kien, aides.ngan, aides.vinh, aides.oanh):
        assert office_of(person).get(reverse("audit")).status_code == 404


def test_a_name_beyond_ones_reach_is_not_told(world):
    grant_role(world.quang, RoleGrant.Role.AUDITOR, world.hung_dao, by=world.mai)
    choose_address(world.hoa, "chú", by=world.quang)
    aides = make_aides(world)
    assert "Vinh" not in words(office_of(aides.yen).get(reverse("audit") + "?days=365"))


def test_the_log_asks_as_often_for_many_lines_as_for_few(world):
    office = office_of(world.mai)
    office.get(reverse("audit"))
    assert_same_queries(
        lambda: office.get(reverse("audit")),
        lambda: history.record(
            "alley.added", f"alley:{world.ngo_45.pk}", by=world.hoa, place=world.tra_khe_3.pk, name="x"
        ),
    )


def test_nobody_probes_for_names_beyond_the_own_reach(world):
    aides = make_aides(world)
    history.record("alley.added", f"alley:{world.ngo_45.pk}", by=aides.vinh, place=world.tra_khe_3.pk, name="Ngõ 47")
    office = office_of(aides.yen)
    assert "Ngõ 47" in words(office.get(reverse("audit")))
    assert "Ngõ 47" not in words(office.get(reverse("audit") + "?q=duc+vinh"))


def test_who_saw_a_telephone_number_on_the_persons_page_stands_in_the_log(world):
    office = office_of(world.mai)
    office.get(reverse("person", args=[world.hoa.pk]))
    assert "Nguyễn Văn Hòa" in words(office.get(reverse("audit") + "?sort_of=viewed"))
