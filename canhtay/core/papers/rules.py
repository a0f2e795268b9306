"""How long the short rules are, measured, since the decree gives them as a share of the line above; and where titles break.

Tinos is as wide as Times New Roman letter for letter, so that what is measured in one holds in the other.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from canhtay.core.papers import decree

FONTS = Path(__file__).parent / "fonts"
_MM_A_POINT = 25.4 / 72


def motto_mm() -> float:
    """As long as the motto."""
    return round(_width_mm(decree.MOTTO, "motto"), 1)


def under_mm(lines: Sequence[str], element: str) -> float:
    """A third to a half of the longest line."""
    widths = [max(_broken(line, element, _room_mm(line, element))) for line in lines]
    return round(max(widths, default=0.0) * decree.RULE_SHARE, 1)


def aside_mm(text: str, element: str) -> float:
    """How far a centred title keeps from both edges, so that its lines are alike and none is one word long."""
    room = max((_room_mm(line, element) for line in text.splitlines()), default=decree.TEXT_WIDTH_MM)
    return round((decree.TEXT_WIDTH_MM - room) / 2, 1)


def goes_on_a_line(text: str, element: str) -> bool:
    return _width_mm(text, element) <= decree.TEXT_WIDTH_MM


def _room_mm(text: str, element: str) -> float:
    """The least width, by steps of 2 mm, in which the text takes no more lines than in the whole; and 2 mm to spare."""
    whole = decree.TEXT_WIDTH_MM
    fewest = len(_broken(text, element, whole))
    rooms = range(40, whole - 2, 2)
    return next((room + 2 for room in rooms if _fits(_broken(text, element, room), fewest, room)), whole)


def _fits(lines: list[float], most: int, room_mm: float) -> bool:
    return len(lines) <= most and max(lines) <= room_mm


def _broken(text: str, element: str, room_mm: float) -> list[float]:
    """The widths of the lines a text is broken into, as word processors do it: as many words as go."""
    space = _width_mm(" ", element)
    first, *rest = [_width_mm(word, element) for word in text.split(" ")]
    lines = [first]
    for word in rest:
        if lines[-1] + space + word <= room_mm:
            lines[-1] += space + word
        else:
            lines.append(word)
    return lines


def _width_mm(text: str, element: str) -> float:
    letters = decree.ELEMENTS[element]
    widths, unknown = _advances("Bold" if letters.bold else "Regular")
    return sum(widths.get(ord(char), unknown) for char in text) * letters.size_pt * _MM_A_POINT


@cache
def _advances(face: str) -> tuple[dict[int, float], float]:
    """How far each character goes, in em."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 a tenth of a second, for whoever writes papers only

    with TTFont(FONTS / f"Tinos-{face}.ttf", lazy=True) as font:
        em, advances = font["head"].unitsPerEm, font["hmtx"].metrics
        return {char: advances[glyph][0] / em for char, glyph in font.getBestCmap().items()}, 0.5
