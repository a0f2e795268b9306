from django.db import models
from django.db.models import F, Q

from canhtay.catalogue.models import Service
from canhtay.core import ids
from canhtay.core.vietnamese import fold
from canhtay.places.models import Place


class Alley(models.Model):
    """A lane of a group, in the order it is walked."""

    id = models.UUIDField(primary_key=True, default=ids.new)
    group = models.ForeignKey(Place, models.PROTECT, related_name="alleys")
    name = models.CharField(max_length=80)
    folded = models.CharField(max_length=80)
    order = models.IntegerField(default=0)

    unscoped = models.Manager()

    class Meta:
        default_manager_name = base_manager_name = "unscoped"
        ordering = ["order", "folded", "pk"]
        constraints = [models.UniqueConstraint(fields=["group", "folded"], name="alley_once_a_group")]

    def save(self, **options: object) -> None:
        self.folded = fold(self.name)
        super().save(**options)  # type: ignore[arg-type]


class Household(models.Model):
    """A door. Its name is what neighbours say ("Nhà bà Lan") and optional; the group stands here too, for scope in one step."""

    id = models.UUIDField(primary_key=True, default=ids.new)
    group = models.ForeignKey(Place, models.PROTECT, related_name="households")
    alley = models.ForeignKey(Alley, models.PROTECT, related_name="households")
    number = models.CharField(max_length=40, default="", blank=True)
    name = models.CharField(max_length=80, default="", blank=True)
    hint = models.CharField(max_length=120, default="", blank=True)
    walk_order = models.BigIntegerField(default=0)
    added_on = models.DateField()

    unscoped = models.Manager()

    class Meta:
        default_manager_name = base_manager_name = "unscoped"
        indexes = [models.Index(fields=["group", "alley", "walk_order"], name="doors_as_walked")]
        constraints = [
            models.UniqueConstraint(
                fields=["alley", "number", "name"], condition=~Q(number="", name=""), name="door_once_an_alley"
            ),
            # Doors that have neither are told apart by their sign.
            models.UniqueConstraint(
                fields=["alley", "hint"], condition=Q(number="", name=""), name="sign_once_an_alley"
            ),
            models.CheckConstraint(condition=~Q(number="") | ~Q(name="") | ~Q(hint=""), name="door_can_be_found"),
        ]


class Resident(models.Model):
    """Somebody who lives there. A name is optional; of birth only the year.

    Who is forgotten by right leaves an empty row, so that figures of what was done stay true and tell of nobody.
    """

    id = models.UUIDField(primary_key=True, default=ids.new)
    household = models.ForeignKey(Household, models.CASCADE, related_name="residents")
    name = models.CharField(max_length=100, default="", blank=True)
    gender = models.CharField(max_length=1, default="", blank=True)
    birth_year = models.SmallIntegerField(null=True, blank=True)
    added_on = models.DateField()
    forgotten_at = models.DateTimeField(null=True)

    unscoped = models.Manager()

    class Meta:
        default_manager_name = base_manager_name = "unscoped"
        ordering = [F("birth_year").asc(nulls_last=True), "pk"]


class StepRecord(models.Model):
    """Every word on where somebody stands with a service, as it came; `held` tells whether it won when it came."""

    resident = models.ForeignKey(Resident, models.CASCADE, related_name="step_records")
    service = models.ForeignKey(Service, models.PROTECT)
    step = models.CharField(max_length=30)
    by = models.UUIDField()
    visit = models.UUIDField(null=True)
    acted_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    # The stamp it is merged by (sync.merge) and the number its territory gave it.
    effective_at = models.DateTimeField()
    device = models.CharField(max_length=40)
    device_seq = models.BigIntegerField()
    version = models.BigIntegerField()
    held = models.BooleanField()


class ResidentStep(models.Model):
    """Where a resident stands with a service now."""

    resident = models.ForeignKey(Resident, models.CASCADE, related_name="steps")
    service = models.ForeignKey(Service, models.PROTECT)
    step = models.CharField(max_length=30)
    effective_at = models.DateTimeField()
    device = models.CharField(max_length=40)
    device_seq = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["resident", "service"], name="one_step_a_service")]
