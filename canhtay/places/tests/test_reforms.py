"""Communes merged and split, groups moved, places renamed: previewed, dated, undone whole or refused with a sentence."""

from datetime import date

import pytest

from canhtay.core import counts
from canhtay.core.models import Event
from canhtay.core.problems import Problem
from canhtay.people.actions import grant_role
from canhtay.places.models import Place, Reform, on
from canhtay.places.paths import path_at
from canhtay.places.queries import commune_by_code, groups_of
from canhtay.places.reform.merging import merge_communes
from canhtay.places.reform.moving import move_groups
from canhtay.places.reform.preview import preview
from canhtay.places.reform.renaming import rename
from canhtay.places.reform.splitting import Part, split_commune
from canhtay.places.reform.undoing import stops_undoing, undo_reform
from canhtay.places.reform.units import NewUnit
from canhtay.places.successions import heir_of, sides_of, waiting_groups
from canhtay.places.tests.snapshots import snapshot
from canhtay.sync.models import Change
from canhtay.teams.models import Team
from testkit.places import named_at, open_group, words_at

pytestmark = [pytest.mark.mission("R1"), pytest.mark.both_databases]
DAY, DAY_BEFORE = date(2026, 11, 2), date(2026, 11, 1)
NEW = NewUnit("Kiến Thụy", "Phường", "11689")


def refused(verb, *what, **how) -> str:
    with pytest.raises(Problem) as trouble:
        verb(*what, **how)
    return trouble.value.sentence


def merged(world) -> Reform:
    return merge_communes([world.hung_dao, world.duong_kinh], NEW, day=DAY, by=world.mai, paper="NQ 12")


def test_two_wards_become_one_and_their_groups_go_along(world):
    before = snapshot()
    reform = merged(world)
    new = commune_by_code("11689")
    assert (str(new), new.valid_from) == ("Phường Kiến Thụy", DAY)
    assert list(groups_of(new)) == [world.hoa_nghia_1, world.tra_khe_3]
    assert path_at(world.tra_khe_3, DAY_BEFORE)[1] == world.hung_dao == commune_by_code("11689", DAY_BEFORE)
    assert [place.name for place in path_at(world.tra_khe_3, DAY)] == ["Trà Khê 3", "Kiến Thụy", "Hải Phòng"]
    assert heir_of(commune_by_code("11692", DAY_BEFORE)) == new
    assert (reform.place.name, reform.kind, reform.paper) == ("Hải Phòng", "merge", "NQ 12")
    assert reform.sentence == "Nhập Phường Hưng Đạo, Phường Dương Kinh thành Phường Kiến Thụy"
    [event] = Event.objects.filter(subject=f"reform:{reform.pk}")
    assert (event.name, event.details["day"]) == ("places.reformed", "2026-11-02")

    undo_reform(reform, by=world.mai)
    assert snapshot() == before
    assert refused(undo_reform, reform, by=world.mai) == "Việc này đã được hoàn tác rồi."


def test_a_ward_is_merged_into_one_that_is_there(world):
    before = snapshot()
    reform = merge_communes([world.duong_kinh], world.hung_dao, day=DAY, by=world.mai)
    assert list(groups_of(world.hung_dao)) == [world.hoa_nghia_1, world.tra_khe_3]
    assert list(groups_of(world.hung_dao, DAY_BEFORE)) == [world.tra_khe_3]
    undo_reform(reform, by=world.mai)
    assert snapshot() == before


def test_the_preview_counts_and_names_and_leaves_nothing(world):
    world.phone_of(world.hoa).sync()
    before = snapshot()
    seen = preview(merge_communes, [world.hung_dao, world.duong_kinh], NEW, day=DAY, by=world.mai)
    assert snapshot() == before
    assert not Event.objects.filter(name="places.reformed").exists()
    assert seen.groups == ["Tổ dân phố Hòa Nghĩa 1", "Tổ dân phố Trà Khê 3"]
    assert [(tally.title, tally.n) for tally in seen.tallies] == [
        ("Điện thoại đang giữ sổ", 1),
        ("Vai trò ở nơi sẽ thôi, cần giao lại", 2),
        ("Tổ", 2),
        ("Thành viên", 4),
        ("Nhà trong sổ", 4),
        ("Người trong sổ", 1),
    ]
    assert seen.tallies[0].notes == [
        "Máy của Nguyễn Văn Hòa: liên lạc lần cuối 28/11/2026 19:30",
        "Việc máy chưa gửi thì không ai biết được. Nên nhắc các máy này mở lên khi có mạng.",
    ]
    assert seen.tallies[1].notes == [
        "Vũ Đình Quang: Cán bộ phường, xã, Phường Dương Kinh",
        "Phạm Thị Mai: Cán bộ phường, xã, Phường Hưng Đạo",
    ]
    assert seen.warnings == []


