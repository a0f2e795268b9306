"""A residential group opened by hand, where no list is in a file: what it is called, since when, and its team with it."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from canhtay.core import clock
from canhtay.core.problems import NOT_FOUND, Problem, require
from canhtay.home.units.group_forms import LABELS
from canhtay.home.units.reform_forms import CHOOSE, LONGEST
from canhtay.home.units.rights import communes_reformed_by, reforms_units
from canhtay.people.models import Person
from canhtay.people.scope import communes_run_by
from canhtay.people.signed_in import signed_in
from canhtay.places.actions import NewGroup, open_groups
from canhtay.places.models import Place, Zone
from canhtay.teams.actions import open_with_team
from canhtay.web import notices
from canhtay.web.forms import DateField, Form, speak_plainly


class NewGroupForm(Form):
    name = forms.CharField(
        label=_("Tên tổ dân phố, thôn"), max_length=LONGEST, help_text=_("Chỉ tên riêng, như: Trà Khê 3.")
    )
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

    def clean_since(self) -> Any:
        since = self.cleaned_data["since"]
        if since > clock.today():
            raise forms.ValidationError(now("Ngày này chưa đến. Xin ghi hôm nay hoặc một ngày đã qua."))
        return since

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
    new = NewGroup(said["name"], said["label"], said["zone"])
    if not form.founds_team:
        [group] = open_groups(form.commune, [new], by=person, since=said["since"])
        notices.say(request, now("Đã thêm %(group)s.") % {"group": group})
        return redirect("unit", group.pk)
    team = open_with_team(form.commune, new, by=person, since=said["since"])
    notices.say(request, now("Đã thêm %(group)s cùng tổ của nơi ấy. Giờ ghi từng người trong tổ.") % {"group": new})
    return redirect("team", team.pk)
