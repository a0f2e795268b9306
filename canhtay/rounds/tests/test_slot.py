"""The team's fixed hour."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from canhtay.core.models import Event
from canhtay.rounds.actions import let_slots_follow, set_slot
from canhtay.rounds.models import Slot
from canhtay.teams.decisions.drafting import draft_decision
from canhtay.teams.decisions.issuing import issue_decision
from canhtay.teams.decisions.withdrawing import withdraw_issue
from testkit.snapshots import assert_feed_equals_snapshot
from testkit.world import SATURDAY

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R12")]
SATURDAYS = {"weekday": 6, "starts": "19:30", "minutes": 60, "place": "Nhà văn hóa Trà Khê 3"}


def sundays(world) -> Slot:
    return set_slot(world.team, weekday=7, starts=time(8, 0), minutes=90, place="Đình làng", by=world.hoa)


def test_the_phone_knows_the_hour(world, phone):
    (team,) = phone.all("team")
    assert team["slot"] == SATURDAYS
    sundays(world)
    (team,) = phone.sync().all("team")
    assert team["slot"] == {"weekday": 7, "starts": "08:00", "minutes": 90, "place": "Đình làng"}


def test_a_new_hour_ends_the_one_before_yesterday(world):
    sundays(world)
    before, now = Slot.objects.filter(team=world.team).order_by("valid_from")
    assert (before.valid_from, before.valid_until) == (date(2026, 10, 1), date(2026, 11, 27))
    assert (now.valid_from, now.valid_until) == (date(2026, 11, 28), None)
    assert Event.objects.filter(name="team.slot_set", subject=f"team:{world.team.pk}").count() == 2


def test_whoever_changes_his_mind_the_same_day_leaves_one_hour(world, stopped_at):
    sundays(world)
    stopped_at(SATURDAY + timedelta(hours=1))
    last = sundays(world)
    assert list(Slot.objects.filter(team=world.team, valid_until=None)) == [last]
    assert Slot.objects.filter(team=world.team).count() == 2


@pytest.mark.parametrize("wrong", [{"weekday": 0}, {"weekday": 8}, {"minutes": 5}])
def test_the_database_knows_what_an_hour_is(world, wrong):
    asked = {"weekday": 7, "minutes": 60} | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        set_slot(world.team, starts=time(8, 0), place="Đình làng", by=world.hoa, **asked)
    assert Slot.objects.get(team=world.team, valid_until=None).weekday == 6


def test_a_phone_that_stayed_behind_hears_of_it(world, phone):
    assert_feed_equals_snapshot(phone, lambda: sundays(world))


def test_the_hour_ends_with_its_team_and_goes_on_when_the_paper_is_taken_back(world, phone, run_jobs):
    draft = draft_decision(world.hung_dao, "dissolve", [world.team], by=world.mai)
    issued = issue_decision(
        draft, number="9", decided_on=date(2026, 11, 20), effective_on=date(2026, 11, 20), signer="Nguyễn Văn Đức",
        signer_post="Chủ tịch", by=world.mai,
    )  # fmt: skip
    run_jobs()
    assert Slot.objects.get(team=world.team).valid_until == date(2026, 11, 19)
    assert Slot.objects.get(team=world.team).weekday == 6
    withdraw_issue(issued, by=world.mai)
    run_jobs()
    assert Slot.objects.get(team=world.team).valid_until is None
    (team,) = phone.sync().all("team")
    assert team["slot"] == SATURDAYS
    assert_feed_equals_snapshot(phone)


def test_an_hour_set_anew_since_is_not_set_back(world):
    sundays(world)
    let_slots_follow([world.team])
    assert Slot.objects.get(team=world.team, valid_until=None).weekday == 7
