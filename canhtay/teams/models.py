from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from canhtay.catalogue.models import Service
from canhtay.core import ids
from canhtay.core.models import StoredFile
from canhtay.core.sealing import SealedText
from canhtay.people.models import Person, RoleGrant
from canhtay.places.models import Place
from canhtay.teams.offices import Body


class Decision(models.Model):
    """The paper that founds, consolidates, merges or dissolves teams; one paper may name forty.

    A draft has no number yet. What the annex said when it was issued is kept, so that it reads in ten years as it was signed.
    """

    class Kind(models.TextChoices):
        FOUND = "found", _("Thành lập")
        CONSOLIDATE = "consolidate", _("Kiện toàn")
        MERGE = "merge", _("Hợp nhất")
        DISSOLVE = "dissolve", _("Giải thể")

    place = models.ForeignKey(Place, models.PROTECT, related_name="decisions")  # whose authority issues it
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.FOUND)
    number = models.CharField(max_length=60, default="", blank=True)
    decided_on = models.DateField(null=True)
    effective_on = models.DateField(null=True)
    signer = models.CharField(max_length=100, default="", blank=True)
    # "KT. Chủ tịch / Phó Chủ tịch": a line, a line
    signer_post = models.CharField(max_length=100, default="", blank=True)
    grounds = models.TextField(default="", blank=True)  # căn cứ, one a line
    written_at = models.CharField(max_length=100, default="", blank=True)  # địa danh: "Hưng Đạo", "Phường Lê Chân"
    label = models.CharField(
        max_length=80, default="", blank=True
    )  # what its teams are called from then on; "": as before
    leader = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+"
    )  # of the merged team, where one was chosen
    members_join = models.BooleanField(
        default=True
    )  # whether who is in a team that is joined to another goes there, too
    drafted_at = models.DateTimeField(null=True)
    drafted_by = models.CharField(max_length=40, default="", blank=True)
    # how often the draft was changed: who writes says which one he had before him
    version = models.IntegerField(default=0)
    issued_at = models.DateTimeField(null=True)  # entered as signed; null: a draft, or known from a list only
    issued_by = models.CharField(max_length=40, default="", blank=True)
    withdrawn_at = models.DateTimeField(
        null=True
    )  # when it was last taken back: what was once issued is not thrown away
    annex = SealedText()  # JSON of the annex as it was issued: names, posts, birth years
    effects = models.JSONField(default=dict)  # what issuing changed, by ids, so that a wrong number can be taken back
    pdf = models.ForeignKey(
        StoredFile, models.SET_NULL, null=True, related_name="+"
    )  # written once: forty teams take seconds

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "number", "decided_on"], condition=~Q(number=""), name="decision_once"
            )
        ]


class Team(models.Model):
    """A team of a residential group: the community digital technology team, or a Project 06 working group beside it."""

    class Kind(models.TextChoices):
        COMMUNITY = "community", _("Tổ công nghệ số cộng đồng")
        PROJECT_06 = "project06", _("Tổ công tác Đề án 06")

    id = models.UUIDField(primary_key=True, default=ids.new)
    group = models.ForeignKey(Place, models.PROTECT, related_name="teams")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.COMMUNITY)
    label = models.CharField(max_length=80, default="Tổ công nghệ số cộng đồng")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True)  # the last that founded or consolidated it
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    ended_by = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="teams_ended")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged_from")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "kind"], condition=Q(valid_until=None), name="one_team_of_a_kind_a_group"
            ),
        ]

    def __str__(self) -> str:
        return self.group.name


class TeamState(models.Model):
    """How a team was called, and by which paper it stood, until a decision changed it; how it is now stands on the team itself."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="past_states")
    label = models.CharField(max_length=80)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="+")
    valid_from = models.DateField()
    valid_until = models.DateField()
    ended_by = models.ForeignKey(Decision, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "valid_until"], name="one_team_state_a_day")]


class DecisionTeam(models.Model):
    """A team that a decision names, in the order of its annex. `into`: where it goes when teams are merged."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="lines")
    team = models.ForeignKey(Team, models.PROTECT, related_name="lines")
    into = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    position = models.SmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["decision", "team"], name="team_once_a_decision")]


class DecisionScan(models.Model):
    """The signed paper, scanned or photographed. Another one is laid beside it: what was sent in once stays."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="scans")
    file = models.ForeignKey(StoredFile, models.CASCADE, related_name="+")
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=40)

    class Meta:
        ordering = ["-sent_at", "-pk"]


class Leaving(models.TextChoices):
    """Why somebody is no longer in a team or committee: for who runs it. Of health nothing is asked and nothing kept."""

    MOVED = "moved", _("Chuyển nơi ở")
    PRIVATE = "private", _("Việc riêng")
    BUSY = "busy", _("Bận việc")
    OFFICE = "office", _("Thôi chức vụ đang giữ")
    ROLE = "role", _("Đổi vai trong tổ")
    DIED = "died", _("Qua đời")
    ENDED = "ended", _("Tổ được hợp nhất hoặc giải thể")
    MISTAKE = "mistake", _("Ghi nhầm")
    OTHER = "other", _("Lý do khác")


class Appointment(models.Model):
    """A person's place in a team, with the role grant that goes with it. `post` is the office he or she comes from, as written."""

    class Role(models.TextChoices):
        LEADER = "leader", _("Tổ trưởng")
        DEPUTY = "deputy", _("Tổ phó")
        MEMBER = "member", _("Thành viên")

    team = models.ForeignKey(Team, models.CASCADE, related_name="appointments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=10, choices=Role.choices)
    body = models.CharField(max_length=12, choices=Body.choices, default="", blank=True)
    post = models.CharField(max_length=120, default="", blank=True)
    # Shared by two appointments where somebody sits in both kinds of team of one group in the same role.
    grant = models.ForeignKey(RoleGrant, models.PROTECT, related_name="appointments")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="appointments")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    left_because = models.CharField(max_length=10, choices=Leaving.choices, default="", blank=True)
    left_note = SealedText()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "person"], condition=Q(valid_until=None), name="one_open_appointment"
            ),
        ]


