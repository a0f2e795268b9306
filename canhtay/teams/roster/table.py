"""One sheet with a header → teams, problems and what was left out."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from canhtay.core.sheets.books import Cell, Merge, Row, Sheet
from canhtay.core.sheets.cells import is_blank, text_of
from canhtay.core.vietnamese import fold, sort_key
from canhtay.teams.roster import rows as kinds
from canhtay.teams.roster import vocabulary as meanings
from canhtay.teams.roster.groups import group_in, label_of_heading
from canhtay.teams.roster.people import PersonReader
from canhtay.teams.roster.roles import LEADER, MEMBER
from canhtay.teams.roster.shapes import GroupGuess, Member, RowProblem, SheetReading, Team

# A group column with more blanks than this says each name once, above its members.
# No team has so many people of one name; a file made to tire the reader may.
_NAMESAKES = 100
_SAID_ONCE = 1 / 3
_DITTO = frozenset(["nt", "n/t", "như trên", '"', "”", "“", "''", "\u3003", "″"])


@dataclass
class _Gathered:
    """A team being filled. `unsure`: members who lead only if nobody surely does."""

    team: Team
    unsure: list[Member] = field(default_factory=list)
    seen: dict[str, list[Member]] = field(default_factory=lambda: defaultdict(list))
    has_leader: bool = False
    rows: int = 0
    from_section: bool = False


class Table:
    """Walks the rows below the header once. Results: `teams`, `problems`, and counts in the sheet's reading."""

    def __init__(self, sheet: Sheet, reading: SheetReading, guess: GroupGuess, today: date) -> None:
        self.sheet, self.reading, self.guess = sheet, reading, guess
        self.problems: list[RowProblem] = []
        self._teams: dict[str, _Gathered] = {}
        self._start = reading.header_rows[1] if reading.header_rows else len(sheet.rows)
        below = sheet.rows[self._start :]
        self._person = PersonReader(reading.columns, below, today)
        self._number = next((c.index for c in reading.columns if c.meaning == meanings.NUMBER), None)
        self._group = next((c for c in reading.columns if c.meaning == meanings.GROUP), None)
        self._label = label_of_heading(self._group.heading) if self._group else ""
        self._merges = _by_row(sheet.merges)
        self._filled = self._filled_groups(self._group.index, below) if self._group else {}
        self._by_cell: dict[Cell, _Gathered] = {}
        self._section: _Gathered | None = None
        self._footer = self._after_total = False

    @property
    def teams(self) -> list[Team]:
        return [gathered.team for gathered in self._teams.values() if gathered.team.members]

    def walk(self) -> None:
        rows = self.sheet.rows
        name_of, telling = self._person.name_text, self._person.telling
        for at in range(self._start, len(rows)):
            row = rows[at]
            name = name_of(row)
            facts = 0
            for place in telling:
                if place < len(row) and row[place] != "":
                    facts += 1
            # A name with two facts beside it is a person; only thin and odd rows are asked what they are.
            odd = facts < 2 or not name or self._footer or kinds.begins_oddly(name)
            if not odd or not self._is_no_person(row, at, name):
                self._take(row, at, name)
        self._close()

    def _is_no_person(self, row: Row, at: int, name: str) -> bool:
        told = [(column, text_of(cell)) for column, cell in enumerate(row) if cell != "" and not is_blank(cell)]
        ignored = self.reading.ignored
        if not told:
            ignored.blank += 1
        elif name and kinds.is_header_again(name):
            ignored.header += 1
            self._footer = False
        elif not kinds.is_total(told) and (further := kinds.next_table_in(told, restarts=self._restarts_below(at))):
            self._footer = False
            self._open_section(further, at)
        elif self._footer:
            ignored.signature += 1
        elif kinds.is_column_numbers(told):
            ignored.header += 1
        elif kinds.is_total(told):
            ignored.total += 1
            self._after_total = True
        elif not self._is_numbered(row) and not self._has_facts(row) and kinds.is_signature(told):
            ignored.signature += 1
            self._footer = True
        elif not self._is_a_numbered_person(row) and (
            section := self._section_at(told, at, alone=not self._has_facts(row))
        ):
            self._open_section(section, at)
        elif self._after_total and len(told) <= 2 and not self._is_numbered(row) and self._number is not None:
            ignored.signature += 1
        elif not name and not self._has_facts(row, beside=True):
            ignored.note += 1  # a form's empty numbered line, or a remark
        elif len(told) == 1 and any(c.isdigit() for c in name) and self._number is not None:
            ignored.note += 1
        else:
            return False
        return True

    def _section_at(self, told: list[tuple[int, str]], at: int, *, alone: bool) -> tuple[str, str] | None:
        return kinds.section_in(
            [pair for pair in told if not self._group or pair[0] != self._group.index],
            number=self._number,
            name=self._person.name,
            restarts=self._restarts_below(at),
            wide=any(right - left >= 2 for _first, left, _last, right in self._merges.get(at, ())),
            bare=alone,
        )

    def _restarts_below(self, at: int) -> bool:
        """Whether the next row begins a list: it is a header, or its number is 1 again."""
        following = next((row for row in self.sheet.rows[at + 1 : at + 4] if any(cell != "" for cell in row)), [])
        numbered = (
            self._number is not None and self._number < len(following) and text_of(following[self._number]) == "1"
        )
        return numbered or kinds.is_header_again(self._person.name_text(following))

    def _open_section(self, section: tuple[str, str], at: int) -> None:
        self._after_total = False
        if not section[0]:
            self.problems.append(
                self._problem(at, None, _("Không đọc được tên tổ ở dòng này. Ghi rõ tên tổ dân phố hoặc thôn."))
            )
            self._section = None
            return
        self._section = self._gather(section, at)
        self._section.from_section = True

    def _take(self, row: Row, at: int, name: str) -> None:
        member, sure, faults = self._person.read(row, name, at + 1)
        gathered = self._group_of(row, at)
        if gathered is None:
            self.reading.faulty += 1
            heading = self._group.heading if self._group else None
            self.problems.append(
                self._problem(at, heading, _("Dòng này chưa ghi thuộc tổ nào. Ghi tên tổ dân phố hoặc thôn."))
            )
            return
        gathered.rows += 1
        self._after_total = False
        if member is None:
            self.reading.faulty += 1
            self.problems += [self._problem(at, fault.column, fault.message) for fault in faults]
            return
        namesakes = gathered.seen[fold(member.name)]
        if namesakes and (twin := twin_of(namesakes, member)):
            self.reading.faulty += 1
            message = _(
                "“%(name)s” đã có ở dòng %(row)s của cùng tổ. Xoá một trong hai dòng, hoặc ghi năm sinh để phân biệt."
            )
            self.problems.append(
                self._problem(at, self._name_heading(), message % {"name": member.name, "row": twin.row})
            )
            return
        namesakes.append(member)
        self._add(gathered, member, sure)

    def _add(self, gathered: _Gathered, member: Member, sure: bool) -> None:
        member.sheet = self.reading.index
        gathered.team.members.append(member)
        self.reading.members += 1
        if member.role == LEADER:
            if sure:
                gathered.has_leader = True
            else:
                gathered.unsure.append(member)

    def _group_of(self, row: Row, at: int) -> _Gathered | None:
        """The row's own cell, then the section above, then what is guessed for the sheet."""
        if self._group:
            said = row[self._group.index] if self._group.index < len(row) else ""
            said = self._filled.get(at, "") if _is_ditto(said) else said or self._filled.get(at, "")
            if said in self._by_cell:
                return self._by_cell[said]
            group = group_in(text_of(said), self._label)
            if group[0]:
                self._by_cell[said] = self._gather(group, at)
                return self._by_cell[said]
        if self._section:
            return self._section
        if self._group and self.guess.source != "said":
            return None
        return self._gather((self.guess.name, self.guess.label), at)

    def _gather(self, group: tuple[str, str], at: int) -> _Gathered:
        name, label = group
        found = self._teams.get(name) or self._teams.get(key := sort_key(name))
        if found is None:
            found = self._teams[key] = _Gathered(Team(name, label, sheet=self.reading.index, row=at + 1))
        return found

    def _filled_groups(self, place: int, below: list[Row]) -> dict[int, str]:
        """{row: group} for the blank cells of the group's column: of merged cells, or where it is said once for many."""
        start = self._start
        filled: dict[int, str] = {}
        for first, left, last, right in self.sheet.merges:
            if (
                left <= place <= right
                and right - left < 2
                and first >= start
                and last - first < 5_000
                and first < len(self.sheet.rows)
            ):
                said = text_of(self.sheet.rows[first][left]) if left < len(self.sheet.rows[first]) else ""
                filled.update(dict.fromkeys(range(first + 1, last + 1), said))
        blank = [at for at, row in enumerate(below, start) if self._lacks_group(row)]
        if blank and not filled and len(blank) > _SAID_ONCE * sum(bool(self._person.name_text(row)) for row in below):
            said = ""
            for at, row in enumerate(below, start):
                said = text_of(row[place]) if place < len(row) and not _is_same(row[place]) else said
                filled[at] = said
        else:
            filled |= self._ditto_groups(below, filled)
        return filled

    def _ditto_groups(self, below: list[Row], filled: dict[int, str]) -> dict[int, str]:
        """The group of the row above for cells that hold only a sign of repetition."""
        place, said, found = self._group.index if self._group else 0, "", {}
        for at, row in enumerate(below, self._start):
            cell = row[place] if place < len(row) else ""
            if _is_ditto(cell):
                found[at] = said
            elif not _is_same(cell):
                said = text_of(cell)
            else:
                said = filled.get(at, said)
        return found

    def _lacks_group(self, row: Row) -> bool:
        """Whether the row is a person's and its own cell of the group's column is blank."""
        place = self._group.index if self._group else 0
        blank = place >= len(row) or row[place] == "" or is_blank(row[place])
        return blank and self._has_facts(row, beside=True) and bool(self._person.name_text(row))

    def _has_facts(self, row: Row, *, beside: bool = False) -> bool:
        """Whether birth, gender, role or phone is filled; `beside`: at least something that tells of a person."""
        places = (
            self._person.telling
            if beside
            else [*self._person.phones, *filter(None, (self._person.birth, self._person.male, self._person.female))]
        )
        return any(place < len(row) and not is_blank(row[place]) for place in places)

    def _is_numbered(self, row: Row) -> bool:
        return (
            self._number is not None and self._number < len(row) and text_of(row[self._number]).strip(" .)").isdecimal()
        )

    def _is_a_numbered_person(self, row: Row) -> bool:
        """A number of its own and a year of birth: Khu Thị Bản is a woman, no residential group."""
        return self._is_numbered(row) and self._person.has_year(row)

    def _close(self) -> None:
        """Settle who leads, and name sections that head nobody."""
        for gathered in self._teams.values():
            for place, member in enumerate(gathered.unsure):
                if gathered.has_leader or place:
                    member.role = MEMBER
            if gathered.from_section and not gathered.rows:
                message = _("Tổ “%(group)s” không có thành viên nào bên dưới. Ghi thành viên, hoặc xoá dòng này.")
                self.problems.append(
                    self._problem(gathered.team.row - 1, None, message % {"group": gathered.team.group})
                )
        self.problems.sort(key=lambda problem: problem.row or 0)

    def _name_heading(self) -> str | None:
        return next((c.heading for c in self.reading.columns if c.meaning in (meanings.NAME, meanings.GIVEN)), None)

    def _problem(self, at: int, column: str | None, message: str) -> RowProblem:
        return RowProblem(at + 1, column, message, self.reading.index)


def _is_ditto(cell: Cell) -> bool:
    """ "nt" (như trên), a double quote: the same as above."""
    return type(cell) is str and cell.strip(" -.").lower() in _DITTO


def _is_same(cell: Cell) -> bool:
    return is_blank(cell) or _is_ditto(cell)


def twin_of(others: list[Member], member: Member) -> Member | None:
    """The same person already there: one name, and neither birth year nor phone tells them apart."""
    written = sort_key(member.name)
    for other in others[-_NAMESAKES:]:
        if sort_key(other.name) != written:
            continue
        if other.birth_year and member.birth_year and other.birth_year != member.birth_year:
            continue
        if other.phone and member.phone and other.phone != member.phone:
            continue
        return other
    return None


def _by_row(merges: list[Merge]) -> dict[int, list[Merge]]:
    found: dict[int, list[Merge]] = defaultdict(list)
    for merge in merges:
        found[merge[0]].append(merge)
    return found
