"""Forms whose complaints a neighbour would make. Django's own Vietnamese is a dictionary's: "Trường này là bắt buộc"."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise] = {
    "required": _("Ô này còn trống."),
    "invalid": _("Máy chưa hiểu ô này. Xin xem lại."),
    "invalid_choice": _("Xin chọn một trong những dòng có sẵn."),
    "empty": _("Tệp không có gì bên trong. Xin chọn lại tệp."),
}
SENTENCES_OF: dict[type[forms.Field], dict[str, Promise]] = {
    forms.DateField: {"invalid": _("Xin ghi ngày như 28/11/2026.")},
    forms.TimeField: {"invalid": _("Xin ghi giờ như 19:30.")},
    forms.IntegerField: {"invalid": _("Xin ghi bằng chữ số."), "min_value": _("Xin ghi số từ 1 trở lên.")},
    forms.ChoiceField: {"required": _("Xin chọn một dòng.")},
    forms.FileField: {"required": _("Xin chọn tệp trước.")},
}
TOO_LONG = _("Dài quá: nhiều nhất %(limit_value)d chữ, đang là %(show_value)d.")


class PlainSpoken(forms.BaseForm):
    """Mixed in before Django's form. What a field says of its own accord stays as it says it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            speak_plainly(field)


def speak_plainly(field: forms.Field) -> None:
    said = dict(SENTENCES)
    for kind, more in SENTENCES_OF.items():
        said |= more if isinstance(field, kind) else {}
    own = getattr(type(field), "default_error_messages", {}) if type(field).__module__ != forms.Field.__module__ else {}
    field.error_messages |= {code: said[code] for code in said if code not in own}
    for validator in field.validators:
        if isinstance(validator, MaxLengthValidator):
            validator.message = TOO_LONG


class Form(PlainSpoken, forms.Form):
    pass
