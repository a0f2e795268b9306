"""The register's figures."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count

from canhtay.core.indicators import Indicator, declare
from canhtay.register.models import Household, Resident


def _households() -> Iterable[tuple[int, date, str, int]]:
    rows = Household.unscoped.values_list("group_id", "added_on").annotate(n=Count("pk"))
    return ((group, day, "", n) for group, day, n in rows)


HOUSEHOLDS = declare(
    Indicator("households", "Số nhà", "nhà có trong sổ, theo ngày ghi vào", "nhà", "register.Household", _households)
)


def _residents() -> Iterable[tuple[int, date, str, int]]:
    rows = Resident.unscoped.values_list("household__group_id", "added_on").annotate(n=Count("pk"))
    return ((group, day, "", n) for group, day, n in rows)


RESIDENTS = declare(
    Indicator("residents", "Số người", "người có trong sổ, theo ngày ghi vào", "người", "register.Resident", _residents)
)
