"""What each event says in a sentence a reader of the log understands. A test fails on a declared event that has none."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n
from django.utils.translation import ngettext, pgettext_lazy

from canhtay.people.viewing import VIEWED as VIEWED_EVENT
from canhtay.web.templatetags.look import number

VIEWED, CHANGED, SIGN_IN, EXPORTED, FIELD = "viewed", "changed", "sign_in", "exported", "field"
SORTS = {
    VIEWED: pgettext_lazy("nhật ký", "Đã xem"),
    CHANGED: pgettext_lazy("nhật ký", "Đã sửa"),
    EXPORTED: pgettext_lazy("nhật ký", "Đã tải về"),
    SIGN_IN: pgettext_lazy("nhật ký", "Đăng nhập, máy"),
    FIELD: pgettext_lazy("nhật ký", "Việc ở ngõ, nhà"),
}


@dataclass(frozen=True)
class Said:
    sort: str
    sentence: str


SENTENCES: dict[str, Said] = {
    VIEWED_EVENT: Said(VIEWED, n("Mở trang có thông tin riêng")),
    "list.exported": Said(EXPORTED, n("Tải một danh sách về, %(rows)s dòng (%(kind)s)")),
    "account.opened": Said(SIGN_IN, n("Mở tài khoản “%(username)s”")),
    "account.signed_in": Said(SIGN_IN, n("Đăng nhập bằng %(ways)s")),
    "account.locked": Said(SIGN_IN, n("Khóa tên đăng nhập một giờ: gõ sai %(ways)s nhiều lần")),
    "person.account_closed": Said(SIGN_IN, n("Đóng tài khoản")),
    "person.account_unlocked": Said(SIGN_IN, n("Mở khóa tên đăng nhập")),
    "person.account_reopened": Said(SIGN_IN, n("Mở lại tài khoản")),
    "person.account_linked": Said(SIGN_IN, n("Nối tài khoản với cổng đăng nhập %(provider)s")),
    "person.password_changed": Said(SIGN_IN, n("Tự đổi mật khẩu")),
    "person.password_renewed": Said(SIGN_IN, n("Cấp lại mật khẩu")),
    "person.factor_set": Said(SIGN_IN, n("Đặt lớp khóa thứ hai (%(kind)s)")),
    "person.factor_removed": Said(SIGN_IN, n("Bỏ lớp khóa thứ hai (%(kind)s)")),
    "person.factor_renewed": Said(SIGN_IN, n("Cấp lại lớp khóa thứ hai")),
    "person.sessions_ended": Said(SIGN_IN, n("Đăng xuất khỏi %(devices)s máy")),
    "device.invited": Said(SIGN_IN, n("Mời kết nối máy")),
    "device.digits_shown": Said(SIGN_IN, n("Cho xem sáu số để kết nối máy")),
    "device.enrolled": Said(SIGN_IN, n("Kết nối máy “%(device_name)s”")),
    "device.renamed": Said(SIGN_IN, n("Đổi tên máy “%(before)s” thành “%(after)s”")),
    "device.revoked": Said(SIGN_IN, n("Thu hồi một máy")),
    "person.added": Said(CHANGED, n("Ghi một người mới")),
    "person.changed": Said(CHANGED, n("Sửa thông tin của một người: %(columns)s")),
    "person.address_chosen": Said(CHANGED, n("Chọn cách xưng hô")),
    "person.hours_set": Said(CHANGED, n("Ghi giờ rảnh")),
    "person.skills_noted": Said(CHANGED, n("Ghi việc đã biết làm")),
    "role.granted": Said(CHANGED, n("Giao vai trò “%(role)s” từ %(since)s")),
    "role.brought_forward": Said(CHANGED, n("Cho giữ vai trò “%(role)s” sớm hơn, từ %(since)s")),
    "role.ended": Said(CHANGED, n("Thôi giao vai trò “%(role)s” sau ngày %(until)s")),
    "role.prolonged": Said(CHANGED, n("Gia hạn vai trò “%(role)s” đến %(until)s")),
    "team.founded": Said(CHANGED, n("Lập tổ %(decision)s")),
    "team.appointed": Said(CHANGED, n("Cử làm %(role)s %(post)s")),
    "team.left": Said(CHANGED, n("Thôi làm %(role)s sau ngày %(until)s")),
    "team.came_back": Said(CHANGED, n("Trở lại làm %(role)s từ %(since)s")),
    "team.slot_set": Said(CHANGED, n("Đặt buổi cố định lúc %(starts)s, %(place_name)s")),
    "committee.founded": Said(CHANGED, n("Lập %(name)s")),
    "committee.ended": Said(CHANGED, n("Kết thúc một ban sau ngày %(until)s")),
    "committee.seated": Said(CHANGED, n("Cử vào ban: %(role)s %(post)s")),
    "committee.unseated": Said(CHANGED, n("Thôi ở ban: %(role)s, sau ngày %(until)s")),
    "rule.chosen": Said(CHANGED, n("Chọn quy định về thành phần tổ (%(rule)s) từ %(since)s")),
    "decision.drafted": Said(CHANGED, n("Soạn một quyết định cho %(teams)s tổ")),
    "decision.draft_changed": Said(CHANGED, n("Sửa bản soạn quyết định")),
    "decision.discarded": Said(CHANGED, n("Bỏ một bản soạn quyết định")),
    "decision.issued": Said(CHANGED, n("Ghi quyết định số %(number)s cho %(teams)s tổ")),
    "decision.withdrawn": Said(CHANGED, n("Rút lại việc ghi quyết định số %(number)s")),
    "decision.scanned": Said(CHANGED, n("Đính bản quét vào quyết định")),
    "decision.exported": Said(EXPORTED, n("Tải văn bản quyết định về (%(kind)s)")),
    "roster.sent": Said(CHANGED, n("Gửi một danh sách tổ lên để đọc")),
    "roster.dropped": Said(CHANGED, n("Bỏ một danh sách tổ đã gửi lên, chưa ghi gì")),
    "roster.imported": Said(CHANGED, n("Nạp danh sách: %(teams)s tổ mới, %(people)s người mới, sửa %(changed)s")),
    "roster.import_undone": Said(CHANGED, n("Hoàn tác lần nạp: bỏ %(removed)s người, giữ %(kept)s")),
    "places.units_loaded": Said(CHANGED, n("Nạp %(places)s đơn vị hành chính")),
    "places.group_opened": Said(CHANGED, n("Lập %(label)s %(name)s")),
    "places.group_dropped": Said(CHANGED, n("Bỏ %(label)s %(name)s ghi nhầm")),
    "places.reformed": Said(CHANGED, n("Đổi địa giới: %(sentence)s")),
    "places.side_asked": Said(CHANGED, n("%(side)s xin nhận: %(groups)s")),
    "places.side_asking_ended": Said(CHANGED, n("%(side)s rút lời xin nhận %(group)s")),
    "places.reform_undone": Said(CHANGED, n("Hoàn tác đổi địa giới: %(sentence)s")),
    "catalogue.service_added": Said(CHANGED, n("Thêm dịch vụ %(name)s")),
    "alley.added": Said(FIELD, n("Ghi ngõ %(name)s")),
    "household.added": Said(FIELD, n("Ghi nhà số %(number)s")),
    "resident.added": Said(FIELD, n("Ghi một người trong nhà")),
    "resident.forgotten": Said(FIELD, n("Xóa thông tin một người")),
    "visit.asked_for": Said(FIELD, n("Đưa nhà vào danh sách cần đến")),
    "visit.recorded": Said(FIELD, n("Ghi một lần đến nhà")),
    "visit.written_down": Said(FIELD, n("Văn phòng ghi lại một lần đến nhà từ giấy")),
}

SEEN = {
    "team": (n("Mở trang một tổ, xem số điện thoại"), n("Mở trang một tổ")),
    "roster": (n("Mở danh sách thành viên các tổ, xem số điện thoại"), n("Mở danh sách thành viên các tổ")),
    "person": (n("Mở trang của một người, xem số điện thoại"), n("Mở trang của một người")),
    "household": (n("Mở trang một nhà, xem người trong nhà"), n("Mở trang một nhà")),
    "upload": (n("Mở danh sách đã gửi lên"), n("Mở danh sách đã gửi lên")),
    "log": (n("Mở nhật ký này"), n("Mở nhật ký này")),
}
"""A page with people on it, and the same page where nobody stood."""


def sentence_of(event: str, details: dict[str, Any]) -> str:
    """What happened, with its figures; a detail that was blanked when somebody was forgotten reads "…"."""
    said = SENTENCES.get(event)
    if said is None:
        return event
    return " ".join((_(said.sentence) % _Blanks(details)).split())


def what_was_seen(subject: str, details: dict[str, Any]) -> str:
    """Which page, and how many people stood on it; lines from before that was counted say the page alone."""
    other = SENTENCES[VIEWED_EVENT].sentence
    with_people, page = SEEN.get(subject.partition(":")[0], (other, other))
    count = details.get("people")
    if count == 0:
        return _(page)
    if not isinstance(count, int):
        return _(with_people)
    people = ngettext("%(count)s người", "%(count)s người", count) % {"count": number(count)}
    return f"{_(with_people)}: {people}"


def events_of(sort: str) -> list[str]:
    return [name for name, said in SENTENCES.items() if said.sort == sort]


class _Blanks(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"

    def __getitem__(self, key: str) -> Any:
        value = super().__getitem__(key)
        return ", ".join(map(str, value)) if isinstance(value, list) else value
