"""A team as it was on a day: its people, its name and paper, what its group was called, where that lay.

The same day always reads the same, whatever was decided since. A correction is no change and shows on every day: a name or birth
year put right was wrong on that day too, and a list of before that kept the fault would spread it. What stood there before is in
the log.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from io import BytesIO

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from canhtay.core import clock, history, indicators
from canhtay.core.history import Actor, subject_of
from canhtay.core.sheets.writing import Sheet, write_csv, write_xlsx
from canhtay.core.vietnamese import fold
from canhtay.places.models import Place
from canhtay.places.paths import paths_at, states_at
from canhtay.places.reform.figures import figures_on
from canhtay.policy.age import is_youth
from canhtay.teams.models import Appointment, Team
from canhtay.teams.past import Stood, stood_on
from canhtay.teams.queries import former_members_of, members_of
from canhtay.web.tables.exports import EXPORTED, TYPES

BIRTH_YEAR = 4
"""The column whose numbers are years."""


@dataclass(frozen=True)
class TeamThen:
    team: Team
    day: date
    members: list[Appointment]
    former: list[Appointment]
    named: str
    """The group as it was called then: "Tổ dân phố Trà Khê 3"."""
    within: str
    """Where it lay then: "Phường Anh Dũng, Quận Dương Kinh, Thành phố Hải Phòng"; empty while it waits for a side."""
    stood: Stood

    @property
    def is_today(self) -> bool:
        return self.day == clock.today()

    @property
    def is_past(self) -> bool:
        """Whether somebody chose to look back, and so wants a way forward again."""
        return self.day != last_day(self.team)

    @property
    def before_it(self) -> bool:
        return self.day < self.team.valid_from

    @cached_property
    def finding(self) -> str:
        if not self.members:
            return _("Ngày ấy chưa có ai trong tổ.") if not self.is_today else _("Chưa có ai trong tổ.")
        people = len(self.members)
        said = [ngettext("Tổ có %(n)s người", "Tổ có %(n)s người", people) % {"n": people}]
        ages = [row.person.age_in(self.day.year) for row in self.members]
        if youths := sum(is_youth(age) for age in ages):
            said.append(ngettext("%(n)s thanh niên", "%(n)s thanh niên", youths) % {"n": youths})
        leader = next((row.person.name for row in self.members if row.role == Appointment.Role.LEADER), "")
        said.append(_("tổ trưởng là %(name)s") % {"name": leader} if leader else _("chưa có tổ trưởng"))
        return ", ".join(said) + "."


def last_day(team: Team) -> date:
    """Today, or the last day of a team that has ended."""
    return min(team.valid_until or clock.today(), clock.today())


def team_on(team: Team, asked: date) -> TeamThen:
    """On the day that is asked for; after its end a team is shown as it was last."""
    day = min(asked, last_day(team))
    path, stood = paths_at([team.group], day)[team.group_id], stood_on([team], day)[team.pk]
    members, former = list(members_of([team.pk], day)), list(former_members_of(team, day))
    return TeamThen(team, day, members, former, *_words(path, day), stood)


def figures_of(then: TeamThen) -> list[tuple[str, int | None]]:
    """What had been counted of the group up to that day, by name; None where nothing had. Only a community team goes to doors."""
    if then.team.kind != Team.Kind.COMMUNITY or then.before_it:
        return []
    figures = figures_on(then.team.group, then.day)
    return [(_(one.title), figures.get(one.name)) for one in indicators.REGISTRY.values()]


def members_file(then: TeamThen, kind: str, *, by: Actor) -> HttpResponse:
    """One table, without telephone numbers, without who asked for it, and in Vietnamese whoever reads it: so that it is one file
    for everybody and for ever."""
    with override("vi"):
        sheet = Sheet(_heads(), _rows(then), then.named, _above(then), frozenset({BIRTH_YEAR}))
        answer, count = file_as_of(sheet, kind, then.day, slugify(fold(then.named)))
    subject = subject_of("team", then.team.pk)
    history.record(EXPORTED, subject, by=by, place=then.team.group_id, kind=kind, rows=count)
    return answer


def file_as_of(sheet: Sheet, kind: str, day: date, name: str) -> tuple[HttpResponse, int]:
    """A table of that day as a file, and how many rows it has."""
    out = BytesIO()
    count = write_xlsx(out, sheet, as_of=day) if kind == "xlsx" else write_csv(out, sheet)
    named = str(content_disposition_header(True, f"{name}-{day:%Y-%m-%d}.{kind}"))
    headers = {"Cache-Control": "private, no-store", "Content-Disposition": named}
    return HttpResponse(out.getvalue(), content_type=TYPES[kind], headers=headers), count


def _words(path: list[Place], day: date) -> tuple[str, str]:
    states = states_at(path, day)
    named, *within = [str(states[place.pk]) for place in path]
    return named, ", ".join(within)


def _heads() -> list[str]:
    return [
        _("Họ và tên"),
        _("Vai trong tổ"),
        _("Chức vụ ở địa phương"),
        _("Thuộc tổ chức"),
        _("Năm sinh"),
        _("Ở tổ từ ngày"),
    ]


def _rows(then: TeamThen) -> list[list[object]]:
    return [
        [
            row.person.name,
            row.get_role_display(),
            row.post,
            row.get_body_display(),
            row.person.birth_year,
            row.valid_from,
        ]
        for row in then.members
    ]


def _above(then: TeamThen) -> list[str]:
    day = _("Tính đến ngày %(day)s") % {"day": f"{then.day:%d/%m/%Y}"}
    return [line for line in (f"{then.stood.label}, {then.named}", then.within, day) if line]
