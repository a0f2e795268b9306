"""Whose grants and sign-ins somebody may see and change: the officer above, never beside, never oneself."""

from datetime import timedelta

import pytest

from canhtay.core import clock
from canhtay.core.history import MACHINE
from canhtay.core.models import Event
from canhtay.core.problems import Problem
from canhtay.people.actions import add_person, end_grant, grant_role, open_account
from canhtay.people.models import Account, Person, RoleGrant
from canhtay.people.roles import RULES, Power, roles_with
from canhtay.people.rules import (
    accounts_run_by,
    grants_run_by,
    grants_visible_to,
    people_called,
    people_visible_to,
    places_to_grant,
)
from canhtay.people.scope import current_roles
from canhtay.places.models import Place
from testkit.aides import Aides, make_aides
from testkit.world import World, names_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.mission("R1")]
Role = RoleGrant.Role


@pytest.fixture
def aides(world: World) -> Aides:
    return make_aides(world)


def may_grant(person: Person, role: str, place: Place) -> bool:
    return places_to_grant(person, role).filter(pk=place.pk).exists()


def account_of(person: Person) -> Account:
    return Account.objects.filter(person=person).first() or open_account(person, person.folded, None, by=MACHINE)


def test_every_role_has_its_line():
    assert set(RULES) == set(Role)
    assert not any(rule.grants - set(Role) for rule in RULES.values())


def test_doors_are_seen_only_by_those_who_go_there_or_answer_for_them():
    assert set(roles_with(Power.SEE_DOORS)) == {Role.OFFICER, Role.LEADER, Role.DEPUTY, Role.MEMBER, Role.YOUTH}


def test_the_city_makes_officers_and_the_officer_makes_none(world, aides):
    assert may_grant(aides.dung, Role.OFFICER, world.hung_dao)
    assert may_grant(aides.dung, Role.CITY, aides.hai_phong)
    assert not may_grant(world.mai, Role.OFFICER, world.hung_dao)
    assert not may_grant(world.mai, Role.CITY, aides.hai_phong)


def test_an_officer_gives_out_only_in_the_own_ward(world, aides):
    assert may_grant(world.mai, Role.PARTY, world.hung_dao)
    assert may_grant(world.mai, Role.YOUTH, world.tra_khe_3)
    assert not may_grant(world.mai, Role.PARTY, world.duong_kinh)
    assert not may_grant(world.mai, Role.YOUTH, world.hoa_nghia_1)
    assert not may_grant(world.mai, Role.PARTY, aides.hai_phong)


@pytest.mark.parametrize("who", ["hoa", "thu", "minh"])
def test_members_give_out_nothing(world, who):
    assert not any(places_to_grant(getattr(world, who), role).exists() for role in Role)


def test_each_sees_the_grants_of_the_own_branch(world, aides):
    seen = {grant.person_id for grant in grants_visible_to(world.mai)}
    assert {world.mai.pk, aides.binh.pk, aides.oanh.pk, aides.na.pk} <= seen
    assert not seen & {world.quang.pk, aides.dung.pk, world.hoa.pk}
    assert {world.mai.pk, world.quang.pk} <= {grant.person_id for grant in grants_visible_to(aides.dung)}
    assert not grants_visible_to(aides.ngan).exists()


def test_nobody_ends_his_own_officers_grant(world, aides):
    assert not grants_run_by(world.mai).filter(person=world.mai).exists()
    assert grants_run_by(world.mai).filter(person=aides.binh).exists()
    assert grants_run_by(aides.dung).filter(person=world.mai).exists()


def test_the_officer_above_renews_and_nobody_beside_or_below(world, aides):
    accounts = {name: account_of(getattr(world, name)) for name in ("mai", "hoa", "quang", "son")}
    city = account_of(aides.dung)
    assert set(accounts_run_by(world.mai)) >= {accounts["hoa"]}
    assert not {accounts["mai"], accounts["quang"], accounts["son"], city} & set(accounts_run_by(world.mai))
    assert {accounts["mai"], accounts["quang"]} <= set(accounts_run_by(aides.dung))
    assert city not in accounts_run_by(aides.dung)
    assert not accounts_run_by(world.hoa).exists()


def test_a_leader_who_is_also_of_the_city_is_beyond_the_wards_officer(world, aides):
    account = account_of(world.hoa)
    grant_role(world.hoa, Role.CITY, aides.hai_phong, by=MACHINE)
    assert account not in accounts_run_by(world.mai)


