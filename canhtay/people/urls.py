"""Signing in. Of django-allauth only what is used has an address, under a name of ours; nothing of mail or signing up.

Where its own steps ask for a page by its name (with underscores), that name leads to the same page.
"""

from collections.abc import Callable

from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache

from canhtay.people import factor_pages, grant_account_pages, grant_pages, own_pages, pages


def own(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Of one's own sign-in: signed in, and kept by no browser."""
    return never_cache(login_required(view))


def also(route: str, view: Callable[..., HttpResponse], name: str, its_name: str) -> list[URLPattern]:
    return [path(route, view, name=name), path(route, view, name=its_name)]


urlpatterns = [
    *also("sign-in/", pages.SignIn.as_view(), "sign-in", "account_login"),
    *also("sign-in/code/", pages.SecondFactor.as_view(), "second-factor", "mfa_authenticate"),
    path("sign-in/passkey/", pages.PasskeySignIn.as_view(), name="passkey-sign-in"),
    *also("sign-in/<slug:provider_id>/begin/", openid_connect.login, "city-sign-in", "openid_connect_login"),
    *also("sign-in/<slug:provider_id>/back/", openid_connect.callback, "city-back", "openid_connect_callback"),
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
    path("accounts/<uuid:key>/opening/", grant_account_pages.open_account, name="open-account"),
    path("accounts/<uuid:key>/password/", grant_account_pages.renew_password, name="renew-password"),
    path("accounts/<uuid:key>/second-factor/", grant_account_pages.renew_factor, name="renew-factor"),
    path("accounts/<uuid:key>/closing/", grant_account_pages.close_account, name="close-account"),
    path("accounts/<uuid:key>/reopening/", grant_account_pages.reopen_account, name="reopen-account"),
    path("accounts/<uuid:key>/sessions/end/", grant_account_pages.end_their_sessions, name="end-their-sessions"),
    path(
        "accounts/<uuid:key>/sessions/<int:session>/end/",
        grant_account_pages.end_their_sessions,
        name="end-their-session",
    ),
]
