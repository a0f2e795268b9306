from datetime import date

from django.db import models
from django.db.models import Q

from canhtay.core.vietnamese import fold, sort_key
from canhtay.sync.models import Territory


class Place(models.Model):
    """A province, a commune, a residential group: a unit from a day to a day.

    A code alone is no key: 11689 was phường Anh Dũng until 30/6/2025 and is phường Hưng Đạo since. The key is (code, valid from).
    """

    class Kind(models.TextChoices):
        PROVINCE = "province"
        COMMUNE = "commune"
        GROUP = "group"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    code = models.CharField(max_length=10, default="", blank=True)
    name = models.CharField(max_length=100)
    label = models.CharField(max_length=40)  # "Phường", "Xã", "Tổ dân phố", "Thôn"
    folded = models.CharField(max_length=100, db_index=True)
    sort_key = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    # Groups only: what the phones of this group's team hold together.
    territory = models.OneToOneField(Territory, models.PROTECT, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], condition=~Q(code=""), name="code_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.name}".strip()

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


def on(day: date, prefix: str = "") -> Q:
    """The rows of a dated table that hold on a day, both ends included."""
    until = Q(**{f"{prefix}valid_until": None}) | Q(**{f"{prefix}valid_until__gte": day})
    return Q(**{f"{prefix}valid_from__lte": day}) & until
