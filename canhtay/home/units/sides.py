"""Groups of a commune that was split wait here until somebody who knows says on which side they lie."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from canhtay.core.problems import NOT_FOUND, Problem, require
from canhtay.home.units.rights import groups_waiting_for, reforms_units
from canhtay.home.units.waiting import formers_of
from canhtay.people.models import Person
from canhtay.people.signed_in import signed_in
from canhtay.places.models import Place, Reform
from canhtay.places.reform.preview import preview
from canhtay.places.reform.sides import choose_sides
from canhtay.places.successions import sides_of
from canhtay.web import notices


@signed_in
def sides(request: HttpRequest, person: Person) -> HttpResponse:
    """Chosen first, then previewed, then written: every press is checked anew from what the form says."""
    require(reforms_units(person), NOT_FOUND)
    waiting = list(groups_waiting_for(person))
    if request.method != "POST":
        return _list(request, waiting)
    chosen, side = _said(request, waiting)
    if not chosen or side is None:
        return _list(request, waiting, problem=_("Xin đánh dấu ít nhất một tổ, rồi bấm nút có tên nơi tổ ấy về."))
    told, paper = dict.fromkeys(chosen, side), request.POST.get("paper", "").replace("\0", " ")
    try:
        if "sure" in request.POST:
            _written(request, choose_sides(told, by=person, paper=paper))
            return redirect("sides")
        seen = preview(choose_sides, told, by=person, paper=paper)
    except Problem as refused:
        return _list(request, waiting, problem=refused.sentence)
    return render(request, "home/units/sides_preview.html", {"seen": seen, "chosen": chosen, "side": side})


def _list(request: HttpRequest, waiting: list[Place], **more: Any) -> HttpResponse:
    return render(request, "home/units/sides.html", {"formers": formers_of(waiting), **more})


def _said(request: HttpRequest, waiting: list[Place]) -> tuple[list[Place], Place | None]:
    """The groups that were marked, or the one whose own button was pressed ("group-side"); and where they shall go."""
    only, _dash, own_side = request.POST.get("one", "").partition("-")
    keys = {only} if only else set(request.POST.getlist("group"))
    chosen = [group for group in waiting if str(group.pk) in keys]
    wanted = own_side or request.POST.get("side", "")
    known = sides_of(chosen[0]) if chosen else []
    return chosen, next((side for side in known if str(side.pk) == wanted), None)


def _written(request: HttpRequest, reform: Reform) -> None:
    undo = reverse("undo-reform", args=[reform.pk])
    notices.say(request, _("Đã ghi. %(sentence)s.") % {"sentence": reform.sentence}, undo=undo)
