"""A residential group's own name, apart from the word for what it is: people write either into the box for the name."""

import re

from canhtay.core.vietnamese import fold, tidy_spaces

LABELS = ("Tổ dân phố", "Thôn", "Khu phố", "Bản", "Ấp")
# Without marks only what no name begins with: "Bàn Cờ", "To Vinh Diện" are names.
_SAID = {
    "Tổ dân phố": r"tổ\s+dân\s+phố|to\s+dan\s+pho|t\.?d\.?p\.?|tổ(?!\s+dân\s+phố)|to(?=\s+\d)",
    "Thôn": r"thôn|thon",
    "Khu phố": r"khu\s+phố|khu\s+pho|kp\.?",
    "Bản": r"bản",
    "Ấp": r"ấp",
}
_WORDS = [
    (label, re.compile(rf"(?:{said})(?:\s*(?:số|so(?=\s*\d)))?[\s:.]+(?=\w)", re.I)) for label, said in _SAID.items()
]
_JOINED = re.compile(r"(tdp|kp)(?=\d)", re.I)


def taken_apart(text: str) -> tuple[str, str]:
    """(label, name): "TDP Trà Khê 9" is ("Tổ dân phố", "Trà Khê 9"); the label is "" where none was written."""
    text, label = _JOINED.sub(r"\1 ", tidy_spaces(text)), ""
    while found := next(((word, hit) for word, said in _WORDS if (hit := said.match(text))), None):
        label, text = label or found[0], text[found[1].end() :]
    return label, text


def own_name(text: str) -> str:
    """As names are compared: no type word, no case, no marks; "07" is "7"."""
    name = fold(taken_apart(text)[1])
    return str(int(name)) if name.isdecimal() else name


def put_together(label: str, name: str) -> tuple[str, str]:
    """(label, name) to be kept. A number alone keeps its word, as lists write it: "5" is ("", "TDP 5")."""
    if not name.isdecimal():
        return label, name
    return "", f"{'TDP' if label == LABELS[0] else label} {int(name)}"
