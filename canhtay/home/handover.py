"""What is open in a commune or a city, for whoever takes the office over: one sheet. A kind of matter is one function in a list."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from math import ceil

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from canhtay.core import clock
from canhtay.home import handover_people as people
from canhtay.home import handover_teams as teams
from canhtay.home.handover_lines import Line
from canhtay.places.models import Place, on
from canhtay.web.templatetags.look import number

MOST_LINES = 60
"""Of a kind."""

ROWS_OF_A_SHEET, LETTERS_OF_A_ROW, GAP = 85, 46, 0.7
"""One printed page in two columns of 11 points, above the signatures; the gap between two kinds, in rows."""

Find = Callable[[list[Place]], Iterator[Line]]
Counts = Callable[[list[Place]], dict[int, int]]


@dataclass(frozen=True)
class Kind:
    """`counts`, by commune: for what a city has thousands of, none of them its own; then `find` is asked for a commune alone."""

    title: str | Promise
    why: str | Promise
    find: Find
    counts: Counts | None = None


@dataclass(frozen=True)
class Section:
    title: str | Promise
    why: str | Promise
    count: int
    lines: list[Line]

    @property
    def more(self) -> int:
        return self.count - sum(line.n for line in self.lines)


KINDS = [
    Kind(lazy("Danh sách chưa ghi vào"), lazy("Đã đọc, còn đợi người xem lại."), teams.lists_not_taken_in),
    Kind(lazy("Dòng lỗi trong danh sách đã ghi"), lazy("Những dòng máy chưa hiểu nên chưa vào."), teams.faulty_rows),
    Kind(
        lazy("Xã, phường chưa có tài khoản cán bộ"),
        lazy("Chưa có ai ở đó nạp danh sách và kết nối máy cho các tổ."),
        people.communes_without_officer,
    ),
    Kind(lazy("Xã, phường chưa có tổ nào"), lazy("Cán bộ ở đó chưa gửi danh sách."), teams.communes_without_team),
    Kind(
        lazy("Tổ dân phố chưa chọn bên"), lazy("Phường cũ đã chia; phải nói tổ nay thuộc nơi nào."), teams.without_side
    ),
    Kind(lazy("Tổ chưa có tổ trưởng"), lazy("Chưa có người đứng đầu."), teams.leaderless, teams.leaderless_by_commune),
    Kind(
        lazy("Tổ chưa đủ theo quy định"),
        lazy("So với quy định nơi này đang theo."),
        teams.short_of_rule,
        teams.short_by_commune,
    ),
    Kind(lazy("Quyết định còn là bản thảo"), lazy("Chưa ghi số, chưa ban hành."), teams.draft_decisions),
    Kind(lazy("Quyền hết hạn trong 30 ngày"), lazy("Gia hạn, hoặc để tự thôi."), people.ending_grants),
    Kind(
        lazy("Quyền ở nơi không còn nữa"),
        lazy("Đơn vị đã nhập hay chia; thôi giao, rồi giao lại ở nơi mới nếu còn làm."),
        people.grants_on_ended_places,
    ),
    Kind(
        lazy("Tài khoản chưa có lớp khóa thứ hai"),
        people.why_a_second_factor,
        people.without_second_factor,
    ),
    Kind(
        lazy("Điện thoại im lặng từ 14 ngày"),
        lazy("Hỏi thăm; mất hoặc hỏng thì thu hồi."),
        people.silent_phones,
        people.silent_by_commune,
    ),
]


def handover(place: Place) -> list[Section]:
    """A commune line by line, a province by commune. What is in order is not named."""
    if place.kind == Place.Kind.PROVINCE:
        communes = communes_in(place)
        sections = [_of_a_city(kind, place, communes) for kind in KINDS]
    else:
        sections = [_of_a_commune(kind, place) for kind in KINDS]
    return _on_one_sheet([section for section in sections if section.count])


def _on_one_sheet(sections: list[Section]) -> list[Section]:
    """Of each kind in turn one line more, while there is room; one at least."""
    room = ROWS_OF_A_SHEET - sum(map(_rows_around, sections))
    shown: list[list[Line]] = [[] for _section in sections]
    for nth in range(MOST_LINES):
        for section, lines in zip(sections, shown, strict=True):
            if len(lines) == nth < len(section.lines):
                rows = _rows(section.lines[nth].text)
                if rows <= room or nth == 0:
                    lines.append(section.lines[nth])
                    room -= rows
    return [replace(section, lines=lines) for section, lines in zip(sections, shown, strict=True)]


def _rows_around(section: Section) -> float:
    return _rows(section.title) + _rows(section.why) + 1 + GAP


def _rows(text: str | Promise) -> int:
    return ceil(len(str(text)) / LETTERS_OF_A_ROW)


def communes_in(province: Place) -> list[Place]:
    inside = Place.objects.filter(on(clock.today(), "placements__"), placements__parent=province)
    return list(inside.filter(kind=Place.Kind.COMMUNE).order_by("sort_key", "pk"))


def _of_a_commune(kind: Kind, commune: Place) -> Section:
    lines = list(kind.find([commune]))
    return Section(kind.title, kind.why, sum(line.n for line in lines), lines[:MOST_LINES])


def _of_a_city(kind: Kind, city: Place, communes: list[Place]) -> Section:
    """One line a commune, the longest first; before them what belongs to none, as the city's own grants, as it is."""
    places, keys = [city, *communes], {commune.pk for commune in communes}
    lines = [] if kind.counts else list(kind.find(places))
    own = [line for line in lines if line.commune not in keys]
    counts = kind.counts(places) if kind.counts else _by_commune(line for line in lines if line.commune in keys)
    longest = sorted(communes, key=lambda commune: -counts.get(commune.pk, 0))[:MOST_LINES]
    told = [_counted(commune, counts[commune.pk]) for commune in longest if commune.pk in counts]
    return Section(kind.title, kind.why, sum(line.n for line in own) + sum(counts.values()), [*own, *told][:MOST_LINES])


def _by_commune(lines: Iterable[Line]) -> dict[int, int]:
    counts: Counter[int] = Counter()
    for line in lines:
        counts[line.commune or 0] += line.n
    return counts


def _counted(commune: Place, n: int) -> Line:
    said = _("%(commune)s: %(n)s") % {"commune": commune, "n": number(n)}
    return Line(commune.pk, said, reverse("commune", args=[commune.pk]), n)
