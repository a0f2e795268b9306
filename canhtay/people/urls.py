"""Signing in. Of django-allauth only what is used has an address, under a name of ours; nothing of mail or signing up.

Where its own steps ask for a page by its name (with underscores), that name leads to the same page.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path

from canhtay.people import city_sign_on, factor_pages, grant_account_pages, grant_pages, grant_slips, own_pages, pages
from canhtay.people import grant_account_steps as steps
from canhtay.people.models import Account
from canhtay.people.signed_in import recognised


def own(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Of one's own sign-in: whoever came in by somebody else's password chooses one's own before anything that stays."""

    @recognised
    @wraps(view)
    def with_own_password(request: HttpRequest, account: Account, **keys: Any) -> HttpResponse:
        return redirect("new-password") if account.must_change_password_since else view(request, **keys)

    return with_own_password


def also(route: str, view: Callable[..., HttpResponse], name: str, its_name: str) -> list[URLPattern]:
    return [path(route, view, name=name), path(route, view, name=its_name)]


urlpatterns = [
    *also("sign-in/", pages.SignIn.as_view(), "sign-in", "account_login"),
    *also("sign-in/code/", pages.SecondFactor.as_view(), "second-factor", "mfa_authenticate"),
    path("sign-in/passkey/", pages.PasskeySignIn.as_view(), name="passkey-sign-in"),
    *also("sign-in/<slug:provider_id>/begin/", city_sign_on.begin, "city-sign-in", "openid_connect_login"),
    *also("sign-in/<slug:provider_id>/back/", city_sign_on.back, "city-back", "openid_connect_callback"),
    path("sign-out/", pages.SignOut.as_view(), name="sign-out"),
    *also("security/", own_pages.security, "security", "mfa_index"),
    path("security/begin/", factor_pages.begin, name="begin-second-factor"),
    path("security/password/", own_pages.new_password, name="new-password"),
    path("security/sessions/<int:key>/end/", own_pages.end_session, name="end-session"),
    path("security/sessions/end-others/", own_pages.end_other_sessions, name="end-other-sessions"),
    *also(
        "security/confirm/", own(factor_pages.ConfirmByPassword.as_view()), "confirm-password", "account_reauthenticate"
    ),
    *also("security/confirm/code/", own(factor_pages.ConfirmByCode.as_view()), "confirm-code", "mfa_reauthenticate"),
    *also(
        "security/confirm/passkey/",
        own(factor_pages.ConfirmByPasskey.as_view()),
        "confirm-passkey",
        "mfa_reauthenticate_webauthn",
    ),
    *also("security/app/", own(factor_pages.SetUpApp.as_view()), "app-code", "mfa_activate_totp"),
    *also("security/app/remove/", own(factor_pages.RemoveApp.as_view()), "remove-app-code", "mfa_deactivate_totp"),
    *also("security/codes/", own(factor_pages.RecoveryCodes.as_view()), "recovery-codes", "mfa_view_recovery_codes"),
    path("security/codes/new/", own(factor_pages.NewRecoveryCodes.as_view()), name="new-recovery-codes"),
    path("security/passkeys/new/", own(factor_pages.NewPasskey.as_view()), name="new-passkey"),
    path("security/passkeys/<int:pk>/rename/", own(factor_pages.RenamePasskey.as_view()), name="rename-passkey"),
    path("security/passkeys/<int:pk>/remove/", own(factor_pages.RemovePasskey.as_view()), name="remove-passkey"),
    path("grants/", grant_pages.grants, name="grants"),
    path("grants/new/", grant_pages.new_grant, name="new-grant"),
    path("grants/<int:key>/ending/", grant_pages.end_grant, name="end-grant"),
    path("grants/<int:key>/prolonging/", grant_pages.prolong, name="prolong-grant"),
    path("accounts/<uuid:key>/", grant_account_pages.account_page, name="account"),
    path("accounts/<uuid:key>/slip/", grant_slips.slip_page, name="slip"),
    path("accounts/<uuid:key>/opening/", grant_account_pages.step_page, {"step": steps.OPEN}, name="open-account"),
    path(
        "accounts/<uuid:key>/password/",
        grant_account_pages.step_page,
        {"step": steps.RENEW_PASSWORD},
        name="renew-password",
    ),
    path(
        "accounts/<uuid:key>/second-factor/",
        grant_account_pages.step_page,
        {"step": steps.RENEW_FACTOR},
        name="renew-factor",
    ),
    path(
        "accounts/<uuid:key>/unlocking/", grant_account_pages.step_page, {"step": steps.UNLOCK}, name="unlock-account"
    ),
    path("accounts/<uuid:key>/closing/", grant_account_pages.step_page, {"step": steps.CLOSE}, name="close-account"),
    path(
        "accounts/<uuid:key>/reopening/", grant_account_pages.step_page, {"step": steps.REOPEN}, name="reopen-account"
    ),
    path("accounts/<uuid:key>/sessions/end/", grant_account_pages.end_their_sessions, name="end-their-sessions"),
    path(
        "accounts/<uuid:key>/sessions/<int:session>/end/",
        grant_account_pages.end_their_sessions,
        name="end-their-session",
    ),
]
