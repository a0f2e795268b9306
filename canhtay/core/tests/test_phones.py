import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from canhtay.core.phones import NOT_A_PHONE, PREFIXES_OF_2018, TOO_LONG, TOO_SHORT, phones_in


@pytest.mark.parametrize(
    "cell",
    [
        912345678,
        912345678.0,
        "912345678",
        "0912345678",
        "0912.345.678",
        "0912 345 678",
        "091-234-5678",
        "+84912345678",
        "+84 (0) 912 345 678",
        "(+84) 912345678",
        "84912345678",
        "0084912345678",
        "ĐT: 0912345678",
        "'0912345678",
        " 0912345678\u00a0",
        "0912345678.0",
    ],
)
def test_one_number_however_written(cell: object):
    assert phones_in(cell) == (("0912345678",), None)


@pytest.mark.parametrize(
    "cell",
    [
        "0912345678/0987654321",
        "0912345678 - 0987654321",
        "0912.345.678; 0987.654.321",
        "0912345678 0987654321",
        "0912345678\n0987654321",
        "0912 345 678 0987 654 321",
        "0912345678, 987654321",
        "0912345678 hoặc 0987654321",
        "0912345678-0987654321",
        "0912345678 (0987654321)",
    ],
)
def test_two_in_a_cell_in_their_order(cell: str):
    assert phones_in(cell) == (("0912345678", "0987654321"), None)


@pytest.mark.parametrize("old, new", sorted(PREFIXES_OF_2018.items()))
def test_eleven_digits_of_before_2018_become_ten(old: str, new: str):
    assert phones_in(f"{old}1234567") == phones_in(int(f"{old}1234567")) == ((f"{new}1234567",), None)


@pytest.mark.parametrize(
    "cell, number", [("0225 3855 123", "02253855123"), ("(024) 38255123", "02438255123"), (2253855123, "02253855123")]
)
def test_landlines(cell: object, number: str):
    assert phones_in(cell) == ((number,), None)


@pytest.mark.parametrize("cell", [None, "", "  ", "-", "không có", "Không", "…", 0])
def test_a_blank_is_no_fault(cell: object):
    assert phones_in(cell) == ((), None)


@pytest.mark.parametrize(
    "cell, fault",
    [
        ("09x", NOT_A_PHONE),
        ("0912345", TOO_SHORT),
        ("09123456789012", TOO_LONG),
        ("abc", NOT_A_PHONE),
        (True, NOT_A_PHONE),
        (1.5, NOT_A_PHONE),
        ("034056001234", TOO_LONG),
        ("=1+1", NOT_A_PHONE),
        ("0112345678", NOT_A_PHONE),
    ],
)
def test_what_is_no_number_says_why(cell: object, fault: str):
    assert phones_in(cell) == ((), fault)


@given(st.integers(min_value=10**8, max_value=10**9 - 1))
def test_the_short_cut_agrees_with_the_library(number: int):
    valid = phonenumbers.is_valid_number(phonenumbers.parse(f"+84{number}"))
    # prefixes 052, 055, 089 and 099 are taken whole, of which the library knows parts
    assert bool(phones_in(number)[0]) == (valid or str(number)[:2] in ("52", "55", "89", "99"))


@given(st.text(max_size=40) | st.floats() | st.integers())
def test_whatever_the_cell_the_answer_is_numbers_or_a_fault(cell: object):
    numbers, fault = phones_in(cell)
    assert fault is None or not numbers
    assert all(number.isdigit() and number[0] == "0" and len(number) in (10, 11) for number in numbers)
