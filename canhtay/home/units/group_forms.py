"""Reforms of a commune's residential groups: renamed, merged, split, moved."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from canhtay.home.units.reform_forms import (
    NEW,
    TOO_LONG_A_KEY,
    WHEN,
    Call,
    ReformForm,
    Step,
    label_of,
    name_of,
    one_of,
    one_of_these_or_new,
)
from canhtay.places.actions import NewGroup
from canhtay.places.models import Place, Zone
from canhtay.places.naming import LABELS
from canhtay.places.queries import groups_of
from canhtay.places.reform.groups import merge_groups
from canhtay.places.reform.moving import move_groups
from canhtay.places.reform.parting import split_group
from canhtay.places.reform.renaming import rename


class RenameForm(ReformForm):
    title = _("Đổi tên, loại, vùng của một tổ dân phố, thôn")
    why = _("Tổ vẫn là tổ ấy: người, nhà, sổ giữ nguyên.")
    steps = [Step(_("Nơi nào"), ("place",)), Step(_("Gọi là gì"), ("name", "label", "zone")), WHEN]

    def build(self) -> None:
        self.fields["place"] = one_of(_("Tổ dân phố, thôn nào?"), groups_of(self.at))
        self.fields["name"] = name_of(_("Tên mới"), _("Chỉ tên riêng, như: Trà Khê 3. Để trống là giữ tên cũ."))
        self.fields["label"] = label_of(_("Loại mới"), LABELS, _("Không chọn là giữ loại cũ."))
        zones = [("", _("Giữ như cũ")), *Zone.choices]
        self.fields["zone"] = forms.ChoiceField(label=_("Vùng"), choices=zones, required=False)

    def call(self) -> Call:
        said = {name: self.cleaned_data[name] or None for name in ("name", "label", "zone")}
        return Call(rename, (self.cleaned_data["place"],), self.when() | said)


class MergeGroupsForm(ReformForm):
    title = _("Nhập các tổ dân phố, thôn")
    why = _("Hai hay nhiều tổ thành một; ngõ, nhà, người trong sổ đi theo.")
    steps = [Step(_("Những tổ nào"), ("groups",)), Step(_("Thành tổ nào"), ("into", "name", "label")), WHEN]

    def build(self) -> None:
        groups = groups_of(self.at)
        self.fields["groups"] = self.boxes("groups", _("Những tổ nào nhập lại với nhau?"), groups)
        chosen, new = self.marked("groups"), _("Một tổ mới, tên ghi bên dưới")
        self.fields["into"] = one_of_these_or_new(_("Nhập thành tổ nào?"), chosen, groups, new)
        self.fields["name"] = name_of(_("Tên tổ mới"), _("Chỉ ghi khi lập tổ mới."))
        self.fields["label"] = label_of(_("Loại của tổ mới"), LABELS, _("Chỉ chọn khi lập tổ mới."))

    def call(self) -> Call:
        said = self.cleaned_data
        if said["into"] == NEW:
            into: Place | NewGroup = NewGroup(said["name"], said["label"] or LABELS[0])
        else:
            into = Place.objects.get(pk=said["into"])
        return Call(merge_groups, ([group for group in said["groups"] if group != into], into), self.when())


class SplitGroupForm(ReformForm):
    """Asked only of who sees the doors of that commune: the alleys stand on it by name."""

    title = _("Tách một tổ dân phố, thôn")
    why = _("Một số ngõ thành tổ mới; nhà, người trong các ngõ ấy đi theo.")
    steps = [
        Step(_("Tổ nào"), ("place",)),
        Step(_("Những ngõ nào sang tổ mới"), ("alleys",)),
        Step(_("Tổ mới gọi là gì"), ("name", "label")),
        WHEN,
    ]

    def __init__(self, *args: Any, alleys: Callable[[Place], Iterable[Any]], **options: Any) -> None:
        self.alleys_of = alleys
        super().__init__(*args, **options)

    def build(self) -> None:
        groups = groups_of(self.at)
        self.fields["place"] = one_of(_("Tách tổ dân phố, thôn nào?"), groups)
        self.fields["alleys"] = forms.MultipleChoiceField(
            label=_("Những ngõ nào sang tổ mới?"),
            choices=[(str(alley.pk), f"{alley.name} ({alley.doors})") for alley in self._alleys(groups)],
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Trong ngoặc là số nhà đã ghi. Ngõ không chọn ở lại tổ cũ."),
        )
        self.fields["name"] = name_of(_("Tên tổ mới"), _("Chỉ tên riêng, như: Trà Khê 3A."))
        self.fields["name"].required = True
        self.fields["label"] = label_of(_("Loại của tổ mới"), LABELS, _("Không chọn là như tổ cũ."))

    def _alleys(self, groups: QuerySet[Place]) -> Iterable[Any]:
        key = self.posted.get("place", "") if self.posted else ""
        chosen = groups.filter(pk=key).first() if key.isdecimal() and len(key) < TOO_LONG_A_KEY else None
        return self.alleys_of(chosen) if chosen else []

    def call(self) -> Call:
        said = self.cleaned_data
        new = NewGroup(said["name"], said["label"])
        return Call(split_group, (said["place"], new, said["alleys"]), self.when())


class MoveForm(ReformForm):
    title = _("Chuyển tổ sang xã, phường khác")
    why = _("Cả tổ đi theo: người, nhà, sổ giữ nguyên.")
    steps = [Step(_("Những tổ nào"), ("groups",)), Step(_("Sang đâu"), ("commune",)), WHEN]

    def __init__(self, *args: Any, targets: QuerySet[Place], **options: Any) -> None:
        self.targets = targets
        super().__init__(*args, **options)

    def build(self) -> None:
        self.fields["groups"] = self.boxes("groups", _("Những tổ nào chuyển đi?"), groups_of(self.at))
        self.fields["commune"] = one_of(_("Sang xã, phường nào?"), self.targets.exclude(pk=self.at.pk))

    def call(self) -> Call:
        return Call(move_groups, (list(self.cleaned_data["groups"]), self.cleaned_data["commune"]), self.when())


AT_A_COMMUNE: dict[str, type[ReformForm]] = {
    "rename": RenameForm,
    "merge-groups": MergeGroupsForm,
    "split-group": SplitGroupForm,
    "move": MoveForm,
}
