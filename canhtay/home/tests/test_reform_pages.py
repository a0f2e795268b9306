"""Reforms in the office: asked one decision a screen, looked at, written, listed, undone; and by whom."""

from datetime import date

import pytest
from django.urls import reverse

from canhtay.people.actions import grant_role
from canhtay.people.models import RoleGrant
from canhtay.places.models import Reform
from canhtay.places.paths import path_at
from canhtay.places.queries import commune_by_code, groups_of
from canhtay.places.reform.moving import move_groups
from canhtay.places.reform.renaming import rename
from canhtay.places.reform.splitting import Part, split_commune
from canhtay.places.reform.units import NewUnit
from canhtay.places.successions import waiting_groups
from testkit.aides import make_aides
from testkit.office import errors_of, office_of, words
from testkit.places import named_at, open_group
from testkit.queries import assert_same_queries

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R1")]
DAY, YESTERDAY = "02/11/2026", date(2026, 11, 27)


def address(kind, place) -> str:
    return reverse("reform-form", args=[kind, place.pk])


def renaming(world, **more: str) -> dict[str, str]:
    return {"place": str(world.tra_khe_3.pk), "name": "Trà Khê Ba", "label": "", "zone": "", "day": DAY, **more}


def test_one_decision_a_screen_and_what_was_said_stays_in_the_form(world):
    office, url = office_of(world.mai), address("rename", world.hung_dao)
    first = office.get(url, {"place": world.tra_khe_3.pk})
    assert f'value="{world.tra_khe_3.pk}" selected' in first.content.decode()
    assert "Gọi là gì" in words(first)
    assert errors_of(office.post(url, {"step": "0", "place": ""})) == {"place": ["Xin chọn một dòng."]}
    second = office.post(url, {"step": "0", "place": world.tra_khe_3.pk})
    assert [field.name for field in second.context["asked"]] == ["name", "label", "zone"]
    assert f'type="hidden" name="place" value="{world.tra_khe_3.pk}"' in second.content.decode()
    third = office.post(url, {"step": "1", "place": world.tra_khe_3.pk, "name": "Trà Khê Ba"})
    assert [field.name for field in third.context["asked"]] == ["day", "paper"]
    assert 'value="28/11/2026"' in third.content.decode()
    back = office.post(url, {"back": "0", "place": world.tra_khe_3.pk, "name": "Trà Khê Ba"})
    assert [field.name for field in back.context["asked"]] == ["place"]
    assert 'name="name" value="Trà Khê Ba"' in back.content.decode()


def test_an_officer_renames_a_group_after_a_preview_and_takes_it_back(world):
    office, url = office_of(world.mai), address("rename", world.hung_dao)
    world.phone_of(world.hoa).sync()
    seen = words(office.post(url, renaming(world, step="2")))
    assert "Đổi Tổ dân phố Trà Khê 3 thành Tổ dân phố Trà Khê Ba Từ ngày 02/11/2026." in seen
    assert "Điện thoại đang giữ sổ 1 Máy của Nguyễn Văn Hòa: liên lạc lần cuối 28/11/2026 19:30" in seen
    assert not Reform.objects.exists()

    done = office.post(url, renaming(world, step="2", sure="1"), follow=True)
    assert "Đã ghi. Đổi Tổ dân phố Trà Khê 3 thành Tổ dân phố Trà Khê Ba. Hoàn lại" in words(done)
    world.tra_khe_3.refresh_from_db()
    assert (named_at(world.tra_khe_3), named_at(world.tra_khe_3, date(2026, 11, 1))) == (
        "Tổ dân phố Trà Khê Ba",
        "Tổ dân phố Trà Khê 3",
    )
    undo = reverse("undo-reform", args=[Reform.objects.get().pk])
    asks = words(office.get(undo))
    assert "Hoàn tác việc này?" in asks
    assert "Nhà trong sổ 3" in asks
    assert "Đã hoàn tác." in words(office.post(undo, follow=True))
    world.tra_khe_3.refresh_from_db()
    assert named_at(world.tra_khe_3) == "Tổ dân phố Trà Khê 3"
    again = office.get(undo)
    assert (again.status_code, "Việc này đã hoàn tác rồi" in words(again)) == (410, True)
    assert office_of(world.quang).get(undo).status_code == 404
    assert "Đã hoàn tác" in words(office.get(reverse("reforms")))


