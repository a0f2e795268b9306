"""A team, its people, and what each may do with it."""

from datetime import date, timedelta

import pytest

from canhtay.core import clock
from canhtay.core.models import Event
from canhtay.core.problems import Problem
from canhtay.people.models import RoleGrant
from canhtay.people.scope import groups_visible_to
from canhtay.places.models import Placement
from canhtay.teams.actions import appoint, found_team, leave
from canhtay.teams.models import Appointment, Decision, Team
from canhtay.teams.offline import render_person
from canhtay.teams.queries import members_of, roles_of, team_of, teams_run_by, teams_visible_to
from testkit.places import open_group
from testkit.queries import assert_same_queries
from testkit.snapshots import assert_feed_equals_snapshot
from testkit.world import SATURDAY, names_of

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R2")]


def members(world, day: date | None = None) -> list[tuple[str, str]]:
    return [(row.person.given_name, row.role) for row in members_of([world.team.pk], day)]


def test_the_leader_comes_first_and_the_rest_by_given_name(world):
    assert members(world) == [("Hòa", "leader"), ("Thu", "deputy"), ("Minh", "member")]
    appoint(world.team, world.son, "member", by=world.mai)
    assert [name for name, _ in members(world)] == ["Hòa", "Thu", "Minh", "Sơn"]
    assert members(world, date(2026, 9, 30)) == []


def test_a_team_is_founded_by_a_decision_and_leaves_its_line(world):
    group = open_group(world.hung_dao, "Trà Khê 4", label="Tổ dân phố", by=world.mai)
    decision = Decision.objects.create(place=world.hung_dao, number="12/QĐ-UBND", decided_on=clock.today())
    team = found_team(group, by=world.mai, decision=decision)
    assert team_of(group) == team
    event = Event.objects.get(name="team.founded", subject=f"team:{team.pk}")
    assert (event.actor, event.place, event.details["decision"]) == (str(world.mai.pk), group.pk, "12/QĐ-UBND")


def test_a_group_has_one_team_at_a_time(world):
    with pytest.raises(Problem) as refused:
        found_team(world.tra_khe_3, by=world.mai)
    assert refused.value.sentence == "Tổ dân phố Trà Khê 3 đã có một tổ loại này. Xin mở tổ ấy ra mà sửa."
    found_team(world.tra_khe_3, by=world.mai, kind=Team.Kind.PROJECT_06)  # the other kind stands beside it
    assert team_of(world.tra_khe_3) == world.team


def test_who_is_appointed_sees_the_doors_from_that_day(world, stopped_at):
    tomorrow = clock.today() + timedelta(days=1)
    appoint(world.team, world.son, "member", by=world.mai, post="Chi hội Cựu chiến binh", since=tomorrow)
    assert world.tra_khe_3 not in groups_visible_to(world.son)
    stopped_at(SATURDAY + timedelta(days=1))
    assert world.tra_khe_3 in groups_visible_to(world.son)
    assert {row.team for row in roles_of(world.son)} == {world.team, world.sons_team}


def test_who_leaves_sees_nothing_more_and_what_was_stays_in_the_past(world):
    appointment = world.appointment_of(world.minh)
    leave(appointment, by=world.hoa)
    assert members(world) == [("Hòa", "leader"), ("Thu", "deputy")]
    assert ("Minh", "member") in members(world, clock.today() - timedelta(days=1))
    assert not groups_visible_to(world.minh).exists()
    assert not RoleGrant.objects.filter(person=world.minh, valid_until=None).exists()
    assert Event.objects.get(name="team.left").details == {
        "person": str(world.minh.pk), "role": "member", "because": "", "until": "2026-11-27",
    }  # fmt: skip


def test_who_left_may_come_back_in_another_role(world):
    leave(world.appointment_of(world.minh), by=world.hoa)
    appoint(world.team, world.minh, "deputy", by=world.hoa)
    assert ("Minh", "deputy") in members(world)
    assert world.tra_khe_3 in groups_visible_to(world.minh)
    assert Appointment.objects.filter(person=world.minh).count() == 2


def test_leaders_deputies_and_the_officer_run_the_team_members_do_not(world):
    run = {person.given_name: list(teams_run_by(person)) for person in world.cast}
    ours, theirs = [world.team], [world.sons_team]
    assert run == {"Mai": ours, "Hòa": ours, "Thu": ours, "Minh": [], "Quang": theirs, "Sơn": theirs}
    assert {person.given_name for person in world.cast if teams_visible_to(person)} == names_of(world.cast)


def test_a_group_that_moved_to_another_ward_is_still_one_team(world):
    """Its past lies in Hưng Đạo, its present in Dương Kinh; the leader's list has it once, and its officer is Quang."""
    moved_on = clock.today()
    then = Placement.objects.filter(place=world.tra_khe_3)
    then.update(valid_until=moved_on - timedelta(days=1))
    Placement.objects.create(place=world.tra_khe_3, parent=world.duong_kinh, valid_from=moved_on)
    assert list(teams_run_by(world.hoa)) == [world.team]
    assert list(teams_run_by(world.mai)) == []
    assert set(teams_run_by(world.quang)) == {world.team, world.sons_team}


def test_the_phone_knows_its_member_by_the_highest_role(world):
    assert render_person(world.hoa) == {
        "id": str(world.hoa.pk), "name": "Nguyễn Văn Hòa", "address": "bác", "role": "leader",
        "addressed": "", "by_age": "bác",
    }  # fmt: skip
    appoint(world.sons_team, world.hoa, "member", by=world.quang)
    assert render_person(world.hoa)["role"] == "leader"
    assert render_person(world.mai)["role"] == "member"


def test_the_team_on_the_phone_carries_no_phone_number(world, phone):
    (team,) = phone.all("team")
    assert [one["name"] for one in team["members"]] == ["Nguyễn Văn Hòa", "Lê Thị Thu", "Trần Quang Minh"]
    assert "0912345678" not in repr(phone.held)
    assert (team["label"], team["group"]) == ("Tổ công nghệ số cộng đồng", "Tổ dân phố Trà Khê 3")


@pytest.mark.mission("R9")
def test_a_phone_that_stayed_behind_hears_of_every_change_of_the_team(world, phone):
    assert_feed_equals_snapshot(
        phone,
        lambda: appoint(world.team, world.son, "member", by=world.mai),
        lambda: leave(world.appointment_of(world.minh), by=world.hoa),
    )


def test_a_longer_list_asks_the_database_no_more(world):
    others = iter([world.son, world.mai, world.quang])
    assert_same_queries(
        lambda: [(row.person.name, row.team.group_id) for row in members_of([world.team.pk])],
        lambda: appoint(world.team, next(others), "member", by=world.mai),
    )
