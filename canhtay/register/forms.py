from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from canhtay.core import clock
from canhtay.web.forms import Form


class AlleyForm(Form):
    name = forms.CharField(
        label=_("Tên ngõ"), max_length=80, help_text=_("Như bà con vẫn gọi: Ngõ 45, Đường trục, Xóm Đình")
    )


class DoorForm(Form):
    """At least one of the three, or nobody finds the door."""

    number = forms.CharField(label=_("Số nhà"), max_length=40, required=False, help_text=_("Ví dụ 12/3A"))
    name = forms.CharField(label=_("Tên thường gọi"), max_length=80, required=False, help_text=_("Ví dụ nhà bà Lan"))
    hint = forms.CharField(
        label=_("Dấu để nhận ra"), max_length=120, required=False, help_text=_("Ví dụ đối diện trạm y tế")
    )

    def clean(self) -> dict[str, str]:
        said = super().clean() or {}
        if not any(said.values()):
            raise forms.ValidationError(_("Cần ít nhất một trong ba: số nhà, tên thường gọi hoặc một dấu để nhận ra."))
        return said


class ResidentForm(Form):
    """No name is required: a household counts whether or not its people want to be named. But nothing at all is nobody."""

    name = forms.CharField(label=_("Họ và tên"), max_length=100, required=False)
    gender = forms.ChoiceField(
        label=_("Giới tính"),
        required=False,
        choices=[("", _("Không ghi")), ("F", _("Nữ")), ("M", _("Nam"))],
        widget=forms.RadioSelect,
    )
    birth_year = forms.IntegerField(label=_("Năm sinh"), required=False, help_text=_("Chỉ năm, không ghi ngày tháng"))

    def clean_birth_year(self) -> int | None:
        year: int | None = self.cleaned_data["birth_year"]
        this_year = clock.today().year
        if year is not None and not this_year - 120 <= year <= this_year:
            raise forms.ValidationError(
                _("Năm sinh phải từ %(first)s đến %(last)s."), params={"first": this_year - 120, "last": this_year}
            )
        return year

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and not any(said.values()):
            raise forms.ValidationError(
                _("Xin ghi ít nhất một điều: họ tên, giới tính hoặc năm sinh. Chưa biết gì thì chưa cần ghi người này.")
            )
        return said
