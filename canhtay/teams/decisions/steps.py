"""Drafting in steps, one question a page: what the decision does, which teams, what becomes of them, who signs and why."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from canhtay.core import clock
from canhtay.core.problems import NOT_FOUND, Problem, require
from canhtay.people.models import Person
from canhtay.people.scope import communes_run_by
from canhtay.people.signed_in import signed_in, the_one
from canhtay.teams.decisions.candidates import teams_for, with_counts
from canhtay.teams.decisions.drafting import change_draft, draft_decision
from canhtay.teams.decisions.forms import JoiningForm, KindForm, MergingForm, TeamsForm, WordingForm, people_to_lead
from canhtay.teams.decisions.outcome import outcome_of
from canhtay.teams.decisions.rules import drafts_run_by
from canhtay.teams.models import Decision, Team

Kind = Decision.Kind


@signed_in
def new_decision(request: HttpRequest, person: Person) -> HttpResponse:
    places = communes_run_by(person)
    require(places.exists(), NOT_FOUND)
    form = KindForm(_posted(request), places=places)
    if form.is_valid():
        return redirect("new-decision-teams", form.cleaned_data["place"].pk, form.cleaned_data["kind"])
    context = {"form": form, "steps": _steps(1), "title": _("Soạn quyết định"), "act": _("Tiếp: chọn tổ")}
    return render(request, "teams/decisions/step.html", context | {"back": reverse("decisions")})


@signed_in
def new_teams(request: HttpRequest, person: Person, key: int, kind: str) -> HttpResponse:
    place = the_one(communes_run_by(person), key)
    require(kind in Kind.values, NOT_FOUND)
    teams = _offered(request, place, kind)
    form = TeamsForm(_posted(request), teams=teams, initial=_ticked(request, teams))
    if form.is_valid():
        try:
            decision = draft_decision(place, kind, form.chosen, by=person)
        except Problem as problem:
            form.add_error("teams", problem.sentence)
        else:
            return redirect(_after_teams(decision))
    back = reverse("new-decision")
    return _teams(request, form, kind, teams, back)


@signed_in
def teams(request: HttpRequest, person: Person, key: int) -> HttpResponse:
    """The same, of a draft."""
    decision = the_one(drafts_run_by(person), key)
    offered = _offered(request, decision.place, decision.kind)
    named = {"teams": [str(pk) for pk in decision.lines.values_list("team", flat=True)]}
    form = TeamsForm(_posted(request), teams=offered, initial=_ticked(request, offered) or named, draft=decision)
    if form.is_valid():
        try:
            change_draft(decision, by=person, teams=form.chosen, saw=form.said["saw"])
        except Problem as problem:
            form.refuse(problem, "teams")
        else:
            return redirect(_after_teams(decision))
    return _teams(request, form, decision.kind, offered, reverse("decision", args=[key]))


@signed_in
def joining(request: HttpRequest, person: Person, key: int) -> HttpResponse:
    """Which team stays and who leads it; whether the people of a group that is joined go there, too."""
    decision = the_one(drafts_run_by(person), key)
    form = _joining_form(request, decision)
    if form.is_valid():
        try:
            change_draft(decision, by=person, **_chosen(form.said))
        except Problem as problem:
            form.refuse(problem)
        else:
            return redirect("decision-wording", key)
    title = _("Hợp nhất vào tổ nào, ai làm tổ trưởng?") if decision.kind == Kind.MERGE else _("Nhập Tổ Đề án 06 vào tổ")
    return _step(request, decision, form, title, _("Tiếp: người ký, căn cứ"), 2)


@signed_in
def wording(request: HttpRequest, person: Person, key: int) -> HttpResponse:
    decision = the_one(drafts_run_by(person), key)
    form = WordingForm(_posted(request), decision=decision)
    if form.is_valid():
        try:
            change_draft(decision, by=person, **form.said)
        except Problem as problem:
            form.refuse(problem)
        else:
            return redirect("decision", key)
    return _step(request, decision, form, _("Người ký và căn cứ"), _("Xong, xem dự thảo"), 3)


def _posted(request: HttpRequest) -> Any:
    """Also where no box was ticked."""
    return request.POST if request.method == "POST" else None


def _offered(request: HttpRequest, place: Any, kind: str) -> list[Any]:
    teams = with_counts(teams_for(place, kind))
    return list(teams.filter(decision=None) if "without" in request.GET else teams)


def _ticked(request: HttpRequest, teams: list[Any]) -> dict[str, list[str]]:
    return {"teams": [str(team.pk) for team in teams]} if "all" in request.GET else {}


def _after_teams(decision: Decision) -> str:
    asks = decision.kind == Kind.MERGE or (
        decision.kind == Kind.CONSOLIDATE and decision.lines.exclude(into=None).exists()
    )
    return reverse("decision-joining" if asks else "decision-wording", args=[decision.pk])


def _joining_form(request: HttpRequest, decision: Decision) -> Any:
    if decision.kind != Kind.MERGE:
        now = {"members_join": "yes" if decision.members_join else "no"}
        return JoiningForm(_posted(request), initial=now, draft=decision)
    outcome = outcome_of(decision, clock.today())
    [(target, _members)] = outcome.stays
    leader = str(decision.leader_id) if decision.leader_id else ""
    return MergingForm(
        _posted(request),
        teams=outcome.teams,
        people=people_to_lead(outcome),
        initial={"into": str(target.pk), "leader": leader},
        draft=decision,
    )


def _chosen(said: dict[str, Any]) -> dict[str, Any]:
    """Keys were offered by the form, so they are of people and teams this draft names."""
    if "into" not in said:
        return said
    leader = Person.unscoped.get(pk=said["leader"]) if said["leader"] else None
    return {"into": Team.objects.get(pk=said["into"]), "leader": leader, "saw": said["saw"]}


def _teams(request: HttpRequest, form: TeamsForm, kind: str, teams: list[Any], back: str) -> HttpResponse:
    title = _("%(kind)s: chọn tổ") % {"kind": Kind(kind).label}
    context = {"form": form, "title": title, "act": _("Tiếp: người ký, căn cứ"), "back": back, "steps": _steps(2)}
    more = {"teams": teams, "filtered": "without" in request.GET, "asks_paper": kind in (Kind.MERGE, Kind.CONSOLIDATE)}
    return render(request, "teams/decisions/teams.html", context | more)


def _step(request: HttpRequest, decision: Decision, form: Any, title: str, act: str, at: int) -> HttpResponse:
    context = {"form": form, "title": title, "act": act, "steps": _steps(at), "decision": decision}
    return render(request, "teams/decisions/step.html", context | {"back": reverse("decision", args=[decision.pk])})


def _steps(at: int) -> list[dict[str, str]]:
    titles = [_("Làm gì"), _("Những tổ nào"), _("Người ký, căn cứ"), _("Xem, tải về")]
    states = ["past" if place < at else "current" if place == at else "" for place in range(1, len(titles) + 1)]
    return [{"title": title, "state": state} for title, state in zip(titles, states, strict=True)]
