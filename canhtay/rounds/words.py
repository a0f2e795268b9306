"""What the weekly hour's states are called in the office."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from canhtay.rounds.models import Visit

OUTCOMES: list[tuple[str, Promise]] = [
    (Visit.Outcome.TALKED, _("Gặp được, có nói chuyện")),
    (Visit.Outcome.NOBODY, _("Không có ai ở nhà")),
    (Visit.Outcome.NOT_NOW, _("Hẹn lúc khác")),
    (Visit.Outcome.REFUSED, _("Bà con chưa muốn")),
]
WEEKDAYS = [
    (1, _("Thứ Hai")),
    (2, _("Thứ Ba")),
    (3, _("Thứ Tư")),
    (4, _("Thứ Năm")),
    (5, _("Thứ Sáu")),
    (6, _("Thứ Bảy")),
    (7, _("Chủ Nhật")),
]
