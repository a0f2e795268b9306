"""Groups merged: alleys, doors, search, figures and phones follow, and go back."""

from datetime import date
from uuid import UUID

import pytest

from canhtay.core import counts, search
from canhtay.core.problems import Problem
from canhtay.places.actions import NewGroup
from canhtay.places.models import Place
from canhtay.places.paths import path_at
from canhtay.places.queries import groups_of
from canhtay.places.reform.groups import merge_groups
from canhtay.places.reform.preview import preview
from canhtay.places.reform.undoing import stops_undoing, undo_reform
from canhtay.places.successions import heir_of
from canhtay.places.tests.doors import assert_figures_equal_recount, rows, visited
from canhtay.places.tests.snapshots import snapshot
from canhtay.register.actions import DOOR, NewDoor, add_alley, add_household
from canhtay.register.models import Alley, Household, StepRecord
from canhtay.rounds import reasons
from canhtay.rounds.models import VisitReason
from canhtay.rounds.reasons import Wish
from canhtay.sync.models import Change
from canhtay.teams.actions import appoint, found_team
from canhtay.teams.models import Team
from testkit.places import group_named, open_group

pytestmark = [pytest.mark.mission("R1"), pytest.mark.both_databases]
DAY, DAY_BEFORE = date(2026, 11, 2), date(2026, 11, 1)


@pytest.fixture
def other(world) -> Place:
    """Trà Khê 4 of the same ward: its own "Ngõ 45" with one door, and "Ngõ 46" without any."""
    group = open_group(world.hung_dao, "Trà Khê 4", label="Tổ dân phố", by=world.mai, since=DAY_BEFORE)
    found_team(group, by=world.mai, since=DAY_BEFORE)
    add_household(add_alley(group, "Ngõ 45", by=world.mai), NewDoor("9"), by=world.mai)
    add_alley(group, "Ngõ 46", by=world.mai)
    return group


def told(group: Place) -> dict[tuple[str, str], bool]:
    changes = Change.objects.filter(territory=group.territory_id).values_list("kind", "object_id", "gone")
    return {(kind, key): gone for kind, key, gone in changes}


def test_doors_follow_into_a_group_that_is_there_and_go_back(world, other):
    visited(world)
    before, were = snapshot(), rows()
    reform = merge_groups([world.tra_khe_3], other, day=DAY, by=world.mai, paper="NQ 3")
    assert reform.sentence == "Nhập Tổ dân phố Trà Khê 3 vào Tổ dân phố Trà Khê 4"
    assert list(groups_of(world.hung_dao)) == [other]
    assert list(groups_of(world.hung_dao, DAY_BEFORE)) == [world.tra_khe_3, other]
    assert heir_of(Place.objects.get(pk=world.tra_khe_3.pk)) == other
    assert list(Alley.unscoped.filter(group=other).values_list("name", "order")) == [
        ("Ngõ 45", 0), ("Ngõ 46", 1), ("Ngõ 45 (Trà Khê 3)", 2),
    ]  # fmt: skip
    assert {UUID(key) for key in search.find(DOOR, "lan", [other.pk])} == {world.lans_door.pk}
    assert search.find(DOOR, "lan", [world.tra_khe_3.pk]) == []
    assert_figures_equal_recount()
    assert counts.totals("households", [other.pk, world.tra_khe_3.pk])[other.pk] == 4

    undo_reform(reform, by=world.mai)
    assert snapshot() == before
    assert rows() == were
    assert_figures_equal_recount()
    assert counts.totals("visits", [world.tra_khe_3.pk]) == {world.tra_khe_3.pk: 1}


def test_phones_of_both_groups_hear_of_doors_alleys_and_reasons(world, other):
    [reason] = reasons.ask_for_visits([Wish(world.door_7, "never_opened", DAY, "Nhà chưa ai đến")], by=world.mai)
    things = [("household", world.door_7.pk), ("alley", world.ngo_45.pk), ("reason", reason.pk)]
    reform = merge_groups([world.tra_khe_3], other, day=DAY, by=world.mai)
    for kind, key in things:
        assert told(world.tra_khe_3)[kind, str(key)] is True
        assert told(other)[kind, str(key)] is False
    undo_reform(reform, by=world.mai)
    for kind, key in things:
        assert told(world.tra_khe_3)[kind, str(key)] is False
        assert told(other)[kind, str(key)] is True
    assert VisitReason.objects.get(pk=reason.pk).ended_at is None


