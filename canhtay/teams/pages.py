"""Office pages of teams: the list, everybody in them, and one team as it is or as it was on a day."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from canhtay.core import clock
from canhtay.core.history import subject_of
from canhtay.people.models import Device, Person, RoleGrant
from canhtay.people.roles import Power, roles_with
from canhtay.people.scope import communes_run_by, current_roles, groups_with_doors_for
from canhtay.people.signed_in import signed_in, the_one
from canhtay.people.viewing import named_where, note_viewed, where_exported
from canhtay.places.successions import heir_of
from canhtay.teams.as_of import TeamThen, figures_of, members_file, team_on
from canhtay.teams.decisions.rules import decisions_visible_to
from canhtay.teams.lists import TEAMS
from canhtay.teams.looking_back import day_looked_at, file_of, on_that_day
from canhtay.teams.member_list import ROSTER, about, in_commune, members_in_scope
from canhtay.teams.models import Appointment, Team
from canhtay.teams.queries import members_of, teams_run_by
from canhtay.teams.rules import teams_readable_by, teams_readable_on, teams_staffed_by
from canhtay.teams.verdicts import verdict_of
from canhtay.web.tables import day_asked, day_misread
from canhtay.web.tables.exports import WRITERS


@require_safe
@signed_in
def team_list(request: HttpRequest, person: Person) -> HttpResponse:
    day = day_looked_at(request)
    table, rows = on_that_day(TEAMS, day, "leader"), teams_readable_on(person, day)
    teams = table.of(request, rows, person=person, places=where_exported(person), day=day)
    if teams.wants_file:
        title = _("Danh sách tổ công nghệ số cộng đồng")
        return file_of(teams, day, title=title, tab=_("Các tổ"), place=named_where(person), by=person.name)
    directs = RoleGrant.Role.CITY in current_roles(person)
    begins = "no_teams" if communes_run_by(person).exists() else "nothing_begun" if directs else "nothing_in_reach"
    return render(
        request,
        "teams/list.html",
        {"list": teams, "empty": f"teams/parts/{begins}.html", "opens": begins == "no_teams", **_back(request, day)},
    )


@require_safe
@signed_in
def roster(request: HttpRequest, person: Person) -> HttpResponse:
    """Everybody in the teams one sees; with telephone numbers only of communes one runs, and then it is noted."""
    day = day_looked_at(request)
    table, rows = on_that_day(ROSTER, day, "commune", "age"), members_in_scope(person, day)
    listed = table.of(request, rows, places=where_exported(person), **about(person, day))
    for commune in communes_run_by(person):
        people = in_commune(rows, str(commune.pk), day)
        note_viewed(subject_of("roster", commune.pk), by=person, place=commune.pk, count=people.count)
    if listed.wants_file:
        title = _("Danh sách thành viên các tổ")
        return file_of(listed, day, title=title, place=named_where(person), by=person.name)
    return render(request, "teams/roster.html", {"list": listed, **_back(request, day)})


@require_safe
@signed_in
def team_page(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    """Everybody of the branch sees who is in the team; telephone numbers are for those who run it, and are noted."""
    team = the_one(teams_readable_by(person), key)
    then = team_on(team, day_asked(request))
    if (kind := request.GET.get("export", "")) in WRITERS:
        return members_file(then, kind, by=person)
    context = {"team": team, "then": then, "path": _path_words(then), "papers": _papers(person, then)}
    context["misread"] = day_misread(request)
    context |= _of_today(person, then) if then.is_today else {"members": then.members, "figures": figures_of(then)}
    return render(request, "teams/team.html", context)


def _back(request: HttpRequest, day: date) -> dict[str, Any]:
    return {"day": day, "looks_back": day != clock.today(), "misread": day_misread(request)}


def _papers(person: Person, then: TeamThen) -> set[int]:
    """Which of the decisions about this team the reader may open."""
    papers = (then.stood.decision, then.team.ended_by)
    about = {paper.pk for paper in papers if paper}
    return set(decisions_visible_to(person).filter(pk__in=about).values_list("pk", flat=True)) if about else set()


def _of_today(person: Person, then: TeamThen) -> dict[str, Any]:
    """What is only of today: its verdict, what this reader may do with it, its telephones."""
    team = then.team
    runs_it = teams_run_by(person).filter(pk=team.pk).exists()
    members = members_of([team.pk])
    if runs_it:
        members = _with_phones(members)
        note_viewed(subject_of("team", team.pk), by=person, place=team.group_id, count=lambda: len(members))
    return {
        "members": members,
        "runs_it": runs_it,
        "staffs_it": teams_staffed_by(person).filter(pk=team.pk).exists(),
        "goes_out": team.kind == Team.Kind.COMMUNITY,
        "sees_doors": groups_with_doors_for(person).filter(pk=team.group_id).exists(),
        "verdict": verdict_of(team),
        "waits": not then.within and team.group.valid_until is None,
        "chooses": not set(roles_with(Power.REFORM)).isdisjoint(current_roles(person)),
    }


def _with_phones(members: QuerySet[Appointment]) -> QuerySet[Appointment]:
    believed = Device.objects.filter(revoked_at=None).order_by("enrolled_at", "pk")
    return members.prefetch_related(Prefetch("person__devices", believed, to_attr="phones"))


def _path_words(then: TeamThen) -> str:
    if then.within:
        return then.within
    group = then.team.group
    if group.valid_until is None:
        return _("Đang đợi chọn xã, phường")
    words = {"group": group, "day": f"{group.valid_until:%d/%m/%Y}", "heir": heir_of(group)}
    said = _("%(group)s đã thôi ngày %(day)s") % words
    return said + _(", nay là %(heir)s") % words if words["heir"] else said
