"""Reforms: a new one, one decision a screen, then what it would touch, then it is written; and taking one back."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from canhtay.core.problems import NOT_FOUND, Problem, require
from canhtay.core.reforms import Where, tallies
from canhtay.home.units.commune_forms import AT_A_PROVINCE
from canhtay.home.units.group_forms import AT_A_COMMUNE
from canhtay.home.units.reform_forms import ReformForm, Words
from canhtay.home.units.reform_list import REFORMS, with_undo
from canhtay.home.units.rights import (
    communes_reformed_by,
    provinces_reformed_by,
    reforms_seen_by,
    reforms_undone_by,
    reforms_units,
)
from canhtay.home.units.steps import shown_steps, step_of
from canhtay.home.units.words import its_province
from canhtay.people.models import Person
from canhtay.people.scope import communes_run_by
from canhtay.people.signed_in import signed_in, the_one
from canhtay.places.models import Place, Reform
from canhtay.places.reform.preview import preview
from canhtay.places.reform.undoing import stops_undoing, undo_reform
from canhtay.register.queries import alleys_of
from canhtay.web import notices
from canhtay.web.problem_pages import done


@require_safe
@signed_in
def reforms(request: HttpRequest, person: Person) -> HttpResponse:
    require(reforms_units(person), NOT_FOUND)
    listed = REFORMS.of(request, with_undo(reforms_seen_by(person), person), person=person)
    return render(request, "home/units/reforms.html", {"list": listed})


@require_safe
@signed_in
def new_reform(request: HttpRequest, person: Person) -> HttpResponse:
    """First which kind; where somebody runs many communes, which of them as well."""
    require(reforms_units(person), NOT_FOUND)
    communes, provinces = list(communes_reformed_by(person)), list(provinces_reformed_by(person))
    commune = _chosen(communes, request.GET.get("commune", ""))
    context = {
        "communes": communes,
        "commune": commune,
        "here": _to_choose(_kinds(person, communes, commune)) if commune else [],
        "provinces": [(one, _to_choose(AT_A_PROVINCE)) for one in provinces],
        "above": its_province(communes[0] if communes else None),
    }
    return render(request, "home/units/new_reform.html", context)


@signed_in
def reform_form(request: HttpRequest, person: Person, kind: str, key: int) -> HttpResponse:
    """Every press is checked anew from what the form says, the places among what this person may change today."""
    form = _form(request, person, kind, key)
    step = step_of(form, request.POST)
    if step < len(form.steps):
        return _shown(request, form, step)
    call = form.call()
    try:
        if "sure" in request.POST:
            return _written(request, call.verb(*call.what, by=person, **call.how))
        seen = preview(call.verb, *call.what, by=person, **call.how)
    except Problem as problem:
        form.add_error(None, problem.sentence)
        return _shown(request, form, step - 1)
    return _shown(request, form, step, seen=seen)


@signed_in
def undo(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    """What was just done is taken back by the button beside its notice; later the page asks first."""
    undone = reforms_seen_by(person).filter(pk=key, undone_at__isnull=False).first()
    if undone:
        said = _("Việc này đã hoàn tác rồi: %(sentence)s.") % {"sentence": undone.sentence}
        return done(request, said, reverse("reforms"), _("Về danh sách thay đổi"))
    reform = the_one(reforms_undone_by(person), key)
    stops = stops_undoing(reform)
    if request.method == "POST" and not stops:
        undo_reform(reform, by=person)
        notices.say(request, _("Đã hoàn tác. %(sentence)s.") % {"sentence": reform.sentence})
        return redirect("reforms")
    return render(request, "home/units/undo_reform.html", {"reform": reform, "stops": stops, **_touched(reform)})


def _form(request: HttpRequest, person: Person, kind: str, key: int) -> ReformForm:
    posted = request.POST if request.method == "POST" else None
    initial = {"place": request.GET.get("place", "")}
    if kind in AT_A_PROVINCE:
        return AT_A_PROVINCE[kind](posted, at=the_one(provinces_reformed_by(person), key), initial=initial)
    communes = communes_reformed_by(person)
    commune = the_one(communes, key)
    kinds = _kinds(person, list(communes), commune)
    require(kind in kinds, NOT_FOUND)
    more: dict[str, dict[str, Any]] = {
        "move": {"targets": communes},
        "split-group": {"alleys": partial(alleys_of, person)},
    }
    return kinds[kind](posted, at=commune, initial=initial, **more.get(kind, {}))


def _kinds(person: Person, communes: list[Place], commune: Place) -> dict[str, type[ReformForm]]:
    """Moving groups needs somewhere else to move them to; splitting one names alleys, which are for who runs the commune."""
    lacking = {"move"} if len(communes) < 2 else set()
    if not communes_run_by(person).filter(pk=commune.pk).exists():
        lacking.add("split-group")
    return {kind: form for kind, form in AT_A_COMMUNE.items() if kind not in lacking}


def _to_choose(kinds: dict[str, type[ReformForm]]) -> list[tuple[str, Words, Words]]:
    return [(kind, form.title, form.why) for kind, form in kinds.items()]


def _shown(request: HttpRequest, form: ReformForm, step: int, **more: Any) -> HttpResponse:
    asked = form.steps[step].fields if step < len(form.steps) else ()
    context = {
        "form": form,
        "at": form.at,
        "step": step,
        "asked": [form[name] for name in asked],
        "kept": [field for field in form if field.name not in asked and field.name in form.data],
        "searched": form.searched if form.searched in asked else "",
        "steps": shown_steps(form, step, _("Xem trước rồi ghi")),
        "before": step - 1,
        "last": len(form.steps) - 1,
    }
    return render(request, "home/units/reform_form.html", context | more)


def _written(request: HttpRequest, reform: Reform) -> HttpResponse:
    undo_url = reverse("undo-reform", args=[reform.pk])
    notices.say(request, _("Đã ghi. %(sentence)s.") % {"sentence": reform.sentence}, undo=undo_url)
    return redirect("reforms")


def _touched(reform: Reform) -> dict[str, Any]:
    """What undoing would touch, counted as it stands now."""
    groups = list(reform.touches.filter(kind=Place.Kind.GROUP).order_by("sort_key", "pk"))
    founded = reform.touches.filter(valid_from=reform.day).exclude(kind=Place.Kind.GROUP)
    where = Where([group.pk for group in groups], list(founded.values_list("pk", flat=True)))
    return {"groups": [str(group) for group in groups], "tallies": tallies(where)}


def _chosen(communes: list[Place], key: str) -> Place | None:
    if len(communes) == 1:
        return communes[0]
    return next((commune for commune in communes if str(commune.pk) == key), None)
