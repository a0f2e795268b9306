from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from canhtay.core.problems import Problem
from canhtay.people import tries
from canhtay.web.callers import address_of
from canhtay.web.forms import PlainSpoken

# A whole ward's office goes out by one address; its clumsy hour must not shut it out.
AN_OFFICE = 50


class SignInForm(PlainSpoken, AuthenticationForm):
    """Django's own, with tries counted by where they come from and by the name that was tried."""

    error_messages = {
        "invalid_login": _(
            "Tên đăng nhập hoặc mật khẩu chưa đúng. Xin gõ lại; chú ý phím chữ hoa và bộ gõ tiếng Việt."
        ),
        "inactive": _("Tài khoản này đã đóng. Xin hỏi cán bộ cấp trên."),
    }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["username"].label = _("Tên đăng nhập")

    def clean(self) -> dict[str, Any]:
        name, address = self._sources()
        try:
            tries.check("sign_in", [name], in_all=None)
            tries.check("sign_in", [address], most=AN_OFFICE, in_all=None)
        except Problem as problem:
            raise ValidationError(problem.sentence) from problem
        try:
            return super().clean()
        except ValidationError:
            tries.note_wrong("sign_in", [name, address])
            raise

    def _sources(self) -> tuple[str, str]:
        address = address_of(self.request) if self.request else ""
        return f"name:{self.cleaned_data.get('username', '').lower()}", f"address:{address}"
