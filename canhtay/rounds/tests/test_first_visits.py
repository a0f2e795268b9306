"""A door that comes into the register is due from that day: a reaction to the register's event, which rounds does not know."""

from datetime import date

import pytest

from canhtay.core import ids
from canhtay.core.problems import Problem
from canhtay.register.actions import NewDoor, add_households
from canhtay.rounds.actions import record_visits
from canhtay.rounds.deciding import Report
from canhtay.rounds.jobs import ask_for_first_visits
from canhtay.rounds.models import VisitReason
from testkit.world import SATURDAY

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R6")]


def test_new_doors_are_due_once_the_job_ran(world, run_jobs, phone):
    assert world.due(world.door_7) == {}
    run_jobs()
    assert all(world.due(door) == {"never_opened": date(2026, 11, 28)} for door in world.doors)
    (door,) = add_households(world.ngo_45, [NewDoor("30")], by=world.hoa)
    assert run_jobs() == 1
    assert "never_opened" in world.due(door)
    told = [one for one in phone.sync().all("reason") if one["household"] == str(door.pk)]
    assert [(one["kind"], one["due_on"], one["until"]) for one in told] == [("never_opened", "2026-11-28", None)]


@pytest.mark.parametrize("outcome", ["talked", "refused"])
def test_the_job_run_again_does_not_ask_for_a_door_that_answered(world, run_jobs, outcome):
    """A job runs at least once: its worker may have been killed before it could say that it was done."""
    run_jobs()
    record_visits([Report(ids.new(), world.door_7.pk, outcome, world.hoa.pk, SATURDAY)])
    ask_for_first_visits.call([str(door.pk) for door in world.doors])
    assert world.due(world.door_7) == {}
    assert VisitReason.objects.filter(household__in=world.doors, kind="never_opened").count() == 3


def test_nothing_is_asked_when_adding_was_rolled_back(world, run_jobs):
    run_jobs()
    with pytest.raises(Problem, match="đã có ở ngõ này"):
        add_households(world.ngo_45, [NewDoor("31"), NewDoor("7")], by=world.hoa)
    assert run_jobs() == 0
