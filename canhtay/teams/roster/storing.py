"""A roster that was read, taken into the record: `import_roster`, in one transaction, every change noted so that it can be undone.

Somebody is the same person when the team already has the name and neither birth year nor phone says otherwise (`_is`). So the
same file taken twice changes nothing, and a corrected one changes what was corrected. Who is missing from a new list is left as
he is: leaving a team is a decision, not a gap in a table.
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
from canhtay.core.vietnamese import fold, sort_key
from canhtay.people.models import Person, RoleGrant
from canhtay.places.actions import NewGroup, open_groups
from canhtay.places.models import Place
from canhtay.places.queries import groups_of
from canhtay.teams import actions
from canhtay.teams.models import Appointment, Decision, ImportEffect, RosterUpload, Team
from canhtay.teams.roster.shapes import Member, RosterReading
from canhtay.teams.roster.shapes import Team as ReadTeam

ROSTER_IMPORTED = history.declare("roster.imported", "teams", "people", "changed", "unchanged", "faulty")

GROUP, TEAM, PERSON, DECISION = "groups.opened", "teams.founded", "people.added", "decisions.noted"
PERSON_CHANGED, ROLE_CHANGED = "person.changed", "appointment.role"
# People who were there before and stand in this list too: its own once the import that made them is undone.
PERSON_NAMED = "people.named"

USUAL_LABEL, SPELT_OUT = "Tổ dân phố", {"TDP": "Tổ dân phố"}
BATCH = 2_000
OF_PERSON = ["name", "folded", "sort_key", "gender", "birth_year", "phone", "phone_digest"]


@dataclass
class Gathered:
    """What the import writes, collected before anything is written in bulk."""

    people: list[Person] = field(default_factory=list)
    grants: list[RoleGrant] = field(default_factory=list)
    appointments: list[Appointment] = field(default_factory=list)
    named: list[Person] = field(default_factory=list)
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
    decision, new_decisions = _decision(commune, reading)
    teams, new_teams = _teams(groups, decision, by)
    gathered = Gathered()
    known = _known(list(teams.values()))
    for team in read:
        _gather_team(team, teams[groups[team.group].pk], known, gathered, upload)
    made: dict[str, Sequence[Model]] = {
        GROUP: new_groups,
        TEAM: new_teams,
        PERSON: gathered.people,
        DECISION: new_decisions,
        PERSON_NAMED: gathered.named,
    }
    gathered.effects += [listed(upload, kind, [row.pk for row in rows]) for kind, rows in made.items() if rows]
    _write(gathered)
    return _close(upload, reading, gathered, new_teams, by)


def _groups(commune: Place, read: list[ReadTeam], by: Actor) -> tuple[dict[str, Place], list[Place]]:
    """The commune's group for each name the list has; those the record lacks are opened."""
    alike: dict[str, list[Place | NewGroup]] = defaultdict(list)
    for group in groups_of(commune):
        alike[group.folded].append(group)
    found: dict[str, Place | NewGroup] = {}
    for team in read:
        same = alike[fold(team.group)]
        same.sort(key=lambda group: sort_key(group.name) != sort_key(team.group))  # written alike first
        held = next((group for group in same if _same_name(group.name, team.group)), None)
        if held is None:
            held = NewGroup(team.group, _label(team))
            same.append(held)
        found[team.group] = held
    lacking = list(dict.fromkeys(held for held in found.values() if isinstance(held, NewGroup)))
    new = open_groups(commune, lacking, by=by)
    opened = dict(zip(lacking, new, strict=True))
    return {name: opened[held] if isinstance(held, NewGroup) else held for name, held in found.items()}, new


def _label(team: ReadTeam) -> str:
    """The word before the name; none where the name itself begins with it ("Thôn 2", "TDP 5")."""
    if team.label and fold(team.group).startswith(fold(team.label)):
        return ""
    return SPELT_OUT.get(team.label, team.label) or USUAL_LABEL


def _teams(groups: dict[str, Place], decision: Decision | None, by: Actor) -> tuple[dict[int, Team], list[Team]]:
    """The team of each of these groups, founded where there is none."""
    wanted = {group.pk: group for group in groups.values()}
    rows = Team.objects.filter(group__in=wanted, valid_until=None).select_related("group")
    teams = {team.group_id: team for team in rows}
    new = actions.found_teams([g for key, g in wanted.items() if key not in teams], by=by, decision=decision)
    return teams | {team.group_id: team for team in new}, new


