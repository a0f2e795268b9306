"""Lists as wards send them: made up here, read and taken in by the same doors as any other."""

import csv
from io import StringIO
from random import Random

from canhtay.home.demo.crews import born
from canhtay.home.demo.groups import USUAL, YOUTHS
from canhtay.home.demo.people import somebody
from canhtay.people.models import Person
from canhtay.places.models import Place
from canhtay.teams.roster.storing import import_roster
from canhtay.teams.roster.uploads import reading_of, send_roster

# No telephone numbers: those that ring nobody (people.py) are refused by the reader, and those it takes may ring somebody.
HEADER = ["STT", "Tổ dân phố", "Họ và tên", "Giới tính", "Năm sinh", "Chức vụ", "Nhiệm vụ trong tổ"]
BIRTH = HEADER.index("Năm sinh")
Row = list[str | int]


def take_in(commune: Place, name: str, rows: list[Row], *, by: Person) -> dict[str, int]:
    upload = send_roster(commune, name, _written(rows), by=by)
    return import_roster(reading_of(upload), upload, by=by)


def rows_of(die: Random, group: str, posts: tuple[str, ...]) -> list[Row]:
    """The first leads, the second is the deputy."""
    return [_row(die, group, place, post) for place, post in enumerate(posts)]


def some_posts(die: Random) -> tuple[str, ...]:
    """Most teams are as the rule asks; some lack people, one or another is led by the head of the group."""
    secretary, head, *others = USUAL
    posts = (secretary, head, *others, *YOUTHS[: die.randint(1, 2)])
    return die.choice([posts, posts, posts, posts[:6], (head, secretary, *posts[2:])])


def with_faults(rows: list[Row]) -> list[Row]:
    """Two years of birth as they are sometimes written: a slip, and the year of the old calendar."""
    spoilt = [list(row) for row in rows]
    spoilt[3][BIRTH], spoilt[6][BIRTH] = "1857", "Mậu Tuất"
    return spoilt


def _row(die: Random, group: str, place: int, post: str) -> Row:
    one = somebody(die, born(post))
    role = {0: "Tổ trưởng", 1: "Tổ phó"}.get(place, "Tổ viên")
    gender = {"M": "Nam", "F": "Nữ"}[one.gender]
    return [place + 1, group, one.name, gender, one.birth_year, post, role]


def _written(rows: list[Row]) -> bytes:
    text = StringIO()
    csv.writer(text).writerows([HEADER, *rows])
    return text.getvalue().encode("utf-8-sig")
