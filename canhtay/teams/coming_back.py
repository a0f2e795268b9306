"""Somebody who left is in the team again.

Taken back on the day it was written down, the leaving was a slip: the appointment goes on as if nothing had been, and both acts
stay in the history. Later he really was away: a new appointment begins, and the gap stays to be seen.
"""

from datetime import date, time

from django.db import transaction

from canhtay.core import clock, history
from canhtay.core.history import Actor, subject_of
from canhtay.core.models import Event
from canhtay.core.problems import require
from canhtay.people.models import RoleGrant
from canhtay.teams.actions import IN_IT_ALREADY, LEFT, appoint, hold_standing, tell
from canhtay.teams.models import Appointment
from canhtay.teams.standing import restate

CAME_BACK = history.declare("team.came_back", "person", "role", "since")


@transaction.atomic
def come_back(appointment: Appointment, *, by: Actor, since: date | None = None) -> Appointment:
    """`since` (today) is the first day of a new appointment, never before the day after the last.

    Raises Problem: TEAM_ENDED, IN_IT_ALREADY.
    """
    hold_standing(appointment.team)
    again = Appointment.objects.filter(team=appointment.team, person=appointment.person, valid_until=None)
    require(not again.exists(), IN_IT_ALREADY, name=appointment.person.name)
    if _left_today(appointment):
        return _reopen(appointment, by)
    assert appointment.valid_until is not None  # noqa: S101 - or it would have been found open above
    since = max(since or clock.today(), clock.day_after(appointment.valid_until))
    new = appoint(
        appointment.team,
        appointment.person,
        appointment.role,
        by=by,
        post=appointment.post,
        body=appointment.body,
        since=since,
    )
    _record(new, by)
    return new


def _reopen(appointment: Appointment, by: Actor) -> Appointment:
    appointment.valid_until, appointment.left_because, appointment.left_note = None, "", ""
    appointment.save(update_fields=["valid_until", "left_because", "left_note"])
    reopen_grant(appointment)
    _record(appointment, by)
    restate([appointment.team])
    tell([appointment.team])
    return appointment


def reopen_grant(appointment: Appointment) -> None:
    """Unless another of the same kind is open by now, as from the group's other team."""
    grant = appointment.grant
    others = RoleGrant.objects.filter(person=grant.person_id, role=grant.role, place=grant.place_id, valid_until=None)
    if open_one := others.exclude(pk=grant.pk).first():
        appointment.grant = open_one
        appointment.save(update_fields=["grant"])
    else:
        grant.valid_until = None
        grant.save(update_fields=["valid_until"])


def _left_today(appointment: Appointment) -> bool:
    """Whether this leaving was written down today."""
    assert appointment.valid_until is not None  # noqa: S101 - asked of who left
    midnight = clock.at(clock.today(), time())
    told = Event.objects.filter(name=LEFT, subject=subject_of("team", appointment.team_id), recorded_at__gte=midnight)
    this = {"person": str(appointment.person_id), "until": appointment.valid_until.isoformat()}
    return any(this.items() <= event.details.items() for event in told)


def _record(appointment: Appointment, by: Actor) -> None:
    history.record(
        CAME_BACK,
        subject_of("team", appointment.team_id),
        by=by,
        place=appointment.team.group_id,
        person=str(appointment.person_id),
        role=appointment.role,
        since=appointment.valid_from.isoformat(),
    )
