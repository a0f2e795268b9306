"""What a reading shows on its page: per sheet what each column was taken for, per team who was found, each faulty row by name."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from canhtay.teams.roster.shapes import Member, RosterReading, RowProblem, SheetReading, Team

SHOWN_PROBLEMS, SHOWN_TEAMS = 200, 60


@dataclass
class SheetReview:
    sheet: SheetReading
    file: str
    title: str
    sure: bool
    fields: list[str] = field(default_factory=list)


def review_of(reading: RosterReading) -> dict[str, Any]:
    sheets = [_sheet(book.name, sheet) for book in reading.books for sheet in book.sheets if sheet.header_rows]
    teams = [team for team in reading.teams if team.members]
    return {
        "reading": reading,
        "sheets": sheets,
        "teams": [_team(team) for team in teams[:SHOWN_TEAMS]],
        "teams_in_all": len(teams),
        "people": reading.members,
        "problems": [_problem(reading, problem) for problem in reading.problems[:SHOWN_PROBLEMS]],
        "problems_in_all": len(reading.problems),
        "ready": any(team.group for team in teams),
        "many": len(sheets) > 1,
    }


def _sheet(file: str, sheet: SheetReading) -> SheetReview:
    columns_sure = all(column.confidence >= 0.7 for column in sheet.columns if column.taken)
    return SheetReview(
        sheet=sheet,
        file=file,
        title=f"{file} · {sheet.name}" if sheet.name else file,
        sure=columns_sure and sheet.group.confidence >= 0.7,
        fields=[f"column-{sheet.index}-{column.index}" for column in sheet.columns],
    )


def _team(team: Team) -> dict[str, Any]:
    roles: dict[str, list[Member]] = defaultdict(list)
    for member in team.members:
        roles[member.role].append(member)
    return {"team": team, "leader": next(iter(roles["leader"]), None), "members": team.members}


def _problem(reading: RosterReading, problem: RowProblem) -> dict[str, Any]:
    sheets = {sheet.index: (book.name, sheet.name) for book in reading.books for sheet in book.sheets}
    file, sheet = sheets.get(problem.sheet, ("", ""))
    place = [_("dòng %(row)s") % {"row": problem.row}] if problem.row else []
    if problem.column:
        place.append(_("cột %(column)s") % {"column": problem.column})
    return {"where": ", ".join(place), "file": " · ".join(filter(None, (file, sheet))), "message": problem.message}
