"""Who signs, and on whose authority: a decision of the chairman is signed "CHỦ TỊCH", one of the committee "TM. ỦY BAN NHÂN DÂN".

Nghị định 30/2020, Phụ lục I, II.7.b and the notes to Mẫu 1.2. What is kept is the text itself, a line after the other.
"""

from django.utils.translation import gettext_lazy as _

BETWEEN_LINES = " / "
CHAIRMAN = "Chủ tịch"
FOR_THE_COMMITTEE = "TM. Ủy ban nhân dân"

POSTS = [
    (CHAIRMAN, _("Chủ tịch ký")),
    ("Q. Chủ tịch", _("Quyền Chủ tịch ký (Q.)")),
    ("KT. Chủ tịch / Phó Chủ tịch", _("Phó Chủ tịch ký thay Chủ tịch (KT.)")),
    (f"{FOR_THE_COMMITTEE} / Chủ tịch", _("Chủ tịch ký thay mặt Ủy ban nhân dân (TM.)")),
    (
        f"{FOR_THE_COMMITTEE} / KT. Chủ tịch / Phó Chủ tịch",
        _("Phó Chủ tịch ký thay, thay mặt Ủy ban nhân dân (TM., KT.)"),
    ),
]


def lines_of(post: str) -> list[str]:
    return (post or CHAIRMAN).split(BETWEEN_LINES)


def signs_for_the_committee(post: str) -> bool:
    return post.startswith(FOR_THE_COMMITTEE)
