"""One's own sign-in: what guards it, its password, and where it is open."""

from typing import cast

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from canhtay.core.problems import NOT_FOUND, require
from canhtay.people import accounts, passkeys
from canhtay.people.forms import NewPasswordForm
from canhtay.people.models import Account, Person
from canhtay.people.second_factors import Type
from canhtay.people.sessions import open_sessions, sessions_of
from canhtay.people.signed_in import recognised, signed_in, the_one
from canhtay.web import notices


@require_safe
@signed_in
def security(request: HttpRequest, person: Person) -> HttpResponse:
    account = person.account
    rows = list(Authenticator.objects.filter(user=account).order_by("created_at", "pk"))
    of_kind = {kind: [row for row in rows if row.type == kind] for kind in Type}
    context = {
        "has_password": account.has_usable_password(),
        "app": next(iter(of_kind[Type.TOTP]), None),
        "keys": of_kind[Type.WEBAUTHN],
        "codes_left": sum(len(row.wrap().get_unused_codes()) for row in of_kind[Type.RECOVERY_CODES]),
        "passkeys_work": passkeys.work_here(request),
        "by_name": passkeys.same_page_by_name(request),
        "sessions": list(open_sessions(account, str(request.session.session_key))),
    }
    return render(request, "people/security.html", context)


@sensitive_post_parameters()
@recognised
def new_password(request: HttpRequest, account: Account) -> HttpResponse:
    require(account.has_usable_password(), NOT_FOUND)
    form = NewPasswordForm(request.POST or None, account=account)
    if form.is_valid():
        _change(request, account, form.cleaned_data["password"])
        notices.say(request, _("Đã đổi mật khẩu. Những nơi khác đang đăng nhập đã bị thoát ra."))
        return redirect("security")
    return render(request, "people/new_password.html", {"form": form, "first": account.must_change_password_since})


@transaction.atomic
def _change(request: HttpRequest, account: Account, password: str) -> None:
    accounts.change_password(account, password, by=account.person, keep=str(request.session.session_key))
    update_session_auth_hash(request, account)
    # The session has a new key now; its line goes with it.
    UserSession.objects.filter(user=account).update(session_key=request.session.session_key)


@require_POST
@signed_in
def end_session(request: HttpRequest, person: Person, key: int) -> HttpResponse:
    others = sessions_of(person.account).exclude(session_key=request.session.session_key)
    accounts.end_session(the_one(others, key), by=person)
    notices.say(request, _("Nơi ấy đã bị thoát ra."))
    return redirect("security")


@require_POST
@signed_in
def end_other_sessions(request: HttpRequest, person: Person) -> HttpResponse:
    others = UserSession.objects.exclude(session_key=request.session.session_key)
    accounts.end_sessions(cast(Account, request.user), others, by=person)
    notices.say(request, _("Mọi nơi khác đã bị thoát ra. Chỉ còn máy này."))
    return redirect("security")
