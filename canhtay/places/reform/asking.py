"""A side of a split commune asks for groups that wait: nobody takes one alone, with its residents.

Why so: docs/decisions/0015-whose-what-is-left.md.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet

from canhtay.core import clock, history
from canhtay.core.history import Actor, subject_of
from canhtay.core.problems import require
from canhtay.core.vietnamese import nfc
from canhtay.places.actions import lock_places
from canhtay.places.models import Place, SideAsked
from canhtay.places.reform.moving import NOTHING_CHOSEN
from canhtay.places.reform.sides import require_side

SIDE_ASKED = history.declare("places.side_asked", "side", "groups", "paper")
ASKING_ENDED = history.declare("places.side_asking_ended", "side", "group")


@transaction.atomic
def ask_for_groups(groups: Iterable[Place], side: Place, *, by: Actor, paper: str = "") -> int:
    """How many were not asked for yet. Raises Problem: NOTHING_CHOSEN, DOES_NOT_WAIT, NOT_A_SIDE."""
    held = lock_places([side.pk, *(group.pk for group in groups)])
    side = held.pop(side.pk)
    require(bool(held), NOTHING_CHOSEN)
    for group in held.values():
        require_side(group, side)
    asked = set(SideAsked.objects.filter(group__in=held, side=side, ended_at=None).values_list("group", flat=True))
    new = [group for key, group in held.items() if key not in asked]
    if not new:
        return 0
    told = {"paper": nfc(paper.strip())[:200], "asked_by": str(by.pk), "asked_at": clock.now()}
    SideAsked.objects.bulk_create(SideAsked(group=group, side=side, **told) for group in new)
    names = ", ".join(str(group) for group in new)
    subject = subject_of("place", side.pk)
    history.record(SIDE_ASKED, subject, by=by, place=side.pk, side=str(side), groups=names, paper=told["paper"])
    return len(new)


@transaction.atomic
def end_asking(asked: SideAsked, *, by: Actor) -> None:
    """A second time changes nothing."""
    row = SideAsked.objects.select_for_update().select_related("group", "side").get(pk=asked.pk)
    if row.ended_at is not None:
        return
    row.ended_at, row.ended_by = clock.now(), str(by.pk)
    row.save(update_fields=["ended_at", "ended_by"])
    subject = subject_of("place", row.side_id)
    history.record(ASKING_ENDED, subject, by=by, place=row.side_id, side=str(row.side), group=str(row.group))


def askings_of(waiting: Iterable[Place]) -> QuerySet[SideAsked]:
    """Those that stand, of these waiting groups."""
    rows = SideAsked.objects.filter(group__in=list(waiting), ended_at=None).select_related("group", "side")
    return rows.order_by("side__sort_key", "pk")
