"""The sign-in of somebody one looks after: opened, renewed in person, closed and opened again, its sessions ended."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from canhtay.core.problems import Problem
from canhtay.people import accounts
from canhtay.people.grant_actions import Slip, open_sign_in
from canhtay.people.grant_forms import InPersonForm, ReasonForm, UsernameForm
from canhtay.people.grant_pages import show_slip
from canhtay.people.grant_rules import (
    accounts_looked_after,
    grants_listed_for,
    people_without_account,
    roles_given_by,
)
from canhtay.people.grant_usernames import proposed_username
from canhtay.people.models import Account, Person
from canhtay.people.roles import RULES
from canhtay.people.rules import accounts_run_by, not_over
from canhtay.people.second_factors import factors_of, lacks_a_second_factor
from canhtay.people.sessions import open_sessions, sessions_of
from canhtay.people.signed_in import signed_in, the_one
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
        "roles": [(grant, RULES[grant.role].title) for grant in held],
        "gives": bool(roles_given_by(person)),
    }
    if account:
        context["has_factor"] = factors_of(account).exists()
        context["lacks_factor"] = lacks_a_second_factor(account)
        context["sessions"] = list(open_sessions(account, ""))
    return render(request, "people/grants/account.html", context)


@signed_in
def open_account(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    shown = the_one(people_without_account(person), key)
    form = UsernameForm(request.POST or None, initial={"username": proposed_username(shown.name)})
    if form.is_valid():
        try:
            slip = open_sign_in(shown, form.cleaned_data["username"], by=person)
        except Problem as problem:
            form.add_error("username", problem.sentence)
        else:
            return show_slip(request, slip, new=True)
    sentence = _("Mật khẩu dùng một lần hiện ra ngay sau đó, để in hoặc đọc cho đúng người.")
    return _form(request, shown, form, _("Mở tài khoản cho %(name)s"), _("Mở tài khoản"), sentence)


@signed_in
def renew_password(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    account = the_one(accounts_run_by(person), key, by="person")
    form = InPersonForm(request.POST or None)
    if form.is_valid():
        password = accounts.renew_password(account, by=person, reason=form.cleaned_data["reason"])
        return show_slip(request, Slip(account, password), new=False)
    sentence = _("Mật khẩu cũ hết dùng được ngay, mọi nơi đang đăng nhập đều thoát ra.")
    return _form(request, account.person, form, _("Cấp lại mật khẩu cho %(name)s"), _("Cấp lại mật khẩu"), sentence)


@signed_in
def renew_factor(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    account = the_one(accounts_run_by(person), key, by="person")
    form = InPersonForm(request.POST or None)
    done = _("Đã bỏ lớp khóa thứ hai của %(name)s. Lần đăng nhập tới, máy sẽ mời đặt lại.")
    if answer := _done(request, account, form, done, accounts.renew_factor, person):
        return answer
    sentence = _("Dùng khi mất điện thoại hay mất khóa. Mọi nơi đang đăng nhập đều thoát ra; mật khẩu vẫn như cũ.")
    return _form(request, account.person, form, _("Bỏ lớp khóa thứ hai của %(name)s"), _("Bỏ lớp khóa"), sentence)


@signed_in
def close_account(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    account = the_one(accounts_run_by(person).filter(is_active=True), key, by="person")
    form = ReasonForm(request.POST or None)
    done = _("Đã đóng tài khoản của %(name)s.")
    if answer := _done(request, account, form, done, accounts.close_account, person):
        return answer
    sentence = _("Thoát ra ngay và không vào được nữa, cho đến khi mở lại. Các vai đã giao vẫn còn trong sổ.")
    return _form(request, account.person, form, _("Đóng tài khoản của %(name)s?"), _("Đóng tài khoản"), sentence)


@signed_in
def reopen_account(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    account = the_one(accounts_run_by(person).filter(is_active=False), key, by="person")
    form = ReasonForm(request.POST or None)
    done = _("Đã mở lại tài khoản của %(name)s.")
    if answer := _done(request, account, form, done, accounts.reopen_account, person):
        return answer
    sentence = _("Vào lại được bằng mật khẩu và lớp khóa như trước khi đóng.")
    return _form(request, account.person, form, _("Mở lại tài khoản của %(name)s?"), _("Mở lại"), sentence)


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


def _done(
    request: HttpRequest, account: Account, form: Form, said: str, verb: Callable[..., None], by: Person
) -> HttpResponse | None:
    if not form.is_valid():
        return None
    try:
        verb(account, by=by, reason=form.cleaned_data["reason"])
    except Problem as problem:
        form.add_error(None, problem.sentence)
        return None
    notices.say(request, said % {"name": account.person.name})
    return redirect("account", account.person_id)


def _form(request: HttpRequest, shown: Person, form: Form, title: str, act: str, sentence: str) -> HttpResponse:
    named, back = title % {"name": shown.name}, reverse("account", args=[shown.pk])
    crumbs = [
        {"title": _("Quyền và tài khoản"), "url": reverse("grants")},
        {"title": shown.name, "url": back},
        {"title": named, "url": ""},
    ]
    context = {"title": named, "form": form, "act": act, "back": back, "sentence": sentence, "crumbs": crumbs}
    return render(request, "people/grants/form.html", context)
