"""Undoing a whole import: what it made goes, what it changed goes back, and what has been used since stays and is named.

Where two imports tell of the same people the order of undoing does not matter: whom another standing list names as well stays
and becomes that one's (roster.heirs), and goes when that one is undone.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.db.models import Model, ProtectedError, Q, QuerySet

from canhtay.core import clock, history
from canhtay.core.history import Actor, subject_of
from canhtay.people.models import Person, RoleGrant
from canhtay.places.actions import lock_places
from canhtay.places.models import Place
from canhtay.sync import journal
from canhtay.sync.models import Territory
from canhtay.teams import actions
from canhtay.teams.models import Appointment, Decision, ImportEffect, RosterUpload, Team
from canhtay.teams.roster.effects import (
    APPOINTMENT,
    DECISION,
    ENDED,
    GROUP,
    PERSON,
    PERSON_CHANGED,
    POST_NOTED,
    ROLE_CHANGED,
    TEAM,
    TURNED,
)
from canhtay.teams.roster.heirs import Heirs
from canhtay.teams.roster.storing import BATCH, OF_PERSON
from canhtay.teams.roster.undoing_places import made_places, put_back_ended, put_back_turns, take_back_places
from canhtay.teams.standing import restate

IMPORT_UNDONE = history.declare("roster.import_undone", "removed", "kept")
OF_PLACES = [TURNED, ENDED, POST_NOTED, ROLE_CHANGED]


@dataclass
class Undone:
    """`removed`: people, `teams`: those taken away; `kept`: names of people, teams and groups that have been used since and
    therefore stay."""

    removed: int = 0
    teams: int = 0
    kept: list[str] = field(default_factory=list)


@transaction.atomic
def undo_import(upload: RosterUpload, *, by: Actor) -> Undone:
    """Take back what this import did. People who already went to doors or connected a phone stay and are named."""
    lock_places([place.pk for place in (upload.commune, upload.origin) if place])
    upload.refresh_from_db(fields=["imported_at"])
    if upload.imported_at is None:
        return Undone()  # somebody pressed twice
    undone, made, changed = Undone(), _made(upload), _changed(upload)
    touched = _touched(made, changed)
    journal.lock(row.group.territory_id for row in touched if row.group.territory_id)
    heirs = Heirs(upload)
    put_back_turns(changed[TURNED], heirs)
    put_back_ended(changed[ENDED])
    _put_back_posts(changed[POST_NOTED], heirs)
    _put_back_roles(changed[ROLE_CHANGED], heirs)
    _put_back_people(changed[PERSON_CHANGED], heirs)
    _remove_people(made, upload, heirs, undone)
    gone = _remove_teams(made[TEAM], undone)
    _remove_groups(made[GROUP])
    _remove(list(Decision.objects.filter(pk__in=made[DECISION])))
    heirs.inherit(made)
    left = [team for team in touched if team.pk not in gone]
    restate(left)
    actions.tell(left)
    return _close(upload, undone, by)


def _close(upload: RosterUpload, undone: Undone, by: Actor) -> Undone:
    upload.effects.all().delete()
    upload.imported_at, upload.undone_at = None, clock.now()
    upload.save(update_fields=["imported_at", "undone_at"])
    figures: dict[str, Any] = {"removed": undone.removed, "kept": len(undone.kept)}
    history.record(IMPORT_UNDONE, subject_of("upload", upload.pk), by=by, place=upload.commune_id, **figures)
    return undone


def _made(upload: RosterUpload) -> dict[str, list[str]]:
    rows = upload.effects.filter(kind__in=[GROUP, TEAM, PERSON, DECISION])
    made = defaultdict(list, {row.kind: json.loads(row.after) for row in rows})
    made[APPOINTMENT] = made_places(upload, made[PERSON])
    return made


def _changed(upload: RosterUpload) -> dict[str, list[ImportEffect]]:
    changed: dict[str, list[ImportEffect]] = defaultdict(list)
    for row in upload.effects.filter(kind__in=[PERSON_CHANGED, *OF_PLACES]):
        changed[row.kind].append(row)
    return changed


def _touched(made: dict[str, list[str]], changed: dict[str, list[ImportEffect]]) -> list[Team]:
    places = [row.object_id for kind in OF_PLACES for row in changed[kind]]
    theirs = Q(person__in=[UUID(key) for key in made[PERSON]]) | Q(pk__in=[*places, *made[APPOINTMENT]])
    corrected = [row.object_id for row in changed[PERSON_CHANGED]]
    theirs |= Q(person__in=[UUID(key) for key in corrected], valid_until=None)
    rows = Team.objects.filter(pk__in=Appointment.objects.filter(theirs).values("team"))
    return list(rows.select_related("group"))


def _put_back_posts(effects: list[ImportEffect], heirs: Heirs) -> None:
    rows: list[Appointment] = _put_back(Appointment.objects.all(), effects, heirs)
    Appointment.objects.bulk_update(rows, ["post", "body"], BATCH)


def _put_back_roles(effects: list[ImportEffect], heirs: Heirs) -> None:
    """Of imports that wrote over the role."""
    rows: list[Appointment] = _put_back(Appointment.objects.select_related("grant"), effects, heirs)
    for row in rows:
        row.grant.role = row.role
    Appointment.objects.bulk_update(rows, ["role"], BATCH)
    RoleGrant.objects.bulk_update([row.grant for row in rows], ["role"], BATCH)


def _put_back_people(effects: list[ImportEffect], heirs: Heirs) -> None:
    rows: list[Person] = _put_back(Person.unscoped.all(), effects, heirs)
    Person.unscoped.bulk_update([row.derive() for row in rows], OF_PERSON, BATCH)


def _put_back(rows: QuerySet[Any], effects: list[ImportEffect], heirs: Heirs) -> list[Any]:
    """A value goes back only where what the import put there still stands; else whoever wrote over it is told what was before."""
    said = {effect.object_id: effect for effect in effects}
    back = list(rows.filter(pk__in=list(said)))
    for row in back:
        effect = said[str(row.pk)]
        before, after = json.loads(effect.before), json.loads(effect.after)
        for name, value in before.items():
            if getattr(row, name) == after[name]:
                setattr(row, name, value)
            else:
                heirs.hand_down(effect, name, value)
    return back


def _remove_people(made: dict[str, list[str]], upload: RosterUpload, heirs: Heirs, undone: Undone) -> None:
    """Whoever is in use, or stands in another list, stays; so does whoever a row of a higher room, a visit say, stands on."""
    keys = made[PERSON]
    used = _in_use(made, heirs)
    staying = used | heirs.named(keys)
    while protected := _used({UUID(key) for key in keys} - staying):
        used |= protected
        staying |= protected
    take_back_places(made[APPOINTMENT], used, upload, heirs)
    undone.removed += len(keys) - len(staying)
    undone.kept += Person.unscoped.filter(pk__in=staying).order_by("sort_key").values_list("name", flat=True)


def _in_use(made: dict[str, list[str]], heirs: Heirs) -> set[UUID]:
    """Who connected a phone, said what he can do, or was given more than the places in teams that imports give."""
    given = {int(key) for key in {*made[APPOINTMENT], *heirs.made()}}
    people = Person.unscoped.filter(pk__in=made[PERSON])
    used = set(people.filter(~Q(devices=None) | ~Q(skills=None) | ~Q(hours=None)).values_list("pk", flat=True))
    places = Appointment.objects.filter(person__in=people).values_list("pk", "person", "grant")
    used |= {person for key, person, _grant in places if key not in given}
    grants = {grant for _key, _person, grant in places}
    posts = RoleGrant.objects.filter(person__in=people).values_list("pk", "person")
    return used | {person for key, person in posts if key not in grants}


def _used(people: set[UUID]) -> set[UUID]:
    """Delete these people and their places in teams, or return those of them that cannot go."""
    try:
        with transaction.atomic():
            Appointment.objects.filter(person__in=people).delete()
            Person.unscoped.filter(pk__in=people).delete()
    except ProtectedError as fault:
        return {key for row in fault.protected_objects for key in _people_of(cast(Model, row))} & people
    return set()


def _people_of(row: Model) -> list[UUID]:
    return [getattr(row, f.attname) for f in row._meta.concrete_fields if f.related_model is Person]


def _remove_teams(keys: list[str], undone: Undone) -> set[Any]:
    """Teams that nobody is left in; one that has its own hour by now stays and is named."""
    rows = Team.objects.filter(pk__in=keys)
    gone = _remove(list(rows.filter(appointments=None)))
    undone.teams = len(gone)
    undone.kept += [str(row) for row in rows.select_related("group")]
    return gone


def _remove_groups(keys: list[str]) -> None:
    """One that a reform has touched since stays, though its team is gone."""
    rows = list(Place.objects.filter(pk__in=keys, teams=None, touched_by=None))
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
