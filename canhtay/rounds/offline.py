"""What phones get of the weekly hour, and the verb they may call."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from django.db.models import OuterRef, QuerySet, Subquery

from canhtay.core import clock, counts
from canhtay.core.history import subject_of
from canhtay.core.vietnamese import nfc
from canhtay.places.models import on
from canhtay.register.indicators import HOUSEHOLDS
from canhtay.register.models import Household
from canhtay.rounds.actions import record_visits
from canhtay.rounds.deciding import Helped, Report
from canhtay.rounds.indicators import DOORS_OPENED, VISITS
from canhtay.rounds.models import DoorOpening, Slot, Visit, VisitReason
from canhtay.sync.answers import Answer
from canhtay.sync.commands import Command, Verb
from canhtay.teams.models import Team

Words = Annotated[str, msgspec.Meta(max_length=500)]
Code = Annotated[str, msgspec.Meta(max_length=30)]


class HelpedArgs(msgspec.Struct, frozen=True):
    resident: UUID
    service: Code
    step: Code


class VisitArgs(msgspec.Struct, frozen=True):
    visit: UUID
    household: UUID
    outcome: Literal["talked", "nobody", "not_now", "refused"]
    come_back_on: date | None = None
    note: Words = ""
    helped: Annotated[tuple[HelpedArgs, ...], msgspec.Meta(max_length=50)] = ()


def run_record_visit(commands: list[Command]) -> list[Answer]:
    return record_visits([_report(command) for command in commands])


RECORD_VISIT = Verb("record_visit", VisitArgs, run_record_visit, lambda args: subject_of("household", args.household))


def _report(command: Command) -> Report:
    args: VisitArgs = command.args
    return Report(
        visit=args.visit,
        household=args.household,
        outcome=args.outcome,
        by=command.by,
        acted_at=command.acted_at,
        come_back_on=args.come_back_on,
        note=nfc(args.note),
        helped=tuple(Helped(h.resident, h.service, h.step) for h in args.helped),
        device=command.device,
        seq=command.seq,
        saw=command.saw.seq if command.saw else 0,
        saw_in=command.saw.territory if command.saw else None,
    )


def render_reasons(keys: list[str]) -> dict[str, dict[str, Any]]:
    return {
        str(row.pk): {
            "household": str(row.household_id),
            "kind": row.kind,
            "due_on": row.due_on.isoformat(),
            "until": row.until.isoformat() if row.until else None,
            "weight": row.weight,
            "sentence": row.sentence,
        }
        for row in VisitReason.objects.filter(pk__in=keys, ended_at=None)
    }


def render_last_visits(keys: list[str]) -> dict[str, dict[str, Any]]:
    """Added to each household: who was there last and since when the door is open to us."""
    opened = {
        str(key): day.isoformat()
        for key, day in DoorOpening.objects.filter(pk__in=[UUID(key) for key in keys]).values_list("pk", "first_on")
    }
    last = {str(visit.household_id): visit for visit in _last_visits(keys)}
    return {key: {"last_visit": _told(last.get(key)), "opened_on": opened.get(key)} for key in keys}


def _last_visits(keys: list[str]) -> QuerySet[Visit]:
    newest = Visit.unscoped.filter(household=OuterRef("pk")).order_by("-happened_at", "-recorded_at", "-pk")
    ids = Household.unscoped.filter(pk__in=keys).annotate(last=Subquery(newest.values("pk")[:1])).values("last")
    return Visit.unscoped.filter(pk__in=ids).select_related("by")


def _told(visit: Visit | None) -> dict[str, Any] | None:
    if visit is None:
        return None
    return {"outcome": visit.outcome, "on": clock.local_day(visit.happened_at).isoformat(), "by": visit.by.name}


def render_hours(keys: list[str]) -> dict[str, dict[str, Any]]:
    """Added to each team: its fixed hour and what the server has counted."""
    slots = {
        str(row.team_id): row for row in Slot.objects.filter(on(clock.today()), team__in=[UUID(key) for key in keys])
    }
    groups = {str(key): group for key, group in Team.objects.filter(pk__in=keys).values_list("pk", "group_id")}
    figures = {
        name: counts.totals(indicator, groups.values())
        for name, indicator in (("households", HOUSEHOLDS.name), ("opened", DOORS_OPENED.name), ("visits", VISITS.name))
    }
    return {
        key: {
            "slot": _slot(slots.get(key)),
            "counts": {name: totals.get(group, 0) for name, totals in figures.items()},
        }
        for key, group in groups.items()
    }


def _slot(row: Slot | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {"weekday": row.weekday, "starts": f"{row.starts:%H:%M}", "minutes": row.minutes, "place": row.place}
