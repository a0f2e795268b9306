"""Which body somebody comes from, and which office he holds there, read from how a ward writes it ("Bí thư chi bộ, Tổ trưởng TDP").

*Tổ trưởng Tổ công nghệ* is a role in the team, *Tổ trưởng dân phố* an office in the residential group: two things. One person
may hold several offices; rules of composition ask for offices, lists filter by body.
"""

import re
from enum import StrEnum
from functools import lru_cache

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from canhtay.core.vietnamese import fold, tidy_spaces


class Body(TextChoices):
    PARTY_CELL = "party_cell", _("Chi bộ")
    GROUP = "group", _("Tổ dân phố, thôn")
    FRONT = "front", _("Ban công tác Mặt trận")
    YOUTH = "youth", _("Đoàn Thanh niên")
    WOMEN = "women", _("Hội Phụ nữ")
    VETERANS = "veterans", _("Hội Cựu chiến binh")
    FARMERS = "farmers", _("Hội Nông dân")
    ELDERLY = "elderly", _("Hội Người cao tuổi")
    POLICE = "police", _("Công an khu vực")
    SECURITY = "security", _("Lực lượng an ninh, trật tự ở cơ sở")
    HEALTH = "health", _("Y tế")
    SCHOOL = "school", _("Nhà trường")
    COMMUNE = "commune", _("Ủy ban nhân dân phường, xã")
    FIRM = "firm", _("Doanh nghiệp số, bưu chính, viễn thông")
    RESIDENT = "resident", _("Người dân")


class Office(StrEnum):
    PARTY_SECRETARY = "party_secretary"
    GROUP_HEAD = "group_head"
    FRONT_HEAD = "front_head"
    YOUTH_SECRETARY = "youth_secretary"


# Abbreviations and turns of phrase, written out before anything is looked for. Folded text, dots and slashes taken off.
_WRITTEN_OUT: list[tuple[str, str]] = [
    (r"\bpb ?t\b", "pho bi thu"),
    (r"\bpbtcb\b", "pho bi thu chi bo"),
    (r"\bpbtcd\b", "pho bi thu chi doan"),
    (r"\bbtcb\b", "bi thu chi bo"),
    (r"\bbtcd\b", "bi thu chi doan"),
    (r"\bb ?t(hu)?\b", "bi thu"),
    (r"\b(bi thu|pho bi thu|uv|uy vien|chi uy) cb\b", r"\1 chi bo"),
    (r"\bbi thu cd\b", "bi thu chi doan"),
    (r"\bt ?truong\b", "to truong"),
    (r"\bt ?t ?(tdp|dp)\b", "to truong dan pho"),
    (r"\bto truong( to)? (dp|tdp|dan pho|to dan pho)\b", "to truong dan pho"),
    (r"\bto (truong|pho) to( so)? (?=\d)", r"to \1 dan pho "),
    (r"\bt ?p (tdp|dp)\b", "to pho dan pho"),
    (r"\bb ?ct ?mt\b", "ctmt"),
    (r"\bban ct ?(mt|mat tran)\b", "ban ctmt"),
    (r"\bct (mt|mat tran)\b", "ctmt"),
    (r"\bp ?t ?b ?(?=ctmt|mttq|mat tran|mt\b)", "pho truong ban "),
    (r"\bt ?b ?(?=ctmt|mttq|mat tran|mt\b)", "truong ban "),
    (r"\btruong (?=ctmt|mttq|mat tran)", "truong ban "),
    (r"\bk ?dc\b", "khu dan cu"),
    (r"\bkp\b", "khu pho"),
]
# A role in the team itself says nothing of where somebody comes from: from there on the text speaks of the team.
_OF_THE_TEAM = re.compile(
    r"\b(truong|to (truong|pho|vien)|thanh vien)?( to)?( cong tac)? ?"
    r"\b(cong nghe so|to cong nghe|cnscd|cdscd|to cns|to chuyen doi so|to cds|de an 06|da ?06)\b.*"
)
# What somebody was, he is no more.
_FORMER = re.compile(r"\bnguyên\b|\bnghỉ hưu\b|\bhưu trí\b")
_BETWEEN = re.compile(r"[,;:+&()\n]|\s[-–—]+\s|\b(?:kiêm|kiem)(?: (?:nhiệm|nhiem))?\b|\bđồng thời\b")
_MARKS = re.compile(r"[./\\_–—-]+")

