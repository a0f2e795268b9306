"""What forms ask of a person, whoever writes it down: name, gender, birth year; and whether he is somebody known already."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import MinValueValidator, RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from canhtay.core import clock
from canhtay.core.vietnamese import tidy_name
from canhtay.web.forms import Form

NEW = "new"
FIRST_BIRTH_YEAR = 1915


# With a code of its own: the sentences of forms say something else of what is "invalid".
USERNAME = RegexValidator(
    r"^[a-zA-Z0-9][a-zA-Z0-9._-]*$",
    lazy("Tên đăng nhập viết bằng chữ không dấu, không cách; thêm được số và dấu chấm. Ví dụ: mai.pt"),
    code="username",
)
USERNAME_HINT = lazy("Chữ không dấu, không cách. Ví dụ: mai.pt")


class WhoForm(Form):
    name = forms.CharField(
        label=lazy("Họ và tên"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    gender = forms.ChoiceField(
        label=lazy("Nam hay nữ"),
        choices=[("", lazy("Chưa rõ")), ("M", lazy("Nam")), ("F", lazy("Nữ"))],
        required=False,
    )
    birth_year = forms.IntegerField(
        label=lazy("Năm sinh"),
        required=False,
        validators=[MinValueValidator(FIRST_BIRTH_YEAR)],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short", "maxlength": 4}),
    )

    about_fields: tuple[str, ...] = ("name", "gender", "birth_year")

    def clean_name(self) -> str:
        return tidy_name(self.cleaned_data["name"])

    def clean_birth_year(self) -> int | None:
        year: int | None = self.cleaned_data["birth_year"]
        if year and year > clock.today().year:
            raise forms.ValidationError(_("Năm sinh không thể sau năm nay."))
        return year

    def about(self) -> dict[str, Any]:
        """What `add_person` and `change_person` call it."""
        return {name: self.cleaned_data[name] for name in self.about_fields}

    def ask_whether(self, known: Iterable[tuple[str, str]]) -> None:
        """One question more, first of all: is it one of these (id, words), or somebody new?"""
        question = forms.ChoiceField(
            label=lazy("Có phải là người này không?"),
            help_text=lazy("Nếu đúng, máy dùng lại thông tin đã có, không ghi thành hai người."),
            choices=[*known, (NEW, lazy("Không phải, đây là người khác"))],
            widget=forms.RadioSelect,
        )
        question.error_messages["required"] = _("Xin chọn một dòng.")
        self.fields["same"] = question
        self.order_fields(self.field_order)
