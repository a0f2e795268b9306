"""What a paper says, without a word on how it looks. Texts as in a sentence: the writers set capitals, signs and blanks.

Left empty, an element is left out. A kind of paper that needs more (a report's "Kính gửi", a plan's paragraphs) adds a
field that is empty by default, its element in `decree` and its place in both writers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from canhtay.core.papers.decree import TEXT_WIDTH_MM


@dataclass(frozen=True)
class Column:
    title: str
    width_mm: int
    align: Literal["left", "center", "right"] = "left"


@dataclass(frozen=True)
class Table:
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]

    def __post_init__(self) -> None:
        """ValueError: wider than the text may be, or a row with more or fewer cells than there are columns."""
        if sum(column.width_mm for column in self.columns) > TEXT_WIDTH_MM:
            raise ValueError(f"wider than {TEXT_WIDTH_MM} mm")
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("a row that does not fit its columns")

    @property
    def aligned(self) -> Iterator[list[tuple[str, str]]]:
        """Each row as (alignment, text) of its cells."""
        aligns = [column.align for column in self.columns]
        return (list(zip(aligns, row, strict=True)) for row in self.rows)


@dataclass(frozen=True)
class Section:
    heading: str
    table: Table


@dataclass(frozen=True)
class Annex:
    """ "Phụ lục", with a Roman number where there are several, and the reference to its paper are put by the writers."""

    title: str
    sections: Sequence[Section]


@dataclass(frozen=True)
class Article:
    """ "Điều 1." is put before the first paragraph."""

    paragraphs: Sequence[str]


@dataclass(frozen=True)
class Signer:
    """Lines as "TM. Ủy ban nhân dân", "Chủ tịch". Without a name there is room for it."""

    lines: Sequence[str]
    name: str | None = None


@dataclass(frozen=True, kw_only=True)
class Paper:
    issuer: str  # "Ủy ban nhân dân\nphường Hưng Đạo": in the head each line is one
    symbol: str  # "QĐ-UBND"
    place: str  # "Hưng Đạo"
    year: int  # of drafting: printed where the day is still blank
    kind: str  # "Quyết định"
    about: str  # "Về việc …"; a line break where it should be broken
    signer: Signer
    whole: Sequence[str] = ()  # names that no line of a title ends in: "Tổ công tác Đề án 06"
    superior: str = ""  # "UBND thành phố Hải Phòng"; none where the issuer has none
    number: str | None = None
    dated: date | None = None
    authority: str = ""  # "Chủ tịch Ủy ban nhân dân phường …"
    grounds: Sequence[str] = ()
    decides: str = ""  # "Quyết định:"
    articles: Sequence[Article] = ()
    recipients: Sequence[str] = ()
    annexes: Sequence[Annex] = ()
