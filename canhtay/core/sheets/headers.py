"""Finding the header of a table by a vocabulary, in one row or two, under any titles, and what each column means.

A vocabulary maps meanings to the phrases people head columns with. Marks count first: "Nam" (man) and "Năm" (year)
are one word once folded. Only then the folded phrase, then a phrase inside a longer heading.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest

from canhtay.core.sheets.books import Row, Sheet
from canhtay.core.sheets.cells import text_of
from canhtay.core.vietnamese import fold, tidy_spaces

EXACT, FOLDED, WITHIN = 1.0, 0.95, 0.7
_LONGEST_HEADING = 90
_SEARCHED_ROWS = 120
_IN_BRACKETS = re.compile(r"[(\[{][^)\]}]*[)\]}]?")
_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Heading:
    """One column as its header names it. `column` counts from 0; `meaning` is "" when no phrase fits."""

    column: int
    text: str
    meaning: str
    confidence: float


@dataclass(frozen=True)
class Header:
    """`first` and `last` are rows from 0, inclusive: data begins at last + 1."""

    first: int
    last: int
    headings: list[Heading]


@dataclass
class Vocabulary:
    """`phrases`: meaning → headings, likeliest first. `under`: (meaning of the upper heading or "", lower phrase) → meaning."""

    phrases: Mapping[str, Iterable[str]]
    under: Mapping[tuple[str, str], str] = field(default_factory=dict)
    _exact: dict[str, str] = field(default_factory=dict, init=False)
    _folded: dict[str, str] = field(default_factory=dict, init=False)
    _seen: dict[tuple[str, str], tuple[str, float]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        for meaning, phrases in self.phrases.items():
            for phrase in phrases:
                self._exact.setdefault(_words(phrase.lower()), meaning)
                self._folded.setdefault(_words(fold(phrase)), meaning)
        self._inside = sorted(self._folded, key=len, reverse=True)

    def meaning_of(self, upper: str, lower: str) -> tuple[str, float]:
        """(meaning or "", confidence 0…1) of a heading in two rows; a one-row heading has lower "" or upper ""."""
        key = (upper, lower)
        if key not in self._seen:
            self._seen[key] = self._judge(upper, lower)
        return self._seen[key]

    def _judge(self, upper: str, lower: str) -> tuple[str, float]:
        if not upper or not lower:
            return self._judge_one(upper or lower)
        above, sure_above = self._judge_one(upper)
        for spoken in (_words(lower.lower()), _words(fold(lower))):
            found = self.under.get((above, spoken)) or self.under.get(("", spoken))
            if found:
                return found, 0.9
        whole = self._judge_one(f"{upper} {lower}")
        below = self._judge_one(lower)
        if whole[1] >= FOLDED:
            return whole
        return below if below[1] >= sure_above else (above, sure_above * 0.9)

    def _judge_one(self, text: str) -> tuple[str, float]:
        for attempt, weight in ((text, 1.0), (_IN_BRACKETS.sub(" ", text), 0.97)):
            spoken = _words(attempt.lower())
            if spoken in self._exact:
                return self._exact[spoken], EXACT * weight
            plain = _words(fold(attempt))
            if plain in self._folded:
                return self._folded[plain], FOLDED * weight
        inside = f" {_words(fold(_IN_BRACKETS.sub(' ', text)))} "
        # Vietnamese says the main word first: "Tên thành viên Tổ công nghệ số" is a name
        begins = [phrase for phrase in self._inside if " " in phrase and inside.startswith(f" {phrase} ")]
        for phrase in [*begins, *self._inside]:
            if len(phrase) >= 3 and f" {phrase} " in inside and len(phrase) * 5 >= len(inside):
                return self._folded[phrase], WITHIN * (0.7 + 0.3 * len(phrase) / len(inside))
        return "", 0.0


def find_header(
    sheet: Sheet, vocabulary: Vocabulary, *, needed: Iterable[str], row: int | None = None
) -> Header | None:
    """The rows that head the table, or None. `needed`: at least one of these meanings must be there.

    `row` (from 0) is where a person says the header's last row is: then only the meanings are guessed.
    """
    wanted = set(needed)
    places = range(min(len(sheet.rows), _SEARCHED_ROWS)) if row is None else [row]
    best: tuple[float, Header] | None = None
    for at in places:
        for header in _readings(sheet, at, vocabulary, wanted, said=row is not None):
            score = _score(header, wanted, said=row is not None)
            if score and (best is None or score > best[0] + 0.01):
                best = (score, header)
        if best and at > best[1].last + 3:
            break  # a second header further down belongs to a second table
    return best[1] if best else None


def _readings(sheet: Sheet, at: int, vocabulary: Vocabulary, wanted: set[str], *, said: bool) -> Iterable[Header]:
    if not 0 <= at < len(sheet.rows) or (not said and not _looks_like_headings(sheet.rows[at])):
        return
    here = _texts(sheet.rows[at])
    yield _header(at, at, here, [""] * len(here), vocabulary)
    below = sheet.rows[at + 1] if at + 1 < len(sheet.rows) else []
    if not said and sum(cell != "" for cell in sheet.rows[at]) > 1 and _looks_like_headings(below):
        upper, lower = _spread(sheet, at), _texts(below)
        if _is_second_row(upper, lower, vocabulary, wanted):
            yield _header(at, at + 1, upper, lower, vocabulary)
            third = sheet.rows[at + 2] if at + 2 < len(sheet.rows) else []
            middle = (
                [own or above for own, above in zip_longest(_spread(sheet, at + 1), upper, fillvalue="")]
                if third
                else []
            )
            if _looks_like_headings(third) and _is_second_row(middle, _texts(third), vocabulary, wanted):
                yield _header(at, at + 2, middle, _texts(third), vocabulary)
    if at and said and sum(cell != "" for cell in sheet.rows[at - 1]) > 1 and _looks_like_headings(sheet.rows[at - 1]):
        yield _header(at - 1, at, _spread(sheet, at - 1), here, vocabulary)


def _is_second_row(upper: list[str], lower: list[str], vocabulary: Vocabulary, wanted: set[str]) -> bool:
    """Not the first person of the list: nothing but a heading may stand where the names will stand."""
    for above, below in zip(upper, lower, strict=False):
        heads_names = below and below != above and vocabulary.meaning_of(above, "")[0] in wanted
        if heads_names and vocabulary.meaning_of(below, "")[1] < FOLDED * 0.97:
            return False
    return not any(below.isdecimal() for below in lower)


def _header(first: int, last: int, upper: list[str], lower: list[str], vocabulary: Vocabulary) -> Header:
    width = max(len(upper), len(lower))
    upper, lower = upper + [""] * (width - len(upper)), lower + [""] * (width - len(lower))
    headings = []
    for column, (above, below) in enumerate(zip(upper, lower, strict=True)):
        if above or below:
            meaning, confidence = vocabulary.meaning_of(above, below if below != above else "")
            headings.append(
                Heading(column, tidy_spaces(f"{above} {below if below != above else ''}"), meaning, confidence)
            )
    return Header(first, last, headings)


def _score(header: Header, wanted: set[str], *, said: bool) -> float:
    """Distinct meanings, each by its confidence. A title that happens to hold a phrase is no header by itself."""
    by_meaning: dict[str, float] = {}
    for heading in header.headings:
        if heading.meaning:
            by_meaning[heading.meaning] = max(by_meaning.get(heading.meaning, 0), heading.confidence)
    sure = sum(confidence >= 0.9 for confidence in by_meaning.values())
    if said:
        return 1.0 + sum(by_meaning.values())
    if not wanted & set(by_meaning) or not sure or (len(by_meaning) < 2 and len(header.headings) > 1):
        return 0.0
    # A second row must bring more than one heading's worth, or titles above and people below would be drawn in.
    return sum(by_meaning.values()) - 0.3 * (header.last - header.first)


def _looks_like_headings(row: Row) -> bool:
    texts = [cell for cell in row if cell != "" and cell is not None]
    return bool(texts) and all(type(cell) is str and len(cell) <= _LONGEST_HEADING for cell in texts)


def _texts(row: Row) -> list[str]:
    return [text_of(cell) for cell in row]


def _spread(sheet: Sheet, at: int) -> list[str]:
    """The upper row of a two-row header with each heading over all the columns it spans.

    By the file's own merges, and where it tells none (ODS, CSV, "centre across selection"): a blank right of a heading
    belongs to the heading if something stands below both.
    """
    upper = _texts(sheet.rows[at])
    lower = _texts(sheet.rows[at + 1])
    upper += [""] * (len(lower) - len(upper))
    lower += [""] * (len(upper) - len(lower))
    for first, left, _last, right in sheet.merges:
        if first == at and left < len(upper):
            for column in range(left, min(right + 1, len(upper))):
                upper[column] = upper[left]
    for column in range(1, len(upper)):
        if not upper[column] and lower[column] and lower[column - 1] and upper[column - 1]:
            upper[column] = upper[column - 1]
    return upper


def _words(text: str) -> str:
    return _NO_WORD.sub(" ", text).strip()
