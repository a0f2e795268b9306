"""Reforms of a province's communes: renamed, merged, split."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from canhtay.home.units.reform_forms import (
    CHOOSE,
    NEW,
    WHEN,
    Call,
    ReformForm,
    Step,
    Words,
    label_of,
    name_of,
    one_of,
    one_of_these_or_new,
    one_or_new,
)
from canhtay.places.models import Place, called
from canhtay.places.queries import groups_of
from canhtay.places.reform.merging import merge_communes
from canhtay.places.reform.renaming import rename
from canhtay.places.reform.splitting import Part, split_commune
from canhtay.places.reform.units import NewUnit

LABELS = ("Phường", "Xã", "Đặc khu")
PARTS = ("1", "2", "3")
WAITS = "waits"
FIVE_DIGITS = RegexValidator(r"^[0-9]{5}$", _("Mã có năm chữ số."), code="five_digits")
NEW_BELOW: Words = _("Một nơi mới, tên ghi bên dưới")


def communes_of(province: Place) -> QuerySet[Place]:
    rows = Place.objects.filter(kind=Place.Kind.COMMUNE, valid_until=None)
    return rows.filter(placements__parent=province, placements__valid_until=None).order_by("sort_key", "pk")


class RenameCommuneForm(ReformForm):
    title = _("Đổi tên, đổi loại một xã, phường")
    why = _("Nơi ấy vẫn là nơi ấy, mã giữ nguyên.")
    steps = [Step(_("Nơi nào"), ("place",)), Step(_("Gọi là gì"), ("name", "label")), WHEN]

    def build(self) -> None:
        self.fields["place"] = one_of(_("Xã, phường nào?"), communes_of(self.at))
        self.fields["name"] = name_of(_("Tên mới"), _("Chỉ tên riêng, như: Hưng Đạo. Để trống là giữ tên cũ."))
        self.fields["label"] = label_of(_("Loại mới"), LABELS, _("Không chọn là giữ loại cũ."))

    def call(self) -> Call:
        said = {name: self.cleaned_data[name] or None for name in ("name", "label")}
        return Call(rename, (self.cleaned_data["place"],), self.when() | said)


class MergeCommunesForm(ReformForm):
    title = _("Nhập các xã, phường")
    why = _("Hai hay nhiều nơi thành một; các tổ của nơi cũ đi theo.")
    steps = [
        Step(_("Những nơi nào"), ("communes",)),
        Step(_("Thành nơi nào"), ("into", "name", "label", "code")),
        WHEN,
    ]

    def build(self) -> None:
        communes = communes_of(self.at)
        self.fields["communes"] = self.boxes("communes", _("Những xã, phường nào nhập lại với nhau?"), communes)
        chosen = self.marked("communes")
        self.fields["into"] = one_of_these_or_new(_("Nhập thành nơi nào?"), chosen, communes, NEW_BELOW)
        _ask_new_unit(self, "")

    def call(self) -> Call:
        into = _unit_of(self.cleaned_data, "")
        old = [commune for commune in self.cleaned_data["communes"] if commune != into]
        return Call(merge_communes, (old, into), self.when())


class SplitForm(ReformForm):
    title = _("Chia một xã, phường")
    why = _(
        "Nơi cũ thôi. Tổ nào đã rõ thì nói về phần nào; tổ chưa rõ đợi trong một danh sách cho đến khi phường chọn."
    )
    steps = [
        Step(_("Nơi nào"), ("commune",)),
        Step(_("Phần thứ nhất"), ("into1", "name1", "label1", "code1")),
        Step(_("Phần thứ hai"), ("into2", "name2", "label2", "code2")),
        Step(_("Phần thứ ba"), ("into3", "name3", "label3", "code3")),
    ]

    def build(self) -> None:
        communes = list(communes_of(self.at))
        self.fields["commune"] = one_of(_("Xã, phường nào chia ra?"), communes_of(self.at))
        for part in PARTS:
            needed = part != PARTS[-1]
            self.fields[f"into{part}"] = one_or_new(
                _("Phần này về đâu?"),
                communes,
                NEW_BELOW,
                empty=CHOOSE if needed else _("Không có phần này"),
                required=needed,
            )
            _ask_new_unit(self, part)
        self.groups = {f"group{group.pk}": group for group in self._groups(communes)}
        sides = [(part, self._called(part)) for part in PARTS if self._into(part)]
        for name, group in self.groups.items():
            self.fields[name] = forms.ChoiceField(
                label=str(group), choices=[(WAITS, _("Chưa rõ, để đợi chọn")), *sides]
            )
            if self.posted:
                self.posted.setdefault(name, WAITS)
        asked = [Step(_("Tổ nào về đâu"), tuple(self.groups))] if self.groups else []
        self.steps = [*self.steps, *asked, WHEN]

    def call(self) -> Call:
        said = self.cleaned_data
        parts = [Part(_unit_of(said, part), self._dealt_to(part)) for part in PARTS if said[f"into{part}"]]
        return Call(split_commune, (said["commune"], parts), self.when())

    def _groups(self, communes: list[Place]) -> list[Place]:
        """Of the commune that was chosen on the first screen, and that lies in this province."""
        key = self.data.get("commune", "")
        return next((list(groups_of(one)) for one in communes if str(one.pk) == key), [])

    def _into(self, part: str) -> str:
        return self.data.get(f"into{part}", "")

    def _called(self, part: str) -> str:
        """ "Phường Anh Dũng", as it was chosen or typed; what is still wrong with it is said on its own screen."""
        if self._into(part) == NEW:
            return called(self.data.get(f"label{part}", ""), self.data.get(f"name{part}", "")) or part
        return dict(self.fields[f"into{part}"].choices).get(self._into(part), part)  # type: ignore[attr-defined]

    def _dealt_to(self, part: str) -> tuple[Place, ...]:
        return tuple(group for name, group in self.groups.items() if self.cleaned_data[name] == part)


def _ask_new_unit(form: ReformForm, part: str) -> None:
    form.fields[f"name{part}"] = name_of(_("Tên nơi mới"), _("Chỉ ghi khi lập nơi mới."))
    form.fields[f"label{part}"] = label_of(_("Loại của nơi mới"), LABELS)
    form.fields[f"code{part}"] = forms.CharField(
        label=_("Mã năm số của nơi mới"), required=False, validators=[FIVE_DIGITS]
    )


def _unit_of(said: dict[str, Any], part: str) -> Place | NewUnit:
    if said[f"into{part}"] == NEW:
        return NewUnit(said[f"name{part}"], said[f"label{part}"], said[f"code{part}"])
    return Place.objects.get(pk=said[f"into{part}"])


AT_A_PROVINCE: dict[str, type[ReformForm]] = {
    "merge-communes": MergeCommunesForm,
    "split-commune": SplitForm,
    "rename-commune": RenameCommuneForm,
}
