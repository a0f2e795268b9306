from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from canhtay.core import ids
from canhtay.core.sealing import SealedText, digest
from canhtay.core.vietnamese import fold, given_name_key
from canhtay.places.models import Place


class Addressed(models.TextChoices):
    """Words that Vietnamese speaks to somebody with; each is chosen by the person, never by us."""

    BAC = "bác"
    CO = "cô"
    CHU = "chú"
    ANH = "anh"
    CHI = "chị"
    CHAU = "cháu"
    DONG_CHI = "đồng chí"


class Person(models.Model):
    """Somebody who works here. Person ≠ account ≠ member: most members never have an account, only a phone."""

    class Gender(models.TextChoices):
        MALE = "M"
        FEMALE = "F"

    id = models.UUIDField(primary_key=True, default=ids.new)
    name = models.CharField(max_length=100)
    folded = models.CharField(max_length=100, db_index=True)
    sort_key = models.CharField(max_length=200)
    gender = models.CharField(max_length=1, choices=Gender.choices, default="", blank=True)
    birth_year = models.SmallIntegerField(null=True)
    phone = SealedText()
    phone_digest = models.CharField(max_length=64, default="", db_index=True)
    # How this person wants to be spoken to; blank: by age and gender (address.py).
    addressed = models.CharField(max_length=10, choices=Addressed.choices, default="", blank=True)

    unscoped = models.Manager()

    class Meta:
        base_manager_name = "unscoped"
        default_manager_name = "unscoped"
        # a list of a city's members begins at its first page without the rest being sorted
        indexes = [models.Index(fields=["sort_key"], name="people_by_given_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def given_name(self) -> str:
        return self.name.rpartition(" ")[2]

    def age_in(self, year: int) -> int | None:
        """Reached some time in this year, for of birth only the year is known."""
        return year - self.birth_year if self.birth_year else None

    def derive(self) -> "Person":
        """Fill the columns that follow from the others; bulk writers call it, as `save` does."""
        self.folded, self.sort_key = fold(self.name), given_name_key(self.name)
        self.phone_digest = digest(self.phone, "phone")
        return self

    def save(self, **options: object) -> None:
        self.derive()
        super().save(**options)  # type: ignore[arg-type]


class Accounts(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username__iexact=username)


class Account(AbstractBaseUser):
    """An office sign-in. What it may do comes from its person's role grants, never from here."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="account")
    username = models.CharField(max_length=60, unique=True)
    is_active = models.BooleanField(default=True)
    # The password is one of a renewal, for one sign-in: until its owner has chosen another, no other page opens.
    must_change_password_since = models.DateTimeField(null=True)
    one_time_used_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "username"
    objects = Accounts()

    def get_full_name(self) -> str:
        return self.person.name


class RoleGrant(models.Model):
    """Who may do what, where, from when until when. The only source of visibility."""

    class Role(models.TextChoices):
        CITY = "city"  # steering committee of the province-level city
        TRAINER = "trainer"  # the department that trains
        DISTRICT = "district"  # as it was until 30/6/2025
        OFFICER = "officer"  # of a commune
        PARTY = "party"  # party committee: reads
        INSPECTOR = "inspector"  # người kiểm tra
        AUDITOR = "auditor"  # reads who viewed and changed what
        LEADER = "leader"
        DEPUTY = "deputy"
        MEMBER = "member"
        YOUTH = "youth"  # youth volunteer, beside the team's members

    person = models.ForeignKey(Person, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    place = models.ForeignKey(Place, models.PROTECT)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    granted_by = models.CharField(max_length=40, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["place", "role"], name="grants_at_a_place")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "place"], condition=Q(valid_until=None), name="one_open_grant"
            )
        ]


class Device(models.Model):
    """A phone that enrolled. Its secret is kept as a digest; `revoked_at` says since when it is not believed."""

    id = models.UUIDField(primary_key=True, default=ids.new)
    name = models.CharField(max_length=60)
    secret_digest = models.CharField(max_length=64)
    enrolled_at = models.DateTimeField()
    last_contact_at = models.DateTimeField(null=True)
    # The last moment this phone said that nothing waits in it: no later command can have been made before.
    drained_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    members = models.ManyToManyField(Person, related_name="devices")


class Invitation(models.Model):
    """A link for one member, and six digits while they are asked for; good until one phone has enrolled by it, a day at most."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="invitations")
    code_digest = models.CharField(max_length=64, default="", blank=True, db_index=True)
    code_until = models.DateTimeField(null=True, db_index=True)
    token_digest = models.CharField(max_length=64, db_index=True)
    made_by = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    good_until = models.DateTimeField()
    used_by = models.ForeignKey(Device, models.SET_NULL, null=True)
    used_at = models.DateTimeField(null=True)
    # What the phone that used it said of itself: only that phone may ask once more for an answer that was lost on its way.
    phone_digest = models.CharField(max_length=64, default="", blank=True)


class WrongTry(models.Model):
    """A wrong code, so that six digits cannot be guessed. The address is kept as a keyed digest, an hour long."""

    purpose = models.CharField(max_length=20)
    source = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(db_index=True)
