"""How the tables of the first pages narrow rows that were computed, not asked of the database."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

from canhtay.web.tables import Choice
from canhtay.web.tables.columns import About, Words

Row = TypeVar("Row")


def what_is_missing(questions: Mapping[str, tuple[Words, Callable[[Any], bool]]]) -> Choice:
    """The filter "Còn thiếu gì": each question has its words, and says of a row whether that is missing."""
    return Choice(
        name="missing",
        title=_("Còn thiếu gì"),
        choices=[(name, title) for name, (title, _lacks) in questions.items()],
        apply=lambda rows, what: [row for row in rows if questions[what][1](row)],
    )


def found_by(folded: Callable[[Row], str]) -> Callable[[list[Row], str, About], list[Row]]:
    """A search for every word in what `folded` says of a row."""
    return lambda rows, words, about: [row for row in rows if all(word in folded(row) for word in words.split())]
