"""Two offices at once on PostgreSQL: the second waits for the first, and is answered by what then stands. SQLite has one writer."""

from datetime import date

import pytest

from canhtay.core.history import MACHINE
from canhtay.places.loading import load_units
from canhtay.places.queries import commune_by_code, groups_of
from canhtay.places.reform.merging import merge_communes
from testkit.places import open_group
from testkit.two_at_once import second_after
from testkit.world import SATURDAY

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True),
    pytest.mark.mission("R1"),
]


def test_one_group_opened_twice_and_one_ward_merged_while_a_group_is_opened():
    load_units()
    hung_dao, duong_kinh = commune_by_code("11689"), commune_by_code("11692")

    def group_opened() -> None:
        open_group(hung_dao, "Trà Khê 3", label="Tổ dân phố", by=MACHINE)

    def merged() -> None:
        merge_communes([hung_dao], duong_kinh, day=date(2026, 11, 28), by=MACHINE)

    assert second_after(group_opened, group_opened).sentence == (
        "Phường Hưng Đạo đã có Tổ dân phố Trà Khê 3. Xin dùng lại, hoặc đặt tên khác."
    )
    assert groups_of(hung_dao, SATURDAY.date()).count() == 1
    assert "đã có thay đổi ngày 28/11/2026" in second_after(another_opened_that_day(hung_dao), merged).sentence


def another_opened_that_day(commune):
    return lambda: open_group(commune, "Trà Khê 4", label="Tổ dân phố", by=MACHINE, since=date(2026, 11, 28))
