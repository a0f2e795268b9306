"""Office pages of teams: the list, one team, keys for a member's phone."""

from uuid import UUID

import segno
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from canhtay.core import clock
from canhtay.core.vietnamese import fold
from canhtay.people import devices
from canhtay.people.address import address_of
from canhtay.people.models import Device, Person
from canhtay.people.signed_in import signed_in, the_one
from canhtay.places.models import on
from canhtay.teams.models import Appointment
from canhtay.teams.queries import YOUTH_UNTIL, members_of, teams_run_by, teams_visible_to


@signed_in
def team_list(request: HttpRequest, person: Person) -> HttpResponse:
    now = Appointment.objects.filter(on(clock.today())).select_related("person")
    teams = teams_visible_to(person).prefetch_related(Prefetch("appointments", now, to_attr="people"))
    if words := fold(request.GET.get("q", "")):
        teams = teams.filter(group__folded__contains=words)
    return render(request, "teams/list.html", {"teams": [_row(team) for team in teams], "q": request.GET.get("q", "")})


@signed_in
def team_page(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    team = the_one(teams_visible_to(person), key)
    members = members_of([team.pk]).prefetch_related(
        Prefetch("person__devices", Device.objects.filter(revoked_at=None), to_attr="phones")
    )
    may_invite = teams_run_by(person).filter(pk=team.pk).exists()
    context = {"team": team, "members": members, "may_invite": may_invite, "youth_until": YOUTH_UNTIL}
    return render(request, "teams/team.html", context)


@require_POST
@signed_in
def invitation(request: HttpRequest, person: Person, key: UUID, member: UUID) -> HttpResponse:
    """New keys for a member's phone, shown once: six digits, a link, its picture."""
    team = the_one(teams_run_by(person), key)
    appointment = the_one(members_of([team.pk]).filter(person=member), _appointment(team.pk, member))
    keys = devices.invite(appointment.person, by=person)
    link = request.build_absolute_uri(reverse("phone")) + f"#enrol={keys.token}"
    context = {
        "team": team,
        "member": appointment.person,
        "address": address_of(appointment.person, clock.today()),
        "digits": f"{keys.code[:3]} {keys.code[3:]}",
        "link": link,
        "host": request.get_host(),
        # segno writes the picture itself; nothing of it comes from outside but our own address
        "picture": mark_safe(segno.make(link, error="m").svg_inline(scale=5, border=2)),  # noqa: S308
        "good_until": keys.good_until,
    }
    return render(request, "teams/invitation.html", context)


def _appointment(team: UUID, member: UUID) -> int | None:
    rows = Appointment.objects.filter(on(clock.today()), team=team, person=member)
    return rows.values_list("pk", flat=True).first()


def _row(team) -> dict:  # type: ignore[no-untyped-def, type-arg]
    """A team with the figures its row shows, from the people fetched with it."""
    year = clock.today().year
    ages = [year - a.person.birth_year for a in team.people if a.person.birth_year]
    return {
        "team": team,
        "leader": next((a.person for a in team.people if a.role == Appointment.Role.LEADER), None),
        "members": len(team.people),
        "youths": sum(age <= YOUTH_UNTIL for age in ages),
        "elders": sum(age >= 60 for age in ages),
    }
