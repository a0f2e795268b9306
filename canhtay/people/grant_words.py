"""What a role lets its holder do, in a sentence for whoever gives it out."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from canhtay.people.models import RoleGrant
from canhtay.places.models import Place

Role = RoleGrant.Role

PROVINCE = _("Chỉ đạo cả tỉnh: xem mọi xã, phường, mở tài khoản cán bộ, đổi địa giới. Không mở được từng nhà.")
WHAT_FOR: dict[str, str | Promise] = {
    Role.CITY: _(
        "Chỉ đạo cả thành phố: xem mọi xã, phường, mở tài khoản cán bộ, đổi địa giới. Không mở được từng nhà."
    ),
    Role.TRAINER: _("Tập huấn các tổ: xem tổ và người trong tổ, không xem số điện thoại và nhà dân."),
    Role.DISTRICT: _("Quận, huyện như đến ngày 30/6/2025: xem các tổ ở đó."),
    Role.OFFICER: _("Phụ trách các tổ của một xã, phường: nạp danh sách, cử người, kết nối máy, xem các nhà."),
    Role.PARTY: _("Cấp ủy: xem tổ và các con số, không sửa gì, không xem nhà dân."),
    Role.INSPECTOR: _("Kiểm tra: xem tổ và các con số trong thời gian kiểm tra. Phải có ngày cuối."),
    Role.AUDITOR: _("Soát nhật ký: xem ai đã xem, đã sửa gì. Không sửa gì."),
    Role.YOUTH: _("Đi cùng tổ đến các nhà, dùng điện thoại. Không cần tài khoản văn phòng."),
}


def what_for(role: str, place: Place | None) -> str | Promise:
    """Where it would be held: who directs a province directs no city."""
    return PROVINCE if role == Role.CITY and place is not None and place.label == "Tỉnh" else WHAT_FOR[role]