def test_what_the_verb_refuses_is_said_on_the_form(world):
    office, url = office_of(world.mai), address("rename", world.hung_dao)
    said = words(office.post(url, renaming(world, step="2", day="29/11/2026", sure="1")))
    assert "Ngày 29/11/2026 chưa đến. Xin ghi vào đúng ngày có hiệu lực, hoặc sau đó." in said
    assert errors_of(office.post(url, renaming(world, step="2", day="31/2/2026"))) == {
        "day": ["Xin ghi ngày như 28/11/2026."]
    }
    stranger = renaming(world, step="2", place=str(world.hoa_nghia_1.pk))
    assert "place" in errors_of(office.post(url, stranger))


def test_what_no_form_of_ours_would_send_is_refused_and_nothing_breaks(world):
    office = office_of(world.mai)
    odd = {"groups": ["9" * 30, "x"], "into": "9" * 30, "day": DAY, "step": "99999", "find": "\0", "back": "²"}
    for number in range(13):
        open_group(world.hung_dao, f"Phú Hải {number}", label="Tổ dân phố", by=world.mai)
    for kind, more in (("merge-groups", {}), ("rename", {"place": "9" * 30})):
        for said in (odd | more, {name: value for name, value in (odd | more).items() if name != "back"}):
            assert office.post(address(kind, world.hung_dao), said).status_code == 200
    assert office.post(reverse("sides"), {"group": ["9" * 30], "side": "²", "paper": "\0"}).status_code == 200
    for url in (reverse("units") + "?q=%00&day=9999-99-99", reverse("reforms") + "?kind=%00"):
        assert office.get(url).status_code == 200
    assert office.get(reverse("new-reform") + "?commune=²").status_code == 200
    assert not Reform.objects.exists()


def test_groups_are_merged_into_one_of_them(world):
    four = open_group(world.hung_dao, "Trà Khê 4", label="Tổ dân phố", by=world.mai, since=date(2026, 10, 1))
    said = {"groups": [world.tra_khe_3.pk, four.pk], "into": world.tra_khe_3.pk, "day": DAY, "step": "2", "sure": "1"}
    office_of(world.mai).post(address("merge-groups", world.hung_dao), said)
    assert Reform.objects.get().sentence == "Nhập Tổ dân phố Trà Khê 4 vào Tổ dân phố Trà Khê 3"
    assert list(groups_of(world.hung_dao)) == [world.tra_khe_3]


def test_among_many_groups_one_searches_and_what_was_chosen_stays(world):
    for number in range(10, 23):
        open_group(world.hung_dao, f"Phú Hải {number}", label="Tổ dân phố", by=world.mai)
    office, url = office_of(world.mai), address("merge-groups", world.hung_dao)
    assert "Tìm trong danh sách" in words(office.get(url))
    said = words(office.post(url, {"back": "0", "find": "hai 22", "groups": [world.tra_khe_3.pk]}))
    assert "Tổ dân phố Phú Hải 22 Tổ dân phố Trà Khê 3" in said
    assert "Phú Hải 21" not in said


def test_the_city_splits_a_ward_and_its_groups_wait(world):
    dung = make_aides(world).dung
    province = path_at(world.hung_dao)[-1]
    office, url = office_of(dung), address("split-commune", province)
    said = {
        "commune": world.hung_dao.pk,
        "into1": "new", "name1": "Anh Dũng", "label1": "Phường", "code1": "11690",
        "into2": world.duong_kinh.pk, "day": DAY, "paper": "NQ 12",
    }  # fmt: skip
    assert errors_of(office.post(url, {**said, "code1": "12", "step": "1"})) == {"code1": ["Mã có năm chữ số."]}
    seen = words(office.post(url, {**said, "step": "5"}))
    assert "Chưa rõ thuộc bên nào nên sẽ chờ chọn: Tổ dân phố Trà Khê 3." in seen
    office.post(url, {**said, "step": "5", "sure": "1"})
    assert list(waiting_groups([commune_by_code("11690")])) == [world.tra_khe_3]
    listed = words(office_of(world.quang).get(reverse("reforms")))
    assert "Cấp trên ghi" in listed  # he sees it and cannot take it back
    reform = Reform.objects.get()
    assert office_of(world.quang).post(reverse("undo-reform", args=[reform.pk])).status_code == 404
    assert office.post(reverse("undo-reform", args=[reform.pk])).status_code == 302
    assert path_at(world.tra_khe_3)[1] == world.hung_dao


