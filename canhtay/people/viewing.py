"""Who looked at whose data: one line a person, subject and day, so that "who has seen this number?" has an answer."""

from collections.abc import Callable
from functools import partial
from typing import Any

from canhtay.core import clock, history
from canhtay.core.history import Actor
from canhtay.core.models import Event
from canhtay.people.models import Person
from canhtay.people.scope import places_in_the_log
from canhtay.places.models import Place

VIEWED = history.declare("personal.viewed", "people")


def note_viewed(subject: str, *, by: Actor, place: int | None, count: Callable[[], int] | None = None) -> None:
    """A page with phone numbers or with the people behind a door was opened. `count`: of how many; asked only for a new line."""
    seen = Event.objects.filter(name=VIEWED, subject=subject, actor=str(by.pk), place=place).order_by("-recorded_at")
    last = seen.values_list("recorded_at", flat=True).first()
    if last is None or clock.local_day(last) != clock.today():
        details: dict[str, Any] = {"people": count()} if count else {}
        history.record(VIEWED, subject, by=by, place=place, **details)


def where_exported(person: Person) -> Callable[[], list[int]]:
    """For a list's `places`: where the lines of a file this person takes stand. Asked for only when a file is taken."""
    return partial(places_in_the_log, person)


def named_where(person: Person) -> str:
    """The same places by name, for the line of a file that says of where it is."""
    return ", ".join(map(str, Place.objects.filter(pk__in=places_in_the_log(person)).order_by("sort_key", "pk")))