def _decision(commune: Place, reading: RosterReading) -> tuple[Decision | None, list[Decision]]:
    """The paper the list names, and the same once more where it was not known."""
    if reading.decision is None:
        return None, []
    said = reading.decision
    day = date.fromisoformat(said.date) if said.date else None
    row, new = Decision.objects.get_or_create(commune=commune, number=said.number or "", decided_on=day)
    return row, [row] if new else []


Known = dict[tuple[UUID, str], list[Appointment]]


def _known(teams: list[Team]) -> Known:
    known: Known = defaultdict(list)
    rows = Appointment.objects.filter(team__in=teams, valid_until=None).select_related("person", "grant")
    for row in rows.order_by("pk"):
        known[row.team_id, row.person.folded].append(row)
    return known


def _gather_team(read: ReadTeam, team: Team, known: Known, gathered: Gathered, upload: RosterUpload) -> None:
    """A member of the record is met once: whom the list tells apart the record keeps apart."""
    for member in read.members:
        same = known[team.pk, fold(member.name)]
        same.sort(key=lambda row: sort_key(row.person.name) != sort_key(member.name))  # written alike first
        held = next((row for row in same if _is(row.person, member)), None)
        if held is None:
            _gather_new(member, team, gathered)
        else:
            same.remove(held)
            gathered.named.append(held.person)
            if not (
                _gather_role(held, member, gathered, upload) | _gather_person(held.person, member, gathered, upload)
            ):
                gathered.unchanged += 1
                continue
        gathered.touched[team.pk] = team


def _is(person: Person, member: Member) -> bool:
    """The folded name was found. With the same phone it is the same person, whatever year the list corrects; else a different
    birth year, or a different phone where no year is known, is another.

    Hoa and Hòa are two names, and one person only where year or phone says so; a name typed without any marks may be either.
    """
    if person.phone and person.phone == member.phone:
        return True
    if person.birth_year and member.birth_year:
        return person.birth_year == member.birth_year
    return not (person.phone and member.phone) and _same_name(person.name, member.name)


def _same_name(one: str, other: str) -> bool:
    """Of two names that fold alike: with the same marks, wherever the tone is put, or one of them typed without any."""
    return sort_key(one) == sort_key(other) or one.isascii() != other.isascii()


def _gather_new(member: Member, team: Team, gathered: Gathered) -> None:
    today = clock.today()
    person = Person(
        name=member.name, gender=member.gender or "", birth_year=member.birth_year, phone=member.phone or ""
    ).derive()
    grant = RoleGrant(person=person, role=member.role, place=team.group, valid_from=today)
    appointment = Appointment(team=team, person=person, role=member.role, grant=grant, valid_from=today)
    gathered.people.append(person)
    gathered.grants.append(grant)
    gathered.appointments.append(appointment)


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
    if sort_key(person.name) != sort_key(member.name) and not member.name.isascii():
        said["name"] = member.name  # the marks were corrected; a list typed without any takes none away
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
    Person.unscoped.bulk_update(gathered.changed_people, OF_PERSON, BATCH)
    Appointment.objects.bulk_update(gathered.changed_roles, ["role"], BATCH)
    RoleGrant.objects.bulk_update(gathered.changed_grants, ["role"], BATCH)
    ImportEffect.objects.bulk_create(gathered.effects, BATCH)


def _close(
    upload: RosterUpload, reading: RosterReading, gathered: Gathered, new_teams: list[Team], by: Actor
) -> dict[str, int]:
    actions.tell(list(gathered.touched.values()))
    figures: dict[str, Any] = {
        "teams": len(new_teams),
        "people": len(gathered.people),
        "changed": len({row.pk for row in gathered.changed_people} | {row.person_id for row in gathered.changed_roles}),
        "unchanged": gathered.unchanged,
        "faulty": len({(p.sheet, p.row) for p in reading.problems}),
    }
    upload.imported_at, upload.undone_at, upload.figures = clock.now(), None, figures
    upload.save(update_fields=["imported_at", "undone_at", "figures"])
    history.record(ROSTER_IMPORTED, subject_of("upload", upload.pk), by=by, place=upload.commune_id, **figures)
    return figures


def listed(upload: RosterUpload, kind: str, keys: Sequence[Any]) -> ImportEffect:
    """What was made goes into one line a kind: twenty thousand people are one list, not twenty thousand rows."""
    return ImportEffect(upload=upload, kind=kind, after=json.dumps([str(key) for key in keys]))


def _changed(upload: RosterUpload, kind: str, key: Any, before: dict[str, Any], after: dict[str, Any]) -> ImportEffect:
    return ImportEffect(
        upload=upload, kind=kind, object_id=str(key), before=json.dumps(before), after=json.dumps(after)
    )
