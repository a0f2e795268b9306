from django.db import models
from django.db.models import Q

from canhtay.core import ids
from canhtay.core.sealing import SealedText
from canhtay.people.models import Person
from canhtay.register.models import Household
from canhtay.teams.models import Team


class Slot(models.Model):
    """The team's one recurring hour: weekday (Monday 1), wall-clock start in Vietnam, length, place."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="slots")
    weekday = models.SmallIntegerField()
    starts = models.TimeField()
    minutes = models.SmallIntegerField(default=60)
    place = models.CharField(max_length=120)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team"], condition=Q(valid_until=None), name="one_slot_a_team"),
            models.CheckConstraint(condition=Q(weekday__range=(1, 7)), name="weekday_monday_1"),
            models.CheckConstraint(condition=Q(minutes__range=(15, 240)), name="slot_minutes"),
        ]


class VisitReason(models.Model):
    """Why a door is due. Written by whoever wants the visit (`ask_for_visit`); the list of due doors is one query."""

    id = models.UUIDField(primary_key=True, default=ids.new)
    household = models.ForeignKey(Household, models.CASCADE, related_name="reasons")
    kind = models.CharField(max_length=30)
    due_on = models.DateField()
    until = models.DateField(null=True)
    weight = models.FloatField(default=1)
    source = models.CharField(max_length=80, default="")
    sentence = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=80, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["household", "kind", "source"], condition=Q(ended_at=None), name="one_open_reason_a_source"
            )
        ]
        indexes = [models.Index(fields=["household"], condition=Q(ended_at=None), name="open_reasons")]


class Visit(models.Model):
    """Somebody was at the door. Never changed afterwards; `recorded_at` is when the server heard of it."""

    class Outcome(models.TextChoices):
        TALKED = "talked"
        NOBODY = "nobody"
        NOT_NOW = "not_now"
        REFUSED = "refused"

    id = models.UUIDField(primary_key=True, default=ids.new)
    household = models.ForeignKey(Household, models.PROTECT, related_name="visits")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    by = models.ForeignKey(Person, models.PROTECT)
    device = models.UUIDField(null=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_index=True)
    come_back_on = models.DateField(null=True)
    note = SealedText()

    unscoped = models.Manager()

    class Meta:
        default_manager_name = base_manager_name = "unscoped"
        indexes = [models.Index(fields=["household", "-happened_at"], name="visits_of_a_door")]


class DoorOpening(models.Model):
    """The first day a door was opened to us; a visit that arrives late may move it earlier."""

    household = models.OneToOneField(Household, models.CASCADE, primary_key=True, related_name="opening")
    first_on = models.DateField()
