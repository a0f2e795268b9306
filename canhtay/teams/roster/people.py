"""One row → one whole person, or the named faults that keep it out.

The one rule: a cell that holds something unreadable (name, gender, birth, phone) makes the row faulty, and a faulty row is
not imported until it is mended. A blank cell is no fault, except the name. So a person is stored as the file says or
not at all, never half.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from canhtay.core import phones
from canhtay.core.phones import phones_in
from canhtay.core.sheets.books import Cell, Row
from canhtay.core.sheets.cells import is_blank, text_of, year_in
from canhtay.core.sheets.columns import Column
from canhtay.core.vietnamese import capitalised, fold, split_title
from canhtay.teams.roster import vocabulary as meanings
from canhtay.teams.roster.marks import is_mark, says_no
from canhtay.teams.roster.posts import post_beside_role, post_in
from canhtay.teams.roster.quoting import quoted
from canhtay.teams.roster.roles import DEPUTY, LEADER, MEMBER, reads_as_role, role_in
from canhtay.teams.roster.shapes import Member

YOUNGEST, OLDEST = 14, 110
_LONGEST_NAME = 60

_NUMBERED = re.compile(r"^(?:\d{1,3}\s*[.)/\-]\s*|[-+*•–]\s+)(?=[^\W\d])")
_BRACKETS = re.compile(r"\s*[(\[]([^)\]]*)[)\]]?\s*")
# "(Bà) Lê Mây", "Ông/Bà Lê Mây", "Tổ trưởng: Lê Mây"
_TITLE_IN_BRACKETS = re.compile(r"^[(\[]\s*(ông|bà|đ/c|anh|chị)\s*[)\]]\s*", re.IGNORECASE)
_EITHER_TITLE = re.compile(
    r"^(?:ông\s*(?:/|,|\()\s*bà\s*\)?|anh\s*(?:/|,|\()\s*chị\s*\)?)\s*[:.]?\s*(?=\w)", re.IGNORECASE
)
_LEADING_ROLE = re.compile(r"^([^:]{2,40}?)\s*(?::|\s[-–]\s)\s*(?=\w)")
_TRAILING_ROLE = re.compile(r"\s+[-–:,]\s*(.+)$|\s*,\s*(.+)$")
# Latin letters only: "²" counts as a letter to Unicode, and Cyrillic "а" looks like ours.
_LETTER = "[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]"
_PLAIN_NAME = re.compile(rf"{_LETTER}+(?: {_LETTER}+)*")
_GOOD_NAME = re.compile(rf"{_LETTER}+(?:['’\-. ]+{_LETTER}+)*\.?")
_GENDERS = {
    **dict.fromkeys(["nam", "trai", "m", "male", "ong", "anh", "nam gioi", "con trai"], "M"),
    **dict.fromkeys(["nu", "gai", "f", "female", "ba", "chi", "co", "nu gioi", "n u", "con gai", "phu nu"], "F"),
}
_MARKED_ROLES = {meanings.LEADER_MARK: LEADER, meanings.DEPUTY_MARK: DEPUTY, meanings.MEMBER_MARK: MEMBER}
_GENDERS_AS_WRITTEN = {"Nam": "M", "Nữ": "F", "NAM": "M", "NỮ": "F", "nam": "M", "nữ": "F"}


@dataclass(frozen=True)
class Fault:
    column: str | None
    message: str


class PersonReader:
    """Reads the rows of one table. Built once per sheet, so that a row costs no search for its columns."""

    def __init__(self, columns: Sequence[Column], rows: Sequence[Row], today: date) -> None:
        self.today = today
        self._headings = {column.index: column.heading or _letter(column.index) for column in columns}
        self.name = self._first(columns, meanings.NAME)
        self.family = self._first(columns, meanings.FAMILY)
        self.given = self._first(columns, meanings.GIVEN)
        self.gender = self._first(columns, meanings.GENDER)
        self.male = self._first(columns, meanings.MALE)
        self.female = self._first(columns, meanings.FEMALE)
        self.birth = self._first(columns, meanings.BIRTH)
        self.role = self._first(columns, meanings.ROLE)
        self.offices = [column.index for column in columns if column.meaning == meanings.OFFICE]
        self.role_marks = {column.index: column.meaning for column in columns if column.meaning in _MARKED_ROLES}
        by_phone = [column for column in columns if column.meaning == meanings.PHONE]
        # a landline's own column tells the second number, wherever it stands
        self.phones = [column.index for column in sorted(by_phone, key=lambda c: "co dinh" in fold(c.heading))]
        self.telling = [
            place
            for place in (self.gender, self.male, self.female, self.birth, self.role, *self.role_marks, *self.phones)
            if place is not None
        ]
        self._genders = _GENDERS | _number_genders(rows, self.gender)
        self._blank_is_man = self.female is not None and self.male is None and self.gender is None

    @staticmethod
    def _first(columns: Sequence[Column], meaning: str) -> int | None:
        return next((column.index for column in columns if column.meaning == meaning), None)

    def name_text(self, row: Row) -> str:
        """The name's cell, or family and given name joined, as the file has them."""
        if self.name is not None:
            return text_of(row[self.name]) if self.name < len(row) else ""
        return " ".join(filter(None, (text_of(_at(row, self.family)), text_of(_at(row, self.given)))))

    def has_year(self, row: Row) -> bool:
        """Whether a birth column holds a year a member may have."""
        places = [place for place in (self.birth, self.male, self.female) if place is not None]
        years = [year_in(_at(row, place), today=self.today) for place in places]
        return any(year and YOUNGEST <= self.today.year - year <= OLDEST for year in years)

    def read(self, row: Row, text: str, place: int) -> tuple[Member | None, bool, list[Fault]]:
        """(member or None, whether the role is sure, faults). `text` is `name_text(row)`; `place` the file's row."""
        faults: list[Fault] = []
        name, title_gender, role_beside = self._name(text, faults)
        gender, birth, source = self._gender_and_birth(row, faults)
        if gender is None and title_gender:
            gender, source = title_gender, "title"
        if gender is None and (gender := _gender_of_middle_name(name)):
            source = "name"
        numbers = self._phones(row, faults)
        role_said = self._role_said(row, role_beside)
        role, sure = self._role(row, role_said, faults)
        if faults:
            return None, sure, faults
        phone, others = (numbers[0], numbers[1:]) if numbers else (None, ())
        post = self._post(row) or post_beside_role(role_said)
        member = Member(name, gender, birth, role, phone, others, place, gender_from=source, post=post)
        return member, sure, faults

    def _name(self, text: str, faults: list[Fault]) -> tuple[str, str | None, str]:
        """(tidy name, gender of the title, a role written beside the name: "Nguyễn Văn A (Tổ trưởng)")."""
        beside, whole = "", text
        if not _PLAIN_NAME.fullmatch(text):
            text = _TITLE_IN_BRACKETS.sub(r"\1 ", _EITHER_TITLE.sub("", _NUMBERED.sub("", text)))
            if (found := _LEADING_ROLE.match(text)) and reads_as_role(found[1]):
                beside, text = found[1], text[found.end() :]
            if (found := _BRACKETS.search(text)) and not text.startswith(("=", "@")):
                beside, text = found[1], _BRACKETS.sub(" ", text)
            if (found := _TRAILING_ROLE.search(text)) and reads_as_role(found[1] or found[2]):
                beside, text = found[1] or found[2], text[: found.start()]
            text = text.strip(" .,;:*-–")
        name, gender = split_title(capitalised(text))
        fault = _fault_of_name(name, whole)
        if fault:
            faults.append(Fault(self._heading(self.name if self.name is not None else self.given), fault))
        return name, gender, beside

    def _gender_and_birth(self, row: Row, faults: list[Fault]) -> tuple[str | None, int | None, str]:
        gender: str | None = None
        source = ""
        birth = None if self.birth is None else self._birth(_at(row, self.birth), self.birth, faults)
        if self.gender is not None and not is_blank(said := _at(row, self.gender)):
            gender, source = self._gender_said(said), "column"
            if gender is None:
                message = _("“%(cell)s” không phải Nam hay Nữ. Ghi Nam hoặc Nữ, hoặc bỏ trống ô này.")
                faults.append(Fault(self._heading(self.gender), message % {"cell": quoted(text_of(said))}))
        if self.male is not None or self.female is not None:
            return self._from_two_columns(row, gender, birth, source, faults)
        return gender, birth, source

    def _gender_said(self, cell: Cell) -> str | None:
        if type(cell) is str and cell in _GENDERS_AS_WRITTEN:
            return _GENDERS_AS_WRITTEN[cell]
        return self._genders.get(fold(text_of(cell)).strip(" ."))

    def _from_two_columns(
        self, row: Row, gender: str | None, birth: int | None, source: str, faults: list[Fault]
    ) -> tuple[str | None, int | None, str]:
        """Gender by which column is filled; what fills it is a mark or the birth itself."""
        man, woman = _at(row, self.male), _at(row, self.female)
        has_man, has_woman = not says_no(man), not says_no(woman)
        if has_man and has_woman:
            faults.append(Fault(self._heading(self.female), _("Cả hai cột Nam và Nữ đều có chữ. Chỉ giữ lại một cột.")))
            return gender, birth, source
        if not has_man and not has_woman:
            return ("M", birth, "column") if self._blank_is_man and gender is None else (gender, birth, source)
        cell, place = (man, self.male) if has_man else (woman, self.female)
        if not _is_mark(cell):
            birth = self._birth(cell, place, faults) or birth
            source = "birth column"
        return gender or ("M" if has_man else "F"), birth, source or "column"

    def _birth(self, cell: Cell | None, place: int | None, faults: list[Fault]) -> int | None:
        if place is None or is_blank(cell):
            return None
        year = year_in(cell, today=self.today)
        if year is not None and YOUNGEST <= self.today.year - year <= OLDEST:
            return year
        if year is None:
            message = _("Không đọc được năm sinh “%(cell)s”. Ghi năm bốn chữ số (ví dụ 1958), hoặc bỏ trống ô này.")
        else:
            message = _(
                "Năm sinh “%(cell)s” khó đúng với thành viên của tổ. Xem lại rồi ghi năm bốn chữ số, hoặc bỏ trống ô này."
            )
        faults.append(Fault(self._heading(place), message % {"cell": quoted(text_of(cell))}))
        return None

    def _phones(self, row: Row, faults: list[Fault]) -> tuple[str, ...]:
        if len(self.phones) == 1:
            return self._phones_of(_at(row, self.phones[0]), self.phones[0], faults)
        found = [number for place in self.phones for number in self._phones_of(_at(row, place), place, faults)]
        return tuple(dict.fromkeys(found))

    def _phones_of(self, cell: Cell | None, place: int, faults: list[Fault]) -> tuple[str, ...]:
        numbers, fault = phones_in(cell)
        if fault:
            faults.append(Fault(self._heading(place), _phone_message(text_of(cell), fault)))
        return numbers

    def _role_said(self, row: Row, beside: str) -> str:
        said = _at(row, self.role)
        return beside if beside and is_blank(said) else said if type(said) is str else text_of(said)

    def _role(self, row: Row, said: str, faults: list[Fault]) -> tuple[str, bool]:
        """Words tell it, else the column that has a mark."""
        role, sure = role_in(said)
        if sure or not self.role_marks:
            return role, sure
        marked = {self.role_marks[place]: place for place in self.role_marks if not says_no(_at(row, place))}
        if {meanings.LEADER_MARK, meanings.DEPUTY_MARK} <= marked.keys():
            message = _("Cả hai cột Tổ trưởng và Tổ phó đều có dấu. Chỉ giữ lại một dấu.")
            faults.append(Fault(self._heading(marked[meanings.DEPUTY_MARK]), message))
        highest = next((mark for mark in meanings.ROLE_MARKS if mark in marked), None)
        return (_MARKED_ROLES[highest], True) if highest else (role, sure)

    def _post(self, row: Row) -> str:
        return post_in(tuple(text_of(_at(row, place)) for place in self.offices)) if self.offices else ""

    def _heading(self, place: int | None) -> str | None:
        return None if place is None else self._headings.get(place)


