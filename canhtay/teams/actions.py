"""Verbs of teams: the only writers of teams and appointments."""

from datetime import date
from typing import Any

from django.db import transaction

from canhtay.core import clock, history
from canhtay.core.history import Actor, Line, subject_of
from canhtay.people.actions import end_grant, grant_role
from canhtay.people.models import Person
from canhtay.places.models import Place
from canhtay.places.queries import territory_of
from canhtay.sync import journal
from canhtay.sync.journal import Moved
from canhtay.teams.models import Appointment, Decision, Team

TEAM_FOUNDED = history.declare("team.founded", "group", "decision")
APPOINTED = history.declare("team.appointed", "person", "role", "post")
LEFT = history.declare("team.left", "person", "role")


def found_team(group: Place, *, by: Actor, decision: Decision | None = None, since: date | None = None) -> Team:
    return found_teams([group], by=by, decision=decision, since=since)[0]


@transaction.atomic
def found_teams(
    groups: list[Place], *, by: Actor, decision: Decision | None = None, since: date | None = None
) -> list[Team]:
    """Each group's community digital technology team, in force from `since` (today); one decision may name them all."""
    since = since or clock.today()
    teams = Team.objects.bulk_create(Team(group=group, decision=decision, valid_from=since) for group in groups)
    number = decision.number if decision else ""
    history.record_all(
        [
            Line(
                TEAM_FOUNDED,
                subject_of("team", team.pk),
                str(by.pk),
                team.group_id,
                details={"group": team.group_id, "decision": number},
            )
            for team in teams
        ]
    )
    tell(teams)
    return teams


@transaction.atomic
def appoint(
    team: Team, person: Person, role: str, *, by: Actor, post: str = "", since: date | None = None
) -> Appointment:
    """A place in the team and the role grant that goes with it: from then on the person sees the group's doors."""
    since = since or clock.today()
    grant = grant_role(person, role, team.group, by=by, since=since)
    appointment = Appointment.objects.create(
        team=team, person=person, role=role, post=post, grant=grant, valid_from=since
    )
    _record(APPOINTED, appointment, by, post=post)
    tell([team])
    return appointment


@transaction.atomic
def leave(appointment: Appointment, *, by: Actor) -> None:
    """The person leaves the team today; what he did stays his."""
    end_grant(appointment.grant, by=by)
    appointment.valid_until = clock.day_before(clock.today())
    appointment.save(update_fields=["valid_until"])
    _record(LEFT, appointment, by)
    tell([appointment.team])


def tell(teams: list[Team]) -> None:
    """The phones that hold these teams' groups hear that the teams changed."""
    journal.move(Moved(territory_of(team.group), "team", str(team.pk)) for team in teams)


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
