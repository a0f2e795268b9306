"""The sheet for who takes an office over: what is open, counted, each with the way there; and nothing of anybody else."""

from datetime import date, timedelta

import pytest

from canhtay.core import clock
from canhtay.core.history import MACHINE
from canhtay.home.handover import handover
from canhtay.people.actions import add_person, grant_role
from canhtay.people.models import Device
from canhtay.places.models import Place, Succession
from canhtay.places.queries import commune_by_code
from canhtay.teams.actions import appoint, found_team
from canhtay.teams.models import RosterUpload
from canhtay.teams.roster.uploads import send_roster
from testkit import roster_files
from testkit.aides import make_aides
from testkit.office import give_second_factor, office_of, words
from testkit.places import open_group
from testkit.queries import queries_of
from testkit.world import SATURDAY

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R1")]


@pytest.fixture
def aides(world):
    return make_aides(world)


def open_in(place):
    return {str(section.title): [line.text for line in section.lines] for section in handover(place)}


def test_everything_open_in_the_ward_stands_on_one_sheet(world):
    name, content, _ = roster_files.plain_xlsx()
    send_roster(world.hung_dao, name, content, by=world.mai)
    faulty(world)
    found_team(open_group(world.hung_dao, "Trà Khê 4", label="Tổ dân phố", by=world.mai), by=world.mai)
    vinh = add_person("Hoàng Đức Vinh", by=MACHINE)
    grant_role(vinh, "inspector", world.hung_dao, by=MACHINE, until=date(2026, 12, 5))
    phone = world.phone_of(world.hoa)
    Device.objects.update(last_contact_at=SATURDAY - timedelta(days=20))
    found = open_in(world.hung_dao)
    assert found == {
        "Danh sách chưa ghi vào": ["danh sach.xlsx, 28/11/2026"],
        "Dòng lỗi trong danh sách đã ghi": ["cũ.xlsx: 2 dòng"],
        "Tổ chưa có tổ trưởng": ["Trà Khê 4"],
        "Tổ chưa đủ theo quy định": found["Tổ chưa đủ theo quy định"],
        "Quyền hết hạn trong 30 ngày": ["Hoàng Đức Vinh, Người kiểm tra, Phường Hưng Đạo, đến 05/12/2026"],
        "Tài khoản chưa có lớp khóa thứ hai": ["Phạm Thị Mai, Cán bộ phường, xã, Phường Hưng Đạo"],
        "Điện thoại im lặng từ 14 ngày": ["Nguyễn Văn Hòa: im lặng 20 ngày"],
    }
    assert "Trà Khê 3: thiếu 5 người" in found["Tổ chưa đủ theo quy định"]
    assert phone is not None
    said = words(office_of(world.mai).get("/handover/"))
    assert "Bàn giao: Phường Hưng Đạo, 28/11/2026" in said
    assert "Còn 8 việc dở dang." in said, "Mai has set her second factor in the meantime"
    assert "Dòng lỗi trong danh sách đã ghi (2) Những dòng máy chưa hiểu nên chưa vào. cũ.xlsx: 2 dòng" in said
    assert "Tổ chưa đủ theo quy định (2)" in said


def faulty(world):
    RosterUpload.objects.create(
        commune=world.hung_dao, name="cũ.xlsx", sent_at=clock.now(), sent_by="", imported_at=clock.now(),
        figures={"teams": 1, "faulty": 2},
    )  # fmt: skip


def test_grants_on_a_ward_that_is_no_more_wait_for_somebody(world):

    old = Succession.objects.filter(new=world.hung_dao).select_related("old").order_by("old").first().old
    grant_role(add_person("Bùi Văn Khoa", by=MACHINE), "party", old, by=MACHINE, since=old.valid_from)
    assert [said[:25] for said in open_in(world.hung_dao)["Quyền ở nơi không còn nữa"]] == ["Bùi Văn Khoa, Cấp ủy (chỉ"]


def test_a_ward_in_order_says_so(world, aides):

    quiet = commune_by_code("00004")
    hanh = add_person("Lê Thị Hạnh", by=MACHINE)
    grant_role(hanh, "officer", quiet, by=MACHINE)
    said = words(office_of(hanh).get("/handover/"))
    assert "Không còn việc gì dở dang." in said
    assert "Người giao" not in said


def test_the_city_reads_it_by_ward_and_its_own_by_name(world, aides):
    grant_role(aides.vinh, "trainer", aides.hai_phong, by=MACHINE, until=date(2026, 12, 5))
    found = open_in(aides.hai_phong)
    assert sorted(found["Tổ chưa đủ theo quy định"]) == ["Phường Dương Kinh: 1", "Phường Hưng Đạo: 1"]
    assert found["Quyền hết hạn trong 30 ngày"] == [
        "Hoàng Đức Vinh, Cán bộ tập huấn của Sở, Thành phố Hải Phòng, đến 05/12/2026"
    ]
    page = office_of(aides.dung).get("/handover/")
    assert f'href="/communes/{world.hung_dao.pk}/"' in page.content.decode()


def test_a_province_where_little_has_begun_names_the_communes_that_wait_for_it(world, aides):
    lai_chau = Place.objects.get(code="12", kind="province", valid_until=None)
    found = {str(section.title): section for section in handover(lai_chau)}
    assert list(found) == ["Xã, phường chưa có tài khoản cán bộ", "Xã, phường chưa có tổ nào"]
    officers = found["Xã, phường chưa có tài khoản cán bộ"]
    assert (officers.count, len(officers.lines), officers.more) == (38, 38, 0)
    assert all(line.text.startswith(("Xã ", "Phường ")) and ":" not in line.text for line in officers.lines)
    assert [section.count for section in handover(aides.hai_phong)][:2] == [112, 112]
    grant_role(aides.vinh, "city", lai_chau, by=MACHINE)
    said = words(office_of(aides.vinh).get("/handover/"))
    assert "Còn 76 việc dở dang." in said and "Ctrl" not in said


def test_only_who_answers_for_a_place_has_one(world, aides):
    for other in (aides.ngan, aides.binh, aides.kien, aides.yen, world.hoa, world.minh, aides.vinh):
        assert office_of(other).get("/handover/").status_code == 404
    assert "Trà Khê" not in words(office_of(world.quang).get("/handover/"))
    assert office_of(world.quang).get(f"/handover/?place={world.hung_dao.pk}").status_code == 404


def test_it_asks_the_database_as_often_for_many_teams_as_for_one(world):
    give_second_factor(world.mai.account)
    handover(world.hung_dao)
    few = len(queries_of(lambda: handover(world.hung_dao)))
    for n in range(4, 9):
        team = found_team(open_group(world.hung_dao, f"Trà Khê {n}", label="Tổ dân phố", by=world.mai), by=world.mai)
        appoint(team, add_person("Lê Thị Na", by=MACHINE), "member", by=world.mai)
    assert len(queries_of(lambda: handover(world.hung_dao))) == few
