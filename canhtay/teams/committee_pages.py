"""Office pages of committees: the list, one committee as of a day, founding, seating, ending."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from canhtay.core import clock
from canhtay.core.problems import Problem
from canhtay.people.actions import add_person
from canhtay.people.models import Person
from canhtay.people.signed_in import signed_in, the_one
from canhtay.people.viewing import named_where, where_exported
from canhtay.teams import committees
from canhtay.teams.choosing_rules import places_choosing_for
from canhtay.teams.committee_forms import CommitteeForm, EndForm, EndSeatForm, SeatForm, first_day
from canhtay.teams.committee_lists import COMMITTEES, with_seats
from canhtay.teams.committees import TITLES, committees_run_by, committees_visible_to
from canhtay.teams.models import Committee
from canhtay.web import notices
from canhtay.web.tables import day_asked


@require_safe
@signed_in
def committee_list(request: HttpRequest, person: Person) -> HttpResponse:
    seen = committees_visible_to(person)
    listed = COMMITTEES.of(request, with_seats(seen), person=person, seen=seen, places=where_exported(person))
    if listed.wants_file:
        title = _("Danh sách Ban Chỉ đạo, tổ công tác")
        return listed.as_file(title=title, tab=_("Ban Chỉ đạo"), place=named_where(person), by=person.name)
    begins = committees.places_to_found_at(person)
    return render(request, "teams/committees/list.html", {"list": listed, "begins": begins})


@require_safe
@signed_in
def committee_page(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    committee, day = the_one(committees_visible_to(person), key), day_asked(request)
    runs = committees_run_by(person).filter(pk=key).exists()
    titles = TITLES[committee.kind]
    context = {
        "committee": committee,
        "day": day,
        "is_today": day == clock.today(),
        "seats": [(row, titles[row.role]) for row in committees.seats_of(committee, day)],
        "past": [(row, titles[row.role]) for row in committees.past_seats_of(committee, day)],
        "runs_it": runs and committee.valid_until is None,
        "says_why": runs,
    }
    return render(request, "teams/committees/committee.html", context)


@signed_in
def new_committee(request: HttpRequest, person: Person, key: int) -> HttpResponse:
    place = the_one(places_choosing_for(person), key)
    form = CommitteeForm(request.POST or None, place=place, initial=first_day())
    if form.is_valid():
        try:
            committee = committees.found_committee(place, by=person, **form.cleaned_data)
        except Problem as problem:
            form.add_error(None, problem.sentence)
        else:
            notices.say(request, _("Đã lập %(name)s. Giờ ghi từng người vào ban.") % {"name": committee.name})
            return redirect("committee", committee.pk)
    title = _("Lập ban ở %(place)s") % {"place": place}
    return _form(request, form, title, _("Lập ban"), reverse("committees"))


@signed_in
def new_seat(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    committee = _run(person, key)
    form = SeatForm(request.POST or None, committee=committee, by=person, initial=first_day())
    if form.is_valid():
        said = form.cleaned_data
        try:
            who = form.chosen or add_person(said["name"], by=person, place=committee.place_id)
            committees.seat(committee, who, said["role"], by=person, post=said["post"], since=said["since"])
        except Problem as problem:
            form.add_error(None, problem.sentence)
        else:
            notices.say(request, _("Đã ghi %(name)s vào ban.") % {"name": who.name})
            return redirect("committee", key)
    return _form(request, form, _("Thêm người vào ban"), _("Ghi vào ban"), reverse("committee", args=[key]), committee)


@signed_in
def end_seat(request: HttpRequest, person: Person, key: UUID, seat: int) -> HttpResponse:
    committee = _run(person, key)
    row = the_one(committee.seats.filter(valid_until=None).select_related("person", "committee"), seat)
    form = EndSeatForm(request.POST or None, initial={"last_day": clock.day_before(clock.today())})
    if form.is_valid():
        try:
            committees.unseat(row, by=person, **form.cleaned_data)
        except Problem as problem:
            form.add_error("last_day", problem.sentence)
        else:
            notices.say(request, _("Đã ghi %(name)s thôi ở trong ban.") % {"name": row.person.name})
            return redirect("committee", key)
    title = _("%(name)s thôi ở trong ban") % {"name": row.person.name}
    return _form(request, form, title, _("Ghi thôi"), reverse("committee", args=[key]), committee)


@signed_in
def end_committee(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    committee = _run(person, key)
    form = EndForm(request.POST or None, initial={"last_day": clock.day_before(clock.today())})
    if form.is_valid():
        try:
            committees.end_committee(committee, by=person, **form.cleaned_data)
        except Problem as problem:
            form.add_error("last_day", problem.sentence)
        else:
            notices.say(request, _("Đã ghi ban thôi hoạt động. Ai từng ở trong ban vẫn còn xem lại được."))
            return redirect("committee", key)
    title = _("%(name)s thôi hoạt động") % {"name": committee.name}
    return _form(request, form, title, _("Ghi thôi hoạt động"), reverse("committee", args=[key]), committee)


def _run(person: Person, key: UUID) -> Committee:
    return the_one(committees_run_by(person).filter(valid_until=None), key)


def _form(
    request: HttpRequest, form: forms.Form, title: str, act: str, back: str, committee: Committee | None = None
) -> HttpResponse:
    context = {"form": form, "title": title, "act": act, "back": back, "committee": committee}
    return render(request, "teams/committees/form.html", context)
