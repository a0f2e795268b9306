"""What a reading shows on its page: per sheet what each column was taken for, per team who was found, each faulty row by name."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from canhtay.places.models import Placement
from canhtay.places.successions import waiting_groups
from canhtay.teams.import_answers import answers_of
from canhtay.teams.import_summary import act_of, papers_of, summary_of
from canhtay.teams.models import RosterUpload
from canhtay.teams.roster.lookout import Lookout
from canhtay.teams.roster.outlook import TeamOutlook
from canhtay.teams.roster.roles import LEADER
from canhtay.teams.roster.shapes import RosterReading, RowProblem, SheetReading, Team
from canhtay.teams.roster.vocabulary import OFFICE

SHOWN_PROBLEMS, SHOWN_TEAMS = 200, 60


@dataclass
class SheetReview:
    sheet: SheetReading
    file: str
    title: str
    sure: bool
    fields: list[str] = field(default_factory=list)

    @property
    def unread(self) -> bool:
        """Something of it is to be said by a person."""
        return not self.sure or any(not column.meaning for column in self.sheet.columns)


def review_of(reading: RosterReading, upload: RosterUpload, outlooks: list[TeamOutlook] | None) -> dict[str, Any]:
    """Once it is taken in, everybody is known; then there is nothing to look out for."""
    lookout = Lookout(reading, upload) if outlooks is not None else None
    sheets = [_sheet(book.name, sheet) for book in reading.books for sheet in book.sheets if sheet.header_rows]
    teams = [team for team in reading.teams if team.members]
    return {
        "reading": reading,
        "sheets": sheets,
        "teams": [_team(team, lookout) for team in teams[:SHOWN_TEAMS]],
        "former": lookout and lookout.former(),
        "waiting": lookout.waiting() if lookout else [],
        "to_side": _to_side(upload) if upload.imported_at else 0,
        "summary": summary_of(outlooks) if outlooks else "",
        "act": act_of(outlooks, again=bool(upload.undone_at)) if outlooks else "",
        "answers": answers_of(upload, outlooks) if outlooks else [],
        "papers": papers_of(reading),
        "sides_url": _sides_url(),
        "teams_in_all": len(teams),
        "people": reading.members,
        "problems": [_problem(reading, problem) for problem in reading.problems[:SHOWN_PROBLEMS]],
        "problems_in_all": len(reading.problems),
        "ready": any(team.group for team in teams),
        "many": len(sheets) > 1,
    }


def _sheet(file: str, sheet: SheetReading) -> SheetReview:
    # An office misread does no harm: it is kept as written.
    told = [column for column in sheet.columns if column.taken and column.meaning != OFFICE]
    columns_sure = all(column.confidence >= 0.7 for column in told)
    return SheetReview(
        sheet=sheet,
        file=file,
        title=f"{file} · {sheet.name}" if sheet.name else file,
        sure=columns_sure and sheet.group.confidence >= 0.7,
        fields=[f"column-{sheet.index}-{column.index}" for column in sheet.columns],
    )


def _team(team: Team, lookout: Lookout | None) -> dict[str, Any]:
    leader = next((member for member in team.members if member.role == LEADER), None)
    members = [{"member": member, "remark": lookout.remark(member, team) if lookout else ""} for member in team.members]
    return {"team": team, "leader": leader, "members": members, "posts": any(m.post for m in team.members)}


def _to_side(upload: RosterUpload) -> int:
    """How many groups of this list's former commune wait for a side."""
    waiting = waiting_groups([upload.commune]).values("pk")
    return Placement.objects.filter(place__in=waiting, parent=upload.origin).count() if upload.origin else 0


def _sides_url() -> str:
    """Where groups that wait are given a side; empty where there is no such page."""
    try:
        return reverse("sides")
    except NoReverseMatch:
        return ""


def _problem(reading: RosterReading, problem: RowProblem) -> dict[str, Any]:
    sheets = {sheet.index: (book.name, sheet.name) for book in reading.books for sheet in book.sheets}
    file, sheet = sheets.get(problem.sheet, ("", ""))
    place = [_("dòng %(row)s") % {"row": problem.row}] if problem.row else []
    if problem.column:
        place.append(_("cột %(column)s") % {"column": problem.column})
    return {"where": ", ".join(place), "file": " · ".join(filter(None, (file, sheet))), "message": problem.message}
