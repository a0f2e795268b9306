"""What each column of a roster is taken for, by its heading, then by what stands in it.

"Chức vụ" alone is the role in the team; beside "Nhiệm vụ trong tổ" it is the person's office in the residential group.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from django.utils.translation import gettext as _

from canhtay.core.phones import phones_in
from canhtay.core.sheets.books import Cell, Row
from canhtay.core.sheets.cells import is_blank, is_full_date, text_of
from canhtay.core.sheets.columns import Column, columns_of
from canhtay.core.sheets.headers import Header
from canhtay.core.vietnamese import fold
from canhtay.teams.roster.groups import is_group_text
from canhtay.teams.roster.marks import is_mark
from canhtay.teams.roster.quoting import quoted
from canhtay.teams.roster.roles import DEPUTY, LEADER, MEMBER, reads_as_role, role_in
from canhtay.teams.roster.vocabulary import (
    BIRTH,
    DEPUTY_MARK,
    FAMILY,
    FEMALE,
    GENDER,
    GIVEN,
    GROUP,
    GROUP_HINT,
    ID_NUMBER,
    IGNORED,
    LEADER_MARK,
    MALE,
    MEANINGS,
    MEMBER_MARK,
    NAME,
    NOTE,
    NUMBER,
    OFFICE,
    PHONE,
    PLAIN_ROLE,
    ROLE,
    ROLE_MARKS,
    TEAM_ROLE,
)

_MARK_OF = {LEADER: LEADER_MARK, DEPUTY: DEPUTY_MARK, MEMBER: MEMBER_MARK}
_MAY_HEAD_ROLES = ("", NAME, TEAM_ROLE, PLAIN_ROLE, OFFICE, GROUP, *ROLE_MARKS)


def roster_columns(header: Header, rows: Sequence[Row], corrections: Mapping[int, str]) -> list[Column]:
    """The columns with one final meaning each (only PHONE may stand twice); what is not kept is marked and says why."""
    columns = columns_of(header, rows, corrections)
    below = [row for row in rows[header.last + 1 : header.last + 81] if sum(not is_blank(cell) for cell in row) > 1]
    said = set(corrections)
    _tell_split_names(columns, said)
    _tell_marks(columns, below, said)
    _tell_roles(columns, below, said)
    _tell_by_content(columns, below, said)
    for meaning in (NAME, FAMILY, GIVEN, GENDER, MALE, FEMALE, BIRTH, ROLE, *ROLE_MARKS, GROUP):
        _keep_the_surest(columns, meaning, said)
    _remark(columns, below)
    return columns


def _tell_split_names(columns: list[Column], said: set[int]) -> None:
    """ "Họ và đệm" beside "Tên", and one "Họ và tên" merged over both."""
    for left, right in pairwise(columns):
        if left.index in said or right.index in said:
            continue
        if (
            left.meaning == FAMILY
            and right.meaning == NAME
            and fold(right.heading) in ("ten", "ho va ten ten", "ho ten ten")
        ):
            right.meaning = GIVEN
        blank_or_same = right.heading in ("", left.heading)
        if (
            left.meaning == NAME
            and blank_or_same
            and right.samples
            and all(" " not in text and text.isalpha() for text in right.samples)
        ):
            left.meaning, right.meaning, right.confidence = FAMILY, GIVEN, 0.8
    if not any(column.meaning in (NAME, GIVEN) for column in columns):
        for column in columns:
            if column.meaning == FAMILY and column.index not in said:
                column.meaning = NAME


def _tell_marks(columns: list[Column], below: list[Row], said: set[int]) -> None:
    """A column for each role, where an x tells who holds it; what is headed so and holds words is none."""
    headed = [column for column in columns if column.index not in said and _role_headed(column)]
    shares = {column.index: _share(column, below, lambda text: False, of_cell=is_mark) for column in headed}
    blank = {column.index for column in headed if not _share(column, below, bool)}
    for column in headed:
        if shares[column.index] >= 0.6 or (column.index in blank and max(shares.values()) >= 0.6):
            column.meaning, column.confidence = _MARK_OF[_role_headed(column)], 0.9
        elif column.meaning in ROLE_MARKS:
            column.meaning = TEAM_ROLE if _share(column, below, reads_as_role) >= 0.3 else ""


def _role_headed(column: Column) -> str:
    """The role that a column's heading surely names: "Tổ trưởng", "Nhiệm vụ trong tổ Tổ phó"; else "". "TT" numbers the rows."""
    role, sure = role_in(column.heading)
    return role if sure and column.meaning in _MAY_HEAD_ROLES else ""


