"""The annex as tables: for each team its people; for those that end, one table of teams. Telephone numbers never."""

from canhtay.core.papers import shapes
from canhtay.core.papers.shapes import Column, Section, Table
from canhtay.people.address import on_paper
from canhtay.people.models import Person
from canhtay.places.paths import State
from canhtay.teams.decisions import wording
from canhtay.teams.decisions.annex import Annex, Ends, Row, Stays, lists_the_ended

PEOPLE = (
    Column("STT", 12, "center"),
    Column("Họ và tên", 56),
    Column("Năm sinh", 17, "center"),
    Column("Chức vụ, đơn vị", 50),
    Column("Nhiệm vụ trong Tổ", 30, "center"),
)
JOINED = (
    Column("STT", 12, "center"),
    Column("Tổ được nhập", 47),
    Column("Địa bàn", 43),
    Column("Số thành viên", 20, "center"),
    Column("Nhập vào Tổ của", 43),
)
DISSOLVED = (
    Column("STT", 12, "center"),
    Column("Tên Tổ", 78),
    Column("Địa bàn", 50),
    Column("Số thành viên", 25, "center"),
)


def annexes_of(annex: Annex, state: State, hidden: frozenset[str] = frozenset()) -> list[shapes.Annex]:
    """Without the people of hidden teams; what is left then says that it is an extract."""
    return [*_members(annex, state, hidden), *_ended(annex, state)]


def _members(annex: Annex, state: State, hidden: frozenset[str]) -> list[shapes.Annex]:
    teams = annex.stays
    if not teams:
        return []
    labels = wording.labels(teams)
    title = f"Danh sách thành viên\n{labels} {teams[0].group}"
    if len(teams) > 1:
        title = f"Danh sách thành viên\ncác {labels}\ntrên địa bàn {wording.unit(state)}"
    lists = [_team(team, place, len(teams)) for place, team in enumerate(teams, 1) if team.team not in hidden]
    return [shapes.Annex(title if len(lists) == len(teams) else f"{title}\n(trích)", lists)]


def _team(team: Stays, place: int, of: int) -> Section:
    heading = f"{place}. {team.label} {team.group}" if of > 1 else ""
    return Section(heading, Table(PEOPLE, [_person(row, at) for at, row in enumerate(team.rows, 1)]))


def _person(row: Row, at: int) -> list[str]:
    name = f"{on_paper(Person(gender=row.gender))} {row.name}"
    return [f"{at:02}", name, str(row.birth_year or ""), row.post, wording.ROLES.get(row.role, "")]


def _ended(annex: Annex, state: State) -> list[shapes.Annex]:
    if not lists_the_ended(annex):
        return []
    joined = bool(annex.ends[0].into)
    rows = [_end(team, at, joined) for at, team in enumerate(annex.ends, 1)]
    title = "Danh sách các Tổ được nhập" if joined else f"Danh sách các Tổ giải thể\ntrên địa bàn {wording.unit(state)}"
    return [shapes.Annex(title, [Section("", Table(JOINED if joined else DISSOLVED, rows))])]


def _end(team: Ends, at: int, joined: bool) -> list[str]:
    return [f"{at:02}", team.label, team.group, wording.counted(team.people), *([team.into] if joined else [])]
