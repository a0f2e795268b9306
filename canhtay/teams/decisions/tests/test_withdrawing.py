"""A wrong number is taken back: everything stands as before, or it says what has been built on it since."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from canhtay.core.models import Event
from canhtay.core.problems import Problem
from canhtay.people.models import RoleGrant
from canhtay.people.scope import groups_visible_to
from canhtay.teams.actions import appoint, change_role, found_team, leave
from canhtay.teams.committees import found_committee
from canhtay.teams.decisions.annex import annex_of
from canhtay.teams.decisions.drafting import draft_decision
from canhtay.teams.decisions.tests.stories import OCTOBER, TODAY, another_team, issue, people_of, team_in
from canhtay.teams.decisions.withdrawing import withdraw_issue
from canhtay.teams.models import Appointment, Committee, Decision, Leaving, Team
from testkit.snapshots import assert_feed_equals_snapshot
from testkit.world import World

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R2"), pytest.mark.mission("R15")]

Kind = Decision.Kind


def standing() -> dict[str, Any]:
    """What the record says of teams, their people and what these may see; rows that were never in force are not in it."""
    rows = Appointment.objects.exclude(left_because=Leaving.MISTAKE).order_by("pk")
    return {
        "teams": list(Team.objects.order_by("pk").values_list("pk", "decision", "label", "valid_until", "merged_into")),
        "people": list(rows.values_list("pk", "team", "person", "role", "decision", "valid_until", "left_because")),
        "open": set(RoleGrant.objects.filter(valid_until=None).values_list("person", "role", "place")),
    }


def drafts(world: World) -> dict[str, Callable[[], Decision]]:
    fourth, fifth = another_team(world, "Trà Khê 4"), another_team(world, "Trà Khê 5", ["Bùi Văn Sáu"])
    beside = team_in(world, world.tra_khe_3, ["Đỗ Văn Nam", "Vũ Thị Na"], kind=Team.Kind.PROJECT_06)
    appoint(beside, world.minh, "member", by=world.mai, since=OCTOBER)
    appoint(beside, world.hoa, "member", by=world.mai, since=OCTOBER)
    nam = Appointment.objects.get(team=fourth, role="leader").person
    three = [fourth, fifth, world.team]
    place, mai = world.hung_dao, world.mai
    return {
        "found": lambda: draft_decision(place, Kind.FOUND, three, by=mai, label="Tổ chuyển đổi số cộng đồng"),
        "consolidate": lambda: draft_decision(place, Kind.CONSOLIDATE, [beside, *three], by=mai),
        "merge": lambda: draft_decision(place, Kind.MERGE, three, by=mai, into=world.team),
        "merge, led by another": lambda: draft_decision(place, Kind.MERGE, three, by=mai, into=world.team, leader=nam),
        "dissolve": lambda: draft_decision(place, Kind.DISSOLVE, [beside, fifth], by=mai),
    }


KINDS = ["found", "consolidate", "merge", "merge, led by another", "dissolve"]


@pytest.mark.parametrize("kind", KINDS)
def test_everything_stands_as_before_and_may_be_issued_again(world, kind):
    draft = drafts(world)[kind]()
    before = standing()
    issued = issue(world, draft)
    after = standing()
    assert after != before
    withdrawn = withdraw_issue(issued, by=world.mai)
    assert standing() == before
    assert (withdrawn.number, withdrawn.decided_on, withdrawn.issued_at, withdrawn.annex) == ("", None, None, "")
    assert Event.objects.get(name="decision.withdrawn").details == {"number": "103/QĐ-UBND", "decided_on": "2026-11-28"}
    again = issue(world, withdrawn, number="104")
    assert again.number == "104/QĐ-UBND"
    assert {row[0]: row[2:] for row in standing()["teams"]} == {row[0]: row[2:] for row in after["teams"]}


@pytest.mark.parametrize("kind", KINDS)
def test_the_roster_afterwards_is_the_annex(world, kind):
    issued = issue(world, drafts(world)[kind]())
    for team in annex_of(issued, TODAY).stays:
        found = people_of(Team.objects.get(pk=team.team))
        assert found == [(row.name.split()[-1], row.role) for row in team.rows]
    for ended in annex_of(issued, TODAY).ends:
        assert people_of(Team.objects.get(pk=ended.team)) == []


def test_who_joined_sees_the_doors_no_more_and_who_left_sees_them_again(world):
    fourth = another_team(world, "Trà Khê 4")
    nam = Appointment.objects.get(team=fourth, role="leader").person
    draft = draft_decision(world.hung_dao, Kind.MERGE, [fourth, world.team], by=world.mai, into=world.team)
    issued = issue(world, draft)
    assert set(groups_visible_to(nam)) == {world.tra_khe_3}
    withdraw_issue(issued, by=world.mai)
    assert set(groups_visible_to(nam)) == {fourth.group}


@pytest.mark.mission("R9")
def test_a_phone_hears_of_both(world, phone):
    draft = draft_decision(world.hung_dao, Kind.FOUND, [world.team], by=world.mai, label="Tổ chuyển đổi số cộng đồng")
    assert_feed_equals_snapshot(
        phone,
        lambda: issue(world, draft),
        lambda: withdraw_issue(Decision.objects.get(pk=draft.pk), by=world.mai),
    )


def merged(world: World) -> tuple[Decision, Team]:
    fourth = another_team(world, "Trà Khê 4")
    draft = draft_decision(world.hung_dao, Kind.MERGE, [fourth, world.team], by=world.mai, into=world.team)
    return issue(world, draft), fourth


def gone_again(world: World, fourth: Team) -> None:
    leave(Appointment.objects.get(team=world.team, person__name="Vũ Thị Na"), by=world.mai, last_day=TODAY)


def another_role(world: World, fourth: Team) -> None:
    change_role(Appointment.objects.get(team=world.team, person__name="Vũ Thị Na"), by=world.mai, role="deputy")


def team_again(world: World, fourth: Team) -> None:
    found_team(fourth.group, by=world.mai)


def paper_again(world: World, fourth: Team) -> None:
    issue(world, draft_decision(world.hung_dao, Kind.CONSOLIDATE, [world.team], by=world.mai), number="104")


def committee(world: World, fourth: Team) -> None:
    paper = Decision.objects.get()
    found_committee(world.hung_dao, Committee.Kind.STEERING, by=world.mai, decision=paper)


@pytest.mark.parametrize(
    ("since", "why"),
    [
        (gone_again, "Vũ Thị Na, vào Trà Khê 3 theo quyết định này, đã thôi hoặc đổi vai."),
        (another_role, "Vũ Thị Na, vào Trà Khê 3 theo quyết định này, đã thôi hoặc đổi vai."),
        (team_again, "Tổ dân phố Trà Khê 4 đã lập tổ mới."),
        (paper_again, "Sau đó quyết định số 104/QĐ-UBND cũng nêu Trà Khê 3."),
        (committee, "được ghi là lập theo quyết định này."),
    ],
)
def test_what_stands_on_it_is_named_and_nothing_is_taken_back(world, stopped_at, since, why):
    issued, fourth = merged(world)
    stopped_at(issued.issued_at + timedelta(hours=1))
    since(world, fourth)
    before = standing()
    with pytest.raises(Problem) as told:
        withdraw_issue(issued, by=world.mai)
    assert told.value.sentence.startswith("Không rút lại được nữa.") and why in told.value.sentence
    assert standing() == before


@pytest.mark.sqlite
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=st.lists(st.tuples(st.sampled_from(KINDS), st.booleans()), min_size=1, max_size=3))
def test_whatever_is_issued_and_withdrawn_in_turn_nobody_is_lost(world, db, plan):
    """Papers are issued one after the other; those said to be wrong are withdrawn, the last first, and leave no trace."""
    from django.db import transaction  # noqa: PLC0415 beside its only use

    with transaction.atomic():
        offered, number = drafts(world), 200
        for kind, wrong in plan:
            try:
                draft = offered[kind]()
            except Problem:  # its teams have ended or have a paper by now
                continue
            before, number = standing(), number + 1
            issued = issue(world, draft, number=str(number))
            for team in annex_of(issued, TODAY).stays:
                assert len(people_of(Team.objects.get(pk=team.team))) == len(team.rows)
            if wrong:
                withdraw_issue(issued, by=world.mai)
                assert standing() == before
        transaction.set_rollback(True)
