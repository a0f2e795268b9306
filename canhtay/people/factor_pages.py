"""Setting up what is asked for after the password: an app's code, passkeys, codes for a bad day. And "is it still you?" before."""

import json
from typing import Any

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as ByCode
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    EditWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from canhtay.people import passkeys
from canhtay.people.accounts import note_factor_removed, note_factor_set
from canhtay.people.forms import AppCodeForm, CodeAgainForm, PasskeyForm, PasskeyNameForm, PasswordAgainForm
from canhtay.people.models import Account
from canhtay.people.pages import UNKNOWN_KEY
from canhtay.people.second_factors import Type, lacks_a_second_factor
from canhtay.people.signed_in import recognised
from canhtay.web import notices


@require_safe
@recognised
def begin(request: HttpRequest, account: Account) -> HttpResponse:
    """Where somebody of an office without a second factor is led to, whatever was asked for."""
    if account.must_change_password_since:
        return redirect("new-password")
    context = {
        "needed": lacks_a_second_factor(account),
        "passkeys_work": passkeys.work_here(request),
        "by_name": passkeys.same_page_by_name(request),
    }
    return render(request, "people/begin_second_factor.html", context)


class ConfirmByPassword(ReauthenticateView):
    form_class = PasswordAgainForm


class ConfirmByCode(ByCode):
    form_class = CodeAgainForm


class ConfirmByPasskey(ReauthenticateWebAuthnView):
    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context = super().get_context_data(**more)
        return {**context, "options": json.dumps(context["js_data"]["request_options"])}

    def form_invalid(self, form: Any) -> HttpResponse:
        notices.warn(self.request, str(UNKNOWN_KEY))
        return redirect("security")


class SetUpApp(ActivateTOTPView):
    form_class = AppCodeForm

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context = super().get_context_data(**more)
        secret = context["form"].secret
        by_hand = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
        # segno draws it of our own words and a username
        return {**context, "picture": mark_safe(context["totp_svg"]), "by_hand": by_hand}  # noqa: S308

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        note_factor_set(self.request.user, Type.TOTP)
        notices.say(self.request, _("Từ giờ mỗi lần đăng nhập sẽ hỏi thêm mã trong điện thoại."))
        return response


class RemoveApp(DeactivateTOTPView):
    success_url = reverse_lazy("security")

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        note_factor_removed(self.request.user, Type.TOTP)
        notices.say(self.request, _("Đã bỏ ứng dụng lấy mã."))
        return response


class RecoveryCodes(ViewRecoveryCodesView):
    """Shown once; afterwards only how many are left."""


class NewRecoveryCodes(GenerateRecoveryCodesView):
    success_url = reverse_lazy("recovery-codes")

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        note_factor_set(self.request.user, Type.RECOVERY_CODES)
        return response


class NewPasskey(AddWebAuthnView):
    form_class = PasskeyForm

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context = super().get_context_data(**more)
        asked = auth.begin_registration(self.request.user, passwordless=True)
        return {
            **context,
            "options": json.dumps(asked),
            "passkeys_work": passkeys.work_here(self.request),
            "by_name": passkeys.same_page_by_name(self.request),
        }

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        note_factor_set(self.request.user, Type.WEBAUTHN)
        notices.say(self.request, _("Đã ghi khóa của máy. Lần sau vào được ngay bằng khóa này, không cần mật khẩu."))
        return response


class RenamePasskey(EditWebAuthnView):
    form_class = PasskeyNameForm
    success_url = reverse_lazy("security")


class RemovePasskey(RemoveWebAuthnView):
    success_url = reverse_lazy("security")
    object: Authenticator

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        note_factor_removed(self.request.user, Type.WEBAUTHN)
        notices.say(self.request, _("Đã bỏ khóa."))
        return response
