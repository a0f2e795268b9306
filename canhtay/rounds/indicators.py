"""The figures of the weekly hour."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_noop as n

from canhtay.core.clock import local_day
from canhtay.core.indicators import Groups, Indicator, declare, lying_in
from canhtay.rounds.models import DoorOpening, Visit

Rows = Iterable[tuple[int, date, str, int]]


def _visits(groups: Groups) -> Rows:
    there = Visit.unscoped.filter(**lying_in(groups, "household__group"))
    rows = there.values_list("household__group_id", "happened_at", "outcome")
    return ((group, local_day(at), outcome, 1) for group, at, outcome in rows.iterator())


def _openings(groups: Groups) -> Rows:
    there = DoorOpening.objects.filter(**lying_in(groups, "household__group"))
    rows = there.values_list("household__group_id", "first_on")
    return ((group, day, "", 1) for group, day in rows.iterator())


VISITS = declare(
    Indicator(
        "visits", n("Lượt đến nhà"), "mỗi lần đến một nhà, theo ngày đến và kết quả", "lượt", "rounds.Visit", _visits
    )
)
DOORS_OPENED = declare(
    Indicator(
        "doors_opened",
        n("Nhà đã mở cửa"),
        "nhà có ít nhất một lần gặp được, theo ngày đầu tiên",
        "nhà",
        "rounds.DoorOpening",
        _openings,
    )
)
