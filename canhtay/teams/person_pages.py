"""A person's page: teams, roles, committees, skills, hours, phones; and what he or she says of himself there."""

from typing import Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from canhtay.catalogue.models import Service
from canhtay.core import clock
from canhtay.core.history import subject_of
from canhtay.core.reader import said
from canhtay.people.address import address_of, by_age
from canhtay.people.addressing import choose_address
from canhtay.people.models import Addressed, Device, Person, RoleGrant
from canhtay.people.roles import title_at
from canhtay.people.rules import grants_visible_to, people_visible_to
from canhtay.people.scope import place_in_the_log
from canhtay.people.signed_in import signed_in, the_one
from canhtay.people.viewing import note_viewed
from canhtay.places.models import on
from canhtay.teams.member_forms import AddressForm, HoursForm, SkillsForm
from canhtay.teams.models import Appointment, MemberSkill, Seat
from canhtay.teams.rules import (
    may_read_telephone,
    people_corrected_by,
    people_noted_by,
    teams_readable_by,
    teams_staffed_by,
)
from canhtay.teams.skills import hours_of, note_skills, set_hours, skills_of
from canhtay.teams.week import week_of_hours
from canhtay.web import notices
from canhtay.web.forms import Form


@require_safe
@signed_in
def me(request: HttpRequest, person: Person) -> HttpResponse:
    return redirect("person", person.pk)


@require_safe
@signed_in
def person_page(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    shown = the_one(people_visible_to(person), key)
    own, notes = shown == person, people_noted_by(person).filter(pk=key).exists()
    telephone = may_read_telephone(person, shown)
    if telephone and shown.phone and not own:
        note_viewed(subject_of("person", shown.pk), by=person, place=place_in_the_log(shown))
    appointments = list(_appointments(shown))
    teams = {row.team_id for row in appointments}
    context = {
        "shown": shown,
        "own": own,
        "address": address_of(shown, clock.today()),
        "telephone": telephone,
        "notes": notes,
        "corrects": people_corrected_by(person).filter(pk=key).exists(),
        "appointments": appointments,
        "staffed": set(teams_staffed_by(person).filter(pk__in=teams).values_list("pk", flat=True)),
        "readable": set(teams_readable_by(person).filter(pk__in=teams).values_list("pk", flat=True)),
        "seats": _seats(shown),
        "roles": [(row, title_at(row.role, row.place)) for row in _grants(person, shown)],
        "skills": MemberSkill.objects.filter(person=shown, level__gt=0).select_related("service").order_by("service"),
        "unasked": not MemberSkill.objects.filter(person=shown).exists(),
        "week": week_of_hours(hours_of(shown)),
        "phones": Device.objects.filter(members=shown, revoked_at=None).order_by("enrolled_at") if notes else [],
        "in_a_team": bool(appointments),
        "today": clock.today(),
    }
    return render(request, "teams/person.html", context)


@signed_in
def address(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    """For oneself, or written down by who leads the team and asked."""
    shown = the_one(people_noted_by(person), key)
    choices = _forms_of(shown)
    now = shown.addressed if shown.addressed in dict(choices) else ""
    form = AddressForm(request.POST or None, choices=choices, initial={"addressed": now})
    if form.is_valid():
        choose_address(shown, form.cleaned_data["addressed"], by=person)
        notices.say(request, _("Từ giờ máy nói với %(who)s như vậy.") % {"who": _called(shown)})
        return redirect("person", key)
    if shown == person:
        title = said(_("Máy gọi %(you)s thế nào cho phải?"))
        why = _("Mọi câu trên điện thoại và trên trang này sẽ nói theo cách ấy. Văn bản vẫn ghi Ông, Bà.")
    else:
        title = _("Máy gọi %(who)s thế nào cho phải?") % {"who": f"{address_of(shown, clock.today())} {shown.name}"}
        why = _("Mọi câu trên điện thoại và trên trang này nói với %(who)s theo cách ấy. Văn bản vẫn ghi Ông, Bà.")
        why %= {"who": _called(shown)}
    return _form(request, shown, form, title, _("Chọn cách này"), why)


@signed_in
def skills(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    shown = the_one(people_noted_by(person), key)
    services = list(Service.objects.all())
    form = SkillsForm(request.POST or None, services=services, known=skills_of(shown), own=shown == person)
    if form.is_valid():
        changed = note_skills(shown, form.levels, by=person, source=form.source_said)
        notices.say(request, _("Đã ghi.") if changed else _("Không có gì khác trước."))
        return redirect("person", key)
    title = _("%(name)s biết làm gì?") % {"name": shown.name}
    why = _("Ai cũng có việc chưa biết. Ghi đúng thì tổ cử người cho hợp, và biết nên học gì trước.")
    return _form(request, shown, form, title, _("Ghi lại"), why)


@signed_in
def hours(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    shown = the_one(people_noted_by(person), key)
    form = HoursForm(request.POST or None, known=hours_of(shown))
    if form.is_valid():
        changed = set_hours(shown, form.hours, by=person)
        notices.say(request, _("Đã ghi.") if changed else _("Không có gì khác trước."))
        return redirect("person", key)
    title = _("%(name)s đi được lúc nào?") % {"name": shown.name}
    why = _("Đánh dấu những buổi thường rảnh. Không phải lời hứa: tuần nào bận thì cứ báo bận.")
    return _form(request, shown, form, title, _("Ghi lại"), why, template="teams/hours.html")


def _appointments(shown: Person) -> QuerySet[Appointment]:
    """Those of now first, then the last to end. What was entered by mistake is not shown: it never was."""
    rows = Appointment.objects.filter(Q(valid_until=None) | Q(valid_until__gte=F("valid_from")), person=shown)
    rows = rows.annotate(held_now=ExpressionWrapper(on(clock.today()), BooleanField()))
    return rows.select_related("team__group").order_by(F("valid_until").desc(nulls_first=True), "-valid_from", "pk")


def _seats(shown: Person) -> QuerySet[Seat]:
    rows = Seat.objects.filter(person=shown).select_related("committee")
    return rows.order_by(F("valid_until").desc(nulls_first=True), "-valid_from", "pk")


def _grants(person: Person, shown: Person) -> QuerySet[RoleGrant]:
    """Roles beside those of teams, which stand there by themselves: one's own, and those one may see."""
    grants = RoleGrant.objects.filter(person=shown, appointments=None).select_related("place")
    if shown != person:
        grants = grants.filter(pk__in=grants_visible_to(person).values("pk"))
    return grants.order_by(F("valid_until").desc(nulls_first=True), "-valid_from", "pk")


def _forms_of(shown: Person) -> list[tuple[str, str]]:
    """ "bác Hòa", "chú Hòa" …, each once, and first what is said by age."""
    usual = by_age(shown, clock.today())
    first = _("Theo tuổi: %(form)s %(name)s") % {"form": usual, "name": shown.given_name}
    others = [form.value for form in Addressed if form.value != usual]
    return [("", first), *((form, f"{form} {shown.given_name}") for form in others)]


def _called(shown: Person) -> str:
    return f"{address_of(shown, clock.today())} {shown.given_name}"


def _form(
    request: HttpRequest, shown: Person, form: Form, title: str, act: str, why: str, template: str = "teams/form.html"
) -> HttpResponse:
    back = reverse("person", args=[shown.pk])
    crumbs = [{"title": shown.name, "url": back}]
    context: dict[str, Any] = {"title": title, "form": form, "act": act, "back": back, "sentence": why}
    return render(request, template, context | {"crumbs": crumbs, "shown": shown})
