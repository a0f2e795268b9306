"""What a decision's page shows: in a sentence what it does, its teams, and what one should look at before it is signed."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from canhtay.core import clock
from canhtay.teams.decisions.annex import Annex, annex_of
from canhtay.teams.decisions.judging import verdicts_after
from canhtay.teams.models import Appointment, Decision, Team
from canhtay.teams.verdicts import TeamVerdict

Kind = Decision.Kind


@dataclass(frozen=True)
class TeamLine:
    key: str
    group: str
    label: str
    people: int | None
    leader: str
    goes: str
    is_seen: bool = True
    """Whether the reader may open the team; where not, nobody of it is named."""
    verdict: TeamVerdict | None = None
    """Of a draft: how the team would stand against its rule."""


@dataclass(frozen=True)
class Shown:
    sentence: str
    lines: list[TeamLine]
    warnings: list[str]

    @property
    def teams(self) -> int:
        return len(self.lines)


def shown(decision: Decision, hidden: frozenset[str] = frozenset()) -> Shown:
    """Of a draft: with the people of today. A fixed number of queries. `hidden`: teams whose people the reader does not see."""
    view = _whole(decision)
    lines = [replace(line, leader="", is_seen=False) if line.key in hidden else line for line in view.lines]
    return replace(view, lines=lines)


def _whole(decision: Decision) -> Shown:
    if decision.drafted_at is None:
        return Shown(
            _("Quyết định này được biết từ danh sách đã nạp; văn bản không soạn ở đây."), _by_list(decision), []
        )
    day = min(decision.effective_on or clock.today(), clock.today())
    annex = annex_of(decision, day)
    lines, sentence = [*_staying(annex), *_ending(annex)], _sentence(decision, annex)
    return Shown(sentence, lines, []) if decision.issued_at else _of_draft(decision, annex, day, sentence, lines)


def _of_draft(decision: Decision, annex: Annex, day: date, sentence: str, lines: list[TeamLine]) -> Shown:
    verdicts = verdicts_after(decision, day)
    judged = [replace(line, verdict=verdicts.get(line.key)) for line in lines]
    unfit = [line.group for line in judged if line.verdict and not line.verdict.fits]
    said = _named(_("Chưa đúng quy định về thành phần tổ: %(groups)s. Xem từng tổ ở dưới."), unfit)
    return Shown(sentence, judged, [*([said] if said else []), *_warnings(decision, annex)])


def _by_list(decision: Decision) -> list[TeamLine]:
    teams = Team.objects.filter(decision=decision).select_related("group").order_by("group__sort_key", "pk")
    return [TeamLine(str(team.pk), str(team.group), team.label, None, "", "") for team in teams]


def _staying(annex: Annex) -> list[TeamLine]:
    leads = Appointment.Role.LEADER
    return [
        TeamLine(
            team.team,
            team.group,
            team.label,
            len(team.rows),
            ", ".join(row.name for row in team.rows if row.role == leads),
            "",
        )
        for team in annex.stays
    ]


def _ending(annex: Annex) -> list[TeamLine]:
    into, ends = _("nhập vào tổ của %(group)s"), _("thôi hoạt động")
    return [
        TeamLine(team.team, team.group, team.label, team.people, "", into % {"group": team.into} if team.into else ends)
        for team in annex.ends
    ]


def _sentence(decision: Decision, annex: Annex) -> str:
    n = {"teams": len(annex.stays), "people": annex.people, "ends": len(annex.ends)}
    if decision.kind == Kind.DISSOLVE:
        return _("Giải thể %(ends)s tổ; thành viên thôi ở tổ.") % n
    if decision.kind == Kind.MERGE:
        group = annex.stays[0].group if annex.stays else ""
        said = _("Hợp nhất %(ends)s tổ vào tổ của %(group)s; tổ ấy có %(people)s người.")
        return said % {**n, "group": group}
    said = (
        _("Thành lập %(teams)s tổ, %(people)s người.")
        if decision.kind == Kind.FOUND
        else _("Kiện toàn %(teams)s tổ, %(people)s người.")
    )
    joined = " " + _("Nhập %(ends)s Tổ Đề án 06 vào tổ cùng tổ dân phố.") % n if annex.ends else ""
    return said % n + joined


def _warnings(decision: Decision, annex: Annex) -> list[str]:
    leads = Appointment.Role.LEADER
    led = {team.team: sum(row.role == leads for row in team.rows) for team in annex.stays}
    nobody = [team.group for team in annex.stays if not team.rows]
    unled = [team.group for team in annex.stays if team.rows and not led[team.team]]
    unknown = sum(row.birth_year is None for team in annex.stays for row in team.rows)
    nameless = sum(not row.gender for team in annex.stays for row in team.rows)
    found = [
        _named(_("Chưa có ai trong tổ: %(groups)s."), nobody),
        _named(_("Chưa có tổ trưởng: %(groups)s."), unled),
        _("%(n)s người chưa rõ năm sinh: cột ấy để trống trên giấy.") % {"n": unknown} if unknown else "",
        _("%(n)s người chưa rõ nam nữ: trên giấy ghi “Đồng chí”.") % {"n": nameless} if nameless else "",
        _bare_groups(decision),
    ]
    return [one for one in found if one]


MOST_NAMED = 6


def _named(said: str, groups: list[str]) -> str:
    names = ", ".join(groups[:MOST_NAMED]) + ("…" if len(groups) > MOST_NAMED else "")
    return said % {"groups": names} if groups else ""


def _bare_groups(decision: Decision) -> str:
    """A residential group that loses its team by a merger keeps its doors, and nobody goes there."""
    if decision.kind != Kind.MERGE:
        return ""
    ending = decision.lines.exclude(into=None).select_related("team__group", "into")
    bare = [str(line.team.group) for line in ending if line.team.group.valid_until is None and line.into
            and line.into.group_id != line.team.group_id]  # fmt: skip
    return _named(_("Sau hợp nhất, những nơi sau không còn tổ nào; nhà ở đó chỉ phường thấy: %(groups)s."), bare)
