"""A list for the look page: rows from memory, so that the look needs no database."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from canhtay.core.vietnamese import fold, sort_key
from canhtay.web.tables import Choice, Column, DayChoice, Table


@dataclass(frozen=True)
class Sample:
    name: str
    part: str
    done: int | None
    since: date


NAMES = ["Chuẩn bị", "Dọn", "Đi", "Ăn tối", "Ấm trà", "An ủi", "Ở lại", "Xếp lịch"]
PARTS = {"a": _("Chuẩn bị"), "b": _("Làm"), "c": _("Dọn")}
SAMPLE_ROWS = [
    Sample(
        f"{name} {turn}", "abc"[(at + turn) % 3], None if at == turn else 1234 * at, date(2026, 10, 1) + timedelta(at)
    )
    for turn in (1, 2, 3)
    for at, name in enumerate(NAMES)
]

SAMPLE = Table(
    columns=[
        Column(
            name="name",
            title=_("Việc"),
            value=lambda row: row.name,
            order=lambda row: sort_key(row.name),
            link=lambda row: "#main",
            under=lambda row: PARTS[row.part],
        ),
        Column(name="since", title=_("Từ ngày"), value=lambda row: row.since, order=lambda row: row.since),
        Column(name="done", title=_("Đã xong"), value=lambda row: row.done, order=lambda row: row.done, right=True),
    ],
    filters=[
        Choice(
            name="part",
            title=_("Phần việc"),
            choices=PARTS.items(),
            apply=lambda rows, part: [row for row in rows if row.part == part],
        ),
        DayChoice(title=_("Vào ngày")),
    ],
    search=lambda rows, words, about: [row for row in rows if words in fold(row.name)],
    sort="name",
    page_size=5,
    file_name="danh-sach-mau",
)
