"""What is open in a commune or a city, for whoever takes the office over: one sheet. A kind of matter is one function in a list."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

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

MOST_LINES = 8  # of a kind: with all ten kinds still one sheet of paper

Find = Callable[[list[Place]], Iterator[Line]]


@dataclass(frozen=True)
class Kind:
    title: str | Promise
    why: str | Promise
    find: Find


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
        lazy("Tổ dân phố chưa chọn bên"), lazy("Phường cũ đã chia; phải nói tổ nay thuộc nơi nào."), teams.without_side
    ),
    Kind(lazy("Tổ chưa có tổ trưởng"), lazy("Chưa có người đứng đầu."), teams.leaderless),
    Kind(lazy("Tổ chưa đủ theo quy định"), lazy("So với quy định nơi này đang theo."), teams.short_of_rule),
    Kind(lazy("Quyết định còn là bản thảo"), lazy("Chưa ghi số, chưa ban hành."), teams.draft_decisions),
    Kind(lazy("Quyền hết hạn trong 30 ngày"), lazy("Gia hạn, hoặc để tự thôi."), people.ending_grants),
    Kind(
        lazy("Quyền ở nơi không còn nữa"),
        lazy("Đơn vị đã nhập hay chia; thôi giao, rồi giao lại ở nơi mới nếu còn làm."),
        people.grants_on_ended_places,
    ),
    Kind(
        lazy("Tài khoản chưa có lớp khóa thứ hai"),
        lazy("Người ấy được mời đặt ở lần đăng nhập tới; nhắc đăng nhập, hoặc đóng nếu không dùng."),
        people.without_second_factor,
    ),
    Kind(
        lazy("Điện thoại im lặng từ 14 ngày"),
        lazy("Hỏi thăm; mất hoặc hỏng thì thu hồi."),
        people.silent_phones,
    ),
]


def handover(place: Place) -> list[Section]:
    """A commune line by line, a province by commune. What is in order is not named."""
    whole = place.kind == Place.Kind.PROVINCE
    communes = communes_in(place) if whole else [place]
    names = {commune.pk: str(commune) for commune in communes} if whole else {}
    found = [(kind, list(kind.find([place, *communes] if whole else communes))) for kind in KINDS]
    return [_section(kind, _by_commune(lines, names) if whole else lines) for kind, lines in found if lines]


def communes_in(province: Place) -> list[Place]:
    inside = Place.objects.filter(on(clock.today(), "placements__"), placements__parent=province)
    return list(inside.filter(kind=Place.Kind.COMMUNE).order_by("sort_key", "pk"))


def _section(kind: Kind, lines: list[Line]) -> Section:
    return Section(kind.title, kind.why, sum(line.n for line in lines), lines[:MOST_LINES])


def _by_commune(lines: list[Line], names: dict[int, str]) -> list[Line]:
    """One line a commune, the longest first; what belongs to no commune, as the city's own grants, stays as it is."""
    own = [line for line in lines if line.commune not in names]
    counted = Counter(line.commune for line in lines if line.commune in names)
    return own + [
        Line(key, _("%(commune)s: %(n)s") % {"commune": names[key], "n": number(n)}, reverse("commune", args=[key]), n)
        for key, n in counted.most_common()
        if key is not None
    ]
