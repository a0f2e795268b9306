"""Why a door is due: asked for by whoever wants the visit, ended by whoever finds it done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from canhtay.core import clock, history
from canhtay.core.history import Actor, Line, subject_of
from canhtay.places.queries import territory_of
from canhtay.register.models import Household
from canhtay.rounds.models import VisitReason
from canhtay.sync import journal
from canhtay.sync.journal import Moved

NEVER_OPENED, COME_BACK = "never_opened", "come_back"
# Outcomes after which a door is no longer asked for as "never opened".
ANSWERS_FIRST_VISIT = ("talked", "refused")

VISIT_ASKED = history.declare("visit.asked_for", "kind", "due_on")


@dataclass(frozen=True)
class Wish:
    """One wanted visit. `source` tells wishes of one kind apart; asking twice from one source is asking once."""

    household: Household
    kind: str
    due_on: date
    sentence: str
    source: str = ""
    until: date | None = None
    weight: float = 1.0


@transaction.atomic
def ask_for_visits(wishes: list[Wish], *, by: Actor) -> list[VisitReason]:
    """Store the wishes that are not open already; returns the new reasons."""
    journal.lock({territory_of(wish.household.group) for wish in wishes})
    rows = store(wishes)
    history.record_all(
        [
            Line(
                VISIT_ASKED,
                subject_of("household", row.household_id),
                str(by.pk),
                row.household.group_id,
                details={"kind": row.kind, "due_on": row.due_on.isoformat()},
            )
            for row in rows
        ]
    )
    journal.move(told(rows))
    return rows


def store(wishes: list[Wish]) -> list[VisitReason]:
    """The rows alone, for verbs that lock, record and tell themselves."""
    open_now = VisitReason.objects.filter(household__in={w.household.pk for w in wishes}, ended_at=None)
    known = set(open_now.values_list("household", "kind", "source"))
    rows = []
    for wish in wishes:
        key = (wish.household.pk, wish.kind, wish.source)
        if key not in known:
            known.add(key)
            rows.append(_reason(wish))
    return VisitReason.objects.bulk_create(rows)


@transaction.atomic
def no_longer_due(reasons: Iterable[VisitReason], *, because: str) -> None:
    """End these reasons; `because` names what answered them (a visit's subject)."""
    rows = list(reasons)
    journal.lock({territory_of(row.household.group) for row in rows})
    end(rows, because=because)
    journal.move(told(rows, gone=True))


def end(rows: list[VisitReason], *, because: str) -> None:
    VisitReason.objects.filter(pk__in=[row.pk for row in rows]).update(ended_at=clock.now(), ended_by=because)


def told(rows: Iterable[VisitReason], *, gone: bool = False) -> list[Moved]:
    return [Moved(territory_of(row.household.group), "reason", str(row.pk), gone) for row in rows]


def _reason(wish: Wish) -> VisitReason:
    return VisitReason(
        household=wish.household,
        kind=wish.kind,
        due_on=wish.due_on,
        until=wish.until,
        weight=wish.weight,
        source=wish.source,
        sentence=wish.sentence,
        asked_at=clock.now(),
    )
