"""Doors are walked by number, as people write numbers, and a phone's JavaScript keeps the order exact."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canhtay.register.addresses import LAST, MOST, walk_order

NUMBERS = st.integers(0, MOST)
LETTERS = st.sampled_from(["", *"ABCDĐEFGHIKLMNOPQRSTUVXYWZJ"])
PARTS = st.lists(st.tuples(NUMBERS, LETTERS), min_size=1, max_size=3)
ALPHABET = " ABCDĐEFGHIJKLMNOPQRSTUVWXYZ"


def written(parts: list[tuple[int, str]]) -> str:
    return "/".join(f"{number}{letter}" for number, letter in parts)


def as_people_walk(parts: list[tuple[int, str]]) -> list[tuple[int, int]]:
    return [(number, ALPHABET.index(letter or " ")) for number, letter in parts]


@pytest.mark.mission("R6")
def test_an_alley_as_it_is_walked():
    numbers = ["2", "7", "12", "12/3", "12/3A", "12/3B", "12/4", "12A", "21", "100", ""]
    assert sorted(set(numbers), key=walk_order) == numbers


@given(PARTS, PARTS)
def test_smaller_numbers_come_first_in_every_part(one, other):
    # An alley's own number comes before the doors inside it, except where the door inside is 0, which nobody writes.
    by_number = (as_people_walk(one) > as_people_walk(other)) - (as_people_walk(one) < as_people_walk(other))
    by_order = (walk_order(written(one)) > walk_order(written(other))) - (
        walk_order(written(one)) < walk_order(written(other))
    )
    assert by_order in (by_number, 0)
    if len(one) == len(other):
        assert by_order == by_number


@given(st.text(max_size=40))
def test_whatever_is_written_has_a_place_that_javascript_can_hold(number):
    assert 0 <= walk_order(number) <= LAST < 2**53


@given(st.text(max_size=40).filter(lambda text: not any(c.isdigit() for c in text)), PARTS)
def test_a_door_without_a_number_comes_last(sign, parts):
    assert walk_order(sign) == LAST > walk_order(written(parts))
