"""What residential groups and lanes are called: common syllables put together. Pure."""

from collections.abc import Iterator
from random import Random

# fmt: off
FIRST = ["An", "Bình", "Cao", "Đại", "Đông", "Hòa", "Hưng", "Kim", "Lạc", "Minh", "Nam", "Ngọc", "Ninh", "Phú", "Phúc",
         "Quang", "Quý", "Tân", "Thái", "Thanh", "Thượng", "Tiên", "Trà", "Trung", "Văn", "Vĩnh", "Xuân", "Yên"]
SECOND = ["Bồ", "Cầu", "Đoài", "Đồng", "Dương", "Hải", "Hạ", "Khê", "Kiều", "Lâm", "Lập", "Liễu", "Lộc", "Lũng", "Mỹ",
          "Nghĩa", "Phong", "Sơn", "Tảo", "Thọ", "Thủy", "Tiến", "Tràng", "Trì", "Vọng", "Xá"]
# fmt: on
VILLAGES_A_COMMUNE = 7
NUMBERED = 0.3
"""So many wards of the inner city only number their groups."""


def group_names(die: Random, n: int, *, town: bool) -> list[str]:
    """Names of a commune's groups, no two alike: "Trà Khê 3", "12", and in the country "Lạc Sơn"."""
    if town and die.random() < NUMBERED:
        return [str(number) for number in range(1, n + 1)]
    names = _villages(die, n) if town else _hamlets(die, n)
    return [next(names) for _ in range(n)]


def _villages(die: Random, n: int) -> Iterator[str]:
    a_village = -(-n // VILLAGES_A_COMMUNE)
    for village in _pairs(die):
        for number in range(1, die.randint(max(1, a_village - 1), a_village + 1) + 1):
            yield f"{village} {number}"


def _hamlets(die: Random, n: int) -> Iterator[str]:
    for village in _pairs(die):
        if die.random() < 0.6:
            yield village
        else:
            yield f"{village} 1"
            yield f"{village} 2"


def _pairs(die: Random) -> Iterator[str]:
    pairs = [f"{first} {second}" for first in FIRST for second in SECOND]
    die.shuffle(pairs)
    yield from pairs
