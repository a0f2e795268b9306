from django.db import models
from django.db.models import Q

from canhtay.core.jobs.models import Job

__all__ = ["Count", "Event", "Fact", "Job", "SearchRow", "StoredFile"]


class Event(models.Model):
    """One line of the log that every verb leaves. Actor and subject are plain ids: nothing below may point upward."""

    name = models.CharField(max_length=60)
    actor = models.CharField(max_length=40)
    subject = models.CharField(max_length=80, db_index=True)
    place = models.BigIntegerField(null=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_index=True)
    details = models.JSONField(default=dict)
    # Set when a deletion blanked the details: a salted digest, so that the line stays and the person goes.
    digest = models.CharField(max_length=100, default="")

    class Meta:
        indexes = [
            models.Index(fields=["place", "recorded_at"], name="log_of_a_place"),
            models.Index(fields=["actor", "recorded_at"], name="log_of_an_actor"),
        ]


class Count(models.Model):
    """Changed by delta inside the verb's transaction; a recount from the rows must give the same."""

    place = models.BigIntegerField()
    day = models.DateField()
    indicator = models.CharField(max_length=40)
    cut = models.CharField(max_length=40, default="")
    n = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["indicator", "place", "day", "cut"], name="one_count")]


class SearchRow(models.Model):
    """The folded words by which something is found, for both databases; `kind` and `object_id` say what it is."""

    kind = models.CharField(max_length=20)
    object_id = models.CharField(max_length=40)
    place = models.BigIntegerField()
    folded = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="one_search_row")]
        indexes = [models.Index(fields=["kind", "place"], name="search_place")]


class StoredFile(models.Model):
    """Content-addressed; each with a purpose and an end. The bytes are given out only through scope."""

    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=200)
    purpose = models.CharField(max_length=40)
    content = models.BinaryField()
    stored_at = models.DateTimeField()
    until = models.DateTimeField(db_index=True)


class Fact(models.Model):
    """What this database says of itself: that it is a demo's, how far its clock runs beside the real one."""

    name = models.CharField(max_length=40, primary_key=True)
    value = models.CharField(max_length=200)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="fact_named")]
