from datetime import date, datetime, time
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from canhtay.core import clock
from canhtay.people.models import Person
from canhtay.rounds.words import OUTCOMES, WEEKDAYS
from canhtay.web.forms import Form

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
HOUR = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
# A browser without a calendar leaves the day to be typed, and 5/11 is in November here.
AS_DAY = ["%Y-%m-%d", "%d/%m/%Y"]


class VisitForm(Form):
    """Somebody went to the door; told by paper or telephone, written down afterwards."""

    by = forms.ChoiceField(label=_("Ai đã đến"))
    day = forms.DateField(label=_("Ngày đến"), widget=DAY, input_formats=AS_DAY)
    hour = forms.TimeField(label=_("Khoảng mấy giờ"), widget=HOUR, required=False)
    outcome = forms.ChoiceField(label=_("Có ai ở nhà không?"), choices=OUTCOMES, widget=forms.RadioSelect)
    come_back_on = forms.DateField(label=_("Hẹn quay lại ngày"), widget=DAY, input_formats=AS_DAY, required=False)

    def __init__(self, *args: Any, members: list[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        cast(forms.ChoiceField, self.fields["by"]).choices = [(str(m.pk), m.name) for m in members]

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > clock.today():
            raise forms.ValidationError(_("Ngày đến không thể sau hôm nay."))
        return day

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        back, day = said.get("come_back_on"), said.get("day")
        if back and day and back < day:
            self.add_error("come_back_on", _("Ngày hẹn phải từ ngày đến trở đi."))
        return said

    def acted_at(self) -> datetime:
        """Noon where nobody remembers the hour; never later than now."""
        hour = self.cleaned_data["hour"] or time(12)
        return min(clock.at(self.cleaned_data["day"], hour), clock.now())


class SlotForm(Form):
    weekday = forms.TypedChoiceField(label=_("Ngày trong tuần"), choices=WEEKDAYS, coerce=int)
    starts = forms.TimeField(label=_("Bắt đầu lúc"), widget=HOUR)
    minutes = forms.TypedChoiceField(
        label=_("Kéo dài"),
        choices=[(60, _("một giờ")), (90, _("một giờ rưỡi")), (120, _("hai giờ"))],
        coerce=int,
    )
    place = forms.CharField(label=_("Gặp nhau ở"), max_length=120, help_text=_("Ví dụ Nhà văn hóa Trà Khê 3"))
