from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from canhtay.core import clock
from canhtay.core.vietnamese import fold, tidy_name
from canhtay.people.models import Person
from canhtay.people.rules import people_visible_to
from canhtay.places.models import Place
from canhtay.teams.committees import TITLES
from canhtay.teams.models import Committee, Decision, Leaving, Seat
from canhtay.web.forms import DateField, Form

NOBODY_YET = "new"
SHOWN = 8  # people of one name: more than these are told apart on the list of people


class DecisionField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number} ({obj.decided_on:%d/%m/%Y})" if obj.decided_on else str(obj.number)


class CommitteeForm(Form):
    kind = forms.ChoiceField(label=_("Loại ban"), choices=Committee.Kind.choices, widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Tên của ban"),
        max_length=160,
        required=False,
        help_text=_("Để trống thì ghi theo loại ban và tên nơi."),
    )
    decision = DecisionField(
        label=_("Theo quyết định"), queryset=Decision.objects.none(), required=False, empty_label=_("Chưa có số")
    )
    since = DateField(label=_("Từ ngày"))

    def __init__(self, *args: Any, place: Place, **options: Any) -> None:
        super().__init__(*args, **options)
        known = Decision.objects.filter(place=place).exclude(number="").order_by("-decided_on", "-pk")
        cast(DecisionField, self.fields["decision"]).queryset = known
        if not known.exists():
            del self.fields["decision"]


class SeatForm(Form):
    """Somebody of this name whom one sees already is offered first, so that nobody is written down twice."""

    name = forms.CharField(label=_("Họ và tên"), max_length=100)
    person = forms.ChoiceField(
        label=_("Đã có người tên này trong sổ. Là ai?"), widget=forms.RadioSelect, required=False
    )
    post = forms.CharField(
        label=_("Chức vụ, đơn vị"), max_length=120, required=False, help_text=_("Ví dụ Chủ tịch UBND phường")
    )
    role = forms.ChoiceField(label=_("Vai trong ban"), choices=[], widget=forms.RadioSelect)
    since = DateField(label=_("Từ ngày"))

    def __init__(self, *args: Any, committee: Committee, by: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        cast(forms.ChoiceField, self.fields["role"]).choices = list(TITLES[committee.kind].items())
        self.known = self._known(by)
        if not self.known:
            del self.fields["person"]
            return
        field = cast(forms.ChoiceField, self.fields["person"])
        field.choices = [
            *((str(one.pk), _in_words(one)) for one in self.known),
            (NOBODY_YET, _("Người khác, chưa có trong sổ")),
        ]

    def clean_name(self) -> str:
        return tidy_name(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.known and not said.get("person") and "person" not in self.errors:
            self.add_error("person", _("Xin chọn một dòng."))
        return said

    @property
    def chosen(self) -> Person | None:
        """None: a person who is in no record yet."""
        return next((one for one in self.known if str(one.pk) == self.cleaned_data.get("person")), None)

    def _known(self, by: Person) -> list[Person]:
        name = fold(self.data.get("name", ""))
        return list(people_visible_to(by).filter(folded=name).order_by("birth_year", "pk")[:SHOWN]) if name else []


class EndForm(Form):
    last_day = DateField(label=_("Ngày cuối cùng"))


class EndSeatForm(EndForm):
    because = forms.ChoiceField(
        label=_("Vì sao"),
        choices=[("", _("Chọn một lý do")), *(one for one in Leaving.choices if one[0] != Leaving.ROLE)],
    )


def first_day() -> dict[str, Any]:
    return {"since": clock.today(), "role": Seat.Role.MEMBER, "kind": Committee.Kind.STEERING}


def _in_words(person: Person) -> str:
    return f"{person.name}, {person.birth_year}" if person.birth_year else person.name
