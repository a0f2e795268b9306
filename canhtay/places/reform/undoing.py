"""A reform undone: whole, or refused with a sentence that names what has happened since."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import IntegrityError, router, transaction
from django.db.models import ProtectedError, Q
from django.db.models.deletion import Collector
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n

from canhtay.core import clock, history, reforms
from canhtay.core.history import Actor, subject_of
from canhtay.core.models import Event
from canhtay.core.problems import Kind, Problem, require
from canhtay.places.actions import lock_places
from canhtay.places.models import PastState, Place, Placement, Reform, ReformEffect, Succession
from canhtay.places.reform.book import (
    CARRIED,
    NAMED,
    PARTED,
    PLACEMENTS_ENDED,
    PLACEMENTS_MADE,
    PLACES_ENDED,
    PLACES_MADE,
    REFORMED,
    SUCCESSIONS_MADE,
    UNITS_ENDED,
)
from canhtay.sync import journal
from canhtay.sync.models import Territory

REFORM_UNDONE = history.declare("places.reform_undone", "sentence")

ALREADY_UNDONE = Kind("reform_already_undone", 409, n("Việc này đã được hoàn tác rồi."))
UNDO_STOPPED = Kind("reform_undo_stopped", 409, n("Chưa hoàn tác được. %(why)s"))
USED_SINCE = n("Đã có việc được ghi ở %(places)s sau đó, nên không bỏ đi được nữa.")


@transaction.atomic
def undo_reform(reform: Reform, *, by: Actor) -> None:
    """Everything stands again as before. Raises Problem: ALREADY_UNDONE, UNDO_STOPPED."""
    reform = Reform.objects.select_for_update().get(pk=reform.pk)
    require(reform.undone_at is None, ALREADY_UNDONE)
    held = lock_places(list(reform.touches.values_list("pk", flat=True)))
    journal.lock(place.territory_id for place in held.values() if place.territory_id)
    if why := stops_undoing(reform):
        raise Problem(UNDO_STOPPED, why=" ".join(why))
    _take_back(reform)
    reform.undone_at, reform.undone_by = clock.now(), str(by.pk)
    reform.save(update_fields=["undone_at", "undone_by"])
    history.record(
        REFORM_UNDONE, subject_of("reform", reform.pk), by=by, place=reform.place_id, sentence=reform.sentence
    )


def stops_undoing(reform: Reform) -> list[str]:
    """Sentences about what has happened since; none where it may be undone."""
    return [*_later_reforms(reform), *_groups_opened(reform), *_used(reform)]


def _later_reforms(reform: Reform) -> list[str]:
    later = Q(made_at__gt=reform.made_at) | Q(made_at=reform.made_at, pk__gt=reform.pk)
    rows = Reform.objects.filter(later, undone_at=None, touches__in=reform.touches.values("pk")).distinct()
    said = _("Sau đó đã có thay đổi khác: “%(sentence)s”. Xin hoàn tác việc ấy trước.")
    return [said % {"sentence": row.sentence} for row in rows]


def _groups_opened(reform: Reform) -> list[str]:
    """Groups that came since into what would vanish, or that ended with what would stand again."""
    own = reform.touches.values("pk")
    inside = Q(parent__in=_keys(reform, PLACES_MADE))
    for effect in reform.effects.filter(kind=PLACES_ENDED):
        inside |= Q(parent__in=effect.after["rows"], valid_until=date.fromisoformat(effect.after["until"]))
    rows = Placement.objects.filter(inside).exclude(place__in=own).select_related("place", "parent")
    said = _("Sau đó đã lập %(group)s ở %(commune)s.")
    return [said % {"group": row.place, "commune": row.parent} for row in rows.order_by("place__sort_key", "pk")]


def _used(reform: Reform) -> list[str]:
    """What the packages above say of places that would vanish or stand again, of groups inside them, and of groups it laid."""
    made = _keys(reform, PLACES_MADE)
    merged = [effect.before["from"] for effect in reform.effects.filter(kind=CARRIED)]
    inside = Placement.objects.filter(parent__in=made, valid_until=None).values("place")
    event = Event.objects.filter(name=REFORMED, subject=subject_of("reform", reform.pk)).order_by("pk").first()
    places, below = _called(Q(pk__in=[*made, *merged])), _called(Q(pk__in=inside))
    laid = _called(Q(placements__in=_keys(reform, PLACEMENTS_MADE), kind=Place.Kind.GROUP))
    return reforms.happened_since(event.pk, places, below, laid) if event else []


def _called(which: Q) -> dict[int, str]:
    return {place.pk: str(place) for place in Place.objects.filter(which)}


def _keys(reform: Reform, kind: str) -> list[int]:
    return [key for effect in reform.effects.filter(kind=kind) for key in effect.after]


def _take_back(reform: Reform) -> None:
    """Backwards. What the database refuses to let go has been used by a package that did not say so."""
    try:
        with transaction.atomic():
            for effect in reversed(reform.effects.all()):
                TAKING_BACK[effect.kind](effect)
    except (ProtectedError, IntegrityError) as fault:
        names = ", ".join(str(place) for place in Place.objects.filter(pk__in=_keys(reform, PLACES_MADE)))
        raise Problem(UNDO_STOPPED, why=_(USED_SINCE) % {"places": names or str(reform.place)}) from fault


def _unmake_places(effect: ReformEffect) -> None:
    rows = Place.objects.filter(pk__in=effect.after)
    territories = [key for key in rows.values_list("territory", flat=True) if key]
    # Reforms of what goes, all undone by now, are kept in the record this one stands in.
    Reform.objects.filter(place__in=rows).update(place=effect.reform.place_id)
    require(not _stands_on(list(rows)), UNDO_STOPPED, why=_(USED_SINCE) % {"places": ", ".join(map(str, rows))})
    rows.delete()
    Territory.objects.filter(pk__in=territories).delete()


def _stands_on(places: list[Place]) -> bool:
    """Whether rows of other packages would go with these places."""
    collector = Collector(using=router.db_for_write(Place))
    collector.collect(places)
    own = {Place, Placement, PastState, Succession, Reform.touches.through}
    return bool(collector.data.keys() - own) or any(
        rows.exists() for rows in collector.fast_deletes if rows.model not in own
    )


def _unend_places(effect: ReformEffect) -> None:
    _reopen(Place, effect)


def _unend_placements(effect: ReformEffect) -> None:
    _reopen(Placement, effect)


def _reopen(model: Any, effect: ReformEffect) -> None:
    rows, until = effect.after["rows"], date.fromisoformat(effect.after["until"])
    _still(model.objects.filter(pk__in=rows, valid_until=until).update(valid_until=None) == len(rows), effect)


def _unmake_placements(effect: ReformEffect) -> None:
    Placement.objects.filter(pk__in=effect.after).delete()


def _unmake_successions(effect: ReformEffect) -> None:
    Succession.objects.filter(pk__in=effect.after).delete()


def _unname(effect: ReformEffect) -> None:
    place = Place.objects.get(pk=effect.object_id)
    after = effect.after
    _still((place.name, place.label, place.zone) == (after["name"], after["label"], after["zone"]), effect)
    PastState.objects.filter(pk=after["state"]).delete()
    place.name, place.label, place.zone = (effect.before[field] for field in ("name", "label", "zone"))
    place.save(update_fields=["name", "label", "zone", "folded", "sort_key"])
    if place.kind == Place.Kind.GROUP:
        reforms.tell([place.pk])


def _uncarry(effect: ReformEffect) -> None:
    reforms.carry_back(effect.before["from"], effect.before["to"], effect.after)


def _resume_units(effect: ReformEffect) -> None:
    reforms.resume_units(effect.after)


def _still(stands: bool, effect: ReformEffect) -> None:
    require(stands, UNDO_STOPPED, why=_("%(place)s nay đã khác lúc ấy.") % {"place": effect.reform.place})


TAKING_BACK: dict[str, Callable[[ReformEffect], None]] = {
    PLACES_MADE: _unmake_places,
    PLACES_ENDED: _unend_places,
    PLACEMENTS_MADE: _unmake_placements,
    PLACEMENTS_ENDED: _unend_placements,
    SUCCESSIONS_MADE: _unmake_successions,
    NAMED: _unname,
    CARRIED: _uncarry,
    PARTED: _uncarry,
    UNITS_ENDED: _resume_units,
}
