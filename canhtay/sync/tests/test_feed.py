"""The feed's reading side, over things that mean nothing: sync knows no domain."""

import pytest
from django.db import transaction

from canhtay.core import ids
from canhtay.sync import feed, journal
from canhtay.sync.feed import PAGE, Page, Streams
from canhtay.sync.journal import Moved
from canhtay.sync.models import Territory
from testkit.queries import queries_of

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R9")]
ended: set[str] = set()
STREAMS: Streams = {
    "door": (
        lambda keys: {key: {"name": f"door {key}"} for key in keys if key not in ended},
        lambda keys: {key: {"opened": True} for key in keys},
    )
}


@pytest.fixture
def here(db):
    ended.clear()
    return journal.new_territories(1)[0].pk


@transaction.atomic
def move(territory, *keys: str, gone: bool = False) -> None:
    journal.move([Moved(territory, "door", key, gone) for key in keys])


def page(territory, cursor: int) -> Page:
    (one,) = feed.pages({territory: cursor}, [territory], STREAMS)
    return one


def ids_of(page: Page) -> list[str]:
    return [one["id"] for one in page.objects]


def test_a_phone_gets_what_changed_since_its_cursor_in_order(here):
    move(here, "a", "b")
    move(here, "a")
    assert page(here, 0) == Page(
        here, 3, False,
        [
            {"kind": "door", "id": "b", "seq": 2, "data": {"name": "door b", "opened": True}},
            {"kind": "door", "id": "a", "seq": 3, "data": {"name": "door a", "opened": True}},
        ],
    )  # fmt: skip
    assert ids_of(page(here, 2)) == ["a"]
    assert page(here, 3) == Page(here, 3, False, [])


def test_what_left_is_told_as_gone_and_so_is_what_ended_without_a_word(here):
    move(here, "a", "b")
    move(here, "a", gone=True)
    ended.add("b")
    told = {one["id"]: one for one in page(here, 0).objects}
    assert told["a"] == {"kind": "door", "id": "a", "seq": 3, "gone": True}
    assert told["b"]["gone"] is True


@pytest.mark.parametrize("objects", [PAGE, PAGE + 1, 2 * PAGE + 3])
def test_more_than_a_page_comes_in_pages_and_each_object_once(here, objects):
    move(here, *(f"{n:05}" for n in range(objects)))
    pages = [page(here, 0)]
    while pages[-1].more:
        pages.append(page(here, pages[-1].seq))
    assert [key for one in pages for key in ids_of(one)] == [f"{n:05}" for n in range(objects)]
    assert (pages[-1].seq, len(pages)) == (objects, -(-objects // PAGE))
    assert max(len(one.objects) for one in pages) <= PAGE


def test_what_moves_between_two_pages_is_not_missed(here):
    move(here, *(f"{n:05}" for n in range(PAGE + 5)))
    first = page(here, 0)
    move(here, "00000", "00503")  # one already told, one still to come
    then = page(here, first.seq)
    assert ids_of(then) == ["00500", "00501", "00502", "00504", "00000", "00503"]
    assert (then.more, then.seq) == (False, PAGE + 7)


def test_a_cursor_from_before_a_restore_is_answered_from_the_beginning(here):
    move(here, "a", "b")
    one = page(here, 99)
    assert ids_of(one) == ["a", "b"]
    assert one.seq == 2  # lower than what the phone said: it begins anew


def test_what_a_phone_may_hold_it_gains_and_what_it_may_not_it_is_not_told(here):
    there = journal.new_territories(1)[0].pk
    move(here, "a")
    move(there, "b")
    assert [one.territory for one in feed.pages({there: 0}, [here], STREAMS)] == [here]
    assert feed.lost([there, here], [here]) == [there]
    unknown = ids.new()
    assert feed.pages({}, [unknown], STREAMS) == []
    assert feed.lost([unknown], []) == [unknown]


def test_an_idle_poll_is_one_query_however_many_territories(here):
    for number in (1, 5):
        territories = [here, *(one.pk for one in journal.new_territories(number))]
        heads = dict(Territory.objects.values_list("pk", "seq"))
        asked = queries_of(lambda t=territories, h=heads: feed.pages(h, t, STREAMS))
        assert len(asked) == 1
