"""Roles given out, prolonged, taken back: by whom, to whom, where, from when until when."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from canhtay.core import clock, reader
from canhtay.core.problems import NOT_FOUND, Problem, require
from canhtay.people.grant_actions import Slip, cancel_grant, give_role, set_last_day, take_back
from canhtay.people.grant_forms import EndingForm, GiveForm, LastDayForm, as_known
from canhtay.people.grant_list import GRANTS
from canhtay.people.grant_rules import (
    grants_changed_by,
    grants_listed_for,
    grants_prolonged_by,
    may_read_grants,
    people_of_this_name,
    places_to_give,
    roles_given_by,
)
from canhtay.people.grant_slips import hand_over
from canhtay.people.grant_words import what_for
from canhtay.people.models import Person, RoleGrant
from canhtay.people.person_forms import NEW
from canhtay.people.roles import RULES, title_at
from canhtay.people.rules import not_over, people_visible_to
from canhtay.people.signed_in import signed_in, the_one
from canhtay.people.viewing import named_where, where_exported
from canhtay.web import notices


@require_safe
@signed_in
def grants(request: HttpRequest, person: Person) -> HttpResponse:
    require(may_read_grants(person), NOT_FOUND)
    gives = bool(roles_given_by(person))
    listed = GRANTS.of(request, grants_listed_for(person), person=person, gives=gives, places=where_exported(person))
    if listed.wants_file:
        return listed.as_file(title=_("Quyền và tài khoản"), place=named_where(person), by=person.name)
    return render(request, "people/grants/list.html", {"list": listed, "gives": gives})


@signed_in
def new_grant(request: HttpRequest, person: Person) -> HttpResponse:
    """First which role, then who and where. `?person=` names somebody who is known."""
    roles = roles_given_by(person)
    require(bool(roles), NOT_FOUND)
    role, to = request.GET.get("role", ""), _receiver(person, request.GET.get("person"))
    if role not in roles:
        held_at = {one: places_to_give(person, one).first() for one in roles}
        choices = [(one, title_at(one, place), what_for(one, place)) for one, place in held_at.items()]
        return render(request, "people/grants/roles.html", {"roles": choices, "to": to})
    return _give(request, person, role, to)


def _give(request: HttpRequest, person: Person, role: str, to: Person | None) -> HttpResponse:
    places = places_to_give(person, role)
    form = GiveForm(request.POST or None, role=role, places=places, to=to, initial={"since": clock.today()})
    known = list(people_of_this_name(person, form.typed())) if form.is_bound and not to else []
    if known:
        form.ask_whether((str(one.pk), as_known(one)) for one in known)
    if form.is_valid():
        said = form.cleaned_data
        receiver = to or next((one for one in known if str(one.pk) == said.get("same", NEW)), None) or form.about()
        try:
            given = give_role(receiver, role, form.chosen_place, by=person, since=said["since"], until=said["until"])
        except Problem as problem:
            form.add_error(None, problem.sentence)
        else:
            return _after(request, given.grant, given.slip)
    held_at = places.first()
    title = title_at(role, held_at)
    heading = (
        _("Giao cho %(name)s: %(role)s") % {"name": to.name, "role": title}
        if to
        else _("Giao: %(role)s") % {"role": title}
    )
    return _form(request, form, heading, _("Giao quyền"), sentence=what_for(role, held_at))


@signed_in
def end_grant(request: HttpRequest, person: Person, key: int) -> HttpResponse:
    """Asks until when, and says what goes with it; of one's own last role most of all."""
    grant = the_one(grants_changed_by(person), key)
    form = EndingForm(request.POST or None, grant=grant)
    if form.is_valid():
        try:
            _end(grant, form.cleaned_data, person)
        except Problem as problem:
            form.add_error(None, problem.sentence)
        else:
            notices.say(request, _("Đã ghi: %(name)s thôi %(role)s.") % _named(grant))
            return redirect("home" if grant.person == person else "grants")
    title = _("Thôi giao %(role)s cho %(name)s?") % _named(grant)
    return _form(request, form, title, _("Thôi giao"), sentence=_what_ends(grant, person))


@signed_in
def prolong(request: HttpRequest, person: Person, key: int) -> HttpResponse:
    grant = the_one(grants_prolonged_by(person), key)
    form = LastDayForm(request.POST or None, grant=grant)
    if form.is_valid():
        try:
            set_last_day(grant, form.cleaned_data["until"], by=person)
        except Problem as problem:
            form.add_error("until", problem.sentence)
        else:
            notices.say(request, _("Đã đổi ngày cuối cho %(name)s.") % _named(grant))
            return redirect("grants")
    now = (
        _("%(role)s, %(place)s. Đang giao đến hết ngày %(until)s.")
        if grant.valid_until
        else _("%(role)s, %(place)s. Đang giao không có ngày cuối.")
    )
    title = _("Đổi ngày cuối cho %(name)s") % _named(grant)
    return _form(request, form, title, _("Ghi ngày cuối"), sentence=now % _named(grant))


def _end(grant: RoleGrant, said: dict[str, Any], by: Person) -> None:
    if said.get("never"):
        cancel_grant(grant, by=by, reason=said["reason"])
    else:
        take_back(grant, said["last_day"], by=by, reason=said["reason"])


def _receiver(person: Person, key: str | None) -> Person | None:
    if not key:
        return None
    try:
        return the_one(people_visible_to(person).exclude(pk=person.pk), key)
    except ValidationError as fault:  # no key at all
        raise Problem(NOT_FOUND) from fault


def _after(request: HttpRequest, grant: RoleGrant, slip: Slip | None) -> HttpResponse:
    if slip:
        return hand_over(request, slip, new=True)
    notices.say(request, _("Đã giao %(role)s cho %(name)s, %(place)s.") % _named(grant))
    if RULES[grant.role].office and not hasattr(grant.person, "account"):
        notices.warn(
            request, _("%(name)s còn giữ quyền do nơi khác giao, nên tài khoản phải do nơi ấy mở.") % _named(grant)
        )
    return redirect("grants")


def _what_ends(grant: RoleGrant, person: Person) -> str:
    said = _("Sau ngày cuối, %(name)s không còn thấy gì ở %(place)s nhờ vai này. Việc đã làm vẫn ghi tên.") % _named(
        grant
    )
    if grant.person != person:
        return said
    others = RoleGrant.objects.filter(not_over(), person=person).exclude(pk=grant.pk).exists()
    own = (
        _("Đây là vai của chính %(you)s.")
        if others
        else _(
            "Đây là vai cuối cùng của chính %(you)s: thôi rồi thì đăng nhập vào không còn thấy gì, và không tự giao lại được."
        )
    )
    return f"{reader.said(own)} {said}"


def _named(grant: RoleGrant) -> dict[str, Any]:
    until: date | None = grant.valid_until
    return {
        "name": grant.person.name,
        "role": title_at(grant.role, grant.place),
        "place": str(grant.place),
        "until": f"{until:%d/%m/%Y}" if until else "",
    }


def _form(request: HttpRequest, form: Any, title: str, act: str, *, sentence: Any = "") -> HttpResponse:
    back = reverse("grants")
    crumbs = [{"title": _("Quyền và tài khoản"), "url": back}, {"title": title, "url": ""}]
    context = {"title": title, "form": form, "act": act, "back": back, "sentence": sentence, "crumbs": crumbs}
    return render(request, "people/grants/form.html", context)
