"""Groups of a commune that was split wait here until somebody who knows says on which side they lie.

Who wants them for the own side asks; it is so when another side or the city sends them there.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from canhtay.core.problems import NOT_FOUND, Problem, require
from canhtay.home.units.rights import (
    askings_ended_by,
    communes_reformed_by,
    groups_waiting_for,
    may_say,
    reforms_units,
)
from canhtay.home.units.waiting import formers_of
from canhtay.home.units.words import its_province
from canhtay.people.models import Person
from canhtay.people.signed_in import signed_in, the_one
from canhtay.places.models import Place, Reform
from canhtay.places.reform.asking import ask_for_groups, askings_of, end_asking
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
        return _list(request, person, waiting)
    if "withdraw" in request.POST:
        return _withdrawn(request, person)
    if "agree" in request.POST:
        return _agreed(request, person, waiting)
    chosen, side = _said(request, waiting)
    if not chosen or side is None:
        said = _("Xin đánh dấu ít nhất một tổ, rồi bấm nút có tên nơi tổ ấy về.")
        return _list(request, person, waiting, marked=set(chosen), problem=said)
    told, paper = dict.fromkeys(chosen, side), request.POST.get("paper", "").replace("\0", " ")
    asks = not may_say(person, chosen, side)
    try:
        if "sure" not in request.POST:
            seen = preview(choose_sides, told, by=person, paper=paper)
            return _preview(
                request, {"seen": seen, "chosen": chosen, "side": side, "asks": asks, "above": its_province(side)}
            )
        if asks:
            _asked(request, ask_for_groups(chosen, side, by=person, paper=paper), side)
        else:
            _written(request, choose_sides(told, by=person, paper=paper))
    except Problem as refused:
        return _list(request, person, waiting, marked=set(chosen), problem=refused.sentence)
    return redirect("sides")


def _list(request: HttpRequest, person: Person, waiting: list[Place], **more: Any) -> HttpResponse:
    """`?all=` names the former commune all of whose groups are marked; where but one waits, it is marked from the beginning."""
    own = set(askings_ended_by(person).values_list("pk", flat=True))
    communes = list(communes_reformed_by(person))
    above = its_province(communes[0] if communes else None)
    formers = formers_of(waiting, own, [commune.pk for commune in communes])
    context = {"formers": formers, "all": request.GET.get("all", ""), "above": above, **more}
    return render(request, "home/units/sides.html", context)


def _preview(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    return render(request, "home/units/sides_preview.html", context)


def _said(request: HttpRequest, waiting: list[Place]) -> tuple[list[Place], Place | None]:
    """The groups that were marked, and where they shall go."""
    keys, wanted = set(request.POST.getlist("group")), request.POST.get("side", "")
    chosen = [group for group in waiting if str(group.pk) in keys]
    known = sides_of(chosen[0]) if chosen else []
    return chosen, next((side for side in known if str(side.pk) == wanted), None)


def _asked(request: HttpRequest, count: int, side: Place) -> None:
    said = ngettext(
        "Đã ghi lời xin nhận %(n)s tổ về %(side)s. Bên kia hoặc %(above)s đồng ý thì tổ mới về.",
        "Đã ghi lời xin nhận %(n)s tổ về %(side)s. Bên kia hoặc %(above)s đồng ý thì tổ mới về.",
        count,
    )
    notices.say(request, said % {"n": count, "side": side, "above": its_province(side)})


def _withdrawn(request: HttpRequest, person: Person) -> HttpResponse:
    key = request.POST["withdraw"]
    asked = the_one(askings_ended_by(person), key if key.isdecimal() else None)
    end_asking(asked, by=person)
    notices.say(request, _("Đã rút lời xin nhận. Tổ vẫn đợi chọn bên."))
    return redirect("sides")


def _agreed(request: HttpRequest, person: Person, waiting: list[Place]) -> HttpResponse:
    """Yes to what was asked: the groups go there, by the paper that was named in asking."""
    keys = set(request.POST["agree"].split(","))
    rows = [row for row in askings_of(waiting) if str(row.pk) in keys]
    groups, sides = [row.group for row in rows], {row.side for row in rows}
    require(len(sides) == 1 and may_say(person, groups, rows[0].side), NOT_FOUND)
    try:
        _written(request, choose_sides({row.group: row.side for row in rows}, by=person, paper=rows[0].paper))
    except Problem as refused:
        return _list(request, person, waiting, problem=refused.sentence)
    return redirect("sides")


def _written(request: HttpRequest, reform: Reform) -> None:
    undo = reverse("undo-reform", args=[reform.pk])
    notices.say(request, _("Đã ghi. %(sentence)s.") % {"sentence": reform.sentence}, undo=undo)
