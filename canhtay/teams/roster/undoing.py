"""Undoing a whole import: what it made goes, what it changed goes back, and what has been used since stays and is named."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model, ProtectedError, Q, QuerySet

from canhtay.core import clock, history
from canhtay.core.history import Actor, subject_of
from canhtay.people.models import Person
from canhtay.places.models import Place
from canhtay.sync import journal
from canhtay.sync.models import Territory
from canhtay.teams import actions
from canhtay.teams.models import Appointment, ImportEffect, RosterUpload, Team
from canhtay.teams.roster.storing import GROUP, PERSON, PERSON_CHANGED, ROLE_CHANGED, TEAM

IMPORT_UNDONE = history.declare("roster.import_undone", "removed", "kept")


@dataclass
class Undone:
    """`kept`: names of people, teams and groups that have been used since and therefore stay."""

    removed: int = 0
    kept: list[str] = field(default_factory=list)


@transaction.atomic
def undo_import(upload: RosterUpload, *, by: Actor) -> Undone:
    """Take back what this import did. People who already went to doors or connected a phone stay and are named."""
    undone, made, changed = Undone(), _made(upload), _changed(upload)
    touched = _touched(made[PERSON], changed[ROLE_CHANGED])
    journal.lock(row.group.territory_id for row in touched if row.group.territory_id)
    _put_back(Appointment.objects.select_related("grant"), changed[ROLE_CHANGED])
    _put_back(Person.unscoped.all(), changed[PERSON_CHANGED])
    _remove_people(made[PERSON], undone)
    gone = _remove_teams(made[TEAM], undone)
    _remove_groups(made[GROUP])
    actions.tell([team for team in touched if team.pk not in gone])
    upload.effects.all().delete()
    upload.imported_at, upload.undone_at = None, clock.now()
    upload.save(update_fields=["imported_at", "undone_at"])
    figures = {"removed": undone.removed, "kept": len(undone.kept)}
    history.record(IMPORT_UNDONE, subject_of("upload", upload.pk), by=by, **figures)
    return undone


def _made(upload: RosterUpload) -> dict[str, list[str]]:
    rows = upload.effects.filter(kind__in=[GROUP, TEAM, PERSON])
    return defaultdict(list, {row.kind: json.loads(row.after) for row in rows})


def _changed(upload: RosterUpload) -> dict[str, list[ImportEffect]]:
    changed: dict[str, list[ImportEffect]] = defaultdict(list)
    for row in upload.effects.filter(kind__in=[PERSON_CHANGED, ROLE_CHANGED]):
        changed[row.kind].append(row)
    return changed


def _touched(people: list[str], roles: list[ImportEffect]) -> list[Team]:
    by_people = Appointment.objects.filter(person__in=people).values("team")
    by_roles = Appointment.objects.filter(pk__in=[row.object_id for row in roles]).values("team")
    return list(Team.objects.filter(Q(pk__in=by_people) | Q(pk__in=by_roles)).select_related("group"))


def _put_back(rows: QuerySet[Any], effects: list[ImportEffect]) -> None:
    """A value goes back only where what the import put there still stands."""
    said = {effect.object_id: effect for effect in effects}
    for row in rows.filter(pk__in=list(said)):
        before, after = json.loads(said[str(row.pk)].before), json.loads(said[str(row.pk)].after)
        for name, value in before.items():
            if getattr(row, name) == after[name]:
                setattr(row, name, value)
        row.save()
        if isinstance(row, Appointment):
            row.grant.role = row.role
            row.grant.save(update_fields=["role"])


def _remove_people(keys: list[str], undone: Undone) -> None:
    """Whoever connected a phone stays; so does whoever a row of a higher room, a visit say, stands on."""
    staying = set(Person.unscoped.filter(pk__in=keys).exclude(devices=None).values_list("pk", flat=True))
    while used := _used({UUID(key) for key in keys} - staying):
        staying |= used
    undone.removed += len(keys) - len(staying)
    undone.kept += Person.unscoped.filter(pk__in=staying).order_by("sort_key").values_list("name", flat=True)


def _used(people: set[UUID]) -> set[UUID]:
    """Delete these people and their places in teams, or return those of them that cannot go."""
    try:
        with transaction.atomic():
            Appointment.objects.filter(person__in=people).delete()
            Person.unscoped.filter(pk__in=people).delete()
    except ProtectedError as fault:
        return {key for row in fault.protected_objects for key in _people_of(row)} & people
    return set()


def _people_of(row: Model) -> list[UUID]:
    return [getattr(row, f.attname) for f in row._meta.concrete_fields if f.related_model is Person]


def _remove_teams(keys: list[str], undone: Undone) -> set[Any]:
    """Teams that nobody is left in; one that has its own hour by now stays and is named."""
    rows = Team.objects.filter(pk__in=keys)
    empty = rows.filter(appointments=None)
    gone = _remove(list(empty))
    undone.kept += [str(row) for row in rows.select_related("group")]
    return gone


def _remove_groups(keys: list[str]) -> None:
    rows = list(Place.objects.filter(pk__in=keys))
    territories = {row.pk: row.territory_id for row in rows}
    Territory.objects.filter(pk__in=[territories[key] for key in _remove(rows)]).delete()


def _remove(rows: Sequence[Model]) -> set[Any]:
    """Delete together what can go together; where something stands on one of them, the free ones go one by one."""
    if not rows:
        return set()
    keys, manager = {row.pk for row in rows}, type(rows[0])._default_manager
    try:
        with transaction.atomic():
            manager.filter(pk__in=keys).delete()
    except ProtectedError:
        if len(rows) == 1:
            return set()
        half = len(rows) // 2
        return _remove(rows[:half]) | _remove(rows[half:])
    return keys
