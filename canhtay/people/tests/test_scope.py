"""Who sees which group on which day: the one rule all others stand on."""

from datetime import date, timedelta

import pytest

from canhtay.core import clock
from canhtay.core.history import MACHINE
from canhtay.core.problems import Problem
from canhtay.people.actions import add_person, end_grant, grant_role
from canhtay.people.models import Person, RoleGrant
from canhtay.people.scope import communes_run_by, groups_visible_to, require_officer
from canhtay.places.actions import open_group
from canhtay.places.queries import commune_of
from testkit.world import SATURDAY

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R1")]

FIRST_DAY = date(2026, 10, 1)


def groups_of(person: Person, day: date | None = None) -> set[str]:
    return set(groups_visible_to(person, day).values_list("name", flat=True))


def test_each_sees_the_own_branch_and_nobody_the_neighbours(world):
    seen = {person.given_name: groups_of(person) for person in world.cast}
    here, there = {"Trà Khê 3"}, {"Hòa Nghĩa 1"}
    assert seen == {"Mai": here, "Hòa": here, "Thu": here, "Minh": here, "Quang": there, "Sơn": there}


def test_an_officer_sees_every_group_of_the_commune_and_a_leader_only_the_own(world):
    open_group(world.hung_dao, "Trà Khê 4", label="Tổ dân phố", by=world.mai)
    assert groups_of(world.mai) == {"Trà Khê 3", "Trà Khê 4"}
    assert groups_of(world.hoa) == {"Trà Khê 3"}


def test_a_province_reaches_both_wards(world):
    vinh = add_person("Hoàng Đức Vinh", by=MACHINE)
    grant_role(vinh, RoleGrant.Role.CITY, commune_of(world.hung_dao), by=MACHINE)
    assert groups_of(vinh) == {"Trà Khê 3", "Hòa Nghĩa 1"}
    assert not communes_run_by(vinh).exists()  # to see a ward is not to run it


def test_nobody_sees_anything_before_the_grant_begins(world):
    assert groups_of(world.hoa, FIRST_DAY) == {"Trà Khê 3"}
    assert groups_of(world.hoa, FIRST_DAY - timedelta(days=1)) == set()


def test_a_grant_that_ends_is_over_at_once_and_its_past_stays(world):
    grant = world.appointment_of(world.minh).grant
    end_grant(grant, by=world.mai)
    assert groups_of(world.minh) == set()
    assert groups_of(world.minh, clock.today() - timedelta(days=1)) == {"Trà Khê 3"}


def test_a_grant_for_a_while_holds_to_the_end_of_its_last_day_in_vietnam(world, stopped_at):
    end_grant(world.appointment_of(world.minh).grant, by=world.mai, last_day=clock.today())
    stopped_at(SATURDAY + timedelta(hours=4))  # 23:30
    assert groups_of(world.minh) == {"Trà Khê 3"}
    stopped_at(SATURDAY + timedelta(hours=5))  # 00:30, the next day
    assert groups_of(world.minh) == set()


def test_granted_twice_is_granted_once(world):
    again = grant_role(world.mai, RoleGrant.Role.OFFICER, world.hung_dao, by=MACHINE)
    assert list(RoleGrant.objects.filter(person=world.mai)) == [again]


def test_only_the_officer_runs_the_ward(world):
    require_officer(world.mai, world.hung_dao)
    for other in (world.quang, world.hoa):
        with pytest.raises(Problem) as trouble:
            require_officer(other, world.hung_dao)
        assert trouble.value.kind.status == 404  # what one may not see does not exist
