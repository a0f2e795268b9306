"""A reform while it is carried out: each change of a row is made here and written down, so that it can be made undone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from canhtay.core import clock, history, reforms
from canhtay.core.history import Actor, subject_of
from canhtay.core.problems import Problem, require
from canhtay.core.vietnamese import nfc
from canhtay.places.models import PastState, Place, Placement, Reform, ReformEffect, Succession
from canhtay.places.reform.units import CODE_TAKEN, NAME_NEEDED, NewUnit

REFORMED = history.declare("places.reformed", "kind", "day", "paper", "sentence")

PLACES_MADE, PLACES_ENDED = "places.made", "places.ended"
PLACEMENTS_MADE, PLACEMENTS_ENDED = "placements.made", "placements.ended"
SUCCESSIONS_MADE, NAMED, CARRIED, PARTED = "successions.made", "place.named", "group.carried", "group.parted"
UNITS_ENDED = "units.ended"


@dataclass
class Book:
    """`day` is the first of the new order: what ends has the day before as its last."""

    day: date
    effects: list[ReformEffect] = field(default_factory=list)
    touched: dict[int, Place] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    @property
    def last_day(self) -> date:
        return clock.day_before(self.day)

    def touch(self, places: Iterable[Place]) -> None:
        self.touched |= {place.pk: place for place in places}

    def note(self, kind: str, key: object = "", before: Any = None, after: Any = None) -> None:
        self.effects.append(
            ReformEffect(kind=kind, object_id=str(key), before=before or {}, after={} if after is None else after)
        )


def found_unit(book: Book, new: NewUnit, above: Place) -> Place:
    """A commune of this province from the book's day on. Raises Problem: CODE_TAKEN, NAME_NEEDED."""
    require(bool(new.name.strip() and new.label.strip() and new.code.strip()), NAME_NEEDED)
    unit = Place(
        kind=Place.Kind.COMMUNE, code=new.code.strip(), name=nfc(new.name.strip()), label=nfc(new.label.strip())
    )
    unit.valid_from = book.day
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError as fault:
        raise Problem(CODE_TAKEN, code=unit.code) from fault
    note_made(book, [unit])
    lay(book, [unit], above)
    return unit


def note_made(book: Book, places: list[Place]) -> None:
    book.note(PLACES_MADE, after=[place.pk for place in places])
    book.touch(places)


def end_units(book: Book, units: list[Place]) -> None:
    """Communes end, and what the packages above keep for them alone."""
    end(book, units)
    book.note(UNITS_ENDED, after=reforms.end_units([unit.pk for unit in units], book.last_day))


def end(book: Book, places: list[Place]) -> None:
    """These places and their placements end the day before."""
    lift(book, places)
    keys = [place.pk for place in places]
    Place.objects.filter(pk__in=keys, valid_until=None).update(valid_until=book.last_day)
    for place in places:
        place.valid_until = book.last_day
    book.note(PLACES_ENDED, after={"rows": keys, "until": book.last_day.isoformat()})
    book.touch(places)


def lift(book: Book, places: list[Place]) -> None:
    """They lie no longer where they lay."""
    rows = Placement.objects.filter(place__in=places, valid_until=None)
    keys = list(rows.values_list("pk", flat=True))
    rows.update(valid_until=book.last_day)
    book.note(PLACEMENTS_ENDED, after={"rows": keys, "until": book.last_day.isoformat()})
    book.touch(places)


def lay(book: Book, places: list[Place], parent: Place) -> None:
    lay_each(book, [Placement(place=place, parent=parent, valid_from=book.day) for place in places])


def lay_each(book: Book, rows: list[Placement]) -> None:
    made = Placement.objects.bulk_create(rows)
    book.note(PLACEMENTS_MADE, after=[row.pk for row in made])
    book.touch(row.place for row in rows)


def succeed(book: Book, pairs: list[tuple[Place, Place]], share: Succession.Share, note: str) -> None:
    rows = Succession.objects.bulk_create(
        Succession(old=old, new=new, share=share, note=note[:200]) for old, new in pairs
    )
    book.note(SUCCESSIONS_MADE, after=[row.pk for row in rows])


def name(book: Book, place: Place, *, name: str, label: str, zone: str) -> None:
    """It is called so from the book's day on; how it was called before is kept with its days."""
    past = PastState.objects.filter(place=place).order_by("-valid_until").first()
    before = {"name": place.name, "label": place.label, "zone": place.zone}
    state = PastState(place=place, valid_until=book.last_day, **before)
    state.valid_from = clock.day_after(past.valid_until) if past else place.valid_from
    state.save()
    place.name, place.label, place.zone = name, label, zone
    place.save(update_fields=["name", "label", "zone", "folded", "sort_key"])
    after = {"name": name, "label": label, "zone": zone, "state": state.pk}
    book.note(NAMED, place.pk, before, after)
    book.touch([place])


def carry(book: Book, source: Place, target: Place) -> None:
    """Everything the packages above keep in one group goes into another."""
    kept, warnings = reforms.carry(source.pk, target.pk)
    book.note(CARRIED, source.pk, {"from": source.pk, "to": target.pk}, kept)
    book.warnings += warnings
    book.touch([source, target])


def part(book: Book, source: Place, target: Place, parts: Sequence[str]) -> None:
    """Of what the packages above keep in one group, these parts go into another; the group itself stands on."""
    kept, warnings = reforms.part(source.pk, target.pk, parts)
    book.note(PARTED, source.pk, {"from": source.pk, "to": target.pk}, kept)
    book.warnings += warnings
    book.touch([source, target])


def close(book: Book, kind: Reform.Kind, place: Place, sentence: str, *, by: Actor, paper: str) -> Reform:
    """The reform's row, its effects in order, and its one event."""
    reform = Reform.objects.create(
        kind=kind,
        place=place,
        day=book.day,
        paper=nfc(paper.strip())[:200],
        sentence=sentence[:500],
        made_by=str(by.pk),
        made_at=clock.now(),
    )
    for effect in book.effects:
        effect.reform = reform
    ReformEffect.objects.bulk_create(book.effects)
    reform.touches.set(book.touched)
    reform.warnings = book.warnings
    history.record(
        REFORMED,
        subject_of("reform", reform.pk),
        by=by,
        place=place.pk,
        kind=kind,
        day=book.day.isoformat(),
        paper=reform.paper,
        sentence=reform.sentence,
    )
    return reform
