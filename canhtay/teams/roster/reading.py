"""A file of rosters → what it says, nothing stored: `read_roster`, and `as_json` for the command's contract."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from canhtay.core import clock
from canhtay.core.problems import Problem
from canhtay.core.sheets import troubles
from canhtay.core.sheets.books import Book, Sheet
from canhtay.core.sheets.cells import text_of
from canhtay.core.sheets.headers import Header, find_header
from canhtay.core.sheets.opening import open_many
from canhtay.core.vietnamese import fold, sort_key
from canhtay.teams.roster.columns import roster_columns
from canhtay.teams.roster.decisions import decision_in
from canhtay.teams.roster.groups import group_in, group_in_file_name, group_in_sheet_name, group_in_title
from canhtay.teams.roster.shapes import BookReading, GroupGuess, Member, RosterReading, RowProblem, SheetReading, Team
from canhtay.teams.roster.table import Table, twin_of
from canhtay.teams.roster.vocabulary import GROUP, NEEDED, VOCABULARY

_TITLE_ROWS = 60


def read_roster(
    name: str,
    data: bytes,
    *,
    corrections: Mapping[tuple[int, int], str] | None = None,
    header_rows: Mapping[int, int] | None = None,
    groups: Mapping[int, str] | None = None,
    group: str | None = None,
    books: Collection[int] = (),
    today: date | None = None,
) -> RosterReading:
    """Read one roster file, or a ZIP of them, into teams of whole members and named problems.

    corrections: {(sheet, column): meaning} said by a person; both from 0, sheets counted over all files
        (`SheetReading.index`), meanings from `vocabulary.MEANINGS`.
    header_rows: {sheet: the header's last row, from 1}. groups: {sheet: the group's name} confirmed by a person.
    group: the group of rows for which the file itself (section row or column) tells none.
    books: which of the files are read (`BookReading.index`); none said: all of them.
    Raises Problem (kinds of core.sheets.troubles) where the whole file cannot be read or no sheet has a table.
    """
    opened = open_many(name, data)
    reading = _Reading(opened, corrections or {}, header_rows or {}, groups or {}, group, today or clock.today())
    result = reading.read(books)
    if not any(sheet.header_rows for sheet in result.sheets):
        for book in result.books:
            if book.trouble:
                raise book.trouble
        raise Problem(troubles.NO_HEADER, name=opened[0].name if len(opened) == 1 else name, needed=_("Họ và tên"))
    return result


def as_json(reading: RosterReading) -> dict[str, Any]:
    """The contract's JSON. A problem carries "sheet" and "file" as well when more than one was read."""
    places = {sheet.index: (book, sheet) for book in reading.books for sheet in book.sheets}
    many = sum(1 for sheet in reading.sheets if sheet.header_rows) > 1 or len(reading.books) > 1
    return {
        "teams": [
            {"group": team.group, "members": [_member(member) for member in team.members]} for team in reading.teams
        ],
        "decision": {"number": reading.decision.number, "date": reading.decision.date} if reading.decision else None,
        "problems": [
            {"row": problem.row, "column": problem.column, "message": problem.message}
            | (_place(places, problem) if many else {})
            for problem in reading.problems
        ],
    }


def _member(member: Member) -> dict[str, Any]:
    return {
        "name": member.name,
        "gender": member.gender,
        "birth_year": member.birth_year,
        "role": member.role,
        "phone": member.phone,
    }


def _place(places: dict[int, tuple[BookReading, SheetReading]], problem: RowProblem) -> dict[str, str]:
    book, sheet = places.get(problem.sheet, (None, None))
    return {"file": book.name, "sheet": sheet.name} if book and sheet else {}


