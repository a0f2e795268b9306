"""The list of teams: what its columns say, on the page and in a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from canhtay.core import clock
from canhtay.places.alike import former_communes, told_apart
from canhtay.places.models import on
from canhtay.places.paths import State
from canhtay.policy.age import is_youth
from canhtay.teams.looking_back import called
from canhtay.teams.models import Appointment, Team
from canhtay.teams.past import Stood, stood_on
from canhtay.teams.queries import members_of
from canhtay.web.tables import Choice, Column, DayChoice, Table, note_export
from canhtay.web.tables.columns import About
from canhtay.web.templatetags.look import number


@dataclass(frozen=True)
class TeamRow:
    """`group`: how it is called, or was on that day."""

    team: Team
    people: list[Appointment]
    group: State
    former: str | None
    """The commune its group lay in before, where its name alone does not tell which one is meant."""
    stood: Stood
    day: date

    @property
    def name(self) -> str:
        return told_apart(self.group.name, self.former)

    @property
    def leader(self) -> str | None:
        leads = Appointment.Role.LEADER
        return next((row.person.name for row in self.people if row.role == leads), None)

    @property
    def youths(self) -> int:
        return sum(is_youth(age) for age in self.ages)

    @property
    def elders(self) -> int:
        return sum(age is not None and age >= 60 for age in self.ages)

    @property
    def ages(self) -> list[int | None]:
        return [row.person.age_in(self.day.year) for row in self.people]


def with_people(teams: list[Team], about: About) -> Iterator[TeamRow]:
    people: dict[UUID, list[Appointment]] = {team.pk: [] for team in teams}
    day: date = about["day"]
    for row in members_of(list(people), day):
        people[row.team_id].append(row)
    places = {team.group for team in teams}
    groups, former, stood = called(places, day), former_communes(places, day), stood_on(teams, day)
    for team in teams:
        group = team.group_id
        yield TeamRow(team, people[team.pk], groups[group], former.get(group), stood[team.pk], day)


def page_of(row: TeamRow) -> str:
    """Looking back, on that day too."""
    return reverse("team", args=[row.team.pk]) + ("" if row.day == clock.today() else f"?day={row.day:%Y-%m-%d}")


def by_leader(teams: QuerySet[Team], has: str, day: date | None = None) -> QuerySet[Team]:
    leads = Appointment.objects.filter(on(day or clock.today()), team=OuterRef("pk"), role=Appointment.Role.LEADER)
    return teams.filter(Exists(leads) if has == "yes" else ~Exists(leads))


def counted(count: int) -> str:
    return ngettext("%(count)s tổ", "%(count)s tổ", count) % {"count": number(count)}


TEAMS = Table(
    columns=[
        Column(
            name="team",
            title=_("Tổ"),
            value=lambda row: row.name,
            order=("group__sort_key",),
            link=page_of,
            under=lambda row: row.group.label,
        ),
        Column(
            name="leader", title=_("Tổ trưởng"), value=lambda row: row.leader, template="teams/parts/leader_cell.html"
        ),
        Column(name="people", title=_("Số người"), value=lambda row: len(row.people), right=True),
        Column(name="youths", title=_("Thanh niên"), value=lambda row: row.youths, right=True),
        Column(name="elders", title=_("Từ 60 tuổi"), value=lambda row: row.elders, right=True),
        Column(
            name="number",
            title=_("Quyết định số"),
            value=lambda row: row.stood.decision and row.stood.decision.number,
            export_only=True,
        ),
        Column(
            name="decided",
            title=_("Ngày quyết định"),
            value=lambda row: row.stood.decision and row.stood.decision.decided_on,
            export_only=True,
        ),
    ],
    filters=[
        Choice(
            name="leader",
            title=_("Tổ trưởng"),
            choices=[("yes", _("Đã có tổ trưởng")), ("no", _("Chưa có tổ trưởng"))],
            apply=by_leader,
        ),
        DayChoice(title=_("Như ngày")),
    ],
    search=("group__folded",),
    search_title=_("Tìm tổ theo tên, không cần dấu"),
    sort="team",
    load=with_people,
    counted=counted,
    empty=_("Chưa có tổ nào."),
    file_name="danh-sach-to",
    on_export=note_export,
)
