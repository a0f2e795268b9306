"""A page of the log made readable: who, about whom, where, by names as they are now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from canhtay.core import clock
from canhtay.core.history import MACHINE
from canhtay.core.models import Event
from canhtay.home.audit.plain import in_plain_words
from canhtay.home.audit.subjects import Named, found_for, named
from canhtay.home.audit.words import VIEWED_EVENT, sentence_of, what_was_seen
from canhtay.web.tables.columns import About


@dataclass(frozen=True)
class Line:
    event: Event
    actor: str
    subject: Named
    where: str

    @property
    def what(self) -> str:
        if self.event.name == VIEWED_EVENT:
            return what_was_seen(self.event.subject, self.event.details)
        return sentence_of(self.event.name, in_plain_words(self.event.name, self.event.details))

    @property
    def at(self) -> datetime:
        return clock.local(self.event.recorded_at)


def readable(events: list[Event], about: About) -> Iterator[Line]:
    """For `about["person"]`: whom he may not see is told by the part, not by name."""
    found = found_for(events, about)
    for row in events:
        place = found.places.get(row.place) if row.place else None
        yield Line(row, _actor(row.actor, found.people), named(row, found), str(place or ""))


def _actor(actor: str, names: dict[str, str]) -> str:
    if actor == MACHINE.pk:
        return _("máy chủ")
    return names.get(actor, _("người ngoài địa bàn, hoặc đã xóa"))
