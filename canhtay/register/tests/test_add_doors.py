"""Alleys, doors and people come into the register."""

import pytest

from canhtay.core import clock, counts
from canhtay.core.models import Event
from canhtay.core.problems import Problem
from canhtay.register.actions import NewDoor, add_alley, add_household, add_households, add_resident
from canhtay.register.models import Alley, Household, Resident
from testkit.snapshots import assert_feed_equals_snapshot

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R6")]


def refusal(work) -> tuple[str, str]:
    with pytest.raises(Problem) as trouble:
        work()
    return trouble.value.kind.code, trouble.value.sentence


def test_doors_of_an_alley_in_walking_order(world):
    add_households(world.ngo_45, [NewDoor("3"), NewDoor("12"), NewDoor("100")], by=world.hoa)
    doors = Household.unscoped.filter(alley=world.ngo_45).order_by("walk_order")
    assert [door.number for door in doors] == ["3", "7", "12", "12/3A", "21", "100"]


def test_alleys_are_walked_in_the_order_they_were_written_down(world):
    add_alley(world.tra_khe_3, "Ngõ 9", by=world.hoa)
    assert [alley.name for alley in Alley.unscoped.filter(group=world.tra_khe_3)] == ["Ngõ 45", "Ngõ 9"]


def test_the_same_alley_twice_is_refused_however_it_is_typed(world):
    code, sentence = refusal(lambda: add_alley(world.tra_khe_3, "NGO 45", by=world.hoa))
    assert (code, sentence) == ("alley_exists", "Ngõ “NGO 45” đã có trong tổ dân phố này.")
    assert Alley.unscoped.filter(group=world.tra_khe_3).count() == 1
    add_alley(world.tra_khe_3, "Ngõ 46", by=world.hoa)  # and the verb goes on working in this transaction


def test_the_same_door_twice_is_refused_by_its_sign(world):
    lans = NewDoor("12/3A", "Nhà bà Lan")
    assert refusal(lambda: add_household(world.ngo_45, lans, by=world.hoa)) == (
        "door_exists", "Nhà “12/3A, Nhà bà Lan” đã có ở ngõ này.",
    )  # fmt: skip


def test_of_a_list_with_one_door_too_many_none_is_added(world):
    before = counts.stored("households"), Event.objects.count(), Household.unscoped.count()
    assert (
        refusal(lambda: add_households(world.ngo_45, [NewDoor("8"), NewDoor("21")], by=world.hoa))[0] == "door_exists"
    )
    assert (counts.stored("households"), Event.objects.count(), Household.unscoped.count()) == before


def test_a_door_needs_something_to_be_found_by(world):
    code, _ = refusal(lambda: add_household(world.ngo_45, NewDoor(), by=world.hoa))
    assert code == "door_needs_sign"


def test_two_doors_without_number_and_name_are_told_apart_by_their_sign(world):
    add_household(world.ngo_45, NewDoor(hint="cạnh giếng làng"), by=world.hoa)
    add_household(world.ngo_45, NewDoor(hint="sau đình"), by=world.hoa)
    assert refusal(lambda: add_household(world.ngo_45, NewDoor(hint="sau đình"), by=world.hoa)) == (
        "door_exists", "Nhà “sau đình” đã có ở ngõ này.",
    )  # fmt: skip


def test_a_person_may_be_nameless(world):
    add_resident(world.door_7, by=world.hoa)
    resident = Resident.unscoped.get(household=world.door_7)
    assert (resident.name, resident.gender, resident.birth_year) == ("", "", None)


def test_figures_follow_and_equal_a_recount(world):
    add_households(world.ngo_45, [NewDoor("3"), NewDoor("5")], by=world.hoa)
    add_resident(world.door_7, by=world.hoa, name="Trần Văn Ba")
    for indicator in ("households", "residents"):
        assert counts.stored(indicator) == counts.recounted(indicator)
    group, today = world.tra_khe_3.pk, clock.today()
    assert counts.totals("households", [group]) == {group: 5}
    assert counts.totals("households", [group], since=today) == {group: 2}
    assert (
        counts.totals("households", [group, world.hung_dao.pk]).get(world.hung_dao.pk) is None
    )  # absent is not nought


def test_the_log_has_a_persons_name_under_that_person_only(world):
    lines = [(line.subject, line.details) for line in Event.objects.all()]
    assert [subject for subject, details in lines if "Lan" in repr(details)] == [f"resident:{world.lan.pk}"]


@pytest.mark.mission("R9")
def test_a_phone_that_stayed_behind_hears_of_every_door(world, phone):
    assert_feed_equals_snapshot(
        phone,
        lambda: add_alley(world.tra_khe_3, "Ngõ 9", by=world.hoa),
        lambda: add_households(world.ngo_45, [NewDoor("3"), NewDoor("5")], by=world.hoa),
        lambda: add_resident(world.door_7, by=world.hoa, name="Trần Văn Ba", birth_year=1949),
    )
    assert phone.sync().sees("household", world.door_7.pk)["residents"][0]["name"] == "Trần Văn Ba"