class Standing(models.Model):
    """A team's verdict against the rule of its place, kept beside it so that a city of 3,790 teams reads it in one query.

    Written with every change of the team and once a night, since rules and people have dates; `findings` are codes with their
    figures (policy.composition), turned into sentences when shown.
    """

    team = models.OneToOneField(Team, models.CASCADE, primary_key=True, related_name="standing")
    rule = models.CharField(max_length=40)
    members = models.SmallIntegerField(default=0)
    leaders = models.SmallIntegerField(default=0)
    youths = models.SmallIntegerField(default=0)
    fits = models.BooleanField(default=False)
    findings = models.JSONField(default=list)
    checked_on = models.DateField()


class RuleChosen(models.Model):
    """Which rule of composition a province or commune follows from a day on; where none is chosen, its province's usual one."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="rules_chosen")
    rule = models.CharField(max_length=40)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    chosen_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place"], condition=Q(valid_until=None), name="one_rule_a_place"),
        ]


class Committee(models.Model):
    """A steering committee for digital transformation, or a Project 06 working group, of a province, district or commune."""

    class Kind(models.TextChoices):
        STEERING = "steering", _("Ban Chỉ đạo chuyển đổi số")
        PROJECT_06 = "project06", _("Tổ công tác Đề án 06")

    id = models.UUIDField(primary_key=True, default=ids.new)
    place = models.ForeignKey(Place, models.PROTECT, related_name="committees")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=160)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="committees")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "kind"], condition=Q(valid_until=None), name="one_committee_of_a_kind_a_place"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """A person's place in a committee. It gives no rights: those are granted by name (RoleGrant)."""

    class Role(models.TextChoices):
        HEAD = "head", _("Trưởng ban")
        DEPUTY = "deputy", _("Phó trưởng ban")
        STANDING = "standing", _("Ủy viên thường trực")
        MEMBER = "member", _("Ủy viên")

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="seats")
    person = models.ForeignKey(Person, models.PROTECT, related_name="seats")
    role = models.CharField(max_length=10, choices=Role.choices)
    post = models.CharField(max_length=120, default="", blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    left_because = models.CharField(max_length=10, choices=Leaving.choices, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "person"], condition=Q(valid_until=None), name="one_open_seat"
            ),
        ]


class MemberSkill(models.Model):
    """What a member can do with a service, first as he says himself. Written only by `note_skill` (skills.py)."""

    class Level(models.IntegerChoices):
        NONE = 0, _("Chưa biết")
        SELF = 1, _("Tự dùng được")
        SHOWS = 2, _("Chỉ được cho bà con")
        TEACHES = 3, _("Dạy lại được cho tổ")

    class Source(models.TextChoices):
        SAID = "said", _("tự nhận")
        SEEN = "seen", _("tổ trưởng, cán bộ thấy")

    person = models.ForeignKey(Person, models.CASCADE, related_name="skills")
    service = models.ForeignKey(Service, models.PROTECT)
    level = models.SmallIntegerField(choices=Level.choices)
    source = models.CharField(max_length=10, choices=Source.choices)
    noted_on = models.DateField()
    noted_by = models.CharField(max_length=40)
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "service"], name="one_level_a_service")]


class MemberHours(models.Model):
    """A part of the week that a member can give, as he says. weekday 1 is Monday."""

    class Part(models.TextChoices):
        MORNING = "am", _("Sáng")
        AFTERNOON = "pm", _("Chiều")
        EVENING = "eve", _("Tối")

    person = models.ForeignKey(Person, models.CASCADE, related_name="hours")
    weekday = models.SmallIntegerField()
    part = models.CharField(max_length=3, choices=Part.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "weekday", "part"], name="hours_once"),
            models.CheckConstraint(condition=Q(weekday__gte=1, weekday__lte=7), name="hours_in_a_week"),
        ]


class RosterUpload(models.Model):
    """Files somebody sent in, read but not yet taken: what was understood can be corrected until it is imported."""

    id = models.UUIDField(primary_key=True, default=ids.new)
    commune = models.ForeignKey(Place, models.PROTECT)
    # A list made before the units changed: the former commune whose groups it names, and since when where it says no day.
    origin = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    since = models.DateField(null=True)
    file = models.ForeignKey(StoredFile, models.SET_NULL, null=True)
    name = models.CharField(max_length=200)
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=40)
    # Which of the file's books are this list's, by their index; none said: all. Two former communes' lists come in one sitting.
    books = models.JSONField(default=list)
    # What the person said where the reading was wrong: {"columns": {"0.3": "phone"}, "headers": {…}, "groups": {…}}
    corrections = models.JSONField(default=dict)
    # What was answered before it is taken in, see roster.choosing: {"origin": "said", "teams": {…}, "leaders": {…}}
    choices = models.JSONField(default=dict)
    imported_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    # Sent by mistake: its file is gone, and nobody has to look at it any more.
    dropped_at = models.DateTimeField(null=True)
    dropped_by = models.CharField(max_length=40, default="", blank=True)
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
