"""Office pages of decisions: the list, one decision, its files, and what is done with it once."""

from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from canhtay.core.papers import pdf
from canhtay.core.problems import Problem
from canhtay.people.models import Person
from canhtay.people.scope import communes_run_by
from canhtay.people.signed_in import signed_in, the_one
from canhtay.people.viewing import named_where, where_exported
from canhtay.teams.decisions.drafting import discard_draft, may_discard
from canhtay.teams.decisions.forms import IssueForm, ScanForm
from canhtay.teams.decisions.issuing import issue_decision
from canhtay.teams.decisions.listing import DECISIONS, LISTED, state_of, with_teams
from canhtay.teams.decisions.printing import MANY_TEAMS
from canhtay.teams.decisions.rules import (
    decisions_run_by,
    decisions_visible_to,
    drafts_run_by,
    issued_run_by,
    teams_hidden_from,
)
from canhtay.teams.decisions.scanning import attach_scan
from canhtay.teams.decisions.showing import shown
from canhtay.teams.decisions.withdrawing import stops_withdrawing, withdraw_issue
from canhtay.web import notices
from canhtay.web.problem_pages import done


@require_safe
@signed_in
def decision_list(request: HttpRequest, person: Person) -> HttpResponse:
    """Drafts first, then by day, the newest first."""
    seen = decisions_visible_to(person)
    newest = with_teams(seen).order_by(F("decided_on").desc(nulls_first=True), "-pk")
    listed = DECISIONS.of(request, newest, person=person, seen=seen, places=where_exported(person))
    if listed.wants_file:
        return listed.as_file(title=_("Danh sách quyết định về các tổ"), place=named_where(person), by=person.name)
    drafts = communes_run_by(person).exists()
    return render(request, "teams/decisions/list.html", {"list": listed, "drafts": drafts})


@require_safe
@signed_in
def decision_page(request: HttpRequest, person: Person, key: int) -> HttpResponse:
    decision = the_one(decisions_visible_to(person), key)
    hidden = teams_hidden_from(person, decision)
    view = shown(decision, hidden)
    context = {
        "decision": decision,
        "state": state_of(decision),
        "view": view,
        "runs_it": decisions_run_by(person).filter(pk=key).exists(),
        "has_paper": state_of(decision) != LISTED,
        "is_extract": bool(hidden),
        "scans": [] if hidden else list(decision.scans.all()),
        "may_discard": may_discard(decision),
        "can_print": pdf.available(),
        "takes_seconds": view.teams >= MANY_TEAMS and not decision.pdf_id,
    }
    return render(request, "teams/decisions/decision.html", context)


@signed_in
def issuing(request: HttpRequest, person: Person, key: int) -> HttpResponse:
    if number := _number_of(person, key):
        return _issued_already(request, key, number)
    decision = the_one(drafts_run_by(person), key)
    form = IssueForm(request.POST or None, decision=decision)
    if form.is_valid():
        try:
            issued = issue_decision(decision, by=person, **form.said)
        except Problem as problem:
            form.refuse(problem)
        else:
            said = _("Đã ghi quyết định số %(number)s. Những gì quyết định nêu nay đã có hiệu lực trong sổ.")
            notices.say(request, said % {"number": issued.number}, undo=reverse("withdraw-decision", args=[key]))
            return redirect("decision", key)
    sentence = _("Văn bản đã ký, đóng dấu: ghi số và ngày như trên giấy. Ghi xong thì các tổ theo đúng quyết định này.")
    return _form(request, decision, form, _("Đã ký: ghi số và ngày"), _("Ghi số và ngày"), sentence)


@signed_in
def discarding(request: HttpRequest, person: Person, key: int) -> HttpResponse:
    if number := _number_of(person, key):
        return _issued_already(request, key, number)
    decision = the_one(drafts_run_by(person), key)
    if request.method == "POST":
        discard_draft(decision, by=person)
        notices.say(request, _("Đã bỏ dự thảo. Các tổ vẫn như cũ."))
        return redirect("decisions")
    said = _("Dự thảo này sẽ mất hẳn. Các tổ và thành viên vẫn như đang có.")
    return _confirm(request, decision, _("Bỏ dự thảo này?"), said, _("Bỏ dự thảo"))


@signed_in
def withdrawing(request: HttpRequest, person: Person, key: int) -> HttpResponse:
    decision = the_one(issued_run_by(person), key)
    why = stops_withdrawing(decision)
    if why:
        return render(request, "teams/decisions/stopped.html", {"decision": decision, "why": why})
    if request.method == "POST":
        withdraw_issue(decision, by=person)
        notices.say(request, _("Đã rút lại. Quyết định lại là dự thảo, các tổ trở về như trước khi ghi số."))
        return redirect("decision", key)
    said = _(
        "Chỉ rút lại khi ghi nhầm số, nhầm ngày hay nhầm văn bản. Tổ và thành viên trở về như trước khi ghi; dự thảo còn nguyên "
        "để ghi lại cho đúng. Muốn đổi điều đã ký thật thì soạn quyết định mới."
    )
    title = _("Rút lại quyết định số %(number)s?") % {"number": decision.number}
    return _confirm(request, decision, title, said, _("Rút lại, sửa thành dự thảo"))


@signed_in
def attaching(request: HttpRequest, person: Person, key: int) -> HttpResponse:
    decision = the_one(decisions_run_by(person), key)
    form = ScanForm(request.POST, request.FILES) if request.method == "POST" else ScanForm()
    if form.is_valid():
        try:
            attach_scan(decision, form.cleaned_data["scan"], by=person)
        except Problem as problem:
            form.add_error("scan", problem.sentence)
        else:
            notices.say(request, _("Đã giữ bản quét cùng quyết định."))
            return redirect("decision", key)
    return _form(request, decision, form, _("Bản quét văn bản đã ký"), _("Gửi bản quét"), "")


def _number_of(person: Person, key: int) -> str:
    """Of a decision of hers that was issued; empty for a draft, and for what is not hers."""
    return issued_run_by(person).filter(pk=key).values_list("number", flat=True).first() or ""


def _issued_already(request: HttpRequest, key: int, number: str) -> HttpResponse:
    said = _("Quyết định này đã ghi số %(number)s rồi.") % {"number": number}
    return done(request, said, reverse("decision", args=[key]), _("Mở quyết định"))


def _form(request: HttpRequest, decision: Any, form: Any, title: str, act: str, sentence: str) -> HttpResponse:
    back = reverse("decision", args=[decision.pk])
    context = {"decision": decision, "form": form, "title": title, "act": act, "back": back, "sentence": sentence}
    return render(request, "teams/decisions/form.html", context)


def _confirm(request: HttpRequest, decision: Any, title: str, sentence: str, act: str) -> HttpResponse:
    back = reverse("decision", args=[decision.pk])
    return render(request, "web/confirm.html", {"title": title, "sentence": sentence, "act": act, "back": back})
