"""Two officers at one moment, each with the page of a minute ago: the second is told what has happened, and nothing is overwritten.

On PostgreSQL the second stands before the territory's lock; SQLite lets one writer in at a time.
"""

from collections.abc import Callable
from functools import partial

import pytest

from canhtay.core import clock
from canhtay.core.problems import Problem
from canhtay.people.models import RoleGrant
from canhtay.teams.actions import appoint, change_role, leave
from canhtay.teams.decisions.drafting import draft_decision
from canhtay.teams.decisions.tests.stories import issue
from canhtay.teams.models import Appointment, Leaving
from testkit.databases import lay_prepared, sqlite_file
from testkit.two_at_once import second_after
from testkit.world import SATURDAY, World, load_reference, make_world

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R2")]
Told = Callable[[Callable[[], object], Callable[[], object]], Problem]


def one_member_leaves_twice(world: World, second_after: Told) -> None:
    row, same = world.appointment_of(world.minh), world.appointment_of(world.minh)
    told = second_after(
        partial(leave, row, by=world.mai, because=Leaving.MOVED, note="về quê"),
        partial(leave, same, by=world.quang, because=Leaving.BUSY),
    )
    assert told.kind.code == "left_already"
    row.refresh_from_db()
    assert (row.valid_until, row.left_because, row.left_note) == (YESTERDAY, "moved", "về quê")


def one_leaves_and_is_made_deputy(world: World, second_after: Told) -> None:
    row, same = world.appointment_of(world.minh), world.appointment_of(world.minh)
    told = second_after(
        partial(leave, row, by=world.mai, because=Leaving.MOVED),
        partial(change_role, same, by=world.mai, role="deputy"),
    )
    assert told.kind.code == "left_already"
    assert not Appointment.objects.filter(person=world.minh, valid_until=None).exists()


def one_joins_a_team_that_is_dissolved(world: World, second_after: Told) -> None:
    draft = draft_decision(world.hung_dao, "dissolve", [world.team], by=world.mai)
    told = second_after(partial(issue, world, draft), partial(appoint, world.team, world.quang, "member", by=world.mai))
    assert told.kind.code == "team_has_ended"
    assert not Appointment.objects.filter(team=world.team, valid_until=None).exists()
    assert not RoleGrant.objects.filter(place=world.tra_khe_3, valid_until=None).exists()


YESTERDAY = clock.day_before(clock.local_day(SATURDAY))
STORIES = pytest.mark.parametrize(
    "story", [one_member_leaves_twice, one_leaves_and_is_made_deputy, one_joins_a_team_that_is_dissolved]
)


@STORIES
@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_second_waits_and_is_refused(story):
    load_reference()
    with clock.stopped_at(SATURDAY):
        story(make_world(), second_after)


@STORIES
@pytest.mark.sqlite
def test_the_second_comes_after_and_is_refused(story, tmp_path, prepared_file, django_db_blocker):
    lay_prepared(prepared_file, tmp_path)
    file = partial(sqlite_file, tmp_path / "canhtay.sqlite3")
    with django_db_blocker.unblock(), file(), clock.stopped_at(SATURDAY):
        load_reference()
        story(make_world(), partial(second_after, database=file, once_both_are_at_it=lambda: None))
