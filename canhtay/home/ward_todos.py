"""What a ward's officer has to do today: lists and groups that wait, then what each team lacks first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from canhtay.home.team_rows import TeamRow
from canhtay.home.todos import Todo
from canhtay.home.units.waiting import todos_of_units
from canhtay.home.ward_list import MISSING
from canhtay.places.models import Place
from canhtay.teams.queries import lists_waiting
from canhtay.web.tables.columns import Words
from canhtay.web.templatetags.look import number

ALIKE = 3
"""So many teams that lack the same are named one by one; more are counted."""


def ward_todos(commune: Place, rows: list[TeamRow]) -> list[Todo]:
    return [*_lists(commune), *todos_of_units(commune), *_of_teams(rows)]


def _lists(commune: Place) -> list[Todo]:
    return [
        Todo(
            title=_("Danh sách “%(name)s” đợi xem lại") % {"name": upload.name},
            why=_("Đã đọc, chưa ghi vào. Xem máy hiểu từng cột có đúng không."),
            url=reverse("import", args=[upload.pk]),
            act=_("Xem danh sách"),
        )
        for upload in lists_waiting([commune])[:3]
    ]


def _of_teams(rows: list[TeamRow]) -> Iterator[Todo]:
    """Of each team what comes first; what more than a few lack alike is one thing to do, which leads into the list below."""
    for lack in LACKS:
        first = [row for row in rows if _first_lack(row) is lack]
        if len(first) > ALIKE:
            n = sum(lack.lacks(row) for row in rows)
            yield Todo(
                lack.of_many(n) % {"n": number(n)}, str(lack.why), f"?missing={lack.filter}#list", _("Xem các tổ ấy")
            )
        else:
            yield from (
                Todo(str(lack.of_one) % {"team": row.name}, str(lack.why), lack.url(row), str(lack.act))
                for row in first
            )


def _first_lack(row: TeamRow) -> "Lack | None":
    return next((lack for lack in LACKS if lack.lacks(row)), None)


@dataclass(frozen=True)
class Lack:
    """`filter`: its name in the list of teams, which says who lacks it."""

    filter: str
    of_one: Words
    of_many: Callable[[int], str]
    why: Words
    act: Words
    url: Callable[[TeamRow], str]

    def lacks(self, row: TeamRow) -> bool:
        return MISSING[self.filter][1](row)


LACKS = [  # A leader comes before a phone, a phone before its hour, the hour before doors to go to.
    Lack(
        "leader",
        lazy("%(team)s chưa có tổ trưởng"),
        lambda n: ngettext("%(n)s tổ chưa có tổ trưởng", "%(n)s tổ chưa có tổ trưởng", n),
        lazy("Ghi ai đứng đầu tổ, rồi kết nối máy cho người ấy."),
        lazy("Mở trang của tổ"),
        lambda row: row.url,
    ),
    Lack(
        "phone",
        lazy("%(team)s chưa kết nối máy nào"),
        lambda n: ngettext("%(n)s tổ chưa kết nối máy", "%(n)s tổ chưa kết nối máy", n),
        lazy("Chưa ai trong tổ có máy nhận nhà cần đến."),
        lazy("Kết nối máy"),
        lambda row: row.url,
    ),
    Lack(
        "slot",
        lazy("%(team)s chưa chọn buổi"),
        lambda n: ngettext("%(n)s tổ chưa chọn buổi", "%(n)s tổ chưa chọn buổi", n),
        lazy("Một giờ cố định mỗi tuần là cách giữ nhịp chắc nhất."),
        lazy("Chọn buổi"),
        lambda row: reverse("slot", args=[row.team.pk]),
    ),
    Lack(
        "doors",
        lazy("%(team)s chưa có nhà nào"),
        lambda n: ngettext("%(n)s tổ chưa có nhà nào", "%(n)s tổ chưa có nhà nào", n),
        lazy("Tổ có buổi nhưng chưa có nhà nào để đến."),
        lazy("Ghi các nhà"),
        lambda row: reverse("group", args=[row.team.group_id]),
    ),
]
