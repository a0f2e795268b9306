from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from canhtay.core import ids
from canhtay.core.vietnamese import fold, sort_key
from canhtay.sync.models import Territory


class Zone(models.TextChoices):
    """What kind of area a residential group is; support rules and plans differ by it, and it changes with reforms."""

    INNER = "inner", _("nội thành")
    OUTER = "outer", _("ngoại thành")
    RURAL = "rural", _("nông thôn")
    ISLAND = "island", _("hải đảo")


class Place(models.Model):
    """A province, a district as it was, a commune, a residential group: a unit from a day to a day, called as it is called now.

    A code alone is no key: 11689 was phường Anh Dũng until 30/6/2025 and is phường Hưng Đạo since. The key is (code, valid from).
    """

    class Kind(models.TextChoices):
        PROVINCE = "province"
        DISTRICT = "district"  # until 30/6/2025
        COMMUNE = "commune"
        GROUP = "group"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    code = models.CharField(max_length=10, default="", blank=True)
    name = models.CharField(max_length=100)
    label = models.CharField(max_length=40)  # "Phường", "Xã", "Tổ dân phố", "Thôn"
    zone = models.CharField(max_length=10, choices=Zone.choices, default="", blank=True)  # groups only
    folded = models.CharField(max_length=100, db_index=True)
    sort_key = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    # Groups only: what the phones of this group's team hold together.
    territory = models.OneToOneField(Territory, models.PROTECT, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], condition=~Q(code=""), name="code_once_a_day"),
            models.UniqueConstraint(fields=["code"], condition=~Q(code="") & Q(valid_until=None), name="code_once_now"),
        ]

    def __str__(self) -> str:
        return called(self.label, self.name)

    def save(self, **options: object) -> None:
        self.folded, self.sort_key = fold(self.name), sort_key(self.name)
        super().save(**options)  # type: ignore[arg-type]


class Placement(models.Model):
    """Which place lies in which, from a day to a day: communes merge and split, and history stays."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="placements")
    parent = models.ForeignKey(Place, models.PROTECT, related_name="contains")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place"], condition=Q(valid_until=None), name="one_parent_now"),
        ]


class PastState(models.Model):
    """How a place was called, and what kind of area it was, until a day; how it is now stands on the place itself."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="past_states")
    name = models.CharField(max_length=100)
    label = models.CharField(max_length=40)
    zone = models.CharField(max_length=10, choices=Zone.choices, default="", blank=True)
    folded = models.CharField(max_length=100, db_index=True)
    valid_from = models.DateField()
    valid_until = models.DateField()

    def __str__(self) -> str:
        return called(self.label, self.name)

    def save(self, **options: object) -> None:
        self.folded = fold(self.name)
        super().save(**options)  # type: ignore[arg-type]


class Succession(models.Model):
    """Which unit went into which when units changed, with the official note on the share ("Nhập một phần …")."""

    class Share(models.TextChoices):
        UNCHANGED = "unchanged"
        RENAMED = "renamed"
        WHOLE = "whole"
        PART = "part"

    old = models.ForeignKey(Place, models.CASCADE, related_name="successions")
    new = models.ForeignKey(Place, models.CASCADE, related_name="precessions")
    share = models.CharField(max_length=10, choices=Share.choices)
    note = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["old", "new"], name="succession_once")]


class Reform(models.Model):
    """One change of units, carried out whole, undone whole: communes merged or split, a place renamed, groups moved or merged."""

    class Kind(models.TextChoices):
        MERGE = "merge", _("Nhập")
        SPLIT = "split", _("Chia")
        RENAME = "rename", _("Đổi tên, đổi loại")
        MOVE = "move", _("Chuyển tổ sang xã, phường khác")
        SIDE = "side", _("Chọn bên cho tổ của phường đã chia")

    id = models.UUIDField(primary_key=True, default=ids.new)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    # Whose record it stands in: the commune, or the province where several communes change.
    place = models.ForeignKey(Place, models.PROTECT, related_name="reforms")
    day = models.DateField()  # the first day of the new order
    paper = models.CharField(max_length=200, default="", blank=True)  # the resolution or decision, as written
    sentence = models.CharField(max_length=500)
    made_by = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=40, default="", blank=True)
    # Every place whose row or whose contents it changed: what a later reform touches too stands in the way of undoing.
    touches = models.ManyToManyField(Place, related_name="touched_by")

    warnings: list[str]  # of the one just carried out, for its preview; not kept

    class Meta:
        ordering = ["-made_at", "-pk"]


class ReformEffect(models.Model):
    """What a reform made or changed, in order, so that it can be undone: undone backwards, and only where it still stands."""

    reform = models.ForeignKey(Reform, models.CASCADE, related_name="effects")
    kind = models.CharField(max_length=30)
    object_id = models.CharField(max_length=40, default="")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]


class SideAsked(models.Model):
    """A commune asks for a group that waits after a split. It comes there when another of its sides, or the city, says so; while
    the group waits the asking stands, unless it is taken back."""

    group = models.ForeignKey(Place, models.CASCADE, related_name="asked_for")
    side = models.ForeignKey(Place, models.CASCADE, related_name="asks_for")
    paper = models.CharField(max_length=200, default="", blank=True)
    asked_by = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=40, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "side"], condition=Q(ended_at=None), name="one_asking_a_side"),
        ]


def called(label: str, name: str) -> str:
    return f"{label} {name}".strip()


def on(day: date, prefix: str = "") -> Q:
    """The rows of a dated table that hold on a day, both ends included."""
    until = Q(**{f"{prefix}valid_until": None}) | Q(**{f"{prefix}valid_until__gte": day})
    return Q(**{f"{prefix}valid_from__lte": day}) & until
