"""The table of a commune's teams: what its columns say, on the page and in a file."""

from collections.abc import Callable

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from canhtay.home.narrowing import found_by, what_is_missing
from canhtay.home.team_rows import TeamRow
from canhtay.web.tables import Column, Table, note_export
from canhtay.web.tables.columns import Words
from canhtay.web.templatetags.look import number

MISSING: dict[str, tuple[Words, Callable[[TeamRow], bool]]] = {
    "people": (_("Chưa đủ theo quy định"), lambda row: row.verdict is not None and not row.verdict.fits),
    "youths": (_("Chưa có thanh niên"), lambda row: row.youths == 0),
    "leader": (_("Chưa có tổ trưởng"), lambda row: row.is_leaderless),
    "slot": (_("Chưa chọn buổi"), lambda row: not row.slot_text),
    "phone": (_("Chưa kết nối máy"), lambda row: not row.connected),
    "doors": (_("Chưa có nhà nào"), lambda row: not row.households),
}


def counted(count: int) -> str:
    return ngettext("%(count)s tổ", "%(count)s tổ", count) % {"count": number(count)}


def people_of(row: TeamRow) -> str | None:
    """ "9 người, 3 thanh niên"; nothing where the team was not counted yet."""
    if row.members is None or row.youths is None:
        return None
    members = ngettext("%(n)s người", "%(n)s người", row.members) % {"n": number(row.members)}
    youths = ngettext("%(n)s thanh niên", "%(n)s thanh niên", row.youths) % {"n": number(row.youths)}
    return f"{members}, {youths if row.youths else now('chưa có thanh niên')}"


TEAMS = Table(
    columns=[
        Column(
            name="team",
            title=_("Tổ"),
            value=lambda row: row.name,
            order=lambda row: row.team.group.sort_key,
            link=lambda row: row.url,
            under=people_of,
        ),
        Column(
            name="members",
            title=_("Số người"),
            value=lambda row: row.members,
            order=lambda row: row.members,
            export_only=True,
        ),
        Column(
            name="youths",
            title=_("Thanh niên"),
            value=lambda row: row.youths,
            order=lambda row: row.youths,
            export_only=True,
        ),
        Column(
            name="verdict",
            title=_("Theo quy định"),
            value=lambda row: row.verdict and row.verdict.short,
            order=lambda row: row.weight,
            template="home/parts/verdict_cell.html",
        ),
        Column(
            name="opened",
            title=_("Nhà đã mở cửa"),
            value=lambda row: row.opened,
            order=lambda row: row.opened,
            template="home/parts/opened_cell.html",
        ),
        Column(name="households", title=_("Số nhà"), value=lambda row: row.households, export_only=True),
        Column(
            name="visits",
            title=_("Lượt đến tuần này"),
            value=lambda row: row.visits_week,
            order=lambda row: row.visits_week,
            right=True,
        ),
        Column(name="slot", title=_("Buổi tới"), value=lambda row: row.slot_text, template="home/parts/slot_cell.html"),
    ],
    filters=[what_is_missing(MISSING)],
    search=found_by(lambda row: row.team.group.folded),
    search_title=_("Tìm tổ theo tên, không cần dấu"),
    sort="team",
    page_size=100,
    counted=counted,
    empty=_("Chưa có tổ nào."),
    file_name="tinh-hinh-cac-to",
    on_export=note_export,
)
