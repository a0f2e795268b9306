"""Groups of a split ward wait until the ward says on which side they lie; nobody guesses."""

from datetime import date

import pytest

from canhtay.core.models import Event
from canhtay.core.problems import Problem
from canhtay.places.models import Placement, Reform
from canhtay.places.official import LAST_BEFORE, SINCE
from canhtay.places.paths import path_at
from canhtay.places.queries import commune_by_code, groups_of
from canhtay.places.reform.preview import preview
from canhtay.places.reform.sides import choose_sides
from canhtay.places.reform.undoing import undo_reform
from canhtay.places.successions import sides_of, waiting_groups
from canhtay.teams.actions import found_team
from canhtay.teams.models import Team
from testkit.places import open_group
from testkit.world import World

pytestmark = [pytest.mark.mission("R1"), pytest.mark.both_databases]
FIRST_OF_JUNE = date(2024, 6, 1)


def old_group(world: World, name: str, code: str = "11689"):
    ward = commune_by_code(code, LAST_BEFORE)
    return open_group(ward, name, label="Tổ dân phố", by=world.mai, since=FIRST_OF_JUNE)


def lies(group, day=None) -> list[str]:
    return [place.name for place in path_at(group, day)]


def test_a_group_of_anh_dung_lies_where_the_ward_says_previewed_and_undone(world):
    one, two = old_group(world, "Trà Khê 1"), old_group(world, "Trà Khê 2")
    team = found_team(one, by=world.mai, since=FIRST_OF_JUNE)
    assert lies(one, FIRST_OF_JUNE) == ["Trà Khê 1", "Anh Dũng", "Dương Kinh", "Hải Phòng"]
    assert path_at(one, FIRST_OF_JUNE)[1].code == "11689"
    assert lies(one, SINCE) == lies(one) == ["Trà Khê 1"]
    assert list(waiting_groups([world.hung_dao])) == list(waiting_groups([world.duong_kinh])) == [one, two]
    assert sides_of(one) == [world.duong_kinh, world.hung_dao]

    choice = {one: world.hung_dao, two: world.duong_kinh}
    seen = preview(choose_sides, choice, by=world.mai, paper="NQ 1669")
    assert seen.groups == ["Tổ dân phố Trà Khê 1", "Tổ dân phố Trà Khê 2"]
    assert [(tally.title, tally.n) for tally in seen.tallies][1:3] == [("Tổ", 1), ("Thành viên", 0)]
    assert list(waiting_groups([world.hung_dao])) == [one, two]

    reform = choose_sides(choice, by=world.mai, paper="NQ 1669")
    assert lies(one, SINCE) == lies(one) == ["Trà Khê 1", "Hưng Đạo", "Hải Phòng"]
    assert lies(two) == ["Trà Khê 2", "Dương Kinh", "Hải Phòng"]
    assert lies(one, FIRST_OF_JUNE) == ["Trà Khê 1", "Anh Dũng", "Dương Kinh", "Hải Phòng"]
    assert not waiting_groups([world.hung_dao, world.duong_kinh]).exists()
    assert one in groups_of(world.hung_dao, SINCE)
    assert (
        reform.sentence == "Chọn bên: Tổ dân phố Trà Khê 1 → Phường Hưng Đạo; Tổ dân phố Trà Khê 2 → Phường Dương Kinh"
    )
    assert (reform.day, reform.paper) == (SINCE, "NQ 1669")
    assert Event.objects.filter(name="places.reformed", actor=str(world.mai.pk)).count() == 1

    undo_reform(reform, by=world.mai)
    assert lies(one, SINCE) == lies(one) == ["Trà Khê 1"]
    assert list(waiting_groups([world.hung_dao])) == [one, two]
    assert Team.objects.get(pk=team.pk).group == one


def test_one_side_chosen_twice_is_refused_and_so_is_a_ward_that_got_nothing(world):
    group = old_group(world, "Trà Khê 1")
    with pytest.raises(Problem) as trouble:
        choose_sides({group: commune_by_code("11329")}, by=world.mai)
    assert trouble.value.kind.code == "reform_not_a_side"
    choose_sides({group: world.hung_dao}, by=world.mai)
    with pytest.raises(Problem) as trouble:
        choose_sides({group: world.duong_kinh}, by=world.mai)
    assert trouble.value.sentence == "Tổ dân phố Trà Khê 1 đã có nơi thuộc về, không còn chờ chọn."
    assert Reform.objects.count() == 1


def test_one_choice_is_undone_though_another_was_made_since(world):
    one, two = old_group(world, "Trà Khê 1"), old_group(world, "Trà Khê 2")
    first = choose_sides({one: world.hung_dao}, by=world.mai)
    choose_sides({two: world.hung_dao}, by=world.mai)
    undo_reform(first, by=world.mai)
    assert list(waiting_groups([world.hung_dao])) == [one]


def test_a_group_of_a_ward_that_went_wholly_into_one_goes_along_by_itself(world):
    group = old_group(world, "Vọng Hải 1", code="11683")
    assert [place.name for place in path_at(group, LAST_BEFORE)][1] == "Đa Phúc"
    assert lies(group, SINCE) == lies(group) == ["Vọng Hải 1", "Hưng Đạo", "Hải Phòng"]
    assert not waiting_groups([world.hung_dao]).exists()
    rows = Placement.objects.filter(place=group).order_by("valid_from").values_list("valid_from", "valid_until")
    assert list(rows) == [(FIRST_OF_JUNE, LAST_BEFORE), (SINCE, None)]


def test_nobody_is_opened_in_a_ward_after_its_end(world):
    anh_dung = commune_by_code("11689", LAST_BEFORE)
    with pytest.raises(Problem) as trouble:
        open_group(anh_dung, "Trà Khê 1", label="Tổ dân phố", by=world.mai)
    assert trouble.value.sentence == "Phường Anh Dũng không còn hoặc chưa có vào ngày 28/11/2026."


def test_a_ward_of_which_nobody_knows_where_it_went_takes_no_groups(world):
    with pytest.raises(Problem) as trouble:
        old_group(world, "Thôn 1", code="16387")
    assert trouble.value.sentence == (
        "Không có ghi chép Xã Đông Khê đã nhập vào đâu. Xin lập tổ ở xã, phường nơi tổ ấy thuộc nay."
    )


def test_two_of_one_name_are_not_opened_in_a_ward(world):
    for typed in ("Trà Khê 3", "trà khê 3"):
        with pytest.raises(Problem) as trouble:
            open_group(world.hung_dao, typed, label="Tổ dân phố", by=world.mai)
        assert trouble.value.kind.code == "group_exists"
    assert open_group(world.hung_dao, "Trà Khê 3", label="Thôn", by=world.mai).label == "Thôn"
    assert open_group(world.duong_kinh, "Trà Khê 3", label="Tổ dân phố", by=world.mai)
