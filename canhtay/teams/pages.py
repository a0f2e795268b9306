"""Office pages of teams: the list, one team, keys for a member's phone."""

from typing import Any
from uuid import UUID

import segno
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from canhtay.core import clock
from canhtay.core.history import subject_of
from canhtay.core.vietnamese import fold
from canhtay.people import devices
from canhtay.people.address import address_of
from canhtay.people.models import Device, Person
from canhtay.people.scope import communes_run_by
from canhtay.people.signed_in import signed_in, the_one
from canhtay.people.viewing import note_viewed
from canhtay.teams.models import Appointment, Team
from canhtay.teams.queries import is_youth, members_of, teams_run_by, teams_visible_to
from canhtay.web import notices


@require_safe
@signed_in
def team_list(request: HttpRequest, person: Person) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    teams = list(teams_visible_to(person).filter(group__folded__contains=fold(words)))
    people: dict[UUID, list[Appointment]] = {team.pk: [] for team in teams}
    for row in members_of(list(people)):
        people[row.team_id].append(row)
    context = {"teams": [_row(team, people[team.pk]) for team in teams], "q": words}
    return render(request, "teams/list.html", context | {"may_import": communes_run_by(person).exists()})


@require_safe
@signed_in
def team_page(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    """Everybody of the branch sees who is in the team; telephone numbers are for those who run it, and are noted."""
    team = the_one(teams_visible_to(person), key)
    runs_it = teams_run_by(person).filter(pk=team.pk).exists()
    members = members_of([team.pk])
    if runs_it:
        phones = Prefetch("person__devices", Device.objects.filter(revoked_at=None), to_attr="phones")
        members = members.prefetch_related(phones)
        note_viewed(subject_of("team", team.pk), by=person, place=team.group_id)
    return render(request, "teams/team.html", {"team": team, "members": members, "runs_it": runs_it})


@require_POST
@signed_in
def invitation(request: HttpRequest, person: Person, key: UUID, member: UUID) -> HttpResponse:
    """New keys for a member's phone, shown once: six digits, a link, its picture."""
    team = the_one(teams_run_by(person), key)
    invited = the_one(members_of([team.pk]), member, by="person").person
    keys = devices.invite(invited, by=person)
    link = request.build_absolute_uri(reverse("phone")) + f"#enrol={keys.token}"
    context = {
        "team": team,
        "member": invited,
        "address": address_of(invited, clock.today()),
        "digits": f"{keys.code[:3]} {keys.code[3:]}",
        "link": link,
        "host": request.get_host(),
        # segno writes the picture itself; nothing of it comes from outside but our own address
        "picture": mark_safe(segno.make(link, error="m").svg_inline(border=2, omitsize=True)),  # noqa: S308
        "good_until": keys.good_until,
    }
    return render(request, "teams/invitation.html", context)


@signed_in
def revoking(request: HttpRequest, person: Person, key: UUID, member: UUID, phone: UUID) -> HttpResponse:
    """Asks, then stops believing a member's phone: lost, broken, handed on."""
    team = the_one(teams_run_by(person), key)
    theirs = Device.objects.filter(revoked_at=None, members=member, members__in=members_of([team.pk]).values("person"))
    device, back = the_one(theirs, phone), reverse("team", args=[key])
    if request.method == "POST":
        devices.revoke(device, by=person)
        notices.say(request, _("Đã thu hồi máy. Máy ấy không gửi và không nhận được nữa."))
        return redirect(back)
    context = {
        "title": _("Thu hồi “%(phone)s”?") % {"phone": device.name or _("điện thoại")},
        "sentence": _(
            "Từ giờ máy này không gửi và không nhận được nữa. Việc còn trong máy chưa gửi thì vẫn nằm trong máy. "
            "Muốn dùng lại thì kết nối lại bằng sáu số mới."
        ),
        "act": _("Thu hồi máy này"),
        "back": back,
    }
    return render(request, "web/confirm.html", context)


def _row(team: Team, people: list[Appointment]) -> dict[str, Any]:
    ages = [row.person.age_in(clock.today().year) for row in people]
    return {
        "team": team,
        "leader": next((row.person for row in people if row.role == Appointment.Role.LEADER), None),
        "members": len(people),
        "youths": sum(is_youth(age) for age in ages),
        "elders": sum(age is not None and age >= 60 for age in ages),
    }
