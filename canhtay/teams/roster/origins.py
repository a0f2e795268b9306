"""Whether a list is of a commune that is no more: what its titles and decision lines say, before anybody is asked."""

import re
from collections.abc import Iterable
from datetime import date

from canhtay.core.vietnamese import fold
from canhtay.places.models import Place
from canhtay.places.successions import predecessors_of
from canhtay.teams.roster.shapes import BookReading

_SHORT = {"phuong": "p", "xa": "x", "thi tran": "tt"}


def former_communes_of(commune: Place) -> list[Place]:
    """Those that went into it, wholly or in part."""
    return [row.old for row in predecessors_of(commune) if row.old.kind == Place.Kind.COMMUNE]


def named_in(book: BookReading, formers: Iterable[Place], commune: Place) -> Place | None:
    """The former commune a file's titles name; where today's is called the same, only by a decision of the former's time."""
    longest_first = sorted(formers, key=lambda former: -len(former.folded))
    for title in map(fold, book.titles):
        for former in longest_first:
            if _names(title, former) and (not _is_called_as(former, commune) or _is_of_its_time(book, former)):
                return former
    return None


def _names(title: str, former: Place) -> bool:
    label = fold(former.label)
    words = "|".join(re.escape(word) for word in (label, _SHORT.get(label, label)))
    return bool(re.search(rf"\b(?:{words})\b[\s.:]*{re.escape(former.folded)}\b", title))


def _is_called_as(former: Place, commune: Place) -> bool:
    return (former.folded, fold(former.label)) == (commune.folded, fold(commune.label))


def _is_of_its_time(book: BookReading, former: Place) -> bool:
    said = book.decision.date if book.decision else None
    return bool(said and former.valid_until and date.fromisoformat(said) <= former.valid_until)
