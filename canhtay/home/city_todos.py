"""What a city committee has to do first: who cannot work yet, then what is missing. Each leads into the list below it."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from canhtay.home.commune_rows import CommuneRow
from canhtay.home.todos import Todo
from canhtay.places.models import Place
from canhtay.places.reform.asking import askings_of
from canhtay.places.successions import waiting_groups
from canhtay.web.templatetags.look import number


def city_todos(province: Place, rows: list[CommuneRow], totals: dict[str, int]) -> list[Todo]:
    waiting = list(waiting_groups(row.commune for row in rows))
    asked = list(askings_of(waiting))
    return [
        *_without_officer(sum(not row.has_officer for row in rows)),
        *_asked(province, len({(row.side_id, row.asked_at) for row in asked})),
        *_waiting(len(waiting) - len({row.group_id for row in asked})),
        *_without_team(totals["without_team"]),
        *_leaderless(totals["leaderless"]),
        *_short(totals["short"], sum(bool(row.short) for row in rows)),
    ]


def _without_officer(n: int) -> Iterator[Todo]:
    if n:
        yield Todo(
            ngettext("%(n)s xã, phường chưa có tài khoản cán bộ", "%(n)s xã, phường chưa có tài khoản cán bộ", n)
            % {"n": number(n)},
            _("Chưa có ai ở đó nạp danh sách và kết nối máy cho các tổ."),
            _list("missing=officer"),
            _("Xem xã, phường nào"),
        )


def _asked(province: Place, n: int) -> Iterator[Todo]:
    """A commune asks for all it wants at once: that is one asking."""
    if n:
        above = _("tỉnh") if province.label == "Tỉnh" else _("thành phố")
        yield Todo(
            ngettext("%(n)s lời xin nhận tổ đợi %(above)s", "%(n)s lời xin nhận tổ đợi %(above)s", n)
            % {"n": number(n), "above": above},
            _("Bên kia chưa trả lời. Đồng ý thì tổ về nơi xin ngay; ghi rồi vẫn hoàn tác được."),
            reverse("sides"),
            _("Xem lời xin"),
        )


def _waiting(n: int) -> Iterator[Todo]:
    if n:
        yield Todo(
            ngettext("%(n)s tổ dân phố chưa chọn bên", "%(n)s tổ dân phố chưa chọn bên", n) % {"n": number(n)},
            _("Phường cũ đã chia; xã, phường phải nói tổ nay thuộc nơi nào."),
            reverse("sides"),
            _("Xem các tổ đang đợi"),
        )


def _without_team(n: int) -> Iterator[Todo]:
    if n:
        yield Todo(
            ngettext("%(n)s xã, phường chưa có tổ nào", "%(n)s xã, phường chưa có tổ nào", n) % {"n": number(n)},
            _("Nhắc cán bộ ở đó gửi danh sách các tổ, để nguyên như đang có."),
            _list("missing=team"),
            _("Xem xã, phường nào"),
        )


def _leaderless(n: int) -> Iterator[Todo]:
    if n:
        yield Todo(
            ngettext("%(n)s tổ chưa có tổ trưởng", "%(n)s tổ chưa có tổ trưởng", n) % {"n": number(n)},
            _("Không có người đứng đầu thì buổi cố định khó thành nếp."),
            _list("missing=leader&sort=-leaderless"),
            _("Xem ở đâu"),
        )


def _short(teams: int, communes: int) -> Iterator[Todo]:
    if teams:
        named = {"n": number(teams), "communes": number(communes)}
        yield Todo(
            ngettext("%(n)s tổ chưa đủ theo quy định", "%(n)s tổ chưa đủ theo quy định", teams) % named,
            ngettext(
                "Ở %(communes)s xã, phường; nơi thiếu nhiều nhất đứng đầu danh sách.",
                "Ở %(communes)s xã, phường; nơi thiếu nhiều nhất đứng đầu danh sách.",
                communes,
            )
            % named,
            _list("missing=people&sort=-short"),
            _("Xem ở đâu"),
        )


def _list(asked: str) -> str:
    return f"{reverse('home')}?{asked}#list"
