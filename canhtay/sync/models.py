from django.db import models

from canhtay.core import ids
from canhtay.core.sealing import SealedText


class Territory(models.Model):
    """What phones hold together: an opaque id. It points nowhere upward; places and the catalogue point here."""

    id = models.UUIDField(primary_key=True, default=ids.new)
    seq = models.BigIntegerField(default=0)


class Change(models.Model):
    """Each object once per territory, moved forward at each change: a phone a year away gets it once."""

    territory = models.ForeignKey(Territory, models.CASCADE)
    kind = models.CharField(max_length=20)
    object_id = models.CharField(max_length=40)
    seq = models.BigIntegerField()
    gone = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["territory", "kind", "object_id"], name="object_once_a_territory"),
            models.UniqueConstraint(fields=["territory", "seq"], name="seq_once_a_territory"),
        ]


class KeptCommand(models.Model):
    """What a phone sent, word for word, before it was judged. The body is sealed: it may carry a note."""

    id = models.UUIDField(primary_key=True)
    device = models.UUIDField()
    by = models.UUIDField(null=True)
    seq = models.BigIntegerField()
    verb = models.CharField(max_length=40)
    subject = models.CharField(max_length=80, default="", db_index=True)
    acted_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    body = SealedText()
    # Set when a deletion blanked the body.
    digest = models.CharField(max_length=100, default="")


class Receipt(models.Model):
    """The answer, once: a command sent again is answered from here."""

    command = models.UUIDField(primary_key=True)
    content = models.CharField(max_length=64)  # keyed digest of the body, to tell a resend from another command
    answer = models.CharField(max_length=20)
    code = models.CharField(max_length=40, default="")
    sentence = models.CharField(max_length=300, default="")
    given_at = models.DateTimeField()
