"""The table of a city's communes: what its columns say, on the page and in a file."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from canhtay.home.commune_rows import CommuneRow
from canhtay.home.narrowing import found_by, what_is_missing
from canhtay.web.tables import Column, Table, note_export
from canhtay.web.tables.columns import Words
from canhtay.web.templatetags.look import number

MISSING: dict[str, tuple[Words, Callable[[CommuneRow], bool]]] = {
    "officer": (_("Chưa có tài khoản cán bộ"), lambda row: not row.has_officer),
    "team": (_("Chưa có tổ nào"), lambda row: not row.teams),
    "leader": (_("Có tổ chưa có tổ trưởng"), lambda row: bool(row.leaderless)),
    "people": (_("Có tổ chưa đủ theo quy định"), lambda row: bool(row.short)),
}


def counted(count: int) -> str:
    return ngettext("%(count)s xã, phường", "%(count)s xã, phường", count) % {"count": number(count)}


def _figure(name: str, title: object, *, export_only: bool = False) -> Column:
    value = lambda row: getattr(row, name)  # noqa: E731
    return Column(name=name, title=title, value=value, order=value, right=True, export_only=export_only)  # type: ignore[arg-type]


COMMUNES = Table(
    columns=[
        Column(
            name="commune",
            title=_("Xã, phường"),
            value=lambda row: str(row.commune),
            order=lambda row: row.commune.sort_key,
            link=lambda row: row.url,
            under=lambda row: None if row.has_officer else _("chưa có tài khoản cán bộ"),
        ),
        Column(name="code", title=_("Mã"), value=lambda row: row.commune.code, export_only=True),
        _figure("teams", _("Số tổ")),
        _figure("members", _("Thành viên")),
        _figure("youths", _("Thanh niên")),
        Column(
            name="fit",
            title=_("Đủ theo quy định"),
            value=lambda row: row.fit,
            order=lambda row: row.fit / row.teams if row.teams else None,
            template="home/parts/fit_cell.html",
            right=True,
        ),
        _figure("short", _("Chưa đủ"), export_only=True),
        _figure("leaderless", _("Chưa có tổ trưởng")),
        _figure("visits_week", _("Lượt đến tuần này")),
        Column(
            name="opened",
            title=_("Nhà đã mở cửa"),
            value=lambda row: row.opened,
            order=lambda row: row.opened,
            template="home/parts/opened_cell.html",
        ),
        _figure("households", _("Số nhà"), export_only=True),
    ],
    filters=[what_is_missing(MISSING)],
    search=found_by(lambda row: row.commune.folded),
    search_title=_("Tìm xã, phường, không cần dấu"),
    # A place one knows is where one looks for it; what needs care stands above, and each thing to do sorts by itself.
    sort="commune",
    page_size=40,
    counted=counted,
    empty=_("Không có xã, phường nào."),
    file_name="tinh-hinh-xa-phuong",
    on_export=note_export,
)
