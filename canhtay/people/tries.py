"""Wrong tries, counted by where they come from, so that six digits and passwords cannot be guessed.

Kept an hour, as keyed digests: nobody can read from them who tried.
"""

from collections.abc import Iterable
from datetime import timedelta

from canhtay.core import clock, sealing
from canhtay.core.problems import TOO_MANY_TRIES, require
from canhtay.people.models import WrongTry

A_SOURCE, IN_ALL, SPAN = 10, 500, timedelta(hours=1)


def check(purpose: str, sources: Iterable[str], *, most: int = A_SOURCE, in_all: int | None = IN_ALL) -> None:
    """Raises Problem(TOO_MANY_TRIES) when one of the sources, or all together, tried wrong too often within an hour.

    `in_all` guards what is short enough to be guessed from many addresses; where it is None nobody can lock everybody out.
    """
    WrongTry.objects.filter(at__lt=clock.now() - SPAN).delete()
    tried = WrongTry.objects.filter(purpose=purpose)
    for source in sources:
        require(tried.filter(source=_digest(source)).count() < most, TOO_MANY_TRIES)
    require(in_all is None or tried.count() < in_all, TOO_MANY_TRIES)


def note_wrong(purpose: str, sources: Iterable[str]) -> None:
    now = clock.now()
    WrongTry.objects.bulk_create(WrongTry(purpose=purpose, source=_digest(source), at=now) for source in sources)


def forget(purpose: str, sources: Iterable[str]) -> None:
    WrongTry.objects.filter(purpose=purpose, source__in=[_digest(source) for source in sources]).delete()


def _digest(source: str) -> str:
    return sealing.digest(source, "source")
