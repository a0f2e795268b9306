"""What taking a list in will do, in one line before it is done."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from canhtay.teams.roster.choosing import REPLACE, SKIP
from canhtay.teams.roster.outlook import TeamOutlook
from canhtay.teams.roster.shapes import RosterReading
from canhtay.web.templatetags.look import number


def summary_of(outlooks: list[TeamOutlook]) -> str:
    taken = [one for one in outlooks if one.choice != SKIP]
    told = [
        _new([one for one in taken if not one.is_known]),
        _grown([one for one in taken if one.is_known and one.joins]),
        _replaced([one for one in taken if one.choice == REPLACE and one.unnamed]),
        _passed_over([one for one in outlooks if one.choice == SKIP]),
        _led_twice([one for one in taken if one.leads_twice]),
    ]
    return " · ".join(filter(None, told)) or _("Không có gì mới")


def people_written(outlooks: list[TeamOutlook]) -> int:
    return sum(one.members for one in outlooks if one.choice != SKIP)


def papers_of(reading: RosterReading) -> list[str]:
    """Each decision the files name; where there are several, with the file that names it."""
    said = {(book.decision, book.name) for book in reading.books if book.decision}
    if len({decision for decision, _file in said}) < 2:
        return [reading.decision.number] if reading.decision else []
    return sorted(f"{decision.number} ({file})" for decision, file in said)


def _sum(teams: Iterable[TeamOutlook], of: Callable[[TeamOutlook], int]) -> str:
    return number(sum(of(one) for one in teams))


def _new(teams: list[TeamOutlook]) -> str:
    return _counted(ngettext("%(n)s tổ mới", "%(n)s tổ mới", len(teams)), teams)


def _grown(teams: list[TeamOutlook]) -> str:
    said = ngettext("%(n)s tổ đã có sẽ thêm %(people)s người", "%(n)s tổ đã có sẽ thêm %(people)s người", len(teams))
    return _counted(said, teams, people=_sum(teams, lambda one: one.joins))


def _replaced(teams: list[TeamOutlook]) -> str:
    said = ngettext(
        "%(n)s tổ thay danh sách, %(people)s người thôi ở tổ",
        "%(n)s tổ thay danh sách, %(people)s người thôi ở tổ",
        len(teams),
    )
    return _counted(said, teams, people=_sum(teams, lambda one: one.unnamed))


def _passed_over(teams: list[TeamOutlook]) -> str:
    return _counted(ngettext("bỏ qua %(n)s tổ", "bỏ qua %(n)s tổ", len(teams)), teams)


def _led_twice(teams: list[TeamOutlook]) -> str:
    said = ngettext("%(n)s tổ sẽ có hai tổ trưởng", "%(n)s tổ sẽ có hai tổ trưởng", len(teams))
    return _counted(said, teams)


def _counted(said: str, teams: list[TeamOutlook], **more: str) -> str:
    return said % {"n": number(len(teams)), **more} if teams else ""
