"""The feed's writing side: each moved object takes the next number of its territory, under the territory's lock."""

import pytest
from django.db import transaction

from canhtay.core import ids
from canhtay.sync import journal
from canhtay.sync.journal import Moved
from canhtay.sync.models import Change, Territory
from testkit.queries import queries_of

pytestmark = pytest.mark.both_databases


@pytest.fixture
def here(db):
    return journal.new_territories(1)[0].pk


def stands(territory) -> list[tuple[str, int, bool]]:
    return list(Change.objects.filter(territory=territory).order_by("seq").values_list("object_id", "seq", "gone"))


@transaction.atomic
def move(*moved: Moved) -> dict:
    return journal.move(moved)


def test_each_object_stands_once_at_its_latest_number(here):
    assert move(Moved(here, "door", "a"), Moved(here, "door", "b")) == {here: 2}
    assert move(Moved(here, "door", "a")) == {here: 3}
    assert stands(here) == [("b", 2, False), ("a", 3, False)]
    assert Territory.objects.get(pk=here).seq == 3


def test_moved_twice_in_one_breath_takes_one_number_and_gone_holds(here):
    move(Moved(here, "door", "a"), Moved(here, "door", "a"), Moved(here, "door", "a", gone=True))
    assert stands(here) == [("a", 1, True)]


def test_what_left_may_come_back(here):
    move(Moved(here, "door", "a", gone=True))
    move(Moved(here, "door", "a"))
    assert stands(here) == [("a", 2, False)]


def test_territories_count_for_themselves(here):
    there = journal.new_territories(1)[0].pk
    assert move(Moved(here, "door", "a"), Moved(there, "door", "a"), Moved(there, "door", "b")) == {here: 1, there: 2}


def test_numbers_that_were_rolled_back_are_given_again(here):
    with transaction.atomic():
        journal.move([Moved(here, "door", "a")])
        transaction.set_rollback(True)
    assert stands(here) == []
    assert move(Moved(here, "door", "b")) == {here: 1}


def test_nothing_moved_is_nothing_written(here):
    assert move() == {}
    assert Territory.objects.get(pk=here).seq == 0


def test_a_thousand_objects_move_in_few_statements(here):
    moved = [Moved(here, "door", str(ids.new())) for _ in range(1000)]
    assert len(queries_of(lambda: move(*moved))) <= 14
    assert [seq for _, seq, _ in stands(here)] == list(range(1, 1001))


@pytest.mark.django_db(transaction=True)
def test_a_territory_is_locked_inside_a_transaction_only():
    with pytest.raises(AssertionError):
        journal.lock([ids.new()])
