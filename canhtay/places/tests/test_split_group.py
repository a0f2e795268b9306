"""A group split: some alleys become a new group with their doors, residents and visits; undone, they go back."""

from datetime import date

import pytest

from canhtay.core import clock, counts, ids, search
from canhtay.core.problems import Problem
from canhtay.people.rules import people_visible_to
from canhtay.people.scope import groups_with_doors_for
from canhtay.places.actions import NewGroup
from canhtay.places.models import Reform
from canhtay.places.paths import path_at
from canhtay.places.queries import groups_of
from canhtay.places.reform.figures import figures_on
from canhtay.places.reform.merging import merge_communes
from canhtay.places.reform.parting import split_group
from canhtay.places.reform.preview import preview
from canhtay.places.reform.undoing import stops_undoing, undo_reform
from canhtay.places.tests.doors import assert_figures_equal_recount, rows, visited
from canhtay.places.tests.snapshots import snapshot
from canhtay.register.actions import DOOR, NewDoor, add_alley, add_household
from canhtay.register.models import Alley, Resident
from canhtay.rounds import reasons
from canhtay.rounds.reasons import Wish
from canhtay.sync.models import Change
from canhtay.teams.actions import appoint, found_team, leave
from canhtay.teams.models import Appointment, Leaving
from testkit.places import group_named
from testkit.world import FOUNDED, World

pytestmark = [pytest.mark.mission("R1"), pytest.mark.both_databases]
DAY, DAY_BEFORE = date(2026, 11, 2), date(2026, 11, 1)
NEW = NewGroup("Trà Khê 3A", "")


@pytest.fixture
def ngo_46(world) -> Alley:
    """A second alley of Trà Khê 3, with one door, which stays there."""
    with clock.stopped_at(FOUNDED):
        alley = add_alley(world.tra_khe_3, "Ngõ 46", by=world.mai)
        add_household(alley, NewDoor("2"), by=world.mai)
    return alley


def split(world: World, **said) -> Reform:
    return split_group(world.tra_khe_3, NEW, [str(world.ngo_45.pk)], **{"day": DAY, "by": world.mai} | said)


def test_the_chosen_alleys_go_with_their_doors_and_come_back(world, ngo_46):
    visited(world)
    before, were = snapshot(), rows()
    reform = split(world, paper="NQ 5")
    assert reform.sentence == "Tách Tổ dân phố Trà Khê 3A từ Tổ dân phố Trà Khê 3"
    new = group_named(world.hung_dao, "Trà Khê 3A")
    assert [place.name for place in path_at(new, DAY)] == ["Trà Khê 3A", "Hưng Đạo", "Hải Phòng"]
    assert list(groups_of(world.hung_dao, DAY_BEFORE)) == [world.tra_khe_3]
    assert dict(Alley.unscoped.exclude(group=world.hoa_nghia_1).values_list("name", "group")) == {
        "Ngõ 45": new.pk,
        "Ngõ 46": world.tra_khe_3.pk,
    }
    assert Resident.unscoped.get(pk=world.lan.pk).household.group == new
    assert {len(search.find(DOOR, "lan", [new.pk])), len(search.find(DOOR, "lan", [world.tra_khe_3.pk]))} == {0, 1}
    assert counts.totals("visits", [new.pk]) == {new.pk: 1}
    assert_figures_equal_recount()
    undo_reform(reform, by=world.mai)
    assert snapshot() == before
    assert rows() == were
    assert_figures_equal_recount()


def test_the_preview_says_what_goes_and_that_nobody_is_there_yet(world, ngo_46):
    before = snapshot(), rows()
    seen = preview(split_group, world.tra_khe_3, NEW, [str(world.ngo_45.pk)], day=DAY, by=world.mai)
    assert (snapshot(), rows()) == before
    assert seen.sentence == "Tách Tổ dân phố Trà Khê 3A từ Tổ dân phố Trà Khê 3"
    assert seen.groups == ["Tổ dân phố Trà Khê 3"]
    assert seen.sides == []
    [warning] = seen.warnings
    assert warning.startswith("Tổ dân phố Trà Khê 3A chưa có tổ công nghệ số")


