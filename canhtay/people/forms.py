"""The forms of signing in: django-allauth's, with our words, and with wrong tries counted by lock_out.py."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.account.forms import ReauthenticateForm as PasswordAgain
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from canhtay.people import lock_out
from canhtay.people.adapters import WRONG_CODE, WRONG_PASSWORD
from canhtay.people.models import Account
from canhtay.people.used_codes import use_once
from canhtay.web.forms import Form, PlainSpoken

LONGEST_NAME = 60


def _password(autocomplete: str) -> forms.PasswordInput:
    return forms.PasswordInput(attrs={"autocomplete": autocomplete})


class SignInForm(PlainSpoken, LoginForm):
    """The field is called username, as people and browsers know it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        name, password = self.fields["login"], self.fields["password"]
        name.label, password.label, password.help_text = lazy("Tên đăng nhập"), lazy("Mật khẩu"), ""
        name.widget.attrs = {"autocomplete": "username", "autocapitalize": "none", "autofocus": True}
        password.widget.attrs = {"autocomplete": "current-password"}

    def add_prefix(self, field_name: str) -> str:
        return super().add_prefix("username" if field_name == "login" else field_name)


class PasswordAgainForm(PlainSpoken, PasswordAgain):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        password = self.fields["password"]
        password.label, password.help_text = lazy("Mật khẩu"), ""
        password.widget.attrs = {"autocomplete": "current-password"}


class _CodeForm(PlainSpoken, forms.Form):
    """A code typed in: wrong ones are counted with wrong passwords of the same name."""

    user: Account

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].label = lazy("Mã")
        self.fields["code"].widget.attrs = {
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "class": "short",
        }

    def clean_code(self) -> str:
        with lock_out.guarding(self.user.username, context.request, "code"):
            return self._right_code()

    def _right_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        if not use_once(self.authenticator, code):
            raise ValidationError(WRONG_CODE)
        return code

    authenticator: Authenticator


class SignInCodeForm(_CodeForm, AuthenticateForm):
    pass


class CodeAgainForm(_CodeForm, ReauthenticateForm):
    pass


class AppCodeForm(_CodeForm, ActivateTOTPForm):
    """The first code shows that the telephone reckons as we do; there is nothing to use up yet."""

    def _right_code(self) -> str:
        return str(ActivateTOTPForm.clean_code(self))


class PasskeyForm(PlainSpoken, AddWebAuthnForm):
    """A key that opens the account alone, so it is always one that asks for a finger, a face or a PIN."""

    passwordless = None
    name = forms.CharField(label=lazy("Gọi khóa này là"), max_length=LONGEST_NAME, required=False)


class PasskeyNameForm(PlainSpoken, EditWebAuthnForm):
    name = forms.CharField(label=lazy("Gọi khóa này là"), max_length=LONGEST_NAME)


class NewPasswordForm(Form):
    """`current` is not asked for again after a one-time password: it was typed a moment ago."""

    current = forms.CharField(label=lazy("Mật khẩu đang dùng"), strip=False, widget=_password("current-password"))
    password = forms.CharField(
        label=lazy("Mật khẩu mới"),
        help_text=lazy("Từ 10 chữ trở lên. Ba bốn từ không liên quan nhau vừa dễ nhớ vừa khó đoán."),
        strip=False,
        widget=_password("new-password"),
    )
    again = forms.CharField(label=lazy("Gõ lại mật khẩu mới"), strip=False, widget=_password("new-password"))

    def __init__(self, *args: Any, account: Account, **options: Any) -> None:
        super().__init__(*args, **options)
        self.account = account
        if account.must_change_password_since:
            del self.fields["current"]

    def clean_current(self) -> str:
        current: str = self.cleaned_data["current"]
        with lock_out.guarding(self.account.username, context.request, "password"):
            if not self.account.check_password(current):
                raise ValidationError(WRONG_PASSWORD)
        return current

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        try:
            validate_password(password, self.account)
        except ValidationError as fault:
            raise ValidationError([_weakness(one) for one in fault.error_list]) from fault
        if self.account.check_password(password):
            raise ValidationError(_("Xin chọn một mật khẩu khác mật khẩu đang dùng."))
        return password

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password", again):
            raise ValidationError(_("Hai lần gõ chưa giống nhau."))
        return again


def _weakness(fault: ValidationError) -> str:
    return {
        "password_too_short": _("Mật khẩu này ngắn quá. Xin dùng từ 10 chữ trở lên."),
        "password_too_common": _("Nhiều người dùng mật khẩu này nên dễ bị đoán ra. Xin chọn câu khác."),
    }.get(fault.code or "", fault.messages[0])
