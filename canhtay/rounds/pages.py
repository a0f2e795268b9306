"""Office pages of the weekly hour: a door with its visits, a visit written down afterwards, a team's slot."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from canhtay.catalogue.models import Step
from canhtay.core import clock, ids
from canhtay.core.history import subject_of
from canhtay.core.problems import NOT_HERE
from canhtay.people.models import Person
from canhtay.people.signed_in import signed_in, the_one
from canhtay.people.viewing import note_viewed
from canhtay.register.models import Household, Resident
from canhtay.register.rules import households_visible_to, residents_visible_to
from canhtay.rounds.actions import set_slot
from canhtay.rounds.deciding import Report
from canhtay.rounds.forms import SlotForm, VisitForm
from canhtay.rounds.paper import write_down_visit
from canhtay.rounds.queries import open_reasons, slots_of, visits_of
from canhtay.rounds.words import OUTCOMES
from canhtay.sync.answers import DONE
from canhtay.teams.queries import members_of, team_of, teams_run_by
from canhtay.web import notices

VISITS_SHOWN = 50


@require_safe
@signed_in
def door_page(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    household = _door(person, key)
    residents = residents_visible_to(person).filter(household=household).prefetch_related("steps__service")
    names = {(step.service_id, step.code): step.name for step in Step.objects.all()}
    context = {
        "door": household,
        "residents": [{"person": r, "steps": _steps(r, names)} for r in residents],
        "reasons": open_reasons(household),
        "visits": [(visit, dict(OUTCOMES)[visit.outcome]) for visit in visits_of(household)[:VISITS_SHOWN]],
    }
    note_viewed(
        subject_of("household", household.pk), by=person, place=household.group_id, count=lambda: len(residents)
    )
    return render(request, "rounds/door.html", context)


@signed_in
def new_visit(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    household = _door(person, key)
    members = _members(household)
    if not members:
        return render(request, "rounds/nobody.html", {"door": household})
    first = {"day": clock.today(), "by": str(person.pk)}
    form = VisitForm(request.POST or None, members=members, initial=first)
    if form.is_valid():
        answer = write_down_visit(_report(form, household), by=person)
        if answer == DONE:
            notices.say(request, _("Đã ghi lần đến nhà này."))
            return redirect("door", key)
        not_yet = _("Ngày ấy người này chưa ở trong tổ. Xin chọn lại người, hoặc ngày.")
        form.add_error("day", not_yet if answer.code == NOT_HERE.code else answer.sentence)
    context = {"form": form, "title": _("Ghi một lần đến"), "act": _("Ghi lại"), "back": reverse("door", args=[key])}
    return render(request, "register/form.html", context)


@signed_in
def slot_page(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    team = the_one(teams_run_by(person), key)
    now = slots_of([team.pk]).get(team.pk)
    first = {"weekday": now.weekday, "starts": now.starts, "minutes": now.minutes, "place": now.place} if now else {}
    form = SlotForm(request.POST or None, initial=first)
    if form.is_valid():
        set_slot(team, by=person, **form.cleaned_data)
        notices.say(request, _("Đã ghi buổi cố định. Máy của các thành viên sẽ thấy khi có mạng."))
        return redirect("team", key)
    title = _("Buổi cố định của %(team)s") % {"team": team.group.name}
    context = {"form": form, "title": title, "act": _("Ghi buổi này"), "back": reverse("team", args=[key])}
    return render(request, "register/form.html", context)


def _door(person: Person, key: UUID) -> Household:
    return the_one(households_visible_to(person).select_related("group", "alley", "opening"), key)


def _members(household: Household) -> list[Person]:
    team = team_of(household.group)
    return [row.person for row in members_of([team.pk])] if team else []


def _report(form: VisitForm, household: Household) -> Report:
    said = form.cleaned_data
    return Report(
        visit=ids.new(),
        household=household.pk,
        outcome=said["outcome"],
        by=UUID(said["by"]),
        acted_at=form.acted_at(),
        come_back_on=said["come_back_on"],
    )


def _steps(resident: Resident, names: dict[tuple[str, str], str]) -> list[dict[str, str]]:
    return [
        {"service": step.service.name, "step": names.get((step.service_id, step.step), step.step)}
        for step in resident.steps.all()
    ]
