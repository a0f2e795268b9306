"""Finding without diacritics, đ as d, on both databases, by the database's own index (docs/decisions/0005-search.md)."""

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from canhtay.core import search
from canhtay.core.models import SearchRow
from canhtay.core.vietnamese import fold
from canhtay.register.actions import DOOR, NewDoor, add_household, add_resident
from canhtay.register.models import Household
from testkit.queries import queries_of

pytestmark = pytest.mark.both_databases
FAMILIES = ["Nguyễn", "Trần", "Lê", "Phạm", "Đặng", "Đỗ", "Vũ", "Hoàng", "Bùi", "Dương"]
GIVEN = ["Lan", "Đức", "Hòa", "Thủy", "Bộ", "Ước", "Đạt", "Quỳnh", "Ân", "Ý"]


def doors(world, words: str, *groups) -> list[str]:
    keys = search.find(DOOR, words, [group.pk for group in groups or [world.tra_khe_3]])
    return [Household.unscoped.get(pk=key).number for key in keys]


@pytest.mark.parametrize(
    "words",
    [
        "đặng thị lan",
        "Dang Thi Lan",
        "LAN",
        "lan dang",
        "12/3a",
        "12/3A lan",
        "ba lan",
        "tram y te",
        "ặng t",
        "Ðặng",
        "lân",
        "lan\0",
    ],
)
def test_lans_door_is_found_by_whatever_one_remembers(world, words):
    assert doors(world, words) == ["12/3A"]


@pytest.mark.parametrize("words", ["hoa", "ngo 9", '"', "%", "_", "lan*", "dang OR hoa", "\\"])
def test_what_is_no_word_of_the_door_finds_nothing(world, words):
    assert doors(world, words) == []


def test_the_neighbours_are_not_searched(world):
    assert doors(world, "lan", world.hoa_nghia_1) == ["5"]  # nhà ông Lân
    assert doors(world, "lan", world.tra_khe_3, world.hoa_nghia_1) == ["12/3A", "5"]
    assert search.find(DOOR, "lan", []) == []


def test_a_new_name_is_found_and_an_old_one_no_more(world):
    add_resident(world.door_7, by=world.hoa, name="Đỗ Văn Được")
    assert doors(world, "do van duoc") == ["7"]
    search.drop(DOOR, [world.door_7.pk])
    assert doors(world, "do van duoc") == []


def test_short_words_are_found_too(world):
    add_household(world.ngo_45, NewDoor("30", "Nhà ông Ý"), by=world.hoa)
    assert doors(world, "y ong") == ["30"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(FAMILIES), st.sampled_from(GIVEN)), min_size=1, max_size=8), st.data())
def test_the_index_finds_exactly_what_a_look_at_every_row_finds(reference, names, data):
    word = fold(data.draw(st.sampled_from([part for name in names for part in name])))
    part = word[: data.draw(st.integers(1, len(word)))]
    with transaction.atomic():
        search.put("name", [(place, 1, " ".join(name)) for place, name in enumerate(names)])
        found = set(search.find("name", part, [1]))
        transaction.set_rollback(True)
    assert found == {str(place) for place, name in enumerate(names) if part in fold(" ".join(name))}


def plan_of(words: str, places: list[int]) -> str:
    (sql,) = queries_of(lambda: search.find("name", words, places))
    with connection.cursor() as cursor:
        cursor.execute(("EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN ") + sql)
        return "\n".join(str(row) for row in cursor.fetchall())


def test_both_databases_answer_from_their_trigram_index(reference):
    names = [f"{family} {middle} {given}" for family in FAMILIES for middle in FAMILIES + GIVEN for given in GIVEN]
    rows = [(n, n % 40, f"{n} · Ngõ {n % 90} · {name}") for n, name in enumerate(names * 4)]
    search.put("name", rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT gin_clean_pending_list('core_search')")  # as autovacuum does after a large import
        cursor.execute("ANALYZE core_searchrow")
    assert SearchRow.objects.filter(kind="name").count() == len(rows) == 8000
    plan = plan_of("ngo 89 nguyen 2419", list(range(40)))
    by_index = {"sqlite": "core_search VIRTUAL TABLE INDEX", "postgresql": "Bitmap Index Scan on core_search "}
    assert by_index[connection.vendor] in plan, plan
    assert "SCAN core_searchrow" not in plan and "Seq Scan" not in plan, plan