def _tell_roles(columns: list[Column], below: list[Row], said: set[int]) -> None:
    """A column that speaks of the team wins; then "Chức vụ"; then any column that holds little but roles."""
    free = [column for column in columns if column.index not in said]
    if not any(column.meaning == ROLE and column.index in said for column in columns):
        of_team = [c for c in free if c.meaning == TEAM_ROLE]
        plain = [c for c in free if c.meaning == PLAIN_ROLE]
        other = [c for c in free if c.meaning in (OFFICE, NOTE, GROUP, NAME, "", GROUP_HINT)]
        by_content = sorted(
            of_team + plain, key=lambda c: (-(_share(c, below, reads_as_role) >= 0.3), c.meaning != TEAM_ROLE)
        )
        chosen = by_content[0] if by_content else None
        marked = any(column.meaning in ROLE_MARKS for column in columns)
        if marked and chosen and _share(chosen, below, reads_as_role) < 0.3:
            chosen = None
        elif chosen is None:
            chosen = next(
                (c for c in other if _share(c, below, reads_as_role) >= (0.6 if c.meaning != NOTE else 0.5)), None
            )
        for column in of_team + plain:
            column.meaning = OFFICE
        if chosen:
            chosen.meaning = ROLE
    for column in free:
        if column.meaning in (TEAM_ROLE, PLAIN_ROLE):
            column.meaning = OFFICE


def _tell_by_content(columns: list[Column], below: list[Row], said: set[int]) -> None:
    """Columns under a strange heading, or none, that hold nothing but telephone numbers, or names of places."""
    meanings = {column.meaning for column in columns}
    if PHONE not in meanings:
        for column in columns:
            if column.index not in said and column.meaning in ("", NOTE) and _share(column, below, _is_phone) >= 0.6:
                column.meaning, column.confidence = PHONE, 0.6
                break
    if GROUP not in meanings:
        for column in columns:
            if (
                column.index not in said
                and column.meaning in (GROUP_HINT, OFFICE)
                and _share(column, below, _is_place) >= 0.6
            ):
                column.meaning, column.confidence = GROUP, 0.6
                break
    if not {GENDER, MALE, FEMALE} & meanings:
        for column in columns:
            if column.index not in said and column.meaning == "" and _share(column, below, _is_gender) >= 0.8:
                column.meaning, column.confidence = GENDER, 0.6
                break


def _keep_the_surest(columns: list[Column], meaning: str, said: set[int]) -> None:
    of_it = [column for column in columns if column.meaning == meaning]
    of_it.sort(key=lambda column: (column.index not in said, -column.confidence, column.index))
    for column in of_it[1:]:
        column.meaning, column.confidence = "", 0.0


def _remark(columns: list[Column], below: list[Row]) -> None:
    for column in columns:
        column.samples = [quoted(sample, phone=column.meaning == PHONE) for sample in column.samples]
        if column.meaning == ID_NUMBER or _share(column, below, _is_id_number) >= 0.6:
            column.meaning, column.taken, column.samples = ID_NUMBER, False, []
            column.remark = _("Không lấy: chương trình không giữ số căn cước của ai.")
        elif column.meaning in (BIRTH, MALE, FEMALE):
            if _share(column, below, lambda text: False, of_cell=is_full_date) > 0:
                column.remark = _("Chỉ lấy năm sinh, không giữ ngày và tháng.")
        elif column.meaning not in MEANINGS or column.meaning == IGNORED:
            column.taken = False
            if column.meaning != NUMBER:
                column.meaning = IGNORED if column.meaning else ""


def _share(
    column: Column, below: list[Row], asks: Callable[[str], bool], *, of_cell: Callable[[Cell], bool] | None = None
) -> float:
    """What part of the column's cells that are not blank answers yes, 0…1."""
    cells = [row[column.index] for row in below if column.index < len(row) and not is_blank(row[column.index])]
    yes = sum(bool(of_cell(cell) if of_cell else asks(text_of(cell))) for cell in cells)
    return yes / len(cells) if cells else 0.0


def _is_phone(text: str) -> bool:
    return len(text) >= 9 and bool(phones_in(text)[0])


def _is_place(text: str) -> bool:
    return is_group_text(text)


def _is_gender(text: str) -> bool:
    return fold(text) in ("nam", "nu", "trai", "gai")


def _is_id_number(text: str) -> bool:
    return len(text) == 12 and text.isdecimal() and text.startswith("0")
