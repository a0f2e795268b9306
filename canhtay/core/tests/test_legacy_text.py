import pytest
from hypothesis import given
from hypothesis import strategies as st

from canhtay.core.legacy_text import (
    TCVN3,
    UNICODE,
    VNI,
    decode,
    decode_tcvn3,
    decode_vni,
    encode_tcvn3,
    encode_vni,
    legacy_encoding,
)

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
NAMES = ["Nguyễn Văn Hoà", "Trần Thị Bưởi", "Lê Thị Ngọc Ánh", "Phạm Quỳnh Như", "Hồ Kỵ", "Đỗ Hữu Ước", "Vũ Thuý Hường"]


def test_the_two_samples_everybody_has_seen():
    assert decode_tcvn3("NguyÔn V¨n Hoµ") == "Nguyễn Văn Hoà"
    assert decode_vni("Nguyeãn Vaên Hoøa") == "Nguyễn Văn Hòa"
    assert decode_vni("NGUYEÃN THÒ ÑÖÔÏC") == "NGUYỄN THỊ ĐƯỢC"


def test_every_letter_comes_back():
    assert decode_tcvn3(encode_tcvn3(LETTERS)) == LETTERS
    assert decode_vni(encode_vni(LETTERS)) == LETTERS
    assert decode_vni(encode_vni(LETTERS.upper())) == LETTERS.upper()


@pytest.mark.parametrize("encoding, encode", [(TCVN3, encode_tcvn3), (VNI, encode_vni)])
def test_a_sheet_is_recognised_and_all_its_cells_read(encoding: str, encode):
    cells = ["TT", "0912345678", *map(encode, NAMES)]
    assert legacy_encoding(cells) == encoding
    assert [decode(cell, encoding).lower() for cell in cells[2:]] == [name.lower() for name in NAMES]


@pytest.mark.parametrize(
    "cells",
    [
        NAMES,
        ["Lê Thanh Hà", "Hoà", "Tô Hà", "Lê"],
        ["Müller", "José", "café", "Nguyễn"],
        ["30°", "µ", "§", "½ ngày", "©", ""],
        ["Sinh năm 1958 ± 2", "3×4"],
    ],
)
def test_good_unicode_is_never_taken_for_legacy(cells: list[str]):
    assert legacy_encoding(cells) == UNICODE


@pytest.mark.parametrize("encoding, encode", [(TCVN3, encode_tcvn3), (VNI, encode_vni)])
def test_unicode_names_among_legacy_ones_stay_whole(encoding: str, encode):
    """Each decided by itself; only a lone "Hoà" cannot be told from VNI's "Hồ"."""
    good = [*NAMES[1:], "Nguyễn Thị Hoà", "Lê Thanh Hà"]
    mixed = [*map(encode, NAMES), *good]
    assert legacy_encoding(mixed) == encoding
    assert [decode(name, encoding) for name in good] == good


@given(st.text(max_size=40), st.sampled_from([TCVN3, VNI]))
def test_no_text_breaks_the_decoder(text: str, encoding: str):
    assert isinstance(decode(text, encoding), str)