def test_phones_hear_what_left_and_members_follow_one_by_one(world, ngo_46, phone):
    reasons.ask_for_visits([Wish(world.door_7, "never_opened", DAY, "Nhà chưa ai đến")], by=world.mai)
    split(world)
    new = group_named(world.hung_dao, "Trà Khê 3A")
    gone = Change.objects.filter(territory=world.tra_khe_3.territory_id, gone=True)
    assert set(gone.values_list("kind", flat=True)) == {"alley", "household", "reason"}
    assert Change.objects.filter(territory=new.territory_id, kind="household", gone=False).count() == 3
    phone.sync()
    assert [alley["name"] for alley in phone.all("alley")] == ["Ngõ 46"]
    team = found_team(new, by=world.mai)
    appoint(team, world.minh, "leader", by=world.mai)
    leave(world.team.appointments.get(person=world.minh), by=world.mai, because=Leaving.MOVED)
    assert list(groups_with_doors_for(world.minh)) == [new]
    assert world.tra_khe_3 in groups_with_doors_for(world.hoa)
    assert people_visible_to(world.mai).filter(pk=world.minh.pk).exists()


def test_the_day_before_reads_as_it_was(world, ngo_46):
    before = figures_on(world.tra_khe_3, DAY_BEFORE)
    assert before["households"] == 4
    split(world)
    new = group_named(world.hung_dao, "Trà Khê 3A")
    assert figures_on(world.tra_khe_3, DAY_BEFORE) == before
    assert figures_on(world.tra_khe_3, DAY)["households"] == 1
    assert figures_on(new, DAY_BEFORE) == {}
    assert figures_on(new, DAY)["households"] == 3


def test_what_was_built_on_it_stands_in_the_way_and_work_in_the_old_group_does_not(world, ngo_46):
    reform = split(world)
    add_alley(world.tra_khe_3, "Ngõ 48", by=world.hoa)
    leave(Appointment.objects.get(person=world.minh), by=world.mai, because=Leaving.MOVED)
    assert stops_undoing(reform) == []
    found_team(group_named(world.hung_dao, "Trà Khê 3A"), by=world.mai)
    assert stops_undoing(reform) == ["Sau đó đã lập tổ ở Tổ dân phố Trà Khê 3A."]


@pytest.mark.parametrize(
    ("new", "parts", "code"),
    [
        (NEW, [], "reform_nothing_goes"),
        (NEW, [str(ids.new())], "reform_not_its_alley"),
        (NewGroup("trà khê 3", "Tổ dân phố"), None, "group_exists"),
        (NewGroup(" ", ""), None, "reform_name_needed"),
    ],
)
def test_what_is_refused_leaves_nothing(world, ngo_46, new, parts, code):
    before = snapshot(), rows()
    with pytest.raises(Problem) as trouble:
        split_group(world.tra_khe_3, new, [str(world.ngo_45.pk)] if parts is None else parts, day=DAY, by=world.mai)
    assert trouble.value.kind.code == code
    assert (snapshot(), rows()) == before


def test_an_alley_of_another_group_and_a_day_before_the_last_change_are_refused(world, ngo_46):
    other = Alley.unscoped.get(group=world.hoa_nghia_1)
    for parts, day, code in [
        ([str(other.pk)], DAY, "reform_not_its_alley"),
        ([str(world.ngo_45.pk)], FOUNDED.date(), "reform_too_early"),
    ]:
        with pytest.raises(Problem) as trouble:
            split_group(world.tra_khe_3, NEW, parts, day=day, by=world.mai)
        assert trouble.value.kind.code == code


def test_later_the_commune_is_merged_and_both_groups_go_along(world, ngo_46):
    split(world)
    merge_communes([world.hung_dao], world.duong_kinh, day=date(2026, 11, 10), by=world.mai)
    assert {group.name for group in groups_of(world.duong_kinh)} == {"Trà Khê 3", "Trà Khê 3A", "Hòa Nghĩa 1"}
