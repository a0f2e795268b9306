"""At the door: password, second factor, passkey, out again. The steps are django-allauth's, the words are ours."""

import json
from typing import Any

from allauth.account.views import LoginView, LogoutView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as lazy

from canhtay.people import accounts, city_sign_on, passkeys
from canhtay.people.forms import SignInCodeForm, SignInForm
from canhtay.web import notices

UNKNOWN_KEY = lazy("Chưa vào được bằng khóa của máy này. Xin thử lại, hoặc vào bằng mật khẩu.")


class SignIn(LoginView):
    form_class = SignInForm

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**more),
            "passkeys_work": passkeys.work_here(self.request),
            "by_name": passkeys.same_page_by_name(self.request),
            "nobody_yet": accounts.nobody_signs_in_yet(),
            "city": city_sign_on.button(),
            "city_key": city_sign_on.PROVIDER,
        }


class SignOut(LogoutView):
    """Only by the button: a link that somebody sends signs nobody out."""

    http_method_names = ["post"]
    template_name = None


class SecondFactor(AuthenticateView):
    """After the password: a code from the telephone, a passkey, or one of the codes kept for a bad day."""

    form_class = SignInCodeForm

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context = super().get_context_data(**more)
        kinds = set(Authenticator.objects.filter(user=self.stage.login.user).values_list("type", flat=True))
        return {
            **context,
            "has_app": Authenticator.Type.TOTP in kinds,
            "has_passkey": Authenticator.Type.WEBAUTHN in kinds,
            "passkeys_work": passkeys.work_here(self.request),
            "by_name": passkeys.same_page_by_name(self.request),
            "options": json.dumps(context["js_data"]["request_options"]),
        }

    def form_invalid(self, form: Any) -> HttpResponse:
        if "credential" in form.errors:
            notices.warn(self.request, str(UNKNOWN_KEY))
            return redirect("second-factor")
        return super().form_invalid(form)


class PasskeySignIn(LoginWebAuthnView):
    """A script asks for what to sign, then posts the signature. Everybody else who comes here is shown the door."""

    def form_invalid(self, form: Any) -> HttpResponse:
        notices.warn(self.request, str(UNKNOWN_KEY))
        return redirect("sign-in")
