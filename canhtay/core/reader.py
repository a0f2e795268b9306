"""Who reads what is said now, and so how he or she is spoken to: "bác", "chị", "đồng chí".

A sentence names its reader with %(you)s, or with %(You)s where it begins so. Where nobody is known, or the language has one word
for everybody, the respectful one stands.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, pgettext

Ask = Callable[[], str]
_reader: ContextVar[Ask | None] = ContextVar("reader", default=None)


@contextmanager
def spoken_to(ask: Ask) -> Iterator[None]:
    """Within, sentences are said to whom `ask` names; it is called only when a sentence does speak to its reader."""
    token = _reader.set(ask)
    try:
        yield
    finally:
        _reader.reset(token)


def you() -> str:
    if get_language() not in (None, settings.LANGUAGE_CODE):
        return pgettext("người đọc", "bác")
    ask = _reader.get()
    return (ask() if ask else "") or "bác"


def capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def said(sentence: str, details: Mapping[str, Any] | None = None) -> str:
    """The sentence with its details, spoken to its reader."""
    return sentence % _Words(details or {})


class _Words(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        if name not in ("you", "You"):
            raise KeyError(name)
        return you() if name == "you" else capital(you())
