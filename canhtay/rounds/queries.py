"""Reads of the weekly hour that several callers share."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from canhtay.core import clock
from canhtay.places.models import on
from canhtay.register.models import Household
from canhtay.rounds.models import Slot, Visit, VisitReason
from canhtay.rounds.words import WEEKDAYS


def visits_of(household: Household) -> QuerySet[Visit]:
    return Visit.unscoped.filter(household=household).select_related("by").order_by("-happened_at", "-pk")


def open_reasons(household: Household) -> QuerySet[VisitReason]:
    return VisitReason.objects.filter(household=household, ended_at=None).order_by("due_on", "pk")


def slots_of(teams: list[UUID], day: date | None = None) -> dict[UUID, Slot]:
    rows = Slot.objects.filter(on(day or clock.today()), team__in=teams)
    return {row.team_id: row for row in rows}


def next_hour(slot: Slot, now: datetime) -> datetime:
    """When the slot's next hour begins; one that is running now is still the next."""
    local = clock.local(now)
    day = local.date() + timedelta(days=(slot.weekday - local.isoweekday()) % 7)
    begins = clock.at(day, slot.starts)
    return begins if begins + timedelta(minutes=slot.minutes) > now else clock.at(day + timedelta(days=7), slot.starts)


def in_words(slot: Slot) -> str:
    weekday = dict(WEEKDAYS)[slot.weekday]
    return _("%(weekday)s, %(hour)s, %(place)s") % {
        "weekday": weekday,
        "hour": f"{slot.starts:%H:%M}",
        "place": slot.place,
    }
