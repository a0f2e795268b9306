"""The sign-in of somebody one looks after: opened, renewed in person, closed and opened again, its sessions ended."""

from typing import Any
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from canhtay.core.problems import Problem
from canhtay.people import accounts, lock_out
from canhtay.people.grant_account_steps import OPEN, Step
from canhtay.people.grant_actions import Slip
from canhtay.people.grant_rules import (
    accounts_looked_after,
    grants_listed_for,
    roles_given_by,
)
from canhtay.people.grant_slips import hand_over
from canhtay.people.grant_usernames import proposed_username
from canhtay.people.models import Account, Person
from canhtay.people.roles import title_at
from canhtay.people.rules import accounts_run_by, not_over
from canhtay.people.second_factors import factors_of, said_of_factor
from canhtay.people.sessions import open_sessions, sessions_of
from canhtay.people.signed_in import signed_in, the_one
from canhtay.people.tries import A_SOURCE
from canhtay.web import notices
from canhtay.web.forms import Form


@require_safe
@signed_in
def account_page(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    shown = the_one(accounts_looked_after(person), key)
    account = Account.objects.filter(person=shown).first()
    held = grants_listed_for(person).filter(not_over(), person=shown).order_by("valid_from", "pk")
    context: dict[str, Any] = {
        "shown": shown,
        "account": account,
        "roles": [(grant, title_at(grant.role, grant.place)) for grant in held],
        "gives": bool(roles_given_by(person)),
    }
    if account:
        context["has_factor"] = factors_of(account).exists()
        context["factor"] = said_of_factor(account)
        context["shut_until"] = lock_out.shut_until(account.username)
        context["tries"] = A_SOURCE
        context["spent"] = accounts.is_spent(account)
        context["sessions"] = list(open_sessions(account, ""))
    return render(request, "people/grants/account.html", context)


@signed_in
def step_page(request: HttpRequest, person: Person, key: UUID, step: Step) -> HttpResponse:
    """Any of grant_account_steps: asks, does it, and shows the slip or says what was done."""
    if step is OPEN and accounts_run_by(person).filter(person=key).exists():
        return redirect("account", key)
    subject = the_one(step.among(person), key, by=step.key)
    shown: Person = getattr(subject, "person", subject)
    form = step.form(request.POST or None, initial={"username": lambda: proposed_username(shown.name)})
    if form.is_valid():
        try:
            slip = step.does(subject, form.cleaned_data, person)
        except Problem as problem:
            form.add_error(step.refused_at, problem.sentence)
        else:
            return _after(request, step, shown, slip)
    return _asked(request, step, shown, form)


@require_POST
@signed_in
def end_their_sessions(request: HttpRequest, person: Person, key: UUID, session: int | None = None) -> HttpResponse:
    """One of them, or all."""
    account = the_one(accounts_run_by(person), key, by="person")
    if session is None:
        accounts.end_sessions(account, UserSession.objects.all(), by=person)
    else:
        accounts.end_session(the_one(sessions_of(account), session), by=person)
    notices.say(request, _("Đã cho thoát ra."))
    return redirect("account", key)


def _after(request: HttpRequest, step: Step, shown: Person, slip: Slip | None) -> HttpResponse:
    if slip:
        return hand_over(request, slip, new=step is OPEN)
    notices.say(request, str(step.said) % {"name": shown.name})
    return redirect("account", shown.pk)


def _asked(request: HttpRequest, step: Step, shown: Person, form: Form) -> HttpResponse:
    title, back = str(step.title) % {"name": shown.name}, reverse("account", args=[shown.pk])
    crumbs = [
        {"title": _("Quyền và tài khoản"), "url": reverse("grants")},
        {"title": shown.name, "url": back},
        {"title": title, "url": ""},
    ]
    context = {"title": title, "form": form, "act": step.act, "back": back, "sentence": step.sentence, "crumbs": crumbs}
    return render(request, "people/grants/form.html", context)
