"""Two offices change one draft at one moment on PostgreSQL: the second waits for the first and is told. SQLite has one writer."""

from threading import Event

import pytest
from django.db import transaction

from canhtay.core import clock
from canhtay.core.problems import Problem
from canhtay.teams.decisions.drafting import DRAFT_CHANGED, change_draft, draft_decision
from canhtay.teams.models import Decision
from testkit.databases import beside, wait_until_one_waits_for_a_lock
from testkit.world import SATURDAY, load_reference, make_world

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True),
    pytest.mark.mission("R2"),
]
PATIENCE_S = 30


def test_the_second_of_two_writers_of_one_version_is_refused():
    load_reference()
    world = make_world()
    draft = draft_decision(world.hung_dao, Decision.Kind.FOUND, [world.team], by=world.mai)
    wrote, may_commit = Event(), Event()

    def first() -> None:
        with clock.stopped_at(SATURDAY), transaction.atomic():
            change_draft(draft, by=world.mai, saw=0, signer="Trần Thị Bình")
            wrote.set()
            assert may_commit.wait(PATIENCE_S)

    def second() -> Problem:
        with clock.stopped_at(SATURDAY), pytest.raises(Problem) as trouble:
            change_draft(draft, by=world.mai, saw=0, signer="Lê Văn Cường")
        return trouble.value

    one = beside(first)
    assert wrote.wait(PATIENCE_S)
    two = beside(second)
    wait_until_one_waits_for_a_lock()
    may_commit.set()
    one.result(PATIENCE_S)
    assert two.result(PATIENCE_S).kind == DRAFT_CHANGED
    assert Decision.objects.get(pk=draft.pk).signer == "Trần Thị Bình"