def test_what_is_known_of_steps_is_numbered_by_the_group_it_came_to(world, other):
    visited(world)
    merge_groups([world.tra_khe_3], other, day=DAY, by=world.mai)
    other.territory.refresh_from_db()
    versions = StepRecord.objects.filter(resident=world.lan).values_list("version", flat=True)
    assert all(0 < version <= other.territory.seq for version in versions)


def test_two_become_one_of_a_new_name(world, other):
    before, were = snapshot(), rows()
    new = NewGroup("Trà Khê", "Tổ dân phố")
    seen = preview(merge_groups, [world.tra_khe_3, other], new, day=DAY, by=world.mai)
    assert seen.groups == ["Tổ dân phố Trà Khê 3", "Tổ dân phố Trà Khê 4"]
    assert seen.warnings == [
        "Tổ công nghệ số cộng đồng của Tổ dân phố Trà Khê 3 vẫn giữ nguyên trong hồ sơ, nhưng thành viên không còn thấy"
        " nhà nào cho đến khi có quyết định hợp nhất tổ.",
        "“Ngõ 45” của Tổ dân phố Trà Khê 4 trùng tên một ngõ đã có, nên sẽ mang tên “Ngõ 45 (Trà Khê 4)”.",
        "Tổ công nghệ số cộng đồng của Tổ dân phố Trà Khê 4 vẫn giữ nguyên trong hồ sơ, nhưng thành viên không còn thấy"
        " nhà nào cho đến khi có quyết định hợp nhất tổ.",
    ]
    assert (snapshot(), rows()) == (before, were)
    reform = merge_groups([world.tra_khe_3, other], new, day=DAY, by=world.mai)
    one = group_named(world.hung_dao, "Trà Khê")
    assert [place.name for place in path_at(one, DAY)] == ["Trà Khê", "Hưng Đạo", "Hải Phòng"]
    assert Household.unscoped.filter(group=one).count() == 4
    assert Team.objects.filter(group=world.tra_khe_3, valid_until=None).exists()
    assert_figures_equal_recount()
    undo_reform(reform, by=world.mai)
    assert snapshot() == before
    assert rows() == were
    assert_figures_equal_recount()


def test_what_was_added_to_an_alley_since_goes_back_with_it(world, other):
    reform = merge_groups([world.tra_khe_3], other, day=DAY, by=world.mai)
    alley = Alley.unscoped.select_related("group").get(pk=world.ngo_45.pk)
    door = add_household(alley, NewDoor("99"), by=world.mai)
    undo_reform(reform, by=world.mai)
    door.refresh_from_db()
    assert (door.group, alley.name) == (world.tra_khe_3, "Ngõ 45 (Trà Khê 3)")
    assert_figures_equal_recount()


def test_a_team_founded_since_or_an_alley_added_is_named_and_nothing_is_undone(world, other):
    reform = merge_groups([world.tra_khe_3, other], NewGroup("Trà Khê", "Tổ dân phố"), day=DAY, by=world.mai)
    one = group_named(world.hung_dao, "Trà Khê")
    team = found_team(one, by=world.mai)
    appoint(team, world.hoa, "leader", by=world.mai)
    add_alley(one, "Ngõ 47", by=world.hoa)
    assert stops_undoing(reform) == [
        "Sau đó đã lập tổ ở Tổ dân phố Trà Khê.",
        "Sau đó đã giao vai trò cho người ở Tổ dân phố Trà Khê.",
        "Sau đó đã thêm ngõ ở Tổ dân phố Trà Khê.",
    ]
    before = rows()
    with pytest.raises(Problem) as trouble:
        undo_reform(reform, by=world.mai)
    assert trouble.value.sentence.startswith("Chưa hoàn tác được. Sau đó đã lập tổ")
    assert rows() == before


def test_groups_of_two_wards_are_not_merged(world):
    with pytest.raises(Problem) as trouble:
        merge_groups([world.tra_khe_3], world.hoa_nghia_1, day=DAY, by=world.mai)
    assert trouble.value.kind.code == "reform_several_communes"
