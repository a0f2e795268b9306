"""A visit at a door: what it changes, who may tell of it, and that it counts once."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from canhtay.core import counts, ids
from canhtay.core.models import Event
from canhtay.people.actions import end_grant
from canhtay.people.models import Person
from canhtay.places.models import Place
from canhtay.register.models import Household, ResidentStep, StepRecord
from canhtay.rounds.actions import record_visits
from canhtay.rounds.deciding import Helped, Report
from canhtay.rounds.models import DoorOpening, VisitReason
from canhtay.sync.answers import Answer
from canhtay.sync.models import Territory
from canhtay.teams.actions import appoint, leave
from testkit.queries import queries_of
from testkit.snapshots import assert_feed_equals_snapshot
from testkit.world import SATURDAY

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R6")]
FRIDAY, SUNDAY = SATURDAY - timedelta(days=1), SATURDAY + timedelta(days=1)
NEXT_SATURDAY = date(2026, 12, 5)


def report(door: Household, by: Person, at: datetime = SATURDAY, outcome: str = "talked", **more) -> Report:
    return Report(ids.new(), door.pk, outcome, by.pk, at, **more)


def codes(answers: Iterable[Answer]) -> list[str]:
    return [answer.code or answer.answer for answer in answers]


def seq_of(group: Place) -> int:
    return Territory.objects.get(pk=group.territory_id).seq


def first_day(door: Household) -> date | None:
    return DoorOpening.objects.filter(pk=door.pk).values_list("first_on", flat=True).first()


def test_a_door_that_opens_is_counted_and_no_longer_due(world, run_jobs):
    run_jobs()
    assert world.due(world.lans_door) == {"never_opened": date(2026, 11, 28)}
    (answer,) = record_visits([report(world.lans_door, world.hoa)])
    assert answer.answer == "applied"
    assert world.due(world.lans_door) == {}
    assert first_day(world.lans_door) == date(2026, 11, 28)
    (visit,) = world.visits_to(world.lans_door)
    assert (visit.by, visit.outcome, visit.happened_at, visit.recorded_at) == (world.hoa, "talked", SATURDAY, SATURDAY)
    assert world.due(world.door_7) == {"never_opened": date(2026, 11, 28)}  # and the door beside it is as it was


@pytest.mark.parametrize(
    ("outcome", "still_due", "opened"),
    [("talked", False, True), ("nobody", True, False), ("not_now", True, False), ("refused", False, False)],
)
def test_each_outcome_does_its_own(world, run_jobs, outcome, still_due, opened):
    run_jobs()
    record_visits([report(world.door_7, world.hoa, outcome=outcome)])
    assert ("never_opened" in world.due(world.door_7)) is still_due
    assert (first_day(world.door_7) is not None) is opened
    assert counts.stored("visits") == {(world.tra_khe_3.pk, date(2026, 11, 28), outcome): 1}


def test_a_promise_makes_the_door_due_and_whoever_comes_on_its_day_keeps_it(world):
    record_visits([report(world.door_7, world.hoa, outcome="not_now", come_back_on=NEXT_SATURDAY)])
    assert world.due(world.door_7) == {"come_back": NEXT_SATURDAY}
    record_visits([report(world.door_7, world.thu, SUNDAY, "nobody")])
    assert world.due(world.door_7) == {"come_back": NEXT_SATURDAY}  # too early: the promise stands
    kept = report(world.door_7, world.minh, SATURDAY + timedelta(days=7), "nobody")
    record_visits([kept])
    assert world.due(world.door_7) == {}
    assert VisitReason.objects.get(household=world.door_7, kind="come_back").ended_by == f"visit:{kept.visit}"


def test_a_new_promise_takes_the_place_of_the_one_before(world):
    for at, day in ((FRIDAY, NEXT_SATURDAY), (SATURDAY, date(2026, 12, 12))):
        record_visits([report(world.door_7, world.hoa, at, "not_now", come_back_on=day)])
    assert world.due(world.door_7) == {"come_back": date(2026, 12, 12)}


def test_a_promise_that_arrives_after_it_was_kept_asks_for_nothing(world):
    """Bác Thu came on the day and has network; cháu Minh made the promise the week before and had none."""
    promise = report(world.door_7, world.minh, FRIDAY, "not_now", come_back_on=date(2026, 11, 28))
    record_visits([report(world.door_7, world.thu, SATURDAY)])
    record_visits([promise])
    assert world.due(world.door_7) == {}


def test_an_older_promise_that_arrives_late_does_not_replace_the_newer(world):
    record_visits([report(world.door_7, world.thu, SATURDAY, "not_now", come_back_on=NEXT_SATURDAY)])
    record_visits([report(world.door_7, world.minh, FRIDAY, "not_now", come_back_on=date(2026, 11, 29))])
    assert world.due(world.door_7) == {"come_back": NEXT_SATURDAY}


def test_a_promise_made_and_kept_in_one_batch_is_kept(world):
    promise = report(world.door_7, world.hoa, FRIDAY, "not_now", come_back_on=date(2026, 11, 28))
    record_visits([promise, report(world.door_7, world.hoa, SATURDAY)])
    assert world.due(world.door_7) == {}


def test_a_visit_that_arrives_late_moves_the_doors_first_day_and_its_count(world):
    record_visits([report(world.door_7, world.hoa, SATURDAY)])
    record_visits([report(world.door_7, world.minh, FRIDAY)])
    assert first_day(world.door_7) == date(2026, 11, 27)
    assert counts.stored("doors_opened") == {(world.tra_khe_3.pk, date(2026, 11, 27), ""): 1}
    record_visits([report(world.door_7, world.thu, SUNDAY)])
    assert first_day(world.door_7) == date(2026, 11, 27)


def test_the_same_visit_told_twice_counts_once(world):
    visit = report(world.lans_door, world.hoa, helped=(Helped(world.lan.pk, "vneid", "activated"),))
    assert codes(record_visits([visit, visit])) == ["applied", "applied"]
    assert codes(record_visits([visit])) == ["applied"]
    assert len(world.visits_to(world.lans_door)) == 1
    assert counts.stored("visits") == counts.recounted("visits")
    assert sum(counts.stored("visits").values()) == 1
    assert Event.objects.filter(name="visit.recorded").count() == StepRecord.objects.count() == 1


def test_of_two_words_on_one_visit_the_first_holds_in_one_batch_as_over_two(world):
    first = report(world.door_7, world.hoa)
    second = Report(first.visit, first.household, "refused", first.by, first.acted_at)
    record_visits([first, second])
    assert [visit.outcome for visit in world.visits_to(world.door_7)] == ["talked"]


def test_two_members_at_one_door_both_stand_and_the_door_counts_once(world):
    record_visits([report(world.door_7, world.hoa), report(world.door_7, world.minh)])
    assert {visit.by for visit in world.visits_to(world.door_7)} == {world.hoa, world.minh}
    assert sum(counts.stored("visits").values()) == 2
    assert sum(counts.stored("doors_opened").values()) == 1


@pytest.mark.mission("R1")
def test_a_stranger_is_refused_and_leaves_no_trace(world):
    before = seq_of(world.tra_khe_3)
    answers = record_visits([report(world.lans_door, world.son), report(world.far_door, world.son)])
    assert codes(answers) == ["not_here", "applied"]
    assert world.visits_to(world.lans_door) == []
    assert seq_of(world.tra_khe_3) == before  # nobody's phone there has anything to fetch


def test_a_door_nobody_knows_is_refused(world):
    assert codes(record_visits([Report(ids.new(), ids.new(), "talked", world.hoa.pk, SATURDAY)])) == ["not_here"]


def test_what_was_done_before_a_dismissal_stays_done(world, stopped_at):
    """Cháu Minh was at the door at 9 in the morning and is dismissed at 15; his phone finds a network at 18."""
    yesterday, morning = FRIDAY, SATURDAY - timedelta(hours=10)
    leave(world.appointment_of(world.minh), by=world.mai)
    answers = record_visits([report(world.door_7, world.minh, at) for at in (yesterday, morning)])
    assert codes(answers) == ["applied", "applied"]
    assert codes(record_visits([report(world.door_7, world.minh, SUNDAY)])) == ["not_here"]


def test_what_was_done_before_a_grant_began_is_refused(world):
    appoint(world.team, world.son, "member", by=world.mai)
    answers = record_visits([report(world.door_7, world.son, at) for at in (FRIDAY, SATURDAY)])
    assert codes(answers) == ["not_here", "applied"]


@pytest.mark.parametrize(("hours", "day"), [(4, date(2026, 11, 28)), (5, date(2026, 11, 29))])
def test_days_end_at_midnight_in_vietnam(world, stopped_at, hours, day):
    """23:30 is still Saturday; 00:30 is Sunday, though both are Saturday in UTC."""
    late = SATURDAY + timedelta(hours=hours)
    assert late.date() == date(2026, 11, 28)
    stopped_at(late)
    record_visits([report(world.door_7, world.hoa, late)])
    assert first_day(world.door_7) == day
    assert counts.stored("visits") == counts.recounted("visits") == {(world.tra_khe_3.pk, day, "talked"): 1}


def test_a_grant_that_ends_today_covers_the_last_half_hour_of_its_day_and_of_the_next(world):
    end_grant(world.appointment_of(world.minh).grant, by=world.mai, last_day=date(2026, 11, 27))
    last_hour = FRIDAY + timedelta(hours=4)
    visits = [report(world.door_7, world.minh, at) for at in (last_hour, last_hour + timedelta(days=1), SUNDAY)]
    assert codes(record_visits(visits)) == ["applied", "applied", "not_here"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome": "shouted"},
        {"come_back_on": date(2026, 11, 27)},
        {"helped": (Helped(UUID(int=7), "vneid", "activated"),)},
    ],
)
def test_what_cannot_be_is_refused_alone(world, wrong):
    answers = record_visits([report(world.lans_door, world.hoa, **wrong), report(world.door_7, world.hoa)])
    assert codes(answers) == ["malformed", "applied"]
    assert world.visits_to(world.lans_door) == []


@pytest.mark.mission("R7")
def test_a_step_is_noted_for_the_one_who_reached_it(world):
    helped = (Helped(world.lan.pk, "vneid", "installed"), Helped(world.lan.pk, "vneid", "activated"))
    record_visits([report(world.lans_door, world.hoa, helped=helped, device=ids.new(), seq=1)])
    assert StepRecord.objects.filter(resident=world.lan).count() == 2
    (now,) = ResidentStep.objects.filter(resident=world.lan)
    assert (now.service_id, now.step) == ("vneid", "activated")  # the later word of one command
    flying = report(world.lans_door, world.hoa, helped=(Helped(world.lan.pk, "vneid", "flying"),))
    assert codes(record_visits([flying])) == ["malformed"]
    neighbour_only = report(world.door_7, world.hoa, helped=(Helped(world.lan.pk, "vneid", "alone"),))
    assert codes(record_visits([neighbour_only])) == ["malformed"]  # she does not live there


def test_a_hundred_visits_ask_the_database_as_often_as_one(world):
    one = queries_of(lambda: record_visits([report(world.door_7, world.hoa)]))
    many = queries_of(lambda: record_visits([report(world.door_21, world.hoa) for _ in range(100)]))
    assert len(many) <= len(one) + 2  # a promise fewer or more, never by the visit
    assert len(one) < 40


@pytest.mark.mission("R9")
def test_a_phone_that_stayed_behind_hears_of_every_visit(world, phone, run_jobs):
    helped = (Helped(world.lan.pk, "vneid", "activated"),)
    assert_feed_equals_snapshot(
        phone,
        lambda: record_visits([report(world.door_7, world.hoa, FRIDAY, "not_now", come_back_on=date(2026, 11, 28))]),
        run_jobs,
        lambda: record_visits([report(world.lans_door, world.thu, helped=helped)]),
        lambda: record_visits([report(world.door_7, world.minh)]),
    )
