from django.db import models


class Service(models.Model):
    """Something people learn to use: VNeID, paying without cash … The code is its name everywhere, phones included."""

    class Pillar(models.TextChoices):
        CITIZEN = "citizen"
        GOVERNMENT = "government"
        ECONOMY = "economy"
        SOCIETY = "society"

    code = models.SlugField(max_length=30, primary_key=True)
    name = models.CharField(max_length=80)
    pillar = models.CharField(max_length=10, choices=Pillar.choices)
    order = models.SmallIntegerField()

    class Meta:
        ordering = ["order", "code"]


class Step(models.Model):
    """A rung of a service's own ladder, lowest first: biết → đã cài → đã kích hoạt → tự dùng được."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="steps")
    code = models.SlugField(max_length=30)
    name = models.CharField(max_length=80)
    order = models.SmallIntegerField()

    class Meta:
        ordering = ["service", "order"]
        constraints = [models.UniqueConstraint(fields=["service", "code"], name="step_once_a_service")]
