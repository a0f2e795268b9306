"""What a ward's officer has to do today: lists and groups that wait, then what each team lacks first."""

from django.urls import reverse
from django.utils.translation import gettext as _

from canhtay.home.team_rows import TeamRow
from canhtay.home.todos import Todo
from canhtay.home.units.waiting import todos_of_units
from canhtay.places.models import Place
from canhtay.teams.models import RosterUpload


def ward_todos(commune: Place, rows: list[TeamRow]) -> list[Todo]:
    return [*_lists(commune), *todos_of_units(commune), *(todo for row in rows if (todo := _of_team(row)))]


def _lists(commune: Place) -> list[Todo]:
    waiting = RosterUpload.objects.filter(commune=commune, imported_at=None).exclude(file=None).order_by("-sent_at")
    return [
        Todo(
            title=_("Danh sách “%(name)s” đợi xem lại") % {"name": upload.name},
            why=_("Đã đọc, chưa ghi vào. Xem máy hiểu từng cột có đúng không."),
            url=reverse("import", args=[upload.pk]),
            act=_("Xem danh sách"),
        )
        for upload in waiting[:3]
    ]


def _of_team(row: TeamRow) -> Todo | None:
    """A leader comes before a phone, a phone before its hour, the hour before doors to go to."""
    named = {"team": row.name}
    if row.is_leaderless:
        why = _("Ghi ai đứng đầu tổ, rồi kết nối máy cho người ấy.")
        return Todo(_("%(team)s chưa có tổ trưởng") % named, why, row.url, _("Mở trang của tổ"))
    if not row.connected:
        why = _("Chưa ai trong tổ có máy nhận nhà cần đến.")
        return Todo(_("%(team)s chưa kết nối máy nào") % named, why, row.url, _("Kết nối máy"))
    if not row.slot_text:
        why = _("Một giờ cố định mỗi tuần là cách giữ nhịp chắc nhất.")
        return Todo(_("%(team)s chưa chọn buổi") % named, why, reverse("slot", args=[row.team.pk]), _("Chọn buổi"))
    if not row.households:
        why = _("Tổ có buổi nhưng chưa có nhà nào để đến.")
        return Todo(
            _("%(team)s chưa có nhà nào") % named, why, reverse("group", args=[row.team.group_id]), _("Ghi các nhà")
        )
    return None
