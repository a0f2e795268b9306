"""What a reading of rosters is: plain data, nothing stored. Rows count from 1 as the file shows them."""

from dataclasses import dataclass, field

from canhtay.core.problems import Problem
from canhtay.core.sheets.columns import Column
from canhtay.teams.roster.decisions import Decision


@dataclass(slots=True)
class Member:
    """One whole person of a team. `gender` is "M", "F" or None; `birth_year` and `phone` are None where the file has
    none. `gender_from`: "column", "birth column", "title", "name" (Thị, Văn: the weakest) or "". `post` is the office he or
    she comes from, as written ("Bí thư chi bộ"), or ""."""

    name: str
    gender: str | None
    birth_year: int | None
    role: str
    phone: str | None
    other_phones: tuple[str, ...] = ()
    row: int = 0
    sheet: int = 0
    gender_from: str = ""
    post: str = ""


@dataclass
class Team:
    """`group` is the residential group's name, `label` the word before it (TDP, Thôn, Khu phố …) or "".
    `row` is its section row, or its first member's."""

    group: str
    label: str
    members: list[Member] = field(default_factory=list)
    sheet: int = 0
    row: int = 0


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why something was not taken, and what to do. `row` None: the whole sheet or file. `column`: its heading."""

    row: int | None
    column: str | None
    message: str
    sheet: int = 0


@dataclass(frozen=True)
class GroupGuess:
    """`source`: "section", "column", "title", "sheet name", "file name", "said" (by a person) or "" (not found).
    `confidence` 0…1; below 0.7 a person should confirm."""

    name: str
    label: str
    source: str
    confidence: float


@dataclass
class Ignored:
    """How many rows were left out on purpose."""

    title: int = 0
    header: int = 0
    total: int = 0
    signature: int = 0
    note: int = 0
    blank: int = 0


@dataclass
class SheetReading:
    """`index` counts over all sheets of all files: the number `corrections` speak of. `header_rows` (first, last) from
    1, or None where the sheet has no table."""

    index: int
    name: str
    hidden: bool = False
    encoding: str = "unicode"
    header_rows: tuple[int, int] | None = None
    columns: list[Column] = field(default_factory=list)
    group: GroupGuess = GroupGuess("", "", "", 0.0)
    ignored: Ignored = field(default_factory=Ignored)
    members: int = 0
    faulty: int = 0


@dataclass
class BookReading:
    """One file. `index` counts all files of what was sent, those of another list too. `titles`: what stands above each table;
    `decision`: the paper they name."""

    name: str
    folder: str
    kind: str
    sheets: list[SheetReading] = field(default_factory=list)
    trouble: Problem | None = None
    index: int = 0
    titles: list[str] = field(default_factory=list)
    decision: Decision | None = None

    @property
    def members(self) -> int:
        return sum(sheet.members for sheet in self.sheets)


@dataclass
class RosterReading:
    books: list[BookReading]
    teams: list[Team]
    decision: Decision | None
    problems: list[RowProblem]

    @property
    def sheets(self) -> list[SheetReading]:
        return [sheet for book in self.books for sheet in book.sheets]

    @property
    def members(self) -> int:
        return sum(len(team.members) for team in self.teams)

    def by_decision(self, some: list[Team]) -> dict[Decision | None, list[Team]]:
        """These teams by the paper that their own file names; a file that names none belongs to the only one the others name."""
        said = {sheet.index: book.decision for book in self.books for sheet in book.sheets}
        named = {decision for decision in said.values() if decision}
        only = named.pop() if len(named) == 1 else None
        teams: dict[Decision | None, list[Team]] = {}
        for team in some:
            teams.setdefault(said.get(team.sheet) or only, []).append(team)
        return teams