def test_two_groups_of_one_name_that_meet_are_named_beforehand(world):
    open_group(world.duong_kinh, "Trà Khê 3", label="Tổ dân phố", by=world.quang, since=DAY_BEFORE)
    seen = preview(merge_communes, [world.hung_dao, world.duong_kinh], NEW, day=DAY, by=world.mai)
    assert seen.warnings == ["Phường Kiến Thụy sẽ có hơn một Tổ dân phố Trà Khê 3; nên đổi tên sau đó."]


def test_a_day_to_come_and_a_day_before_the_last_change_are_refused(world):
    how = {"by": world.mai}
    assert refused(move_groups, [world.tra_khe_3], world.duong_kinh, day=date(2026, 11, 29), **how) == (
        "Ngày 29/11/2026 chưa đến. Xin ghi vào đúng ngày có hiệu lực, hoặc sau đó."
    )
    late = "Tổ dân phố Trà Khê 3 đã có thay đổi ngày 01/10/2026. Xin chọn một ngày sau ngày ấy."
    assert refused(move_groups, [world.tra_khe_3], world.duong_kinh, day=date(2026, 10, 1), **how) == late
    assert refused(merge_communes, [world.hung_dao], world.duong_kinh, day=date(2026, 10, 1), **how) == late


def test_a_code_in_use_is_refused_with_a_sentence(world):
    taken = NewUnit("Kiến Thụy", "Phường", "11329")
    said = refused(merge_communes, [world.hung_dao, world.duong_kinh], taken, day=DAY, by=world.mai)
    assert said == "Mã 11329 đang là của một đơn vị khác. Xin xem lại mã."
    assert refused(merge_communes, [world.hung_dao], world.hung_dao, day=DAY, by=world.mai) == (
        "Xin chọn ít nhất hai nơi khác nhau."
    )


def test_a_ward_of_another_province_is_not_merged(world):
    assert "nhiều tỉnh" in refused(merge_communes, [commune_by_code("00004")], world.hung_dao, day=DAY, by=world.mai)


def test_a_split_ward_leaves_its_groups_waiting_unless_told(world):
    known = open_group(world.hung_dao, "Trà Khê 4", label="Tổ dân phố", by=world.mai, since=DAY_BEFORE)
    before = snapshot()
    parts = [Part(NewUnit("Hưng Đạo", "Phường", "11689"), (known,)), Part(world.duong_kinh)]
    seen = preview(split_commune, world.hung_dao, parts, day=DAY, by=world.mai)
    assert seen.warnings == ["Chưa rõ thuộc bên nào nên sẽ chờ chọn: Tổ dân phố Trà Khê 3."]
    reform = split_commune(world.hung_dao, parts, day=DAY, by=world.mai)
    new = commune_by_code("11689")
    assert list(groups_of(new)) == [known]
    assert list(waiting_groups([new])) == list(waiting_groups([world.duong_kinh])) == [world.tra_khe_3]
    assert sides_of(world.tra_khe_3) == [world.duong_kinh, new]
    assert path_at(world.tra_khe_3) == [world.tra_khe_3]
    undo_reform(reform, by=world.mai)
    assert snapshot() == before


def test_a_moved_group_tells_its_phones_nothing_for_nothing_changed_there(world):
    before, told = snapshot(), list(Change.objects.order_by("pk").values())
    reform = move_groups([world.tra_khe_3], world.duong_kinh, day=DAY, by=world.mai)
    assert path_at(world.tra_khe_3)[1] == world.duong_kinh
    assert path_at(world.tra_khe_3, DAY_BEFORE)[1] == world.hung_dao
    assert list(Change.objects.order_by("pk").values()) == told
    assert refused(move_groups, [world.tra_khe_3], world.duong_kinh, day=date(2026, 11, 3), by=world.mai) == (
        "Tổ dân phố Trà Khê 3 vốn đã thuộc Phường Dương Kinh."
    )
    undo_reform(reform, by=world.mai)
    assert snapshot() == before


