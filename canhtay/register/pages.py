"""Office pages of the register: a group's alleys, an alley's doors, adding, forgetting."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from canhtay.core.problems import Problem
from canhtay.people.models import Person
from canhtay.people.scope import groups_with_doors_for
from canhtay.people.signed_in import signed_in, the_one
from canhtay.register.actions import NewDoor, add_alley, add_household, add_resident
from canhtay.register.forgetting import forget_resident
from canhtay.register.forms import AlleyForm, DoorForm, ResidentForm
from canhtay.register.queries import alleys_of, doors_found, doors_of
from canhtay.register.rules import alleys_visible_to, households_visible_to, residents_visible_to
from canhtay.teams.queries import team_of
from canhtay.web import notices


@require_safe
@signed_in
def group_page(request: HttpRequest, person: Person, key: int) -> HttpResponse:
    group = the_one(groups_with_doors_for(person), key)
    words = request.GET.get("q", "").strip()
    context: dict[str, Any] = {"group": group, "q": words, "team": team_of(group)}
    if words:
        context["doors"] = doors_found(person, group, words)
    else:
        context["alleys"] = alleys_of(person, group)
    return render(request, "register/group.html", context)


@require_safe
@signed_in
def alley_page(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    alley = the_one(alleys_visible_to(person).select_related("group"), key)
    return render(request, "register/alley.html", {"alley": alley, "doors": doors_of(person, alley)})


@signed_in
def new_alley(request: HttpRequest, person: Person, key: int) -> HttpResponse:
    group = the_one(groups_with_doors_for(person), key)
    form = AlleyForm(request.POST or None)
    if form.is_valid():
        try:
            alley = add_alley(group, form.cleaned_data["name"], by=person)
        except Problem as problem:
            form.add_error("name", problem.sentence)
        else:
            notices.say(request, _("Đã ghi %(alley)s. Giờ ghi các nhà trong ngõ.") % {"alley": alley.name})
            return redirect("alley", alley.pk)
    context = {"form": form, "title": _("Thêm ngõ"), "act": _("Ghi ngõ này"), "back": reverse("group", args=[key])}
    return render(request, "register/form.html", context)


@signed_in
def new_door(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    alley = the_one(alleys_visible_to(person).select_related("group"), key)
    form = DoorForm(request.POST or None)
    if form.is_valid():
        try:
            household = add_household(alley, NewDoor(**form.cleaned_data), by=person)
        except Problem as problem:
            form.add_error(None, problem.sentence)
        else:
            notices.say(
                request, _("Đã ghi nhà %(door)s.") % {"door": household.number or household.name or household.hint}
            )
            return redirect("new-door", key) if "another" in request.POST else redirect("door", household.pk)
    context = {"form": form, "title": _("Thêm nhà, %(alley)s") % {"alley": alley.name}, "alley": alley}
    return render(request, "register/new_door.html", context)


@signed_in
def new_resident(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    household = the_one(households_visible_to(person).select_related("group"), key)
    form = ResidentForm(request.POST or None)
    if form.is_valid():
        add_resident(household, by=person, **form.cleaned_data)
        notices.say(request, _("Đã ghi thêm một người."))
        return redirect("door", key)
    context = {
        "form": form,
        "title": _("Thêm người trong nhà"),
        "act": _("Ghi người này"),
        "back": reverse("door", args=[key]),
    }
    return render(request, "register/form.html", context)


@signed_in
def forgetting(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    resident = the_one(residents_visible_to(person).select_related("household__group"), key)
    back = reverse("door", args=[resident.household_id])
    if request.method == "POST":
        forget_resident(resident, by=person)
        notices.say(request, _("Đã xóa thông tin của người này. Các con số đã đếm vẫn giữ nguyên."))
        return redirect(back)
    context = {
        "title": _("Xóa thông tin của %(name)s?") % {"name": resident.name or _("người này")},
        "sentence": _(
            "Tên, giới tính, năm sinh và mọi dòng nhật ký nói về người này sẽ mất hẳn, không lấy lại được. "
            "Số lượt đến và các con số đã báo cáo vẫn giữ, không còn gắn với ai."
        )
        + " "
        + _(
            "Nếu người này có tên trong danh sách của một quyết định đã ký về các tổ, tên ở đó vẫn còn: văn bản đã ký là giấy tờ "
            "lưu trữ, pháp luật về lưu trữ buộc giữ nguyên."
        ),
        "act": _("Xóa hẳn"),
        "back": back,
    }
    return render(request, "web/confirm.html", context)
