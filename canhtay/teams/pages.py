"""Office pages of teams: the list, everybody in them, and one team as it is or as it was on a day."""

from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from canhtay.core.history import subject_of
from canhtay.people.models import Device, Person
from canhtay.people.scope import communes_run_by, groups_with_doors_for
from canhtay.people.signed_in import signed_in, the_one
from canhtay.people.viewing import note_viewed
from canhtay.teams.as_of import TeamThen, members_file, team_on
from canhtay.teams.lists import TEAMS
from canhtay.teams.member_list import ROSTER, about, members_in_scope
from canhtay.teams.models import Appointment, Team
from canhtay.teams.queries import members_of, teams_run_by, teams_visible_to
from canhtay.teams.rules import teams_readable_by, teams_staffed_by
from canhtay.teams.verdicts import verdict_of
from canhtay.web.tables import day_asked
from canhtay.web.tables.exports import WRITERS


@require_safe
@signed_in
def team_list(request: HttpRequest, person: Person) -> HttpResponse:
    teams = TEAMS.of(request, teams_visible_to(person), person=person)
    if teams.wants_file:
        return teams.as_file(title=_("Danh sách tổ công nghệ số cộng đồng"), by=person.name)
    begins = "no_teams" if communes_run_by(person).exists() else "nothing_in_reach"
    return render(request, "teams/list.html", {"list": teams, "empty": f"teams/parts/{begins}.html"})


@require_safe
@signed_in
def roster(request: HttpRequest, person: Person) -> HttpResponse:
    """Everybody in the teams one sees; with telephone numbers only of communes one runs, and then it is noted."""
    listed = ROSTER.of(request, members_in_scope(person), **about(person))
    commune = communes_run_by(person).first()
    if commune:
        note_viewed(subject_of("roster", commune.pk), by=person, place=commune.pk)
    if listed.wants_file:
        return listed.as_file(title=_("Danh sách thành viên các tổ"), place=str(commune or ""), by=person.name)
    return render(request, "teams/roster.html", {"list": listed})


@require_safe
@signed_in
def team_page(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    """Everybody of the branch sees who is in the team; telephone numbers are for those who run it, and are noted."""
    team = the_one(teams_readable_by(person), key)
    then = team_on(team, day_asked(request))
    if (kind := request.GET.get("export", "")) in WRITERS:
        return members_file(then, kind, by=person)
    context = {"team": team, "then": then, "path": _path_words(then)}
    context |= _of_today(person, team) if then.is_today else {"members": then.members}
    return render(request, "teams/team.html", context)


def _of_today(person: Person, team: Team) -> dict[str, Any]:
    """What is only of today: its verdict, what this reader may do with it, its telephones."""
    runs_it = teams_run_by(person).filter(pk=team.pk).exists()
    members = members_of([team.pk])
    if runs_it:
        members = _with_phones(members)
        note_viewed(subject_of("team", team.pk), by=person, place=team.group_id)
    return {
        "members": members,
        "runs_it": runs_it,
        "staffs_it": teams_staffed_by(person).filter(pk=team.pk).exists(),
        "goes_out": team.kind == Team.Kind.COMMUNITY,
        "sees_doors": groups_with_doors_for(person).filter(pk=team.group_id).exists(),
        "verdict": verdict_of(team),
    }


def _with_phones(members: QuerySet[Appointment]) -> QuerySet[Appointment]:
    believed = Device.objects.filter(revoked_at=None).order_by("enrolled_at", "pk")
    return members.prefetch_related(Prefetch("person__devices", believed, to_attr="phones"))


def _path_words(then: TeamThen) -> str:
    return then.within or _("Đang đợi chọn xã, phường")
