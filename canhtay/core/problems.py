"""What can go wrong, each with its code, its HTTP status and a sentence that says what happened and what to do.

A code is part of the phones' protocol: it is added to, never renamed. Sentences are Vietnamese, English by gettext.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n

from canhtay.core import reader


@dataclass(frozen=True)
class Kind:
    code: str
    status: int
    sentence: str


class Problem(Exception):
    """A refusal that a person can read. `details` fills the sentence, with %(you)s for the reader; the code is for machines."""

    def __init__(self, kind: Kind, **details: Any) -> None:
        super().__init__(kind.code)
        self.kind = kind
        self.details = details

    @property
    def sentence(self) -> str:
        return reader.said(_(self.kind.sentence), self.details)

    def __str__(self) -> str:
        return self.sentence


def require(holds: bool, kind: Kind, **details: Any) -> None:
    """Raise the problem unless the condition holds."""
    if not holds:
        raise Problem(kind, **details)


# Scope. What a person may not see does not exist for them, so the page answers 404.
NOT_FOUND = Kind("not_found", 404, n("Không tìm thấy, hoặc không thuộc địa bàn của %(you)s."))
NOT_YOURS = Kind("not_yours", 403, n("Việc này thuộc người khác. Nếu cần, xin hỏi cán bộ phường."))
NOT_HERE = Kind(
    "not_here", 422, n("Nhà này không thuộc địa bàn của máy này nữa; phường vẫn giữ những gì đã ghi trước đó.")
)
SIGN_IN_FIRST = Kind("sign_in_first", 401, n("Xin đăng nhập lại."))

# Phones.
UNKNOWN_DEVICE = Kind(
    "unknown_device", 401, n("Máy này chưa được kết nối, hoặc đã bị thu hồi. Xin mã sáu số của tổ trưởng.")
)
WRONG_CODE = Kind("wrong_code", 422, n("Mã không đúng hoặc đã hết hạn. Xin tổ trưởng hoặc phường một mã mới."))
TOO_MANY_TRIES = Kind("too_many_tries", 429, n("Thử sai nhiều lần quá. Xin chờ một giờ rồi thử lại."))
OLD_PROTOCOL = Kind(
    "old_protocol",
    426,
    n("Ứng dụng trên máy này cũ quá. Mở lại khi có mạng để lấy bản mới; việc đã ghi vẫn còn trong máy."),
)
MALFORMED = Kind("malformed", 422, n("Việc gửi lên thiếu hoặc sai phần “%(field)s”."))
UNREADABLE_BODY = Kind("unreadable_body", 400, n("Máy chủ không đọc được lần gửi này."))
TOO_LARGE = Kind("too_large", 413, n("Lần gửi này lớn quá: nhiều nhất %(most)s."))
UNKNOWN_VERB = Kind("unknown_verb", 422, n("Máy chủ chưa biết việc “%(verb)s”."))
NOT_A_MEMBER_HERE = Kind("not_a_member_here", 403, n("Người này không còn dùng máy này."))
SAME_ID_OTHER_CONTENT = Kind("same_id_other_content", 409, n("Mã của việc này đã dùng cho một việc khác."))
COULD_NOT_STORE = Kind(
    "could_not_store",
    422,
    n("Máy chủ chưa ghi được việc này, nhưng đã giữ nguyên lời ghi. Xin báo cán bộ phường xem lại."),
)
