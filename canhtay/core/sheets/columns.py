"""From headings to columns: one column per meaning where only one can be, the person's corrections first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from canhtay.core.sheets.books import Row
from canhtay.core.sheets.cells import is_blank, text_of
from canhtay.core.sheets.headers import Header

_SAMPLED_ROWS, _SHOWN_SAMPLES = 60, 3


@dataclass
class Column:
    """One column as understood. `index` from 0. `meaning` "" = not understood; `confidence` 1.0 = sure or said by a
    person. `taken` is False where nothing of the column is kept, and `remark` tells why."""

    index: int
    heading: str
    meaning: str
    confidence: float
    samples: list[str] = field(default_factory=list)
    taken: bool = True
    remark: str = ""


def columns_of(header: Header, rows: Sequence[Row], corrections: Mapping[int, str]) -> list[Column]:
    """Every column that has a heading or a value, in the file's order, with sample values of the rows below."""
    headings = {heading.column: heading for heading in header.headings}
    below = rows[header.last + 1 : header.last + 1 + _SAMPLED_ROWS]
    width = max([*(len(row) for row in below), *(column + 1 for column in headings)], default=0)
    columns = []
    for index in range(width):
        heading = headings.get(index)
        samples = _samples(below, index)
        if heading or samples or index in corrections:
            column = Column(index, heading.text if heading else "", "", 0.0, samples)
            if index in corrections:
                column.meaning, column.confidence = corrections[index], 1.0
            elif heading:
                column.meaning, column.confidence = heading.meaning, heading.confidence
            columns.append(column)
    return columns


def _samples(rows: Sequence[Row], index: int) -> list[str]:
    found = dict.fromkeys(text_of(row[index])[:60] for row in rows if index < len(row) and not is_blank(row[index]))
    return list(found)[:_SHOWN_SAMPLES]
