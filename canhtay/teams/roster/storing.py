"""A roster that was read, taken into the record: `import_roster`, in one transaction, every change noted so that it can be undone.

Somebody is the same person when the team already has the name (with or without diacritics) and neither birth year nor phone says
otherwise. So the same file taken twice changes nothing, and a corrected one changes what was corrected. Who is missing from a
new list is left as he is: leaving a team is a decision, not a gap in a table.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from canhtay.core import clock, history
from canhtay.core.history import Actor, subject_of
from canhtay.core.vietnamese import fold
from canhtay.people.models import Person, RoleGrant
from canhtay.places.actions import NewGroup, open_groups
from canhtay.places.models import Place
from canhtay.places.queries import groups_of
from canhtay.teams import actions
from canhtay.teams.models import Appointment, Decision, ImportEffect, RosterUpload, Team
from canhtay.teams.roster.shapes import Member, RosterReading
from canhtay.teams.roster.shapes import Team as ReadTeam

ROSTER_IMPORTED = history.declare("roster.imported", "teams", "people", "changed", "unchanged", "faulty")

GROUP, TEAM, PERSON = "groups.opened", "teams.founded", "people.added"
PERSON_CHANGED, ROLE_CHANGED = "person.changed", "appointment.role"

USUAL_LABEL = "Tổ dân phố"
BATCH = 2_000


@dataclass
class Gathered:
    """What the import writes, collected before anything is written in bulk."""

    people: list[Person] = field(default_factory=list)
    grants: list[RoleGrant] = field(default_factory=list)
    appointments: list[Appointment] = field(default_factory=list)
    changed_people: list[Person] = field(default_factory=list)
    changed_roles: list[Appointment] = field(default_factory=list)
    changed_grants: list[RoleGrant] = field(default_factory=list)
    effects: list[ImportEffect] = field(default_factory=list)
    touched: dict[UUID, Team] = field(default_factory=dict)
    unchanged: int = 0


@transaction.atomic
def import_roster(reading: RosterReading, upload: RosterUpload, *, by: Actor) -> dict[str, int]:
    """Store the whole members of a reading in the upload's commune; returns the figures, which the upload keeps as well."""
    commune = upload.commune
    read = [team for team in reading.teams if team.group and team.members]
    groups, new_groups = _groups(commune, read, by)
    teams, new_teams = _teams(groups, _decision(commune, reading), by)
    gathered = Gathered()
    known = _known(list(teams.values()))
    for team in read:
        _gather_team(team, teams[fold(team.group)], known, gathered, upload)
    made = {GROUP: new_groups, TEAM: new_teams, PERSON: gathered.people}
    gathered.effects += [_made(upload, kind, rows) for kind, rows in made.items() if rows]
    _write(gathered)
    return _close(upload, reading, gathered, new_teams, by)


def _groups(commune: Place, read: list[ReadTeam], by: Actor) -> tuple[dict[str, Place], list[Place]]:
    """The commune's groups by folded name, with those the list names and the record lacks opened."""
    groups = {group.folded: group for group in groups_of(commune)}
    lacking = {fold(team.group): NewGroup(team.group, team.label or USUAL_LABEL) for team in read}
    new = open_groups(commune, [row for name, row in lacking.items() if name not in groups], by=by)
    return groups | {row.folded: row for row in new}, new


def _teams(groups: dict[str, Place], decision: Decision | None, by: Actor) -> tuple[dict[str, Team], list[Team]]:
    rows = Team.objects.filter(group__in=groups.values(), valid_until=None).select_related("group")
    teams = {team.group.folded: team for team in rows}
    new = actions.found_teams([g for name, g in groups.items() if name not in teams], by=by, decision=decision)
    return teams | {team.group.folded: team for team in new}, new


def _decision(commune: Place, reading: RosterReading) -> Decision | None:
    if reading.decision is None:
        return None
    said = reading.decision
    day = date.fromisoformat(said.date) if said.date else None
    return Decision.objects.get_or_create(commune=commune, number=said.number or "", decided_on=day)[0]


Known = dict[tuple[UUID, str], list[Appointment]]


def _known(teams: list[Team]) -> Known:
    known: Known = defaultdict(list)
    rows = Appointment.objects.filter(team__in=teams, valid_until=None).select_related("person", "grant")
    for row in rows:
        known[row.team_id, row.person.folded].append(row)
    return known


