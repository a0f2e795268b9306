"""What somebody may not see does not exist for them: in lists and for the single door alike."""

import pytest

from canhtay.core import clock
from canhtay.register.models import Household
from canhtay.register.rules import alleys_visible_to, households_visible_to, may_see, residents_visible_to
from canhtay.teams.actions import leave
from testkit.world import names_of

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R1")]


def test_the_answer_for_one_door_agrees_with_the_list_for_everyone(world):
    for person in world.cast:
        listed = set(households_visible_to(person))
        assert {door for door in Household.unscoped.all() if may_see(person, door)} == listed


def test_each_ward_keeps_its_doors_to_itself(world):
    ours = {person.given_name for person in world.cast if may_see(person, world.lans_door)}
    theirs = {person.given_name for person in world.cast if may_see(person, world.far_door)}
    assert (ours, theirs) == ({"Mai", "Hòa", "Thu", "Minh"}, {"Quang", "Sơn"})
    assert ours | theirs == names_of(world.cast)


def test_alleys_and_people_follow_the_doors(world):
    assert list(alleys_visible_to(world.hoa)) == [world.ngo_45]
    assert list(residents_visible_to(world.hoa)) == [world.lan]
    assert world.ngo_45 not in alleys_visible_to(world.quang)
    assert not residents_visible_to(world.quang).exists()


def test_who_left_sees_yesterdays_doors_only_as_of_yesterday(world):
    leave(world.appointment_of(world.minh), by=world.mai)
    assert not may_see(world.minh, world.lans_door)
    assert world.lans_door in households_visible_to(world.minh, clock.day_before(clock.today()))


def test_a_phone_holds_its_members_doors_and_no_others(world, phone):
    assert {one["number"] for one in phone.all("household")} == {"7", "12/3A", "21"}
    assert phone.sees("household", world.far_door.pk) is None
    both = world.phone_of(world.hoa, world.son).sync()
    assert both.sees("household", world.far_door.pk)["number"] == "5"
