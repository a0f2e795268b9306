"""Reforms of a commune's residential groups: renamed, merged, moved."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from canhtay.home.units.reform_forms import (
    NEW,
    WHEN,
    Call,
    ReformForm,
    Step,
    label_of,
    name_of,
    one_of,
    one_or_new,
)
from canhtay.places.actions import NewGroup
from canhtay.places.models import Place, Zone
from canhtay.places.queries import groups_of
from canhtay.places.reform.groups import merge_groups
from canhtay.places.reform.moving import move_groups
from canhtay.places.reform.renaming import rename

LABELS = ("Tổ dân phố", "Thôn", "Khu phố", "Bản", "Ấp")


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
        self.fields["into"] = one_or_new(_("Nhập thành tổ nào?"), groups, _("Một tổ mới, tên ghi bên dưới"))
        self.fields["name"] = name_of(_("Tên tổ mới"), _("Chỉ ghi khi lập tổ mới."))
        self.fields["label"] = label_of(_("Loại của tổ mới"), LABELS, _("Chỉ chọn khi lập tổ mới."))

    def call(self) -> Call:
        said = self.cleaned_data
        if said["into"] == NEW:
            into: Place | NewGroup = NewGroup(said["name"], said["label"] or LABELS[0])
        else:
            into = Place.objects.get(pk=said["into"])
        return Call(merge_groups, ([group for group in said["groups"] if group != into], into), self.when())


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


AT_A_COMMUNE: dict[str, type[ReformForm]] = {"rename": RenameForm, "merge-groups": MergeGroupsForm, "move": MoveForm}