# The first that matches is somebody's main body, so what is rarer and surer stands first.
_BODIES: list[tuple[Body, str]] = [
    (Body.POLICE, r"cong an|\bca(kv|v|p|x)?\b|\bcskv\b|canh sat khu vuc"),
    (Body.SECURITY, r"an ninh|bao ve (antt|dan pho|to)|\bbvdp\b|\bantt\b|dan phong"),
    (
        Body.YOUTH,
        r"chi doan|doan (thanh nien|vien|tn|phuong|xa|truong)|bi thu (doan|dtn|thanh nien)|thanh nien|\bd?tn\b",
    ),
    (Body.WOMEN, r"phu nu|\bh?(lh)?pn\b"),
    (Body.VETERANS, r"cuu chien binh|\bh?ccb\b"),
    (Body.FARMERS, r"nong dan|\bh?nd\b"),
    (Body.ELDERLY, r"nguoi cao tuoi|\bh?nct\b"),
    (Body.FRONT, r"mat tran|\bmttq\b|\bctmt\b|\bmt\b"),
    (Body.PARTY_CELL, r"chi bo|dang vien|cap uy|chi uy|bi thu"),
    (Body.GROUP, r"dan pho|\btdp\b|(truong|pho) (thon|xom|khu|ap|lang|buon)|ban dieu hanh (thon|khu|to)"),
    (Body.HEALTH, r"y te|(?<!to )dan so|bac si|y si|\byt\b"),
    (Body.SCHOOL, r"giao vien|\bgv\b|hieu truong|hieu pho|truong (hoc|mam non|thcs|tieu hoc)|giang vien|sinh vien"),
    (Body.FIRM, r"vnpt|viettel|mobifone|\bfpt\b|buu (dien|chinh)|vien thong|doanh nghiep"),
    (
        Body.COMMUNE,
        r"\bubnd\b|uy ban|can bo (phuong|xa|ubnd|kh)|cong chuc|chuyen vien|van hoa xa hoi|hanh chinh cong"
        r"|khoa hoc (va )?cong nghe|\bkhcn\b",
    ),
    (Body.RESIDENT, r"nguoi dan|cu dan|to vien dan|quan chung|ho dan"),
]
_OFFICES: dict[Office, str] = {
    # Of the cell: not of the ward's committee, and not of the youths.
    Office.PARTY_SECRETARY: r"(?<!pho )\bbi thu\b(?! (chi )?(doan|dtn|thanh nien|tn\b|dang|phuong|xa\b))",
    Office.GROUP_HEAD: r"(?<!pho )(?<!hoi )(?<!doan )\b(to truong|truong)( to)? (dan pho|tdp|khu (pho|dan cu))"
    r"|(?<!pho )(?<!hoi )(?<!doan )\btruong (thon|xom|ap|lang|buon|khu)\b",
    Office.FRONT_HEAD: r"(?<!pho )\btruong ban (cong tac )?(ctmt|mt\b|mttq|mat tran)",
    Office.YOUTH_SECRETARY: r"(?<!pho )\bbi thu (chi )?(doan|dtn|thanh nien|tn\b)",
}


def body_of(post: str) -> str:
    """The body that this text speaks of, the surest of several, or "" where it says none."""
    parts = _parts(post)
    return next((body.value for body, words in _BODIES if any(re.search(words, part) for part in parts)), "")


def offices_in(post: str) -> frozenset[Office]:
    """Every office the text names, of those that rules ask for."""
    return frozenset(
        office for office, words in _OFFICES.items() if any(re.search(words, part) for part in _parts(post))
    )


@lru_cache(maxsize=65_536)
def _parts(post: str) -> tuple[str, ...]:
    """What is said one after the other, each folded and written out, without what is no office here and now."""
    said = [_plain(part) for part in _BETWEEN.split(tidy_spaces(post).lower()) if not _FORMER.search(part)]
    return tuple(part for part in said if part)


def _plain(part: str) -> str:
    # Folded, "trưởng bản" of a village is "trưởng ban" of a committee, and "thôn trưởng" is "thôn Trường Sơn": they part here.
    part = re.sub(r"\b(thôn|xóm|ấp|bản) trưởng\b", r"trưởng \1", part).replace("trưởng bản", "trưởng làng")
    text = fold(_MARKS.sub(" ", part))
    for short, long in _WRITTEN_OUT:
        text = re.sub(short, long, text)
    return _OF_THE_TEAM.sub("", text).strip()
