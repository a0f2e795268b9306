"""The list of teams: what its columns say, on the page and in a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from canhtay.core import clock
from canhtay.places.models import on
from canhtay.policy.age import is_youth
from canhtay.teams.models import Appointment, Team
from canhtay.teams.queries import members_of
from canhtay.web.tables import Choice, Column, Table, note_export
from canhtay.web.tables.columns import About
from canhtay.web.templatetags.look import number


@dataclass(frozen=True)
class TeamRow:
    team: Team
    people: list[Appointment]

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
        return [row.person.age_in(clock.today().year) for row in self.people]


def with_people(teams: list[Team], about: About) -> Iterator[TeamRow]:
    people: dict[UUID, list[Appointment]] = {team.pk: [] for team in teams}
    for row in members_of(list(people)):
        people[row.team_id].append(row)
    return (TeamRow(team, people[team.pk]) for team in teams)


def by_leader(teams: QuerySet[Team], has: str) -> QuerySet[Team]:
    leads = Appointment.objects.filter(on(clock.today()), team=OuterRef("pk"), role=Appointment.Role.LEADER)
    return teams.filter(Exists(leads) if has == "yes" else ~Exists(leads))


def counted(count: int) -> str:
    return ngettext("%(count)s tổ", "%(count)s tổ", count) % {"count": number(count)}


TEAMS = Table(
    columns=[
        Column(
            name="team",
            title=_("Tổ"),
            value=lambda row: row.team.group.name,
            order=("group__sort_key",),
            link=lambda row: reverse("team", args=[row.team.pk]),
            under=lambda row: row.team.group.label,
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
            value=lambda row: row.team.decision and row.team.decision.number,
            export_only=True,
        ),
        Column(
            name="decided",
            title=_("Ngày quyết định"),
            value=lambda row: row.team.decision and row.team.decision.decided_on,
            export_only=True,
        ),
    ],
    filters=[
        Choice(
            name="leader",
            title=_("Tổ trưởng"),
            choices=[("yes", _("Đã có tổ trưởng")), ("no", _("Chưa có tổ trưởng"))],
            apply=by_leader,
        )
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