def test_who_has_no_post_any_more_is_renewed_by_whoever_ran_him(world, aides):
    account = account_of(aides.oanh)
    assert account in accounts_run_by(aides.dung)
    assert account not in accounts_run_by(world.quang)


def test_people_of_the_own_branch_are_seen_and_those_next_door_are_not(world, aides):
    seen = names_of(people_visible_to(world.mai))
    assert {"Mai", "Hòa", "Thu", "Minh", "Na", "Bình"} <= seen
    assert not seen & {"Sơn", "Quang", "Vinh"}
    assert names_of(people_visible_to(aides.vinh)) == {"Vinh"}


@pytest.mark.parametrize("name", ["mai", "quang", "hoa"])
def test_of_a_few_those_are_seen_who_are_seen_of_all(world, aides, name):
    reader = getattr(world, name)
    everybody = list(Person.unscoped.values_list("pk", flat=True))
    assert names_of(people_visible_to(reader, among=everybody)) == names_of(people_visible_to(reader))
    assert names_of(people_visible_to(reader, among=[world.thu.pk, world.son.pk])) == names_of(
        people_visible_to(reader).filter(pk__in=[world.thu.pk, world.son.pk])
    )
    assert not people_visible_to(reader, among=[]).exists()


@pytest.mark.parametrize("few", [0, 400])
def test_who_is_called_so_is_found_within_ones_own_branch(world, monkeypatch, few):
    monkeypatch.setattr("canhtay.people.rules.FEW", few)
    assert list(people_called(world.mai, "hoa nguyen")) == [world.hoa]
    assert not people_called(world.quang, "hoa nguyen").exists()
    assert not people_called(world.mai, "khong ai").exists()


def test_a_role_is_held_only_where_it_belongs(world):
    person = add_person("Đào Thị Hạnh", by=MACHINE)
    with pytest.raises(Problem) as refused:
        grant_role(person, Role.OFFICER, world.tra_khe_3, by=MACHINE)
    assert refused.value.kind.code == "wrong_place"


def test_an_expired_grant_lets_nobody_in_and_stays_on_record(world, aides):
    grant = grant_role(aides.vinh, Role.PARTY, world.hung_dao, by=world.mai, until=clock.today())
    assert people_visible_to(aides.vinh).filter(pk=world.hoa.pk).exists()
    end_grant(grant, by=world.mai)
    assert not people_visible_to(aides.vinh).filter(pk=world.hoa.pk).exists()
    assert grants_visible_to(world.mai).filter(pk=grant.pk).exists()


def test_who_is_to_be_of_the_city_tomorrow_is_beyond_the_wards_officer_today(world, aides):
    account = account_of(world.hoa)
    tomorrow = clock.today() + timedelta(days=1)
    grant_role(world.hoa, Role.CITY, aides.hai_phong, by=MACHINE, since=tomorrow)
    assert account not in accounts_run_by(world.mai)


def test_what_was_to_begin_later_begins_today_when_it_is_given_from_today(world, aides):
    later, today = clock.today() + timedelta(days=30), clock.today()
    grant = grant_role(aides.vinh, Role.OFFICER, world.hung_dao, by=MACHINE, since=later)
    assert current_roles(aides.vinh) == []
    again = grant_role(aides.vinh, Role.OFFICER, world.hung_dao, by=world.mai)
    assert (again.pk, again.valid_from) == (grant.pk, today)
    assert current_roles(aides.vinh) == [Role.OFFICER]
    line = Event.objects.get(name="role.brought_forward")
    assert (line.subject, line.actor, line.place) == (f"person:{aides.vinh.pk}", str(world.mai.pk), world.hung_dao.pk)
    assert line.details == {"person": str(aides.vinh.pk), "role": "officer", "since": today.isoformat()}


def test_given_again_for_later_it_goes_on_as_it_was(world, aides):
    grant = grant_role(aides.vinh, Role.OFFICER, world.hung_dao, by=MACHINE)
    grant_role(aides.vinh, Role.OFFICER, world.hung_dao, by=MACHINE, since=clock.today() + timedelta(days=30))
    grant.refresh_from_db()
    assert (grant.valid_from, grant.valid_until) == (clock.today(), None)
    assert not Event.objects.filter(name="role.brought_forward").exists()