def test_who_splits_a_ward_says_of_each_group_where_it_goes_or_lets_it_wait(world):
    dung, since = make_aides(world).dung, date(2026, 10, 1)
    fourth = open_group(world.hung_dao, "Trà Khê 4", label="Tổ dân phố", by=world.mai, since=since)
    fifth = open_group(world.hung_dao, "Trà Khê 5", label="Tổ dân phố", by=world.mai, since=since)
    office, url = office_of(dung), address("split-commune", path_at(world.hung_dao)[-1])
    said = {
        "commune": world.hung_dao.pk,
        "into1": "new", "name1": "Anh Dũng", "label1": "Phường", "code1": "11690",
        "into2": world.duong_kinh.pk, "into3": "", "day": DAY, "paper": "NQ 12",
    }  # fmt: skip
    asked = office.post(url, {**said, "step": "3"})
    assert [field.name for field in asked.context["asked"]] == [
        f"group{group.pk}" for group in (world.tra_khe_3, fourth, fifth)
    ]
    assert "Tổ dân phố Trà Khê 4 Chưa rõ, để đợi chọn Phường Anh Dũng Phường Dương Kinh" in words(asked)
    dealt = {**said, f"group{world.tra_khe_3.pk}": "1", f"group{fourth.pk}": "2"}
    assert errors_of(office.post(url, {**dealt, f"group{fourth.pk}": "3", "step": "4"})) == {
        f"group{fourth.pk}": ["Xin chọn một trong những dòng có sẵn."]
    }
    seen = words(office.post(url, {**dealt, "step": "5"}))
    assert "Về Phường Anh Dũng 1 Tổ dân phố Trà Khê 3 Về Phường Dương Kinh 1 Tổ dân phố Trà Khê 4" in seen
    assert "sẽ chờ chọn: Tổ dân phố Trà Khê 5." in seen
    assert not Reform.objects.exists()
    office.post(url, {**dealt, "step": "5", "sure": "1"})
    anh_dung = commune_by_code("11690")
    assert list(groups_of(anh_dung)) == [world.tra_khe_3]
    assert list(groups_of(world.duong_kinh)) == [world.hoa_nghia_1, fourth]
    assert list(waiting_groups([anh_dung])) == [fifth]


def test_the_city_merges_wards_into_a_new_one(world):
    dung = make_aides(world).dung
    said = {
        "communes": [world.hung_dao.pk, world.duong_kinh.pk],
        "into": "new", "name": "Kiến Thụy", "label": "Phường", "code": "11689", "day": DAY, "step": "2", "sure": "1",
    }  # fmt: skip
    office_of(dung).post(address("merge-communes", path_at(world.hung_dao)[-1]), said)
    assert str(commune_by_code("11689")) == "Phường Kiến Thụy"
    assert list(groups_of(commune_by_code("11689"))) == [world.hoa_nghia_1, world.tra_khe_3]


def test_what_is_merged_goes_into_one_of_the_chosen_or_a_new_one_and_all_others_stand_apart(world):
    dung = make_aides(world).dung
    said = {"communes": [world.hung_dao.pk, world.duong_kinh.pk], "step": "0"}
    asked = office_of(dung).post(address("merge-communes", path_at(world.hung_dao)[-1]), said)
    select = asked.content.decode().partition('name="into"')[2].partition("</select>")[0]
    first, _apart, others = select.partition("<optgroup")
    for name in ("Phường Dương Kinh", "Phường Hưng Đạo", "Một nơi mới"):
        assert name in first and name not in others
    assert "Nơi khác, không phải những nơi đã chọn" in others
    assert (first.count("<option"), others.count("<option")) == (4, 112)