def _gather_team(read: ReadTeam, team: Team, known: Known, gathered: Gathered, upload: RosterUpload) -> None:
    for member in read.members:
        same = known[team.pk, fold(member.name)]
        held = next((row for row in same if _is(row.person, member)), None)
        if held is None:
            same.append(_gather_new(member, team, gathered))
        elif not (_gather_role(held, member, gathered, upload) | _gather_person(held.person, member, gathered, upload)):
            gathered.unchanged += 1
            continue
        gathered.touched[team.pk] = team


def _is(person: Person, member: Member) -> bool:
    """The same name was found; a different birth year, or a different phone where no birth year is known, is another person."""
    if person.birth_year and member.birth_year:
        return person.birth_year == member.birth_year
    return not (person.phone and member.phone) or person.phone == member.phone


def _gather_new(member: Member, team: Team, gathered: Gathered) -> Appointment:
    today = clock.today()
    person = Person(
        name=member.name, gender=member.gender or "", birth_year=member.birth_year, phone=member.phone or ""
    ).derive()
    grant = RoleGrant(person=person, role=member.role, place=team.group, valid_from=today)
    appointment = Appointment(team=team, person=person, role=member.role, grant=grant, valid_from=today)
    gathered.people.append(person)
    gathered.grants.append(grant)
    gathered.appointments.append(appointment)
    return appointment


def _gather_role(held: Appointment, member: Member, gathered: Gathered, upload: RosterUpload) -> bool:
    if held.role == member.role:
        return False
    gathered.effects.append(_changed(upload, ROLE_CHANGED, held.pk, {"role": held.role}, {"role": member.role}))
    held.role = held.grant.role = member.role
    gathered.changed_roles.append(held)
    gathered.changed_grants.append(held.grant)
    return True


def _gather_person(person: Person, member: Member, gathered: Gathered, upload: RosterUpload) -> bool:
    """What the list says and the record lacks or has otherwise; what the list leaves blank stays."""
    said = {"gender": member.gender, "birth_year": member.birth_year, "phone": member.phone}
    after = {name: value for name, value in said.items() if value and getattr(person, name) != value}
    if not after:
        return False
    before = {name: getattr(person, name) for name in after}
    gathered.effects.append(_changed(upload, PERSON_CHANGED, person.pk, before, after))
    for name, value in after.items():
        setattr(person, name, value)
    gathered.changed_people.append(person.derive())
    return True


def _write(gathered: Gathered) -> None:
    Person.unscoped.bulk_create(gathered.people, BATCH)
    RoleGrant.objects.bulk_create(gathered.grants, BATCH)
    Appointment.objects.bulk_create(gathered.appointments, BATCH)
    Person.unscoped.bulk_update(gathered.changed_people, ["gender", "birth_year", "phone", "phone_digest"], BATCH)
    Appointment.objects.bulk_update(gathered.changed_roles, ["role"], BATCH)
    RoleGrant.objects.bulk_update(gathered.changed_grants, ["role"], BATCH)


def _close(
    upload: RosterUpload, reading: RosterReading, gathered: Gathered, new_teams: list[Team], by: Actor
) -> dict[str, int]:
    ImportEffect.objects.bulk_create(gathered.effects, BATCH)
    actions.tell(list(gathered.touched.values()))
    figures = {
        "teams": len(new_teams),
        "people": len(gathered.people),
        "changed": len(gathered.changed_people) + len(gathered.changed_roles),
        "unchanged": gathered.unchanged,
        "faulty": len({(p.sheet, p.row) for p in reading.problems}),
    }
    upload.imported_at, upload.undone_at, upload.figures = clock.now(), None, figures
    upload.save(update_fields=["imported_at", "undone_at", "figures"])
    history.record(ROSTER_IMPORTED, subject_of("upload", upload.pk), by=by, **figures)
    return figures


def _made(upload: RosterUpload, kind: str, rows: Sequence[Model]) -> ImportEffect:
    """What was made goes into one line a kind: twenty thousand people are one list, not twenty thousand rows."""
    return ImportEffect(upload=upload, kind=kind, after=json.dumps([str(row.pk) for row in rows]))


def _changed(upload: RosterUpload, kind: str, key: Any, before: dict[str, Any], after: dict[str, Any]) -> ImportEffect:
    return ImportEffect(
        upload=upload, kind=kind, object_id=str(key), before=json.dumps(before), after=json.dumps(after)
    )