class _Reading:
    def __init__(
        self,
        books: list[Book],
        corrections: Mapping[tuple[int, int], str],
        header_rows: Mapping[int, int],
        groups: Mapping[int, str],
        group: str | None,
        today: date,
    ) -> None:
        self.books, self.corrections, self.header_rows = books, corrections, header_rows
        self.groups, self.group, self.today = groups, group, today
        self.teams: dict[str, Team] = {}
        self.problems: list[RowProblem] = []
        self.sheet_names: list[str] = []

    def read(self, only: Collection[int]) -> RosterReading:
        books = []
        for at, book in enumerate(self.books):
            if only and at not in only:
                self._pass_over(book)
            else:
                books.append(self._book(at, book))
        decision = next((book.decision for book in books if book.decision), None)
        return RosterReading(books, list(self.teams.values()), decision, self.problems)

    def _pass_over(self, book: Book) -> None:
        """Its sheets keep their numbers, of which corrections speak."""
        self.sheet_names += [sheet.name or book.name for sheet in book.sheets]

    def _book(self, at: int, book: Book) -> BookReading:
        reading = BookReading(book.name, book.folder, book.kind, trouble=book.trouble, index=at)
        shown = [sheet for sheet in book.sheets if not sheet.hidden]
        for sheet in book.sheets:
            index = len(self.sheet_names)
            self.sheet_names.append(sheet.name or book.name)
            sheet_reading = SheetReading(index, sheet.name, sheet.hidden, sheet.encoding)
            reading.sheets.append(sheet_reading)
            # A hidden sheet is somebody's working copy, unless a person points at it or all are hidden.
            if not sheet.hidden or not shown or index in self.header_rows:
                self._sheet(book, sheet, sheet_reading, reading.titles)
        reading.decision = next((found for title in reading.titles if (found := decision_in(title))), None)
        if not book.trouble and len(self.books) > 1 and not any(sheet.header_rows for sheet in reading.sheets):
            reading.trouble = Problem(troubles.NO_HEADER, name=book.name, needed=_("Họ và tên"))
        if reading.trouble:
            self.problems.append(RowProblem(None, None, reading.trouble.sentence, -1))
        return reading

    def _sheet(self, book: Book, sheet: Sheet, reading: SheetReading, titles: list[str]) -> None:
        said = self.header_rows.get(reading.index)
        header = find_header(sheet, VOCABULARY, needed=NEEDED, row=None if said is None else said - 1)
        if header is None:
            titles.append(_text(sheet, 0, min(len(sheet.rows), _TITLE_ROWS)))
            return
        reading.header_rows = (header.first + 1, header.last + 1)
        corrections = {
            column: meaning for (place, column), meaning in self.corrections.items() if place == reading.index
        }
        reading.columns = roster_columns(header, sheet.rows, corrections)
        reading.ignored.title = sum(any(cell != "" for cell in row) for row in sheet.rows[: header.first])
        reading.ignored.header = header.last - header.first + 1
        titles.append(_text(sheet, 0, header.first))
        reading.group = self._guess(book, sheet, header, reading)
        table = Table(sheet, reading, reading.group, self.today)
        table.walk()
        self._keep(table, reading)

    def _guess(self, book: Book, sheet: Sheet, header: Header, reading: SheetReading) -> GroupGuess:
        """Where the sheet's rows belong when they do not say so themselves."""
        said = self.groups.get(reading.index) or self.group
        if said:
            return GroupGuess(*(group_in(said) if group_in(said)[0] else (said, "")), "said", 1.0)
        for row in reversed(sheet.rows[: header.first]):
            texts = [text_of(cell) for cell in row if type(cell) is str and cell]
            # Cell by cell, then the row as one text: "Tổ dân phố:" may stand in one cell and its name in the next.
            for text in [*texts, " ".join(texts)]:
                if (found := group_in_title(text))[0]:
                    return GroupGuess(*found, "title", 0.9)
        found = group_in_sheet_name(sheet.name)
        if found[0]:
            return GroupGuess(*found, "sheet name", 0.8 if found[1] else 0.6)
        found = group_in_file_name(book.name)
        if found[0]:
            return GroupGuess(*found, "file name", 0.7 if found[1] else 0.4)
        return GroupGuess("", "", "", 0.0)

    def _keep(self, table: Table, reading: SheetReading) -> None:
        self.problems += table.problems
        for team in table.teams:
            same = self.teams.setdefault(sort_key(team.group), team)
            if same is not team:
                self._join(same, team, reading)
            if not team.group:
                message = _("Không thấy tên tổ trong tiêu đề, tên trang hay tên tệp. Chọn tổ cho danh sách này.")
                self.problems.append(
                    RowProblem(reading.header_rows and reading.header_rows[0], None, message, reading.index)
                )
        told_by = {column.meaning for column in reading.columns}
        if GROUP in told_by:
            reading.group = GroupGuess("", "", "column", 0.9)
        elif any(team.group != reading.group.name for team in table.teams):
            reading.group = GroupGuess("", "", "section", 0.95)

    def _join(self, same: Team, team: Team, reading: SheetReading) -> None:
        """A team told on two sheets: a summary and its own, or one list in two files. Nobody is taken twice."""
        there: dict[str, list[Member]] = defaultdict(list)
        for member in same.members:
            there[fold(member.name)].append(member)
        for member in team.members:
            twin = twin_of(there[fold(member.name)], member)
            if twin is None:
                same.members.append(member)
                continue
            reading.members, reading.faulty = reading.members - 1, reading.faulty + 1
            message = _("“%(name)s” đã có trong cùng tổ ở trang “%(sheet)s”, dòng %(row)s. Dòng này không nạp lại.")
            told = {"name": member.name, "sheet": self.sheet_names[twin.sheet], "row": twin.row}
            self.problems.append(RowProblem(member.row, None, message % told, reading.index))


def _text(sheet: Sheet, first: int, last: int) -> str:
    return "\n".join(" ".join(text_of(cell) for cell in row if cell != "") for row in sheet.rows[first:last])
