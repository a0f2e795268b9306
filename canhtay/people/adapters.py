"""Where django-allauth asks what is to happen here: nobody signs up, no mail is sent, no address of a caller is kept."""

import time
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from canhtay.core import sealing
from canhtay.people import accounts, lock_out
from canhtay.people.models import Account
from canhtay.people.sessions import device_of
from canhtay.web import notices

PRODUCT = "Cánh Tay"
NOT_KEPT = "0.0.0.0"  # noqa: S104 - no address one listens on, but the absence of one

WRONG_PASSWORD = lazy("Mật khẩu chưa đúng. Xin gõ lại; chú ý phím chữ hoa và bộ gõ tiếng Việt.")
WRONG_NAME_OR_PASSWORD = lazy(
    "Tên đăng nhập hoặc mật khẩu chưa đúng. Xin gõ lại; chú ý phím chữ hoa và bộ gõ tiếng Việt."
)
WRONG_CODE = lazy("Mã chưa đúng, đã dùng hoặc đã qua lượt. Xin gõ lại mã đang hiện, hay một mã khác.")
SPENT_PASSWORD = lazy(
    "Mật khẩu dùng một lần này đã dùng rồi, hoặc cấp đã quá 72 giờ. Xin gặp người phụ trách cấp trên để cấp lại."
)
WAYS_IN = {
    "password": "password",
    "socialaccount": "city",
    "totp": "code",
    "recovery_codes": "code",
    "webauthn": "passkey",
}
WAYS = {
    "reauthenticate": lazy("Dùng mật khẩu"),
    "mfa_reauthenticate": lazy("Dùng mã trong điện thoại"),
    "mfa_reauthenticate:webauthn": lazy("Dùng khóa của máy"),
}


class OfficeAccounts(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG_NAME_OR_PASSWORD,
        "incorrect_password": WRONG_PASSWORD,
        "incorrect_code": WRONG_CODE,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        lock_out.check(credentials.get("username", ""), request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        lock_out.note_wrong(credentials.get("username", ""), request, "password")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        """A closed account is answered like a wrong password: who guessed it learns nothing."""
        account = super().authenticate(request, **credentials)
        if account and account.is_active and accounts.is_spent(account):
            raise ValidationError(SPENT_PASSWORD)
        return account if account and account.is_active else None

    def login(self, request: HttpRequest, user: Account) -> None:
        """Here every way in comes to its end, a one-time password included: it is used up before anything opens."""
        ways = _ways(request, user)
        if "password" in ways and user.must_change_password_since and not accounts.use_one_time(user):
            notices.warn(request, str(SPENT_PASSWORD))
            raise ImmediateHttpResponse(redirect("sign-in"))
        super().login(request, user)
        accounts.note_signed_in(user, ways)

    def respond_user_inactive(self, request: HttpRequest, user: Account) -> HttpResponse:
        notices.warn(request, _("Tài khoản này đã đóng. Xin hỏi người phụ trách cấp trên."))
        return redirect("sign-in")

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Whoever signed in a few minutes ago has just shown who they are."""
        records = get_authentication_records(context.request, context.request.user)
        return not any(time.time() - record["at"] < REAUTHENTICATION_TIMEOUT for record in records)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        ways = super().get_reauthentication_methods(user)
        return [{**way, "description": WAYS[way["id"]]} for way in ways]

    def get_client_ip(self, request: HttpRequest) -> str:
        """Asked for by the list of sessions, which shows devices: whence somebody called is nobody's business there."""
        return NOT_KEPT


def _ways(request: HttpRequest, account: Account) -> list[str]:
    records = get_authentication_records(request, account)
    return list(dict.fromkeys(WAYS_IN[record.get("type") or record["method"]] for record in records))


class SecondFactors(DefaultMFAAdapter):
    """What makes codes is sealed as telephone numbers are: a copy of the database opens no sign-in."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": WRONG_CODE}

    def encrypt(self, text: str) -> str:
        return sealing.seal(text).hex()

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(bytes.fromhex(encrypted_text))

    def build_totp_svg(self, url: str) -> str:
        return str(segno.make(url, error="m").svg_inline(border=2, omitsize=True))

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": PRODUCT}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return device_of(context.request.headers.get("User-Agent", ""))
