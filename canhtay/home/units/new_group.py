"""A residential group opened by hand, where no list is in a file: what it is called, since when, and its team with it."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from canhtay.core import clock
from canhtay.core.problems import NOT_FOUND, Problem, require
from canhtay.home.units.reform_forms import CHOOSE, LONGEST
from canhtay.home.units.rights import communes_reformed_by, reforms_units
from canhtay.people.models import Person
from canhtay.people.scope import communes_run_by
from canhtay.people.signed_in import signed_in
from canhtay.places.actions import NewGroup, open_groups
from canhtay.places.alike import perhaps_meant
from canhtay.places.models import Place, Zone
from canhtay.places.naming import LABELS, put_together, taken_apart
from canhtay.teams.actions import open_with_team
from canhtay.web import notices
from canhtay.web.forms import DateField, Form, speak_plainly


class NewGroupForm(Form):
    name = forms.CharField(
        label=_("Tên tổ dân phố, thôn"), max_length=LONGEST, help_text=_("Chỉ tên riêng, như: Trà Khê 3.")
    )
    elsewhere = forms.BooleanField(label=_("Không, đây là nơi khác"), required=False)
    label = forms.ChoiceField(label=_("Loại"), choices=[(label, label) for label in LABELS])
    zone = forms.ChoiceField(label=_("Vùng"), choices=[("", _("Chưa rõ")), *Zone.choices], required=False)
    since = DateField(
        label=_("Có từ ngày nào?"), help_text=_("Không rõ thì cứ để hôm nay. Nơi ấy có trong sổ từ ngày này.")
    )
    founds = forms.BooleanField(label=_("Lập luôn tổ công nghệ số cộng đồng ở đó"), required=False, initial=True)

    def __init__(self, *args: Any, communes: list[Place], running: set[int], **options: Any) -> None:
        super().__init__(*args, **options)
        self.only = communes[0] if len(communes) == 1 else None
        if self.only is None:
            places = Place.objects.filter(pk__in=[one.pk for one in communes]).order_by("sort_key", "pk")
            field = forms.ModelChoiceField(places, label=_("Ở xã, phường nào?"), empty_label=CHOOSE)
            speak_plainly(field)
            self.fields = {"commune": field, **self.fields}
        if not running:
            del self.fields["founds"]
        self.fields["since"].initial = clock.today()
        self.running = running
        self.asked = self.fields.pop("elsewhere")
        if "elsewhere" in self.data:
            self._ask()

    def _ask(self) -> None:
        self.fields["elsewhere"] = self.asked
        self.order_fields(["commune", "name", "elsewhere"])

    def clean_since(self) -> Any:
        since = self.cleaned_data["since"]
        if since > clock.today():
            raise forms.ValidationError(now("Ngày này chưa đến. Xin ghi hôm nay hoặc một ngày đã qua."))
        return since

    def clean_name(self) -> str:
        return taken_apart(self.cleaned_data["name"])[1]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not self.errors and not said.get("elsewhere"):
            meant = perhaps_meant(self.commune, self.new, {said["since"], clock.today()})
            if meant:
                self._ask()
                words = {"groups": ", ".join(meant)}
                self.add_error("name", now("Có phải %(groups)s đang có? Nếu phải thì không cần thêm nữa.") % words)
        return said

    @property
    def new(self) -> NewGroup:
        """A type word written before the name holds, whatever the list beside it says."""
        said = self.cleaned_data
        label, name = put_together(taken_apart(self.data.get("name", ""))[0] or said["label"], said["name"])
        return NewGroup(name, label, said["zone"])

    @property
    def commune(self) -> Place:
        return self.only or self.cleaned_data["commune"]

    @property
    def founds_team(self) -> bool:
        return bool(self.cleaned_data.get("founds")) and self.commune.pk in self.running


@signed_in
def new_group(request: HttpRequest, person: Person) -> HttpResponse:
    require(reforms_units(person), NOT_FOUND)
    running = set(communes_run_by(person).values_list("pk", flat=True))
    form = NewGroupForm(request.POST or None, communes=list(communes_reformed_by(person)), running=running)
    if form.is_valid():
        try:
            return _opened(request, person, form)
        except Problem as problem:
            form.add_error(None, problem.sentence)
    return render(request, "home/units/new_group.html", {"form": form})


def _opened(request: HttpRequest, person: Person, form: NewGroupForm) -> HttpResponse:
    said = form.cleaned_data
    new = form.new
    if not form.founds_team:
        [group] = open_groups(form.commune, [new], by=person, since=said["since"])
        notices.say(request, now("Đã thêm %(group)s.") % {"group": group}, undo=reverse("drop-group", args=[group.pk]))
        return redirect("unit", group.pk)
    team = open_with_team(form.commune, new, by=person, since=said["since"])
    told = now("Đã thêm %(group)s cùng tổ của nơi ấy. Giờ ghi từng người trong tổ.") % {"group": new}
    notices.say(request, told, undo=reverse("drop-group", args=[team.group_id]))
    return redirect("team", team.pk)
