"""Is this word a Vietnamese syllable? Built from onsets and rhymes; it tells one 8-bit encoding from another.

Structure only: it accepts some syllables no dictionary has, and refuses foreign words. Enough to vote with.
"""

import re
import unicodedata
from functools import lru_cache

_TONES = dict.fromkeys([0x0300, 0x0309, 0x0303, 0x0301, 0x0323])
_LETTERS = frozenset("aăâbcdđeêghiklmnoôơpqrstuưvxy")

_ONSETS = ["ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr", *"bcdđghklmnprstvx", ""]
_RHYMES = frozenset(
    """
        a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo
        ep et ê êch êm ên êng ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu iêng o oc
        oi om on ong oong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen
        oeo oet ô ôc ôi ôm ôn ông ôp ôt ôông ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uôc uôi uôm uôn uông
        uôt uân uâng uât uây uê uêch uên uênh uêu uơ uy uya uych uyên uyêt uynh uyp uyt uyu ynh ych yt ư ưa ưc
        ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu
    """.split()  # noqa: SIM905
)
# The commonest words of names and rosters: a reading that yields them is the right one.
_COMMON = frozenset(
    """
        nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đoàn trịnh đinh lâm mai tô
        cao hà thị văn hữu đức đình xuân minh quang thanh ngọc thu hải hùng dũng hoà hòa hương lan hoa bình
        tuấn anh thắng tổ trưởng phó viên thành dân phố thôn nam nữ năm sinh họ và tên số điện thoại chức vụ
        ghi chú danh sách phường xã cộng đồng công nghệ ủy ban nhân ông bà
    """.split()  # noqa: SIM905
)
_WORD = re.compile(r"[^\W\d_]+")


def words_of(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


@lru_cache(maxsize=16_384)
def is_syllable(word: str) -> bool:
    """Whether one lower-case NFC word could be a Vietnamese syllable."""
    bare = unicodedata.normalize("NFC", unicodedata.normalize("NFD", word).translate(_TONES))
    if not bare or not _LETTERS.issuperset(bare):
        return False
    return any(bare.startswith(onset) and bare[len(onset) :] in _RHYMES for onset in _ONSETS)


def plausibility(text: str) -> int:
    """How Vietnamese a text looks: each marked word +1 if a syllable, +3 if common, −4 if neither. ASCII words: 0."""
    return sum(3 if w in _COMMON else 1 if is_syllable(w) else -4 for w in words_of(text) if not w.isascii())
