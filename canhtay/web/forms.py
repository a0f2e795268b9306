"""Forms whose complaints a neighbour would make. Django's own Vietnamese is a dictionary's: "Trường này là bắt buộc"."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.validators import BaseValidator, MaxLengthValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Any] = {
    "required": _("Ô này còn trống."),
    "invalid": _("Máy chưa hiểu ô này. Xin xem lại."),
    "invalid_choice": _("Xin chọn một trong những dòng có sẵn."),
    "empty": _("Tệp không có gì bên trong. Xin chọn lại tệp."),
}
SENTENCES_OF: dict[type[forms.Field], dict[str, Any]] = {
    forms.DateField: {"invalid": _("Xin ghi ngày như 28/11/2026.")},
    forms.TimeField: {"invalid": _("Xin ghi giờ như 19:30.")},
    forms.IntegerField: {"invalid": _("Xin ghi bằng chữ số.")},
    forms.ChoiceField: {"required": _("Xin chọn một dòng.")},
    forms.FileField: {"required": _("Xin chọn tệp trước.")},
}
BOUNDS: dict[type[BaseValidator], Any] = {
    MaxLengthValidator: _("Dài quá: nhiều nhất %(limit_value)d chữ, đang là %(show_value)d."),
    MinValueValidator: _("Xin ghi số từ %(limit_value)s trở lên."),
}


# First as it is written here, then what keyboards without "/" and programs give. A year of two digits is a guess, so it is refused.
DAY_FORMATS = ["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d %m %Y", "%d%m%Y"]


class DateField(forms.DateField):
    """A day as people here write it, 28/11/2026, typed.

    A browser's own date control follows the browser's language and not the page's: on a machine set to English it says
    11/28/2026 and begins the week on Sunday, and nothing of ours can change that. Typed text is the same everywhere.
    """

    def __init__(self, **options: Any) -> None:
        shape = {"placeholder": _("ngày/tháng/năm"), "autocomplete": "off", "class": "short", "maxlength": 10}
        widget = forms.DateInput(format=DAY_FORMATS[0], attrs={"pattern": r"\d{1,2}/\d{1,2}/\d{4}", **shape})
        super().__init__(**{"input_formats": DAY_FORMATS, "widget": widget, **options})


def day_typed(text: str) -> date | None:
    """The day that was typed, in any of the ways `DateField` reads; None when it is none."""
    for shape in DAY_FORMATS:
        try:
            return datetime.strptime(text.strip(), shape).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


class PlainSpoken(forms.BaseForm):
    """Mixed in before one of Django's forms."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            speak_plainly(field)


class Form(PlainSpoken, forms.Form):
    pass


def speak_plainly(field: forms.Field) -> None:
    field.error_messages.update(SENTENCES)
    for kind, more in SENTENCES_OF.items():
        if isinstance(field, kind):
            field.error_messages.update(more)
    for validator in field.validators:
        for bound, sentence in BOUNDS.items():
            if isinstance(validator, bound):
                validator.message = sentence
