"""Two offices change one draft at one moment on PostgreSQL: the second waits for the first and is told. SQLite has one writer."""

from functools import partial

import pytest

from canhtay.teams.decisions.drafting import DRAFT_CHANGED, change_draft, draft_decision
from canhtay.teams.models import Decision
from testkit.two_at_once import second_after
from testkit.world import load_reference, make_world

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True),
    pytest.mark.mission("R2"),
]


def test_the_second_of_two_writers_of_one_version_is_refused():
    load_reference()
    world = make_world()
    draft = draft_decision(world.hung_dao, Decision.Kind.FOUND, [world.team], by=world.mai)
    told = second_after(
        partial(change_draft, draft, by=world.mai, saw=0, signer="Trần Thị Bình"),
        partial(change_draft, draft, by=world.mai, saw=0, signer="Lê Văn Cường"),
    )
    assert told.kind == DRAFT_CHANGED
    assert Decision.objects.get(pk=draft.pk).signer == "Trần Thị Bình"
