"""The figures of the weekly hour."""

from collections.abc import Iterable
from datetime import date

from canhtay.core.clock import local_day
from canhtay.core.indicators import Indicator, declare
from canhtay.rounds.models import DoorOpening, Visit

Rows = Iterable[tuple[int, date, str, int]]


def _visits() -> Rows:
    rows = Visit.unscoped.values_list("household__group_id", "happened_at", "outcome")
    return ((group, local_day(at), outcome, 1) for group, at, outcome in rows.iterator())


def _openings() -> Rows:
    rows = DoorOpening.objects.values_list("household__group_id", "first_on")
    return ((group, day, "", 1) for group, day in rows.iterator())


VISITS = declare(
    Indicator(
        "visits", "Lượt đến nhà", "mỗi lần đến một nhà, theo ngày đến và kết quả", "lượt", "rounds.Visit", _visits
    )
)
DOORS_OPENED = declare(
    Indicator(
        "doors_opened",
        "Nhà đã mở cửa",
        "nhà có ít nhất một lần gặp được, theo ngày đầu tiên",
        "nhà",
        "rounds.DoorOpening",
        _openings,
    )
)
