"""Who sees which group on which day: the one rule all others stand on."""

from datetime import date, timedelta

import pytest

from canhtay.core import clock
from canhtay.core.history import MACHINE
from canhtay.people.actions import add_person, end_grant, grant_role
from canhtay.people.models import Person, RoleGrant
from canhtay.people.scope import (
    communes_run_by,
    groups_visible_to,
    places_audited_by,
    remember_grants,
    remember_units,
)
from testkit.places import commune_of, open_group
from testkit.queries import queries_of
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


def test_roles_in_several_storeys_add_up(world):
    """A commune and a group in the neighbours'; then the province above both, which adds what it holds and no more."""
    next_door = next(iter(groups_visible_to(world.son)))
    grant_role(world.mai, RoleGrant.Role.MEMBER, next_door, by=MACHINE)
    assert groups_of(world.mai) == {"Trà Khê 3", "Hòa Nghĩa 1"}
    audited = {place.name for place in places_audited_by(world.mai)}
    assert audited == {world.hung_dao.name, "Trà Khê 3"}  # a member audits nobody

    province = commune_of(world.hung_dao)
    grant_role(world.mai, RoleGrant.Role.AUDITOR, province, by=MACHINE)
    assert groups_of(world.mai) == {"Trà Khê 3", "Hòa Nghĩa 1"}
    communes = province.contains.filter(valid_until=None)
    audited = set(places_audited_by(world.mai).values_list("pk", flat=True))
    groups = set(groups_visible_to(world.mai).values_list("pk", flat=True))
    assert audited == {province.pk, *communes.values_list("place", flat=True), *groups}


def test_a_request_that_reads_asks_for_its_units_once(world):
    vinh = add_person("Hoàng Đức Vinh", by=MACHINE)
    grant_role(vinh, RoleGrant.Role.CITY, commune_of(world.hung_dao), by=MACHINE)
    log_of = lambda person: lambda: list(places_audited_by(person))  # noqa: E731
    assert len(queries_of(log_of(vinh))) == 3, "grants, units, places"
    remember_grants(vinh)
    remember_units(vinh)
    assert [len(queries_of(log_of(vinh))) for _time in range(2)] == [2, 1]
    assert len(queries_of(log_of(world.mai))) == 2, "a commune holds no unit that had to be asked for"


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
    assert list(communes_run_by(world.mai)) == [world.hung_dao]
    assert world.hung_dao not in communes_run_by(world.quang)
    assert not communes_run_by(world.hoa).exists()
