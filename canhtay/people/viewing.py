"""Who looked at whose data: one line a person, subject and day, so that "who has seen this number?" has an answer."""

from canhtay.core import clock, history
from canhtay.core.history import Actor
from canhtay.core.models import Event

VIEWED = history.declare("personal.viewed")


def note_viewed(subject: str, *, by: Actor, place: int | None = None) -> None:
    """A page with phone numbers or with the people behind a door was opened."""
    seen = Event.objects.filter(name=VIEWED, subject=subject, actor=str(by.pk)).order_by("-recorded_at")
    last = seen.values_list("recorded_at", flat=True).first()
    if last is None or clock.local_day(last) != clock.today():
        history.record(VIEWED, subject, by=by, place=place)
