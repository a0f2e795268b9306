"""Two offices at once on PostgreSQL: the second waits for the first, and is answered by what then stands. SQLite has one writer."""

from datetime import date
from threading import Event

import pytest
from django.db import transaction

from canhtay.core import clock
from canhtay.core.history import MACHINE
from canhtay.core.problems import Problem
from canhtay.places.loading import load_units
from canhtay.places.queries import commune_by_code, groups_of
from canhtay.places.reform.merging import merge_communes
from testkit.databases import beside, wait_until_one_waits_for_a_lock
from testkit.places import open_group
from testkit.world import SATURDAY

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True),
    pytest.mark.mission("R1"),
]
PATIENCE_S = 30


def test_one_group_opened_twice_and_one_ward_merged_while_a_group_is_opened():
    load_units()
    hung_dao, duong_kinh = commune_by_code("11689"), commune_by_code("11692")

    def group_opened() -> None:
        open_group(hung_dao, "Trà Khê 3", label="Tổ dân phố", by=MACHINE)

    def merged() -> None:
        merge_communes([hung_dao], duong_kinh, day=date(2026, 11, 28), by=MACHINE)

    assert second_after(group_opened, group_opened) == (
        "Phường Hưng Đạo đã có Tổ dân phố Trà Khê 3. Xin dùng lại, hoặc đặt tên khác."
    )
    assert groups_of(hung_dao, SATURDAY.date()).count() == 1
    assert "đã có thay đổi ngày 28/11/2026" in second_after(another_opened_that_day(hung_dao), merged)


def another_opened_that_day(commune):
    return lambda: open_group(commune, "Trà Khê 4", label="Tổ dân phố", by=MACHINE, since=date(2026, 11, 28))


def second_after(first, second) -> str:
    """The first verb is done but not committed when the second begins; what the second is told."""
    wrote, may_commit = Event(), Event()

    def dawdling() -> None:
        with clock.stopped_at(SATURDAY), transaction.atomic():
            first()
            wrote.set()
            assert may_commit.wait(PATIENCE_S)

    def refused() -> str:
        with clock.stopped_at(SATURDAY), pytest.raises(Problem) as trouble:
            second()
        return trouble.value.sentence

    one = beside(dawdling)
    assert wrote.wait(PATIENCE_S)
    two = beside(refused)
    wait_until_one_waits_for_a_lock()
    may_commit.set()
    one.result(PATIENCE_S)
    return two.result(PATIENCE_S)
