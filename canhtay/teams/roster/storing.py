"""A roster that was read, taken into the record: `import_roster`, in one transaction, every change noted so that it can be undone.

The same file taken twice changes nothing, and a corrected one changes what was corrected (`matching.py` says who is who). Another
role or office ends a place in a team and begins another. Who is missing from a new list is left as he is, unless somebody said that
it replaces the one on record (`choosing.py`): leaving a team is a decision, not a gap in a table.
"""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n

from canhtay.core import clock, history
from canhtay.core.history import Actor, Line, subject_of
from canhtay.core.problems import Kind, Problem
from canhtay.people.models import Person, RoleGrant
from canhtay.places.actions import lock_places
from canhtay.places.models import Place
from canhtay.places.queries import territory_of
from canhtay.sync import journal
from canhtay.teams import actions
from canhtay.teams.models import Appointment, Decision, ImportEffect, Leaving, RosterUpload, Team
from canhtay.teams.roster import effects
from canhtay.teams.roster.choosing import AS_READ, chosen_for, teams_taken
from canhtay.teams.roster.decisions import Decision as Named
from canhtay.teams.roster.destination import Lying, authority_of, known_groups, lying_of, opened, since_of
from canhtay.teams.roster.effects import changed, listed
from canhtay.teams.roster.gathering import Gathered, Turn, gather_team, gather_unnamed
from canhtay.teams.roster.granting import end_grants, find_grants
from canhtay.teams.roster.matching import Record
from canhtay.teams.roster.shapes import RosterReading
from canhtay.teams.roster.shapes import Team as ReadTeam
from canhtay.teams.standing import restate

ROSTER_IMPORTED = history.declare(
    "roster.imported", "teams", "people", "changed", "unchanged", "faulty", "joined", "turned"
)
CHANGED_MEANWHILE = Kind(
    "changed_meanwhile", 409, n("Vừa có người khác sửa các tổ này. Chưa ghi gì; xin bấm ghi vào lần nữa.")
)

BATCH = 2_000
OF_PERSON = ["name", "folded", "sort_key", "gender", "birth_year", "phone", "phone_digest"]


def import_roster(reading: RosterReading, upload: RosterUpload, *, by: Actor) -> dict[str, int]:
    """Store the whole members of a reading in the upload's commune; returns the figures, which the upload keeps as well.

    Raises Problem(CHANGED_MEANWHILE); nothing is stored then.
    """
    try:
        return _import(reading, upload, by)
    except IntegrityError as fault:
        raise Problem(CHANGED_MEANWHILE) from fault


@transaction.atomic
def _import(reading: RosterReading, upload: RosterUpload, by: Actor) -> dict[str, int]:
    lock_places([place.pk for place in (upload.commune, upload.origin) if place])
    upload.refresh_from_db(fields=["imported_at", "figures"])
    if upload.imported_at is not None:
        return dict(upload.figures)  # somebody pressed twice
    read = teams_taken(reading, upload)
    lying = lying_of(upload, read)
    journal.lock(territory_of(group) for group in lying.groups.values() if isinstance(group, Place))
    record, gathered = Record(known_groups(upload)), Gathered(upload)
    made: dict[str, list[Any]] = {effects.GROUP: [], effects.TEAM: [], effects.DECISION: []}
    for said, teams in reading.by_decision(read).items():
        _gather(teams, said, lying, record, gathered, made, by)
    _write(gathered, by)
    _note_made(gathered, made)
    return _close(reading, gathered, made[effects.TEAM], by)


def _gather(
    read: list[ReadTeam],
    said: Named | None,
    lying: Lying,
    record: Record,
    gathered: Gathered,
    made: dict[str, list[Any]],
    by: Actor,
) -> None:
    """The teams that stand on one paper, or on none; what is new of groups, teams and papers goes into `made`."""
    upload, since = gathered.upload, since_of(gathered.upload, said)
    groups, new_groups = opened(upload, lying, [team.group for team in read], since, by=by)
    gathered.decision, new_decisions = _decision(upload, said)
    teams, new_teams = _teams(list(groups.values()), gathered.decision, since, by)
    held = [
        (team, teams[groups[team.group].pk], chosen_for(upload, team.group)) for team in read if team.group in groups
    ]
    for one, team, chosen in held:
        gather_team(one, team, since, record, gathered, chosen)
    met = {row.pk for row in gathered.met}
    for _one, team, chosen in held:
        if chosen != AS_READ:
            gather_unnamed(team, met, record, gathered, chosen)
    for kind, rows in ((effects.GROUP, new_groups), (effects.TEAM, new_teams), (effects.DECISION, new_decisions)):
        made[kind] += rows


def _decision(upload: RosterUpload, said: Named | None) -> tuple[Decision | None, list[Decision]]:
    """The paper a list names, and the same once more where it was not known. Two lists that name one paper share its row."""
    if said is None:
        return None, []
    day = date.fromisoformat(said.date) if said.date else None
    place = authority_of(upload, day)
    if known := Decision.objects.filter(place=place, number=said.number, decided_on=day).order_by("pk").first():
        return known, []
    kind = Decision.Kind.CONSOLIDATE if said.consolidates else Decision.Kind.FOUND
    row = Decision.objects.create(place=place, kind=kind, number=said.number, decided_on=day)
    return row, [row]


