"""Signs that say yes in a cell: an x under "Nam", a tick under "Tổ trưởng"."""

from canhtay.core.sheets.books import Cell
from canhtay.core.sheets.cells import is_blank

_MARKS = frozenset(["x", "✓", "✔", "v", "√", "+", "*", "1", "có", "co", "☑", "☒", "•", "×"])
_NOES = frozenset(["0", "không"])


def is_mark(cell: Cell) -> bool:
    return cell is True or cell == 1 or (type(cell) is str and cell.strip().lower() in _MARKS)


def says_no(cell: Cell) -> bool:
    """Blank, or a word for no."""
    return is_blank(cell) or cell is False or cell == 0 or (type(cell) is str and cell.strip().lower() in _NOES)
