"""Wrong tries, counted by where they come from, so that six digits and passwords cannot be guessed.

Kept an hour, as keyed digests: nobody can read from them who tried.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from canhtay.core import clock, sealing
from canhtay.core.problems import TOO_MANY_TRIES, Kind, Problem, require
from canhtay.people.models import WrongTry

A_SOURCE, SPAN = 10, timedelta(hours=1)


def check(purpose: str, sources: Iterable[str], *, most: int = A_SOURCE) -> None:
    """Raises Problem(TOO_MANY_TRIES) when one of the sources tried wrong too often within an hour. Nobody shuts out all."""
    _forget_old()
    for source in sources:
        require(count(purpose, source) < most, TOO_MANY_TRIES)


def count(purpose: str, source: str) -> int:
    return WrongTry.objects.filter(purpose=purpose, source=_digest(source), at__gte=clock.now() - SPAN).count()


def shut_until(purpose: str, source: str) -> datetime | None:
    """When a source that tried wrong too often is listened to again; None where it is listened to now."""
    tried = WrongTry.objects.filter(purpose=purpose, source=_digest(source), at__gte=clock.now() - SPAN)
    last = list(tried.order_by("-at").values_list("at", flat=True)[:A_SOURCE])
    return last[-1] + SPAN if len(last) == A_SOURCE else None


def count_all(purpose: str) -> int:
    return WrongTry.objects.filter(purpose=purpose, at__gte=clock.now() - SPAN).count()


@contextmanager
def one_try(purpose: str, source: str, *, in_all: int, shut: Kind) -> Iterator[None]:
    """For what is short enough to be guessed from many addresses: noted before it is known to be wrong, so that a hundred at the
    same moment are no fewer than a hundred one after the other; crossed out again if nothing is refused inside.

    Raises Problem: TOO_MANY_TRIES for this source, `shut` when all together tried wrong too often within an hour.
    """
    _forget_old()
    this = WrongTry.objects.create(purpose=purpose, source=_digest(source), at=clock.now())
    try:
        require(count(purpose, source) <= A_SOURCE, TOO_MANY_TRIES)
        require(count_all(purpose) <= in_all, shut)
    except Problem:
        this.delete()  # it was not even looked at
        raise
    yield
    this.delete()


def note_wrong(purpose: str, sources: Iterable[str]) -> None:
    now = clock.now()
    WrongTry.objects.bulk_create(WrongTry(purpose=purpose, source=_digest(source), at=now) for source in sources)


def forget(purpose: str, sources: Iterable[str]) -> None:
    WrongTry.objects.filter(purpose=purpose, source__in=[_digest(source) for source in sources]).delete()


def _forget_old() -> None:
    WrongTry.objects.filter(at__lt=clock.now() - SPAN).delete()


def _digest(source: str) -> str:
    return sealing.digest(source, "source")
