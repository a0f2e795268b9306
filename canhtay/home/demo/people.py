"""Invented people: common names put together by a seeded die. Nobody here exists. Pure."""

from dataclasses import dataclass
from random import Random

# fmt: off
FAMILIES = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương", "Đào", "Đoàn", "Lưu", "Mai"]
MEN = (
    ["Văn", "Đức", "Hữu", "Quang", "Xuân", "Công", "Duy", "Minh"],
    ["Hùng", "Dũng", "Thắng", "Bình", "Tuấn", "Sơn", "Hải", "Long", "Khánh", "Toàn", "Phúc", "Lộc", "Thuận", "Tiến", "Cường"],
)
WOMEN = (
    ["Thị", "Thị", "Thị", "Thu", "Ngọc", "Bích", "Minh"],
    ["Lan", "Hương", "Mai", "Hoa", "Thu", "Yến", "Nga", "Loan", "Hạnh", "Liên", "Thảo", "Dung", "Vân", "Oanh", "Tuyết"],
)
# fmt: on


@dataclass(frozen=True)
class Invented:
    name: str
    gender: str
    birth_year: int

    @property
    def called(self) -> str:
        return self.name.rpartition(" ")[2]


def somebody(die: Random, born: tuple[int, int], gender: str = "") -> Invented:
    gender = gender or die.choice("MF")
    middles, givens = MEN if gender == "M" else WOMEN
    name = f"{die.choice(FAMILIES)} {die.choice(middles)} {die.choice(givens)}"
    return Invented(name, gender, die.randint(*born))


def some_phone(die: Random) -> str:
    """For looks only: no operator has 050, so nobody is called by it."""
    return f"0500{die.randint(0, 999_999):06}"