def _at(row: Row, place: int | None) -> Cell:
    return row[place] if place is not None and place < len(row) else ""


def _fault_of_name(name: str, whole: str) -> str | None:
    if not name:
        return _("Thiếu họ và tên. Ghi họ và tên, hoặc xoá cả dòng này.")
    if _GOOD_NAME.fullmatch(name) and 2 <= len(name) <= _LONGEST_NAME:
        return None
    if any(c.isdigit() for c in name):
        return _("Họ và tên “%(cell)s” có chữ số. Chỉ ghi họ và tên trong ô này.") % {"cell": quoted(whole)}
    return _("“%(cell)s” không giống họ và tên một người. Xem lại ô này.") % {"cell": quoted(whole)}


def _phone_message(text: str, fault: str) -> str:
    cell = {"cell": quoted(text, phone=True)}
    if fault == phones.TOO_SHORT:
        return _("Số điện thoại “%(cell)s” thiếu số. Sửa lại trong tệp rồi nạp lại, hoặc bỏ trống ô này.") % cell
    if fault == phones.TOO_LONG:
        return _("Số điện thoại “%(cell)s” thừa số. Sửa lại trong tệp rồi nạp lại, hoặc bỏ trống ô này.") % cell
    return (
        _("“%(cell)s” không phải số điện thoại dùng được. Sửa lại trong tệp rồi nạp lại, hoặc bỏ trống ô này.") % cell
    )


def _gender_of_middle_name(name: str) -> str | None:
    """Thị is a woman's, Văn a man's, as a middle word between family and given name; marked in `gender_from`."""
    words = name.split(" ")
    if len(words) < 3:
        return None
    return "F" if "Thị" in words[1:-1] else "M" if words[1] == "Văn" else None


def _number_genders(rows: Sequence[Row], place: int | None) -> dict[str, str]:
    """1 and 0, or 1 and 2, where the column holds nothing else."""
    if place is None:
        return {}
    used = {
        text_of(value)
        for value in {row[place] for row in rows if place < len(row)}
        if value in (0, 1, 2, "0", "1", "2")
    }
    if "2" in used and "0" not in used:
        return {"1": "M", "2": "F"}
    return {"1": "M", "0": "F"} if "2" not in used else {}


def _is_mark(cell: Cell) -> bool:
    return is_mark(cell) or (type(cell) is str and cell.strip().lower() in ("nam", "nữ", "nu"))


def _letter(index: int) -> str:
    """A column's name in a spreadsheet: 0 → A, 26 → AA."""
    return (_letter(index // 26 - 1) if index > 25 else "") + chr(65 + index % 26)
