"""The decision that set the teams up: its number and date out of the titles (NĐ 30/2020: "Số: 103/QĐ-UBND", "ngày 29
tháng 11 năm 2023" or 29/11/2023)."""

import re
from dataclasses import dataclass, field

from canhtay.core.sheets.cells import date_in

_NUMBER = re.compile(
    r"(?<![\w/])(\d{1,5}(?:\s*/\s*(?:19|20)\d\d)?)\s*/\s*(Q[ĐD])\s*[-–—]?\s*([A-ZĐ]{2,10}(?:[-–.][A-ZĐ]{2,8})*)?(?!\w)",
    re.IGNORECASE,
)
# A Party cell's "103-QĐ/ĐU", and a title that says the number alone.
_OTHER_NUMBER = re.compile(
    r"(?<![\w/])(\d{1,5}\s*-\s*Q[ĐD]\s*/\s*[A-ZĐ]{2,8})|(?:quyết\s*định|qđ)\s*số\s*[:.]?\s*(\d{1,5})(?![\w/])",
    re.IGNORECASE,
)
_CONSOLIDATES = re.compile(r"ki[ệe]n\s*to[àa]n", re.IGNORECASE)
_DATE = re.compile(
    r"(?:ngày|ngay)\s*(\d{1,2})\s*(?:tháng|thang)\s*(\d{1,2})\s*(?:năm|nam)\s*(\d{4})|(?:ngày"
    r"|ngay)?\s*(?<!\d)(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d\d)(?!\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Decision:
    """`number` tidy ("103/QĐ-UBND"), `date` ISO "2023-11-29" or None when the title has none that exists. `consolidates`: the
    title speaks of consolidating ("kiện toàn") teams that stood before, not of founding them."""

    number: str
    date: str | None
    consolidates: bool = field(default=False, compare=False)


def decision_in(text: str) -> Decision | None:
    """The decision a title names; of several, the one it is attached to ("kèm theo")."""
    found, consolidates = list(_NUMBER.finditer(text)), bool(_CONSOLIDATES.search(text))
    if not found:
        other = _OTHER_NUMBER.search(text)
        number = other and re.sub(r"\s", "", other[1] or other[2])
        return Decision(number, _date_near(text, other), consolidates) if other and number else None
    attached = re.search(r"k[èe]m\s*theo|ban\s*h[àa]nh", text, re.IGNORECASE)
    said = next((one for one in found if attached and one.start() > attached.start()), found[0])
    return Decision(_tidy(said), _date_near(text, said), consolidates)


def _tidy(number: re.Match[str]) -> str:
    body = (number[3] or "").upper().replace("–", "-")
    return re.sub(r"\s", "", number[1]) + "/QĐ" + (f"-{body}" if body else "")


def _date_near(text: str, number: re.Match[str]) -> str | None:
    """The first date after the number; else (a paper's heading: place and date stand beside) the last before it."""
    after = _DATE.search(text, number.end(), number.end() + 200)
    before = [*_DATE.finditer(text[: number.start()])]
    for one in [after, *reversed(before)]:
        if one:
            day, month, year = (part for part in one.groups() if part)
            read = date_in(f"{day}/{month}/{year}")
            if read:
                return read.isoformat()
    return None
