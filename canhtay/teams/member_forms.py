"""Forms about members: into a team, another role, out of it; what is on record of a person; skills and hours."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from canhtay.catalogue.models import Service
from canhtay.core import clock
from canhtay.core.phones import phones_in
from canhtay.core.vietnamese import tidy_name, tidy_spaces
from canhtay.people.models import Person
from canhtay.people.person_forms import WhoForm
from canhtay.teams.leading import LEAVES, STAYS
from canhtay.teams.models import Appointment, Leaving, MemberHours, MemberSkill
from canhtay.teams.offices import Body
from canhtay.teams.skills import Hours
from canhtay.web.forms import DateField, Form

WEEKDAYS = [
    (1, lazy("Thứ Hai")),
    (2, lazy("Thứ Ba")),
    (3, lazy("Thứ Tư")),
    (4, lazy("Thứ Năm")),
    (5, lazy("Thứ Sáu")),
    (6, lazy("Thứ Bảy")),
    (7, lazy("Chủ Nhật")),
]
REASONS = [reason for reason in Leaving.choices if reason[0] not in (Leaving.ROLE, Leaving.ENDED)]


class DayOfThePast(DateField):
    """A day up to today: what is to come is written down when it has come."""

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day and day > clock.today():
            raise forms.ValidationError(_("Ngày này chưa tới. Đến hôm ấy xin ghi lại."))
        return day


class PersonForm(WhoForm):
    phone = forms.CharField(
        label=lazy("Số điện thoại"),
        max_length=40,
        required=False,
        help_text=lazy("Chỉ người phụ trách tổ xem được số này."),
        widget=forms.TextInput(attrs={"type": "tel", "class": "short", "autocomplete": "off"}),
    )

    about_fields = (*WhoForm.about_fields, "phone")

    def clean_phone(self) -> str:
        typed: str = self.cleaned_data["phone"]
        numbers, _trouble = phones_in(typed)
        if typed.strip() and not numbers:
            raise forms.ValidationError(_("Số này chưa đúng. Xin ghi như 0912 345 678."))
        return numbers[0] if numbers else ""


class RoleForm(Form):
    role = forms.ChoiceField(label=lazy("Vai trong tổ"), choices=Appointment.Role.choices, widget=forms.RadioSelect)
    post = forms.CharField(
        label=lazy("Chức vụ ở địa phương"),
        max_length=120,
        required=False,
        help_text=lazy("Ghi như phường vẫn ghi, ví dụ Bí thư chi bộ, Chi hội trưởng phụ nữ."),
    )
    body = forms.ChoiceField(
        label=lazy("Thuộc tổ chức nào"),
        choices=[("", lazy("Theo chức vụ đã ghi ở trên")), *Body.choices],
        required=False,
    )
    since = DayOfThePast(label=lazy("Từ ngày"))

    def __init__(self, *args: Any, first_day: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.first_day = first_day

    def clean_post(self) -> str:
        return tidy_spaces(self.cleaned_data["post"])

    def clean_since(self) -> date:
        since: date = self.cleaned_data["since"]
        if since < self.first_day:
            first = f"{self.first_day:%d/%m/%Y}"
            raise forms.ValidationError(_("Xin chọn ngày từ %(first)s trở đi.") % {"first": first})
        return since

    def place(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("role", "post", "body", "since")}

    @property
    def is_to_lead(self) -> bool:
        """What was sent, before anything is checked."""
        return self.is_bound and self.data.get("role") == Appointment.Role.LEADER

    def ask_who_led(self, names: list[str]) -> None:
        """One leads a team: where somebody does already, what becomes of him is asked before anything is written."""
        if not names:
            return
        told = {"names": ", ".join(names), "day": self.data.get("since", "")[:10]}
        question = forms.ChoiceField(
            label=_("Tổ đang có tổ trưởng. Thay %(names)s từ %(day)s?") % told,
            choices=[
                (STAYS, _("Thay; %(names)s ở lại làm thành viên") % told),
                (LEAVES, _("Thay; %(names)s rời tổ") % told),
            ],
            widget=forms.RadioSelect,
        )
        question.error_messages["required"] = _("Xin chọn một dòng, hoặc chọn vai khác ở dưới.")
        self.fields["instead"] = question
        self.order_fields(["same", "instead", *(name for name in self.fields if name not in ("same", "instead"))])

    @property
    def instead(self) -> str:
        return str(self.cleaned_data.get("instead", ""))

    def changes(self) -> dict[str, Any]:
        """Only what was changed: an office left as it is keeps the body it was given by hand."""
        return {name: self.cleaned_data[name] for name in ("role", "post", "body") if name in self.changed_data}


class NewMemberForm(PersonForm, RoleForm):
    """`same` is asked only where somebody of that name, or with that number, is known in the commune already."""

    field_order = ["same", "name", "gender", "birth_year", "phone", "role", "post", "body", "since"]

    def typed(self) -> tuple[str, str]:
        """Name and number as they will be kept, before anything is checked."""
        numbers, _trouble = phones_in(self.data.get("phone", "")[:40])
        return tidy_name(self.data.get("name", "")[:100]), numbers[0] if numbers else ""


class LeavingForm(Form):
    because = forms.ChoiceField(label=lazy("Vì sao rời tổ?"), choices=REASONS, widget=forms.RadioSelect)
    last_day = DayOfThePast(label=lazy("Ngày cuối ở tổ"))
    note = forms.CharField(
        label=lazy("Ghi thêm"), max_length=200, required=False, help_text=lazy("Chỉ người phụ trách tổ xem được.")
    )


class PhoneNameForm(Form):
    name = forms.CharField(label=lazy("Gọi máy này là"), max_length=60)

    def clean_name(self) -> str:
        return tidy_spaces(self.cleaned_data["name"])


class AddressForm(Form):
    addressed = forms.ChoiceField(label=lazy("Xưng hô thế nào cho phải?"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        cast(forms.ChoiceField, self.fields["addressed"]).choices = choices


class LevelField(forms.TypedChoiceField):
    """ "Not asked" is an answer like the others, so that no line needs to say that it may be left out."""

    def validate(self, value: str) -> None:
        if value:
            super().validate(value)


class SkillsForm(Form):
    """One line a service; left as "not asked" it stays unknown. The member speaks for himself; others say how they know."""

    use_required_attribute = False
    source = forms.ChoiceField(
        label=lazy("Biết điều này từ đâu?"), choices=MemberSkill.Source.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, services: list[Service], known: dict[str, int], own: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        levels = [("", lazy("Chưa hỏi")), *MemberSkill.Level.choices]
        if own:
            del self.fields["source"]
        else:
            self.fields["source"].initial = MemberSkill.Source.SAID
        for service in services:
            self.fields[f"skill-{service.code}"] = LevelField(
                label=service.name, choices=levels, coerce=int, empty_value=None, initial=known.get(service.code)
            )
        self.order_fields([name for name in self.fields if name != "source"])

    @property
    def levels(self) -> dict[str, int | None]:
        return {
            name.removeprefix("skill-"): value for name, value in self.cleaned_data.items() if name.startswith("skill-")
        }

    @property
    def source_said(self) -> str:
        return self.cleaned_data.get("source") or MemberSkill.Source.SAID


class HoursForm(Form):
    """A week of mornings, afternoons and evenings."""

    def __init__(self, *args: Any, known: Hours, **options: Any) -> None:
        super().__init__(*args, **options)
        for weekday, title in WEEKDAYS:
            self.fields[f"day-{weekday}"] = forms.MultipleChoiceField(
                label=title,
                choices=MemberHours.Part.choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=[part for day, part in known if day == weekday],
            )

    @property
    def hours(self) -> Hours:
        return {(weekday, part) for weekday, _title in WEEKDAYS for part in self.cleaned_data.get(f"day-{weekday}", [])}


def as_known(person: Person, where: str) -> tuple[str, str]:
    """A choice that tells two of one name apart: "Nguyễn Văn A, sinh 1960, Thành viên ở Trà Khê 4"."""
    born = _("sinh năm %(year)s") % {"year": person.birth_year} if person.birth_year else ""
    return str(person.pk), ", ".join(part for part in (person.name, born, where) if part)
