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


def act_of(outlooks: list[TeamOutlook], *, again: bool = False) -> str:
    """What the button does: "Ghi 5 tổ mới (45 người), thêm 27 người vào 3 tổ". `again`: it was undone before."""
    taken = [one for one in outlooks if one.choice != SKIP]
    new = [one for one in taken if not one.is_known]
    joined = [one for one in taken if one.is_known and one.joins]
    replaced = [one for one in taken if one.choice == REPLACE and one.unnamed]
    told = [
        _counted(
            ngettext("%(n)s tổ mới (%(people)s người)", "%(n)s tổ mới (%(people)s người)", len(new)),
            new,
            people=_sum(new, lambda one: one.members),
        ),
        _counted(
            ngettext("thêm %(people)s người vào %(n)s tổ", "thêm %(people)s người vào %(n)s tổ", len(joined)),
            joined,
            people=_sum(joined, lambda one: one.joins),
        ),
        _counted(
            ngettext("%(people)s người thôi ở %(n)s tổ", "%(people)s người thôi ở %(n)s tổ", len(replaced)),
            replaced,
            people=_sum(replaced, lambda one: one.unnamed),
        ),
    ]
    what = ", ".join(filter(None, told)) or _("danh sách này")
    return (_("Ghi lại %(what)s") if again else _("Ghi %(what)s")) % {"what": what}


def done_of(figures: dict[str, int]) -> str:
    """After writing: "Đã ghi 5 tổ mới, 72 người mới.", without what was none."""
    said = [
        (figures["teams"], _("%(n)s tổ mới")),
        (figures["people"], _("%(n)s người mới")),
        (figures["changed"], _("sửa %(n)s người")),
        (figures["unchanged"], _("giữ nguyên %(n)s người")),
    ]
    told = ", ".join(words % {"n": number(count)} for count, words in said if count)
    return _("Đã ghi %(what)s.") % {"what": told} if told else _("Đã ghi; không có gì phải đổi.")


def undone_of(teams: int, people: int) -> str:
    said = [(teams, _("%(n)s tổ")), (people, _("%(n)s người"))]
    told = ", ".join(words % {"n": number(count)} for count, words in said if count)
    return _("Đã hoàn tác: bỏ %(what)s vừa ghi.") % {"what": told} if told else _("Đã hoàn tác lần nạp này.")


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