def _teams(
    groups: list[Place], decision: Decision | None, since: date, by: Actor
) -> tuple[dict[int, Team], list[Team]]:
    """The team of each of these groups, founded where there is none."""
    wanted = {group.pk: group for group in groups}
    rows = Team.objects.filter(group__in=wanted, kind=Team.Kind.COMMUNITY, valid_until=None).select_related("group")
    teams = {team.group_id: team for team in rows}
    lacking = [group for key, group in wanted.items() if key not in teams]
    new = actions.found_teams(lacking, by=by, decision=decision, since=since)
    return teams | {team.group_id: team for team in new}, new


def _write(gathered: Gathered, by: Actor) -> None:
    Person.unscoped.bulk_create(gathered.people, BATCH)
    _end(gathered.turns)
    _end_places(gathered.leaving)
    begun = gathered.made + [turn.begun for turn in gathered.turns]
    RoleGrant.objects.bulk_create(
        find_grants(begun, gathered.touched, {row.pk for row in gathered.people}, by=by), BATCH
    )
    Appointment.objects.bulk_create(begun, BATCH)
    Appointment.objects.bulk_update(gathered.completed, ["post", "body"], BATCH)
    people = [told.person for told in gathered.corrections.values()]
    Person.unscoped.bulk_update(people, OF_PERSON, BATCH)


def _end(turns: list[Turn]) -> None:
    """The last day is yesterday; who came only today was never in force as what he was, as when a mistake is mended."""
    for turn in turns:
        turn.ended.valid_until = clock.day_before(turn.begun.valid_from)
        turn.ended.left_because = Leaving.ROLE
    rows = [turn.ended for turn in turns]
    Appointment.objects.bulk_update(rows, ["valid_until", "left_because"], BATCH)
    end_grants([turn.ended for turn in turns if turn.ended.role != turn.begun.role])


def _end_places(rows: list[Appointment]) -> None:
    """Of whom a list that replaces the one on record does not name: yesterday was the last day."""
    for row in rows:
        row.valid_until, row.left_because = clock.day_before(clock.today()), Leaving.OTHER
        row.left_note = _("Không có tên trong danh sách đã nạp.")
    Appointment.objects.bulk_update(rows, ["valid_until", "left_because", "left_note"], BATCH)
    end_grants(rows)


def _note_made(gathered: Gathered, made: dict[str, list[Any]]) -> None:
    keys = {kind: [row.pk for row in rows] for kind, rows in made.items()} | {
        effects.PERSON: [row.pk for row in gathered.people],
        effects.APPOINTMENT: [row.pk for row in gathered.made],
        effects.MET: [row.pk for row in gathered.met],
        effects.PERSON_NAMED: sorted(gathered.named),
    }
    upload = gathered.upload
    rows = [listed(upload, kind, some) for kind, some in keys.items() if some]
    rows += [changed(upload, effects.ENDED, row.pk, {}, {"until": f"{row.valid_until}"}) for row in gathered.leaving]
    rows += [changed(upload, effects.TURNED, t.ended.pk, {}, {"begun": t.begun.pk}) for t in gathered.turns]
    rows += [
        changed(upload, effects.PERSON_CHANGED, key, told.before, told.after)
        for key, told in gathered.corrections.items()
    ]
    ImportEffect.objects.bulk_create(gathered.effects + rows, BATCH)


def _close(reading: RosterReading, gathered: Gathered, new_teams: list[Team], by: Actor) -> dict[str, int]:
    touched, upload = list(gathered.touched.values()), gathered.upload
    restate(touched)
    actions.tell(touched)
    figures: dict[str, Any] = {
        "teams": len(new_teams),
        "people": len(gathered.people),
        "changed": len(gathered.changed),
        "unchanged": gathered.unchanged,
        "faulty": len({(p.sheet, p.row) for p in reading.problems}),
    }
    upload.imported_at, upload.undone_at, upload.figures = clock.now(), None, figures
    upload.save(update_fields=["imported_at", "undone_at", "figures"])
    more: dict[str, Any] = {"joined": len(gathered.joined), "turned": len(gathered.turns)}
    subject = subject_of("upload", upload.pk)
    history.record(ROSTER_IMPORTED, subject, by=by, place=upload.commune_id, **figures, **more)
    history.record_all(_lines(gathered, by))
    return figures


def _lines(gathered: Gathered, by: Actor) -> list[Line]:
    """Who was known before and came into a team, or holds another role there now. Of the new ones the import's own line tells."""
    lines = [_line(actions.APPOINTED, row, gathered, by) for row in gathered.made if row.person_id in gathered.joined]
    lines += [_line(actions.LEFT, row, gathered, by) for row in gathered.leaving]
    for turn in gathered.turns:
        lines += [_line(actions.LEFT, turn.ended, gathered, by), _line(actions.APPOINTED, turn.begun, gathered, by)]
    return lines


def _line(event: str, row: Appointment, gathered: Gathered, by: Actor) -> Line:
    told = {"person": str(row.person_id), "role": row.role}
    if row.valid_until:
        told |= {"because": row.left_because, "until": row.valid_until.isoformat()}
    else:
        told |= {"body": row.body, "post": row.post}
    place = gathered.touched[row.team_id].group_id
    return Line(event, subject_of("team", row.team_id), str(by.pk), place, details=told)
