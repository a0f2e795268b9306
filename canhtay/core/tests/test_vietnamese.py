import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canhtay.core.vietnamese import fold, given_name_key, nfc, sort_key, split_title, tidy_name, tidy_spaces

VIETNAMESE = st.text(
    st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyÀẢÃÁẠằểễớợĐÐ \u0301\u0302'’-\u200b\u00a0"), max_size=40
)


@pytest.mark.parametrize(
    "written, tidy",
    [
        ("NGUYỄN VĂN HOÀ", "Nguyễn Văn Hoà"),
        ("nguyễn  văn\u00a0hòa ", "Nguyễn Văn Hòa"),
        (unicodedata.normalize("NFD", "ĐỖ HỮU ƯỚC"), "Đỗ Hữu Ước"),
        ("ÐINH THỊ BƯỞI", "Đinh Thị Bưởi"),
        ("h'hen niê", "H'Hen Niê"),
        ("Lê\u200b Thị\ufeff Na", "Lê Thị Na"),
    ],
)
def test_a_name_is_written_as_on_a_certificate(written: str, tidy: str):
    assert tidy_name(written) == tidy


def test_a_tone_typed_before_the_letters_own_mark_is_put_right():
    assert nfc("e\u0301\u0302") == nfc("e\u0302\u0301") == "ế"


def test_search_forgets_marks_and_case_but_also_the_stroke_of_đ():
    assert fold("  Đặng\tĐỨC  Ðạt ") == "dang duc dat"


@given(st.text(max_size=60) | VIETNAMESE)
def test_fold_is_stable_and_blind_to_normal_forms(text: str):
    once = fold(text)
    assert fold(once) == once == fold(unicodedata.normalize("NFD", text))
    assert once == " ".join(once.split())


@given(st.text(max_size=60) | VIETNAMESE)
def test_tidying_twice_changes_nothing(text: str):
    assert tidy_spaces(tidy_spaces(text)) == tidy_spaces(text)
    if text.isascii() or set(text) <= set("ăâđêôơưĐ ABCabc"):
        assert tidy_name(tidy_name(text)) == tidy_name(text)


def test_letters_then_tones_in_the_order_of_dictionaries():
    ordered = [
        "An",
        "Ánh",
        "Ăn",
        "Ân",
        "Ba",
        "Dung",
        "Đào",
        "E",
        "Ê",
        "Ha",
        "Hà",
        "Hả",
        "Hã",
        "Há",
        "Hạ",
        "Hai",
        "O",
        "Ô",
        "Ơ",
        "U",
        "Ư",
    ]
    backwards = ordered[::-1]
    assert sorted(backwards, key=sort_key) == ordered
    assert sort_key("Hoà") == sort_key("hòa")


def test_numbers_sort_as_numbers_and_keys_hold_digits_only():
    assert sorted(["Trà Khê 10", "Trà Khê 3", "Trà Khê"], key=sort_key) == ["Trà Khê", "Trà Khê 3", "Trà Khê 10"]
    assert sort_key("H'Hen Niê @ 5").isdigit()


def test_people_sort_by_given_name_first():
    names = ["Trần Văn Bình", "Vũ Thị An", "Lê Thị An"]
    assert sorted(names, key=given_name_key) == ["Lê Thị An", "Vũ Thị An", "Trần Văn Bình"]


@pytest.mark.parametrize(
    "name, bare, gender",
    [
        ("Ông Trần Văn Bộ", "Trần Văn Bộ", "M"),
        ("Đ/c Bà Lê Lan", "Lê Lan", "F"),
        ("Đồng Chí: Lê Lan", "Lê Lan", None),
        ("Ô. Trần An", "Trần An", "M"),
        ("B. Trần An", "Trần An", "F"),
        ("Anh Thư", "Anh Thư", None),
        ("Anh Trần An", "Trần An", "M"),
        ("Ông Ích Đường", "Ông Ích Đường", None),
        ("Đại Uý Trần An", "Trần An", None),
        ("Cồ Thị Na", "Cồ Thị Na", None),
        ("Bà", "Bà", None),
    ],
)
def test_titles_come_off_and_tell_the_gender(name: str, bare: str, gender: str | None):
    assert split_title(name) == (bare, gender)