def test_a_renamed_group_is_told_to_its_phones_and_was_called_otherwise_before(world, phone):
    before = snapshot()
    reform = rename(world.tra_khe_3, name="Trà Khê Ba", zone="outer", day=DAY, by=world.mai)
    assert reform.sentence == "Đổi Tổ dân phố Trà Khê 3 thành Tổ dân phố Trà Khê Ba, khu vực ngoại thành"
    assert reform.place == world.hung_dao
    phone.sync()
    assert phone.sees("team", world.team.pk)["name"] == "Trà Khê Ba"
    assert named_at(world.tra_khe_3, DAY_BEFORE) == "Tổ dân phố Trà Khê 3"
    undo_reform(reform, by=world.mai)
    assert snapshot() == before


def test_a_team_of_before_reads_as_it_did_and_its_figures_are_the_same(world):
    groups = [world.tra_khe_3, world.hoa_nghia_1]

    def page() -> tuple[dict[int, str], dict[int, int], int]:
        keys = [group.pk for group in groups]
        held = on(DAY_BEFORE, "group__placements__")
        teams = Team.objects.filter(held, group__placements__parent=world.hung_dao).count()
        return words_at(groups, DAY_BEFORE), counts.totals("households", keys, until=DAY_BEFORE), teams

    before = page()
    assert before[0][world.tra_khe_3.pk] == "Tổ dân phố Trà Khê 3, Phường Hưng Đạo, Thành phố Hải Phòng"
    merged(world)
    rename(world.tra_khe_3, name="Trà Khê Ba", day=date(2026, 11, 9), by=world.mai)
    rename(commune_by_code("11689"), name="Kiến An", day=date(2026, 11, 9), by=world.mai)
    assert page() == before
    world.tra_khe_3.refresh_from_db()
    assert words_at(groups)[world.tra_khe_3.pk] == "Tổ dân phố Trà Khê Ba, Phường Kiến An, Thành phố Hải Phòng"


def test_a_name_that_is_taken_in_the_ward_or_changes_nothing_is_refused(world):
    open_group(world.hung_dao, "Trà Khê 4", label="Tổ dân phố", by=world.mai)
    assert refused(rename, world.tra_khe_3, name="trà khê 4", day=DAY, by=world.mai) == (
        "Phường Hưng Đạo đã có Tổ dân phố trà khê 4. Xin dùng lại, hoặc đặt tên khác."
    )
    assert refused(rename, world.tra_khe_3, name="Trà Khê 3", day=DAY, by=world.mai) == (
        "Tổ dân phố Trà Khê 3 vốn đã như vậy; không có gì để đổi."
    )
    assert refused(rename, world.hung_dao, zone="inner", day=DAY, by=world.mai).startswith("Chỉ tổ dân phố")


def test_a_commune_becomes_a_ward_of_another_name(world):
    reform = rename(world.hung_dao, name="Kiến Hưng", label="Xã", day=DAY, by=world.mai)
    hung_dao = Place.objects.get(pk=world.hung_dao.pk)
    assert (str(hung_dao), named_at(hung_dao, DAY_BEFORE)) == ("Xã Kiến Hưng", "Phường Hưng Đạo")
    assert (reform.place, hung_dao.code) == (hung_dao, "11689")


def test_undoing_names_what_has_happened_since(world):
    reform = merged(world)
    new = commune_by_code("11689")
    later = rename(world.tra_khe_3, name="Trà Khê Ba", day=date(2026, 11, 9), by=world.mai)
    group = open_group(new, "Trà Khê 9", label="Tổ dân phố", by=world.mai)
    grant_role(world.mai, "officer", new, by=world.mai)
    assert stops_undoing(reform) == [
        "Sau đó đã có thay đổi khác: “Đổi Tổ dân phố Trà Khê 3 thành Tổ dân phố Trà Khê Ba”. Xin hoàn tác việc ấy trước.",
        "Sau đó đã lập Tổ dân phố Trà Khê 9 ở Phường Kiến Thụy.",
        "Sau đó đã giao vai trò cho người ở Phường Kiến Thụy.",
    ]
    before = snapshot()
    assert refused(undo_reform, reform, by=world.mai).startswith("Chưa hoàn tác được. Sau đó đã có thay đổi khác:")
    assert snapshot() == before
    undo_reform(later, by=world.mai)
    assert len(stops_undoing(reform)) == 2
    assert group in groups_of(new)


def test_a_rename_that_was_undone_does_not_keep_the_merger_from_being_undone(world):
    before = snapshot()
    reform = merged(world)
    later = rename(commune_by_code("11689"), name="Kiến An", day=date(2026, 11, 9), by=world.mai)
    undo_reform(later, by=world.mai)
    undo_reform(reform, by=world.mai)
    assert snapshot() == before
    later.refresh_from_db()
    assert later.place == reform.place
