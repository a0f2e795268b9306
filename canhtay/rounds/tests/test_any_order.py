"""Whatever happens at the doors, in whatever order phones tell of it and in whatever batches: the same in the end, counted once."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from canhtay.core import counts, ids
from canhtay.register.models import ResidentStep
from canhtay.rounds.actions import record_visits
from canhtay.rounds.deciding import OUTCOMES, Helped, Report, Stop, promises
from canhtay.rounds.models import DoorOpening, Visit, VisitReason
from testkit.world import SATURDAY

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R6"), pytest.mark.mission("R9")]

HOURS = st.integers(-20 * 24, 0)
VISITS = st.lists(
    st.tuples(
        st.integers(0, 2),  # which door
        st.sampled_from(OUTCOMES),
        HOURS,
        st.one_of(st.none(), st.integers(0, 10)),  # come back in so many days
        st.sampled_from([None, "knows", "installed", "activated", "alone"]),
        st.integers(0, 2),  # whose phone
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(visits=VISITS, data=st.data())
def test_order_and_batches_do_not_matter(world, visits, data):
    reports = reports_of(world, visits)
    as_it_happened = outcome_of([reports])
    shuffled = data.draw(st.permutations(reports))
    cuts = sorted(data.draw(st.sets(st.integers(0, len(reports)), max_size=3)))
    batches = [shuffled[a:b] for a, b in zip([0, *cuts], [*cuts, len(shuffled)], strict=True)]
    again = data.draw(st.lists(st.sampled_from(reports), max_size=3))
    assert outcome_of([*batches, again]) == as_it_happened


def reports_of(world, visits) -> list[Report]:
    members, devices = [world.hoa, world.thu, world.minh], [ids.new() for _ in range(3)]
    reports = []
    for seq, (door, outcome, hours, back, step, who) in enumerate(visits):
        at = SATURDAY + timedelta(hours=hours, seconds=seq)
        come_back_on = (at + timedelta(days=back, hours=7)).date() if back is not None else None
        one = Report(ids.new(), world.doors[door].pk, outcome, members[who].pk, at, come_back_on=come_back_on)
        if step and door == 1:
            one = replace(one, helped=(Helped(world.lan.pk, "vneid", step),))
        reports.append(replace(one, device=devices[who], seq=int(at.timestamp())))
    return reports


def outcome_of(batches: list[list[Report]]) -> dict[str, Any]:
    """What the database says in the end; then it is as if nothing had been."""
    with transaction.atomic():
        for batch in batches:
            answers = record_visits(batch)
            assert {answer.answer for answer in answers} <= {"applied"}
        for indicator in ("visits", "doors_opened"):
            assert counts.stored(indicator) == counts.recounted(indicator)
        open_now = VisitReason.objects.filter(ended_at=None)
        told = {
            "visits": set(Visit.unscoped.values_list("pk", flat=True)),
            "opened": set(DoorOpening.objects.values_list("household", "first_on")),
            "counts": counts.stored("visits") | counts.stored("doors_opened"),
            "due": set(open_now.values_list("household", "kind", "source", "due_on")),
            "steps": set(ResidentStep.objects.values_list("resident", "service", "step")),
        }
        transaction.set_rollback(True)
    return told


@given(st.lists(st.tuples(HOURS, st.one_of(st.none(), st.integers(0, 10))), max_size=8), st.randoms())
def test_at_most_one_promise_of_a_door_is_open_and_never_one_that_was_kept(visits, random):
    stops = []
    for place, (hours, back) in enumerate(visits):
        at = SATURDAY + timedelta(hours=hours, seconds=place)
        stops.append(Stop(ids.new(), at, (at + timedelta(days=back, hours=7)).date() if back is not None else None))
    found = promises(stops)
    random.shuffle(stops)
    assert promises(stops) == found
    made = {stop.visit for stop in stops if stop.come_back_on}
    assert made == set(found.answered) | ({found.open} if found.open else set())
    assert found.open not in found.answered
    when = {stop.visit: stop.happened_at for stop in stops}
    assert all(when[promise] < when[by] for promise, by in found.answered.items())


def test_a_promise_for_the_same_day_is_kept_by_the_next_visit_that_day():
    first, second = (
        Stop(ids.new(), SATURDAY, date(2026, 11, 28)),
        Stop(ids.new(), SATURDAY + timedelta(hours=1), None),
    )
    assert promises([second, first]).answered == {first.visit: second.visit}
