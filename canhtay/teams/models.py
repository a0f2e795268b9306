from django.db import models
from django.db.models import Q

from canhtay.core import ids
from canhtay.core.models import StoredFile
from canhtay.core.sealing import SealedText
from canhtay.people.models import Person, RoleGrant
from canhtay.places.models import Place


class Decision(models.Model):
    """The paper that founds or consolidates teams; one paper may name forty."""

    commune = models.ForeignKey(Place, models.PROTECT)
    number = models.CharField(max_length=60)
    decided_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commune", "number", "decided_on"], name="decision_once")]


class Team(models.Model):
    """A community digital technology team of a residential group."""

    id = models.UUIDField(primary_key=True, default=ids.new)
    group = models.ForeignKey(Place, models.PROTECT, related_name="teams")
    label = models.CharField(max_length=60, default="Tổ công nghệ số cộng đồng")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group"], condition=Q(valid_until=None), name="one_team_a_group"),
        ]

    def __str__(self) -> str:
        return self.group.name


class Appointment(models.Model):
    """A person's place in a team, with the role grant that goes with it. `post` is the office he or she comes from."""

    class Role(models.TextChoices):
        LEADER = "leader"
        DEPUTY = "deputy"
        MEMBER = "member"

    team = models.ForeignKey(Team, models.CASCADE, related_name="appointments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=10, choices=Role.choices)
    post = models.CharField(max_length=120, default="", blank=True)
    grant = models.OneToOneField(RoleGrant, models.PROTECT)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "person"], condition=Q(valid_until=None), name="one_open_appointment"
            ),
        ]


class RosterUpload(models.Model):
    """Files somebody sent in, read but not yet taken: what was understood can be corrected until it is imported."""

    id = models.UUIDField(primary_key=True, default=ids.new)
    commune = models.ForeignKey(Place, models.PROTECT)
    file = models.ForeignKey(StoredFile, models.SET_NULL, null=True)
    name = models.CharField(max_length=200)
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=40)
    # What the person said where the reading was wrong: {"columns": {"0.3": "phone"}, "headers": {…}, "groups": {…}}
    corrections = models.JSONField(default=dict)
    imported_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    # Figures of the import, for the list of imports: {"teams": 1, "people": 10, "faulty": 2, "unchanged": 0}
    figures = models.JSONField(default=dict)


class ImportEffect(models.Model):
    """What an import made (a list of ids in `after`) or changed, so that the whole of it can be undone."""

    upload = models.ForeignKey(RosterUpload, models.CASCADE, related_name="effects")
    kind = models.CharField(max_length=30)
    object_id = models.CharField(max_length=40, default="")
    # JSON: what stood there, and what was put there; undone only where it still stands.
    before = SealedText()
    after = SealedText()
