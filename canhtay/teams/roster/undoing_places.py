"""Undoing what an import did to places in teams: one that ended where another began stands again, one it gave is taken back."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from canhtay.people.models import Person, RoleGrant
from canhtay.teams.models import Appointment, ImportEffect, RosterUpload
from canhtay.teams.roster.effects import APPOINTMENT
from canhtay.teams.roster.granting import drop_grants
from canhtay.teams.roster.heirs import Heirs

BATCH = 2_000


def put_back_turns(effects: list[ImportEffect], heirs: Heirs) -> None:
    """Only where what the import began still stands. Where a later import ended it in its turn, that one is told what was before;
    where somebody did so by hand, both stay."""
    begun_by = {effect.object_id: int(json.loads(effect.after)["begun"]) for effect in effects}
    rows = Appointment.objects.select_related("grant").in_bulk([*map(int, begun_by), *begun_by.values()])
    back, gone = [], []
    for effect in effects:
        ended, begun = rows.get(int(effect.object_id)), rows.get(begun_by[effect.object_id])
        if ended and begun and (begun.valid_until is None or _hand_down(begun, ended, heirs)):
            ended.valid_until = begun.valid_until
            if ended.valid_until is None:
                ended.left_because = ""
            back.append(ended)
            gone.append(begun)
    _take_back(gone)
    _stand_again(back)


def put_back_ended(effects: list[ImportEffect]) -> None:
    """Whom the list did not name is in the team again, unless the team has ended, or he came back to it, or left otherwise."""
    until = {int(effect.object_id): json.loads(effect.after)["until"] for effect in effects}
    rows = Appointment.objects.select_related("grant").filter(pk__in=list(until), team__valid_until=None)
    again = Appointment.objects.filter(team=OuterRef("team"), person=OuterRef("person"), valid_until=None)
    back = [row for row in rows.exclude(Exists(again)) if f"{row.valid_until}" == until[row.pk]]
    for row in back:
        row.valid_until, row.left_because, row.left_note = None, "", ""
    Appointment.objects.bulk_update(back, ["left_note"], BATCH)
    _stand_again(back)


def _hand_down(begun: Appointment, ended: Appointment, heirs: Heirs) -> bool:
    later = heirs.later_turn(begun.pk)
    if later:
        later.object_id = str(ended.pk)
        later.save(update_fields=["object_id"])
    return bool(later)


def _take_back(rows: list[Appointment]) -> None:
    Appointment.objects.filter(pk__in=[row.pk for row in rows]).delete()
    drop_grants({row.grant_id for row in rows})


def _stand_again(rows: list[Appointment]) -> None:
    """With their grants; somebody may have been given the same one anew since, by the other kind of team of the group."""
    people = {row.person_id for row in rows}
    grants = RoleGrant.objects.filter(person__in=people, valid_until=None)
    open_ = {(grant.person_id, grant.role, grant.place_id): grant for grant in grants}
    for row in rows:
        row.grant.valid_until = row.valid_until
        if row.valid_until is None:
            row.grant = open_.get((row.person_id, row.role, row.grant.place_id), row.grant)
    RoleGrant.objects.bulk_update([row.grant for row in rows], ["valid_until"], BATCH)
    Appointment.objects.bulk_update(rows, ["valid_until", "left_because", "grant"], BATCH)


def made_places(upload: RosterUpload, people: list[str]) -> list[str]:
    """Places in teams that this import gave. One of before they were noted gave each of its people exactly one, the first."""
    said = upload.effects.filter(kind=APPOINTMENT).first()
    if said:
        return list(json.loads(said.after))
    rows = Appointment.objects.filter(person__in=[UUID(key) for key in people]).order_by("pk")
    first: dict[Any, int] = {}
    for person, key in rows.values_list("person", "pk"):
        first.setdefault(person, key)
    return [str(key) for key in first.values()]


def take_back_places(keys: list[str], staying: Iterable[Any], upload: RosterUpload, heirs: Heirs) -> None:
    """Places given to people who stay: theirs no longer unless another list says so too, or they have been used since."""
    kept = heirs.met(keys)
    rows = Appointment.objects.filter(pk__in=set(keys) - kept, valid_until=None).exclude(person__in=list(staying))
    used = Person.unscoped.filter(appointments__in=rows, devices__enrolled_at__gte=upload.imported_at)
    _take_back(list(rows.exclude(person__in=used.values("pk"))))
