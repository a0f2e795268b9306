"""Roles in the team out of the words of rosters. Offices in the residential group ("Tổ trưởng TDP", "Bí thư chi bộ")
are taken off first; what remains tells the role."""

import re
from functools import lru_cache

from canhtay.core.vietnamese import fold

LEADER, DEPUTY, MEMBER = "leader", "deputy", "member"

_TEAM = (
    r"(?:cnscd|cnsc d|cong nghe so(?: cong dong)?|cds(?: cong dong)?|chuyen doi so(?: cong dong)?|de an 06|da 06|da06"
    r"|cong tac|cns|cdscd)"
)
_OURS = re.compile(rf"\b(pho to truong|to truong|to pho|pho to|thanh vien|to vien) (?:to )?{_TEAM}\b")
# Chief or deputy of something that is not this team.
_OFFICE = re.compile(
    r"\b(?:to (?:truong|pho)|pho to truong|truong|pho|pho truong|to pho)(?: to)?"
    r" (?:(?:dan pho|tdp|dan cu|khu dan cu|kdc|khu pho|khu|thon|xom|ap|ban(?! than)|buon|lang|khoi|khoi pho|dan vu"
    r"|lien gia|tu quan|phu nu|bao ve|hoa giai|an ninh|vay von|tiet kiem|ban cong tac|ban ctmt|ctmt|cac chi hoi"
    r"|chi hoi|hoi|doan|cong an|tram)\b(?: (?:so )?\d+)?)"
)
_LEADER = re.compile(r"\b(?:to truong|t truong|truong to|nhom truong|truong nhom|doi truong)\b")
_DEPUTY = re.compile(
    r"\b(?:to pho|pho to truong|pho to|p to truong|pho nhom|nhom pho|truong pho|to truong pho|pto truong|doi pho"
    r"|pho doi truong)\b"
)
_MEMBER = re.compile(r"\b(?:thanh vien|to vien|uy vien|thu ky|doi vien|cong tac vien|ctv)\b")
_ALONE = {
    "tt": LEADER, "truong": LEADER, "leader": LEADER, "t t": LEADER, "to tr": LEADER,
    "tp": DEPUTY, "pho": DEPUTY, "ptt": DEPUTY, "p t": DEPUTY, "pt": DEPUTY, "t p": DEPUTY, "deputy": DEPUTY, "p tt": DEPUTY,
    "tv": MEMBER, "vien": MEMBER, "uv": MEMBER, "t v": MEMBER, "member": MEMBER, "tk": MEMBER,
}  # fmt: skip
_MARKS = re.compile(r"[\W_]+")


@lru_cache(maxsize=8_192)
def role_in(text: str) -> tuple[str, bool]:
    """(role, sure). A blank or an office alone is an unsure MEMBER; "Tổ trưởng TDP" alone is an unsure LEADER, which
    holds only where nobody of the team is surely its leader."""
    spoken = _MARKS.sub(" ", fold(text)).strip()
    if not spoken:
        return MEMBER, False
    if spoken in _ALONE:
        return _ALONE[spoken], True
    if ours := _OURS.search(spoken):
        return _spoken_role(ours[1]) or MEMBER, True
    role = _spoken_role(_OFFICE.sub(" ", spoken))
    if role:
        return role, True
    if re.search(r"\bto truong (?:to )?(?:tdp|dan pho)", spoken):
        return LEADER, False
    return MEMBER, False


def reads_as_role(text: str) -> bool:
    """Whether the words tell a role in a team (of whatever kind)."""
    spoken = _MARKS.sub(" ", fold(text)).strip()
    return spoken in _ALONE or (len(spoken) <= 80 and bool(_spoken_role(spoken)))


def besides_the_team(text: str) -> str:
    """The folded words without those that tell of this team: "Tổ phó tổ CNSCĐ, bí thư chi bộ" leaves "bi thu chi bo"."""
    return _OURS.sub(" ", _MARKS.sub(" ", fold(text)).strip()).strip()


def names_an_office(spoken: str) -> bool:
    """Whether folded words tell of a chief or deputy of something that is not this team."""
    return bool(_OFFICE.search(spoken))


def _spoken_role(spoken: str) -> str | None:
    if _DEPUTY.search(spoken):
        # "Tổ trưởng kiêm tổ phó": of one team nobody is both, and the first hat is another's only if it says so.
        return LEADER if _LEADER.search(_DEPUTY.sub(" ", spoken)) else DEPUTY
    if _LEADER.search(spoken):
        return LEADER
    if _MEMBER.search(spoken):
        return MEMBER
    return None
