"""What an opened file is: books of sheets of rows. Rows and columns keep the file's own places, blanks included."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from canhtay.core.problems import Problem

Cell = str | int | float | bool | date | datetime | time | timedelta
Row = list[Cell]
# (first row, first column, last row, last column), all from 0 and inclusive
Merge = tuple[int, int, int, int]


@dataclass
class Sheet:
    name: str
    rows: list[Row]
    merges: list[Merge] = field(default_factory=list)
    hidden: bool = False
    encoding: str = "unicode"  # what its text was written in: see core.legacy_text; for CSV the file's encoding


@dataclass
class Book:
    """One file. `trouble` stands where sheets should be when a file among many could not be opened."""

    name: str
    kind: str
    sheets: list[Sheet] = field(default_factory=list)
    folder: str = ""
    trouble: Problem | None = None