def test_an_officer_of_two_wards_moves_groups_between_them_and_back(world):
    assert "Chuyển tổ sang" not in words(office_of(world.mai).get(reverse("new-reform")))
    assert office_of(world.mai).get(address("move", world.hung_dao)).status_code == 404
    grant_role(world.mai, RoleGrant.Role.OFFICER, world.duong_kinh, by=world.mai)
    office = office_of(world.mai)
    assert "Chuyển tổ sang" in words(office.get(reverse("new-reform"), {"commune": world.hung_dao.pk}))
    said = {"groups": [world.tra_khe_3.pk], "commune": world.duong_kinh.pk, "day": DAY, "step": "2", "sure": "1"}
    office.post(address("move", world.hung_dao), said)
    assert path_at(world.tra_khe_3)[1] == world.duong_kinh
    undo = reverse("undo-reform", args=[Reform.objects.get().pk])
    assert office_of(world.quang).get(undo).status_code == 404
    office.post(undo)
    assert path_at(world.tra_khe_3)[1] == world.hung_dao


def test_what_happened_since_stands_in_the_way_and_is_named(world):
    first = move_groups([world.tra_khe_3], world.duong_kinh, day=date(2026, 11, 2), by=world.mai)
    rename(world.tra_khe_3, name="Trà Khê Ba", day=YESTERDAY, by=world.quang)
    dung = make_aides(world).dung
    said = words(office_of(dung).post(reverse("undo-reform", args=[first.pk])))
    assert "Chưa hoàn tác được" in said
    assert "Sau đó đã có thay đổi khác: “Đổi Tổ dân phố Trà Khê 3 thành Tổ dân phố Trà Khê Ba”." in said


def test_only_who_changes_units_has_these_pages(world):
    aides = make_aides(world)
    province = path_at(world.hung_dao)[-1]
    for person in (aides.ngan, aides.binh, aides.kien, aides.yen, world.hoa, world.minh, aides.vinh, aides.oanh):
        office = office_of(person)
        for name in ("reforms", "new-reform", "sides"):
            assert office.get(reverse(name)).status_code == 404
        assert office.get(address("rename", world.hung_dao)).status_code == 404
        assert "Thay đổi địa giới" not in office.get(reverse("units")).content.decode()
    for person in (world.mai, world.quang):
        assert office_of(person).get(address("merge-communes", province)).status_code == 404
    assert office_of(world.quang).get(address("rename", world.hung_dao)).status_code == 404
    assert office_of(world.mai).get(address("nothing", world.hung_dao)).status_code == 404


def test_a_ward_called_otherwise_by_the_city_is_not_called_back_by_its_officer(world):
    reform = rename(world.hung_dao, name="Hưng Đạo Mới", day=YESTERDAY, by=world.mai)
    assert office_of(world.mai).get(reverse("undo-reform", args=[reform.pk])).status_code == 404
    assert office_of(make_aides(world).dung).get(reverse("undo-reform", args=[reform.pk])).status_code == 200


def test_reforms_next_door_are_not_listed(world):
    rename(world.hoa_nghia_1, name="Hòa Nghĩa Một", day=YESTERDAY, by=world.quang)
    assert "Chưa ghi thay đổi nào." in words(office_of(world.mai).get(reverse("reforms")))
    assert "Hòa Nghĩa Một" in words(office_of(make_aides(world).dung).get(reverse("reforms")))


def test_the_list_asks_as_often_for_many_as_for_one(world):
    office = office_of(world.mai)

    def one_more() -> None:
        group = open_group(world.hung_dao, f"Phú Hải {groups_of(world.hung_dao).count()}", label="Thôn", by=world.mai,
                           since=date(2026, 10, 1))  # fmt: skip
        rename(group, label="Tổ dân phố", day=YESTERDAY, by=world.mai)

    assert_same_queries(lambda: office.get(reverse("reforms")), one_more)


def test_a_record_stays_in_the_citys_list_when_its_ward_has_ended(world):
    dung = make_aides(world).dung
    reform = rename(world.tra_khe_3, name="Trà Khê Ba", day=date(2026, 11, 2), by=world.mai)
    parts = [Part(NewUnit("Anh Dũng", "Phường", "11690")), Part(world.duong_kinh)]
    split_commune(world.hung_dao, parts, day=date(2026, 11, 3), by=world.mai)
    assert reform.sentence in words(office_of(dung).get(reverse("reforms")))
