"""Into a team, another role in it, out of it, back again; and what is on record of a person put right."""

from typing import Any, cast
from uuid import UUID

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from canhtay.core import clock
from canhtay.core.problems import Problem
from canhtay.people.actions import change_person
from canhtay.people.models import Person
from canhtay.people.person_forms import NEW
from canhtay.people.signed_in import signed_in, the_one
from canhtay.teams import joining
from canhtay.teams.actions import leave
from canhtay.teams.coming_back import come_back
from canhtay.teams.leading import change_place, leaders_of
from canhtay.teams.member_forms import LeavingForm, NewMemberForm, PersonForm, RoleForm, as_known
from canhtay.teams.models import Appointment, Leaving, Team
from canhtay.teams.rules import people_corrected_by, teams_staffed_by
from canhtay.web import notices
from canhtay.web.forms import Form


@signed_in
def new_member(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    team = the_one(teams_staffed_by(person), key)
    initial = {"role": Appointment.Role.MEMBER, "since": clock.today()}
    form = NewMemberForm(request.POST or None, initial=initial, first_day=team.valid_from)
    known = list(joining.known_already(person, *form.typed())) if form.is_bound else []
    if known:
        form.ask_whether(as_known(one, joining.where_known(one)) for one in known)
    _ask_who_led(form, team)
    if form.is_valid():
        said = form.cleaned_data
        same = next((one for one in known if str(one.pk) == said.get("same", NEW)), None)
        try:
            row = joining.take_in(team, form.about(), same=same, instead=form.instead, **form.place(), by=person)
        except Problem as problem:
            form.add_error(None, problem.sentence)
        else:
            notices.say(request, _("Đã ghi %(name)s vào tổ.") % {"name": row.person.name})
            return redirect("team", key)
    return _form(request, team, form, _("Thêm người vào tổ"), _("Ghi vào tổ"))


@signed_in
def change_membership(request: HttpRequest, person: Person, key: UUID, member: UUID) -> HttpResponse:
    row = _held(person, key, member)
    initial = {"role": row.role, "post": row.post, "body": row.body, "since": clock.today()}
    form = RoleForm(request.POST or None, initial=initial, first_day=row.valid_from)
    _ask_who_led(form, row.team, besides=row.person)
    if form.is_valid():
        try:
            change_place(row, instead=form.instead, since=form.cleaned_data["since"], by=person, **form.changes())
        except Problem as problem:
            form.add_error(None, problem.sentence)
        else:
            notices.say(request, _("Đã ghi. Vai trước đây của %(name)s vẫn còn trong sổ.") % {"name": row.person.name})
            return redirect("team", key)
    return _form(request, row.team, form, _("Vai của %(name)s") % {"name": row.person.name}, _("Ghi thay đổi"))


@signed_in
def leaving(request: HttpRequest, person: Person, key: UUID, member: UUID) -> HttpResponse:
    """Asks why and since when; the notice that follows has the way back."""
    row = _held(person, key, member)
    form = LeavingForm(request.POST or None, initial={"last_day": clock.today()})
    if form.is_valid():
        said = form.cleaned_data
        slip = said["because"] == Leaving.MISTAKE
        last_day = clock.day_before(row.valid_from) if slip else said["last_day"]
        try:
            leave(row, by=person, because=said["because"], note=said["note"], last_day=last_day)
        except Problem as problem:
            form.add_error("last_day", problem.sentence)
        else:
            undo = reverse("coming-back", args=[row.pk])
            notices.say(request, _("%(name)s đã rời tổ.") % {"name": row.person.name}, undo=undo)
            return redirect("team", key)
    title = _("%(name)s rời tổ?") % {"name": row.person.name}
    sentence = _(
        "Từ sau ngày cuối, %(name)s không xem được nhà của tổ nữa. Những việc đã làm vẫn ghi tên, và tên vẫn nằm "
        "trong danh sách người cũ của tổ."
    ) % {"name": row.person.name}
    return _form(request, row.team, form, title, _("Ghi là đã rời tổ"), sentence=sentence)


@require_POST
@signed_in
def coming_back(request: HttpRequest, person: Person, key: int) -> HttpResponse:
    left = Appointment.objects.filter(team__in=teams_staffed_by(person).values("pk"), valid_until__isnull=False)
    row = the_one(left.select_related("team__group", "person", "grant"), key)
    try:
        come_back(row, by=person)
    except Problem as problem:
        notices.warn(request, problem.sentence)
    else:
        notices.say(request, _("%(name)s lại ở trong tổ.") % {"name": row.person.name})
    return redirect("team", row.team_id)


@signed_in
def correct_person(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    wrong = the_one(people_corrected_by(person), key)
    initial = {name: getattr(wrong, name) for name in ("name", "gender", "birth_year", "phone")}
    form = PersonForm(request.POST or None, initial=initial)
    if form.is_valid():
        changed = change_person(wrong, by=person, place=_group_of(wrong), **form.about())
        notices.say(request, _("Đã sửa thông tin.") if changed else _("Không có gì khác trước."))
        return redirect("person", key)
    context = {
        "title": _("Sửa thông tin của %(name)s") % {"name": wrong.name},
        "form": form,
        "act": _("Ghi lại"),
        "back": reverse("person", args=[key]),
    }
    return render(request, "teams/form.html", context)


def _ask_who_led(form: RoleForm, team: Team, besides: Person | None = None) -> None:
    if form.is_to_lead:
        form.ask_who_led([row.person.name for row in leaders_of(team, besides)])


def _group_of(person: Person) -> int | None:
    """Of the team he is in, or was in last."""
    rows = Appointment.objects.filter(person=person).order_by(F("valid_until").desc(nulls_first=True), "-pk")
    return rows.values_list("team__group", flat=True).first()


def _held(person: Person, key: UUID, member: UUID) -> Appointment:
    """The open appointment of a member of a team this person staffs."""
    team = the_one(teams_staffed_by(person), key)
    rows = Appointment.objects.filter(team=team, valid_until=None).select_related("team__group", "person", "grant")
    return the_one(rows, member, by="person")


def _form(request: HttpRequest, team: Team, form: Form, title: str, act: str, **more: Any) -> HttpResponse:
    back = reverse("team", args=[team.pk])
    crumbs = [{"title": _("Các tổ"), "url": reverse("teams")}, {"title": team.group.name, "url": back}]
    context = {"title": title, "form": form, "act": act, "back": back, "crumbs": crumbs, **more}
    return render(request, "teams/form.html", cast(dict[str, Any], context))
