"""Verbs of teams: the only writers of teams and appointments. Nothing is overwritten: a change ends a row and begins another."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop as n

from canhtay.core import clock, history
from canhtay.core.history import Actor, Line, subject_of
from canhtay.core.problems import Kind, Problem, require
from canhtay.core.vietnamese import nfc
from canhtay.people.actions import end_grant, grant_role
from canhtay.people.models import Person
from canhtay.places.actions import NewGroup, open_groups
from canhtay.places.models import Place
from canhtay.places.queries import territory_of
from canhtay.sync import journal
from canhtay.sync.journal import Moved
from canhtay.teams.models import Appointment, Decision, Leaving, Team
from canhtay.teams.offices import body_of
from canhtay.teams.queries import last_days_of
from canhtay.teams.standing import restate

TEAM_FOUNDED = history.declare("team.founded", "group", "decision", "kind")
APPOINTED = history.declare("team.appointed", "person", "role", "body", "post")
LEFT = history.declare("team.left", "person", "role", "because", "until")

TEAM_ENDED = Kind(
    "team_has_ended", 409, n("%(team)s đã thôi hoạt động, nên không ghi người vào được nữa. Xin mở lại trang của tổ.")
)
LEFT_ALREADY = Kind(
    "left_already",
    409,
    n("%(name)s đã được ghi rời tổ hoặc đổi vai ở nơi khác rồi, nên chưa ghi gì thêm. Xin mở lại trang của tổ."),
)
HAS_A_TEAM = Kind("has_a_team", 409, n("%(group)s đã có một tổ loại này. Xin mở tổ ấy ra mà sửa."))
IN_IT_ALREADY = Kind("in_it_already", 409, n("%(name)s đang ở trong tổ này rồi."))
LEAVES_BEFORE_JOINING = Kind(
    "leaves_before_joining", 422, n("%(name)s vào tổ ngày %(since)s; ngày cuối ở tổ phải từ hôm ấy trở đi.")
)


def found_team(
    group: Place,
    *,
    by: Actor,
    decision: Decision | None = None,
    since: date | None = None,
    kind: str = Team.Kind.COMMUNITY,
    label: str = "",
) -> Team:
    return found_teams([group], by=by, decision=decision, since=since, kind=kind, label=label)[0]


@transaction.atomic
def open_with_team(commune: Place, new: NewGroup, *, by: Actor, since: date) -> Team:
    """A residential group that was not on record, and its team. Raises Problem as `open_groups` does; nothing is stored then."""
    [group] = open_groups(commune, [new], by=by, since=since)
    return found_team(group, by=by, since=since)


@transaction.atomic
def found_teams(
    groups: list[Place],
    *,
    by: Actor,
    decision: Decision | None = None,
    since: date | None = None,
    kind: str = Team.Kind.COMMUNITY,
    label: str = "",
) -> list[Team]:
    """Each group's team of this kind, in force from `since` (today); one decision may name them all.

    Raises Problem(HAS_A_TEAM) where a group has one: none of them is founded then.
    """
    since = since or clock.today()
    label = nfc(label) or str(Team.Kind(kind).label)
    rows = [Team(group=group, decision=decision, valid_from=since, kind=kind, label=label) for group in groups]
    try:
        with transaction.atomic():
            teams = Team.objects.bulk_create(rows)
    except IntegrityError as fault:
        taken = Team.objects.filter(group__in=groups, kind=kind, valid_until=None).select_related("group").first()
        raise Problem(HAS_A_TEAM, group=str(taken.group if taken else groups[0])) from fault
    number = decision.number if decision else ""
    history.record_all(
        [
            Line(
                TEAM_FOUNDED,
                subject_of("team", team.pk),
                str(by.pk),
                team.group_id,
                details={"group": team.group_id, "decision": number, "kind": kind},
            )
            for team in teams
        ]
    )
    restate(teams)
    tell(teams)
    return teams


@transaction.atomic
def appoint(
    team: Team,
    person: Person,
    role: str,
    *,
    by: Actor,
    post: str = "",
    body: str = "",
    since: date | None = None,
    decision: Decision | None = None,
) -> Appointment:
    """A place in the team and the role grant that goes with it: from then on the person sees the group's doors.

    `post` as written ("Bí thư chi bộ"); `body` follows from it unless said. Raises Problem: TEAM_ENDED, IN_IT_ALREADY.
    """
    hold_standing(team)
    since, post = since or clock.today(), nfc(post)
    grant = grant_role(person, role, team.group, by=by, since=since)
    try:
        with transaction.atomic():
            appointment = Appointment.objects.create(
                team=team,
                person=person,
                role=role,
                post=post,
                body=body or body_of(post),
                grant=grant,
                valid_from=since,
                decision=decision,
            )
    except IntegrityError as fault:
        raise Problem(IN_IT_ALREADY, name=person.name) from fault
    _record(APPOINTED, appointment, by, body=appointment.body, post=post)
    restate([team])
    tell([team])
    return appointment


@transaction.atomic
def leave(
    appointment: Appointment, *, by: Actor, because: str = "", note: str = "", last_day: date | None = None
) -> None:
    """The person's last day in the team is `last_day` (yesterday); what he did stays his.

    Raises Problem: LEFT_ALREADY, LEAVES_BEFORE_JOINING.
    """
    end_appointments([appointment], by=by, because=because, note=note, last_day=last_day)


@transaction.atomic
def end_appointments(
    appointments: Iterable[Appointment],
    *,
    by: Actor,
    because: str = "",
    note: str = "",
    last_day: date | None = None,
) -> None:
    """As `leave`, for all of a team that ends."""
    last_day = last_day or clock.day_before(clock.today())
    rows = list(appointments)
    _hold_open(rows)
    for row in rows:
        # Ended the day before it began is allowed: it was never in force, as when a mistake is mended the same day.
        soon = last_day >= clock.day_before(row.valid_from)
        require(soon, LEAVES_BEFORE_JOINING, name=row.person.name, since=f"{row.valid_from:%d/%m/%Y}")
        row.valid_until, row.left_because, row.left_note = last_day, because, nfc(note)
        row.save(update_fields=["valid_until", "left_because", "left_note"])
        if not row.grant.appointments.filter(valid_until=None).exists():
            end_grant(row.grant, by=by, last_day=last_days_of([row.grant_id]).get(row.grant_id, last_day))
        _record(LEFT, row, by, because=because, until=last_day.isoformat())
    teams = list({row.team_id: row.team for row in rows}.values())
    restate(teams)
    tell(teams)


@transaction.atomic
def change_role(
    appointment: Appointment,
    *,
    by: Actor,
    role: str | None = None,
    post: str | None = None,
    body: str | None = None,
    since: date | None = None,
    decision: Decision | None = None,
) -> Appointment:
    """Another role, office or body from `since` (today) on: the appointment held so far ends the day before, a new one begins."""
    since = since or clock.today()
    new_post = appointment.post if post is None else nfc(post)
    if body is None:
        body = appointment.body if post is None else body_of(new_post)
    role = role or appointment.role
    if (role, new_post, body) == (appointment.role, appointment.post, appointment.body):
        return appointment
    leave(appointment, by=by, because=Leaving.ROLE, last_day=clock.day_before(since))
    return appoint(
        appointment.team, appointment.person, role, by=by, post=new_post, body=body, since=since, decision=decision
    )


def hold_standing(team: Team) -> None:
    """Lock the team's territory; it must stand still, whatever the page had before it. Raises Problem(TEAM_ENDED)."""
    journal.lock([territory_of(team.group)])
    require(Team.objects.filter(pk=team.pk, valid_until=None).exists(), TEAM_ENDED, team=str(team))


def _hold_open(rows: list[Appointment]) -> None:
    journal.lock(territory_of(row.team.group) for row in rows)
    held = Appointment.objects.filter(pk__in=[row.pk for row in rows], valid_until=None)
    still = set(held.values_list("pk", flat=True))
    for row in rows:
        require(row.pk in still, LEFT_ALREADY, name=row.person.name)


def tell(teams: list[Team]) -> None:
    """The phones that hold these teams' groups hear that the teams changed. A Project 06 group has no hour and no phones."""
    told = [team for team in teams if team.kind == Team.Kind.COMMUNITY]
    journal.move(
        Moved(territory_of(team.group), "team", str(team.pk), gone=team.valid_until is not None) for team in told
    )


def _record(event: str, appointment: Appointment, by: Actor, **details: Any) -> None:
    team = appointment.team
    history.record(
        event,
        subject_of("team", team.pk),
        by=by,
        place=team.group_id,
        person=str(appointment.person_id),
        role=appointment.role,
        **details,
    )
