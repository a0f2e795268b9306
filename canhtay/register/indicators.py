"""The register's figures."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext_noop as n

from canhtay.core.indicators import Groups, Indicator, declare, lying_in
from canhtay.register.models import Household, Resident


def _households(groups: Groups) -> Iterable[tuple[int, date, str, int]]:
    doors = Household.unscoped.filter(**lying_in(groups, "group"))
    rows = doors.values_list("group_id", "added_on").annotate(rows=Count("pk"))
    return ((group, day, "", count) for group, day, count in rows)


HOUSEHOLDS = declare(
    Indicator("households", n("Số nhà"), "nhà có trong sổ, theo ngày ghi vào", "nhà", "register.Household", _households)
)


def _residents(groups: Groups) -> Iterable[tuple[int, date, str, int]]:
    people = Resident.unscoped.filter(**lying_in(groups, "household__group"))
    rows = people.values_list("household__group_id", "added_on").annotate(rows=Count("pk"))
    return ((group, day, "", count) for group, day, count in rows)


RESIDENTS = declare(
    Indicator(
        "residents", n("Số người"), "người có trong sổ, theo ngày ghi vào", "người", "register.Resident", _residents
    )
)
