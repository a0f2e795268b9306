"""The ward officer's first page: what was found, what to do, how each team stands. Reads only; every figure is a counter's."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from canhtay.core import clock, counts
from canhtay.places.models import Place
from canhtay.places.queries import groups_of
from canhtay.register.indicators import HOUSEHOLDS
from canhtay.rounds.indicators import DOORS_OPENED, VISITS
from canhtay.rounds.queries import in_words, slots_of
from canhtay.teams.models import Appointment, RosterUpload, Team
from canhtay.teams.queries import is_youth, members_of
from canhtay.web.templatetags.look import number

TODOS_SHOWN = 6


@dataclass(frozen=True)
class TeamRow:
    team: Team
    members: int
    youths: int
    opened: int
    households: int
    visits_week: int
    slot_text: str
    connected: bool

    @property
    def name(self) -> str:
        return self.team.group.name

    @property
    def url(self) -> str:
        return reverse("team", args=[self.team.pk])


@dataclass(frozen=True)
class Todo:
    title: str
    why: str
    url: str
    act: str


def ward_page(commune: Place) -> dict[str, Any]:
    today = clock.today()
    groups = list(groups_of(commune).values_list("pk", flat=True))
    teams = list(
        Team.objects.filter(group__in=groups, valid_until=None)
        .select_related("group")
        .order_by("group__sort_key", "pk")
    )
    rows = _rows(teams, today)
    totals = _totals(rows, groups, today)
    todos = _todos(commune, rows)
    return {
        "commune": commune,
        "today": today,
        "teams": rows,
        "totals": totals,
        "todos": todos[:TODOS_SHOWN],
        "more_todos": len(todos[TODOS_SHOWN:]),
        "finding": _finding(rows, totals),
    }


def _rows(teams: list[Team], today: date) -> list[TeamRow]:
    groups = [team.group_id for team in teams]
    monday = clock.week_of(today)
    opened = counts.totals(DOORS_OPENED.name, groups)
    households = counts.totals(HOUSEHOLDS.name, groups)
    visits = counts.totals(VISITS.name, groups, since=monday, until=monday + timedelta(days=6))
    slots = slots_of([team.pk for team in teams])
    people: dict[UUID, list[Appointment]] = {team.pk: [] for team in teams}
    for row in members_of(list(people)):
        people[row.team_id].append(row)
    connected = _connected(teams)
    return [
        TeamRow(
            team=team,
            members=len(people[team.pk]),
            youths=sum(is_youth(row.person.age_in(today.year)) for row in people[team.pk]),
            opened=opened.get(team.group_id, 0),
            households=households.get(team.group_id, 0),
            visits_week=visits.get(team.group_id, 0),
            slot_text=in_words(slots[team.pk]) if team.pk in slots else "",
            connected=team.pk in connected,
        )
        for team in teams
    ]


def _connected(teams: list[Team]) -> set[UUID]:
    """The teams of which at least one member has a phone that is believed."""
    rows = members_of([team.pk for team in teams]).filter(
        person__devices__revoked_at=None, person__devices__isnull=False
    )
    return set(rows.values_list("team", flat=True))


def _totals(rows: list[TeamRow], groups: list[int], today: date) -> dict[str, int]:
    return {
        "teams": len(rows),
        "members": sum(row.members for row in rows),
        "households": sum(row.households for row in rows),
        "opened": sum(row.opened for row in rows),
        "visits_today": sum(counts.totals(VISITS.name, groups, since=today, until=today).values()),
        "visits_week": sum(row.visits_week for row in rows),
    }


def _finding(rows: list[TeamRow], totals: dict[str, int]) -> str:
    if not rows:
        return _("Phường chưa có tổ nào trong sổ này.")
    with_slot = sum(bool(row.slot_text) for row in rows)
    said = [
        _("%(n)s trong %(of)s tổ đã có buổi cố định.") % {"n": with_slot, "of": len(rows)},
        _("Tuần này các tổ đã đến %(n)s lượt nhà.") % {"n": number(totals["visits_week"])},
    ]
    if lacking := sum(not row.youths for row in rows):
        said.append(ngettext("%(n)s tổ chưa có thanh niên.", "%(n)s tổ chưa có thanh niên.", lacking) % {"n": lacking})
    return " ".join(said)


def _todos(commune: Place, rows: list[TeamRow]) -> list[Todo]:
    waiting = RosterUpload.objects.filter(commune=commune, imported_at=None).exclude(file=None).order_by("-sent_at")
    todos = [
        Todo(
            title=_("Danh sách “%(name)s” đợi xem lại") % {"name": upload.name},
            why=_("Đã đọc, chưa ghi vào. Xem máy hiểu từng cột có đúng không."),
            url=reverse("import", args=[upload.pk]),
            act=_("Xem danh sách"),
        )
        for upload in waiting[:3]
    ]
    return todos + [todo for row in rows if (todo := _todo_of(row))]


def _todo_of(row: TeamRow) -> Todo | None:
    """What a team lacks first: a phone, then its hour, then doors to go to."""
    named = {"team": row.name}
    if not row.connected:
        why = _("Chưa ai trong tổ có máy nhận nhà cần đến.")
        return Todo(_("%(team)s chưa kết nối máy nào") % named, why, row.url, _("Kết nối máy"))
    if not row.slot_text:
        why = _("Một giờ cố định mỗi tuần là cách giữ nhịp chắc nhất.")
        return Todo(_("%(team)s chưa chọn buổi") % named, why, reverse("slot", args=[row.team.pk]), _("Chọn buổi"))
    if not row.households:
        why = _("Tổ có buổi nhưng chưa có nhà nào để đến.")
        return Todo(
            _("%(team)s chưa có nhà nào") % named, why, reverse("group", args=[row.team.group_id]), _("Ghi các nhà")
        )
    return None
