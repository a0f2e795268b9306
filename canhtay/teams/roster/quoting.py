"""What of a cell a message may repeat. Never an ID number (9 digits of a CMND, 12 of a CCCD), whatever its column."""

import re

_LONG_NUMBER = re.compile(r"\d(?:[ .\-]?\d){8,}")


def quoted(text: str, *, phone: bool = False) -> str:
    """The cell's text, short, long numbers masked; of a telephone cell 10 or 11 digits stay, for they help to find it."""
    text = _LONG_NUMBER.sub(lambda number: number[0] if phone and _digits(number[0]) in (10, 11) else "•••", text)
    return text if len(text) <= 40 else text[:39] + "…"


def masked(text: str) -> str:
    """A text that is kept, without any number long enough to be an ID number."""
    return _LONG_NUMBER.sub("•••", text)


def _digits(text: str) -> int:
    return sum(c.isdigit() for c in text)
