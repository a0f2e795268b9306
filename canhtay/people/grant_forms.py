"""Forms of giving out: who gets which role where and until when; and what is said before a sign-in is renewed or closed."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from canhtay.core import clock
from canhtay.core.vietnamese import tidy_name
from canhtay.people.grant_actions import may_be_cancelled
from canhtay.people.models import Account, Person, RoleGrant
from canhtay.people.person_forms import USERNAME, USERNAME_HINT, WhoForm
from canhtay.people.roles import RULES, title_at
from canhtay.people.rules import not_over
from canhtay.places.models import Place
from canhtay.web.forms import DateField, Form

BEYOND_ALL_PLANS = 2200


class DayToCome(DateField):
    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day and day < clock.today():
            raise forms.ValidationError(_("Ngày này đã qua. Xin chọn từ hôm nay trở đi."))
        if day and day.year >= BEYOND_ALL_PLANS:
            raise forms.ValidationError(_("Năm này xa quá. Xin xem lại."))
        return day


class GiveForm(WhoForm):
    """A role to somebody known already (`to`), or by name; `same` is asked only where somebody of that name is known."""

    place = forms.ChoiceField(label=lazy("Ở đâu"))
    since = DayToCome(label=lazy("Từ ngày"))
    until = DayToCome(
        label=lazy("Đến hết ngày"),
        required=False,
        help_text=lazy("Để trống nếu chưa biết ngày cuối. Có ngày cuối thì máy tự thôi giao, và nhắc trước 30 ngày."),
    )

    field_order = ["same", "name", "gender", "birth_year", "place", "since", "until"]

    def __init__(
        self, *args: Any, role: str, places: Iterable[Place], to: Person | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        if RULES[role].for_a_time:
            self.fields["until"].required = True
            self.fields["until"].help_text = lazy(
                "Vai này chỉ giao có hạn; hết ngày ấy máy tự thôi giao, và nhắc trước 30 ngày."
            )
        self.fields["birth_year"].help_text = lazy("Để máy xưng hô cho phải.")
        self.places = {str(place.pk): place for place in places}
        choices = [(key, str(place)) for key, place in self.places.items()]
        field = cast(forms.ChoiceField, self.fields["place"])
        field.choices = choices if len(choices) == 1 else [("", _("Chọn một nơi")), *choices]
        if to:
            for name in ("name", "gender", "birth_year"):
                del self.fields[name]

    def typed(self) -> str:
        return tidy_name(self.data.get("name", "")[:100])

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        since = self.cleaned_data.get("since")
        if until and since and until < since:
            raise forms.ValidationError(_("Ngày cuối phải từ ngày bắt đầu trở đi."))
        return until

    @property
    def chosen_place(self) -> Place:
        return self.places[self.cleaned_data["place"]]


def as_known(person: Person) -> str:
    """Name, birth year and the roles held now, to tell two people of one name apart."""
    born = _("sinh năm %(year)s") % {"year": person.birth_year} if person.birth_year else ""
    held = RoleGrant.objects.filter(not_over(), person=person).select_related("place").order_by("pk")[:3]
    roles = [f"{title_at(grant.role, grant.place)} – {grant.place}" for grant in held]
    return ", ".join(filter(None, [person.name, born, *roles]))


class EndingForm(Form):
    """`never`: only while nobody held it a whole day."""

    last_day = DateField(label=lazy("Giữ đến hết ngày"))
    never = forms.BooleanField(label=lazy("Giao nhầm: bỏ hẳn, coi như chưa giao"), required=False)
    reason = forms.CharField(
        label=lazy("Vì sao"),
        max_length=200,
        required=False,
        help_text=lazy("Phải ghi khi ngày cuối đã qua từ trước hôm qua. Lời này nằm trong nhật ký."),
    )

    def __init__(self, *args: Any, grant: RoleGrant, **options: Any) -> None:
        soonest = max(clock.today(), grant.valid_from)
        last = min(grant.valid_until or soonest, soonest)
        super().__init__(*args, initial={"last_day": last}, **options)
        self.grant = grant
        if not may_be_cancelled(grant):
            del self.fields["never"]

    def clean(self) -> dict[str, Any]:
        if not self.cleaned_data.get("never") and (day := self.cleaned_data.get("last_day")):
            self._judge(day)
        return self.cleaned_data

    def _judge(self, day: date) -> None:
        grant, yesterday = self.grant, clock.day_before(clock.today())
        if day < grant.valid_from:
            self.add_error(
                "last_day",
                _("Vai này giao từ %(day)s, nên ngày cuối không thể trước ngày ấy.") % {"day": said(grant.valid_from)},
            )
        elif grant.valid_until and day > grant.valid_until:
            self.add_error("last_day", _("Vai này vốn chỉ giao đến %(day)s.") % {"day": said(grant.valid_until)})
        elif day < yesterday and not self.cleaned_data.get("reason"):
            self.add_error("reason", _("Ngày cuối đã qua từ trước hôm qua thì xin ghi vì sao."))


class LastDayForm(Form):
    """`endless` is ticked on its own: an empty field never makes a right that was given for a time one for good."""

    until = DayToCome(label=lazy("Đến hết ngày"))
    endless = forms.BooleanField(label=lazy("Không có ngày cuối"), required=False)

    def __init__(self, *args: Any, grant: RoleGrant, **options: Any) -> None:
        super().__init__(*args, initial={"until": a_year_after(grant.valid_until or clock.today())}, **options)
        if RULES[grant.role].for_a_time:
            del self.fields["endless"]
        self.fields["until"].required = not ("endless" in self.fields and "endless" in self.data)

    def clean(self) -> dict[str, Any]:
        return self.cleaned_data | ({"until": None} if self.cleaned_data.get("endless") else {})


def a_year_after(day: date) -> date:
    """29 February: the 28th."""
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


class InPersonForm(Form):
    """Before something is renewed: who stands there was looked at, and why it is done goes on record."""

    met = forms.BooleanField(label=lazy("Đã gặp trực tiếp và đối chiếu đúng người"))
    reason = forms.CharField(
        label=lazy("Vì sao"),
        max_length=200,
        help_text=lazy("Ví dụ: quên mật khẩu, đổi điện thoại. Lời này nằm trong nhật ký."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["met"].error_messages["required"] = _(
            "Chưa gặp thì chưa cấp lại được: qua điện thoại không biết chắc là ai."
        )


class ReasonForm(Form):
    reason = forms.CharField(label=lazy("Vì sao"), max_length=200, help_text=lazy("Lời này nằm trong nhật ký."))


class UsernameForm(Form):
    username = forms.CharField(
        label=lazy("Tên đăng nhập"),
        max_length=60,
        min_length=3,
        help_text=USERNAME_HINT,
        validators=[USERNAME],
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"].lower()
        if Account.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError(_("Tên đăng nhập này đã có người dùng. Xin chọn tên khác."))
        return username


def said(day: date) -> str:
    return f"{day:%d/%m/%Y}"
