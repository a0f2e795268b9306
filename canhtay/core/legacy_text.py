"""Text of before Unicode: TCVN3 (the ABC fonts: .VnTime, and .VnTimeH whose small letters show as capitals) and
VNI-Windows, which arrive as Latin-1 letters: "NguyÔn V¨n Hoµ", "Nguyeãn Vaên Hoøa".

The two tables were written from the standards (TCVN 5712:1993 VN3; VNI-Windows). Capitals with a tone do not
exist in VN3: an ABC font with H shows them from small letters, so a caller who wants names calls tidy_name after.
Danger: "Lê" is good Unicode and good TCVN3 ("Lờ"). So the encoding is judged over a whole sheet, and a text that
holds one letter which only Unicode has is never touched.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from canhtay.core.syllables import is_syllable, plausibility, words_of

UNICODE, TCVN3, VNI = "unicode", "tcvn3", "vni"

_TCVN3 = str.maketrans(
    dict(
        zip(
            "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
            "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
            strict=True,
        )
    )
)
_TCVN3_LETTERS = frozenset(map(chr, _TCVN3))

_VNI_TONES = {"ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ù": "\u0301", "ï": "\u0323"}
_VNI_HATS = {"â": "", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "á": "\u0301", "ä": "\u0323"}
_VNI_BREVES = {"ê": "", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "é": "\u0301", "ë": "\u0323"}
_VNI_ALONE = {"ñ": "đ", "ö": "ư", "ô": "ơ", "ò": "ị", "ó": "ĩ", "æ": "ỉ", "í": "í", "ì": "ì", "î": "ỵ"}


def _vni_pairs() -> dict[str, str]:
    """Two Latin-1 letters (a vowel and its mark) or one → the Vietnamese letter, both cases."""
    pairs = dict(_VNI_ALONE)
    for mark, tone in _VNI_TONES.items():
        pairs |= {vowel + mark: vowel + tone for vowel in "aeouy"}
        pairs |= {"ô" + mark: "ơ" + tone, "ö" + mark: "ư" + tone}
    for mark, tone in _VNI_HATS.items():
        pairs |= {vowel + mark: vowel + "\u0302" + tone for vowel in "aeo"}
    pairs |= {"a" + mark: "ă" + tone for mark, tone in _VNI_BREVES.items()}
    small = {old: unicodedata.normalize("NFC", new) for old, new in pairs.items()}
    capitals = {old.upper(): new.upper() for old, new in small.items()}
    # A capital followed by a small mark ("Aâ") is typed often enough.
    mixed = {old[0].upper() + old[1:]: new.upper() for old, new in small.items() if len(old) == 2}
    return mixed | small | capitals


_VNI = _vni_pairs()
_VNI_FIND = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_HIGH = re.compile("[\xa1-\xff]")
_BEYOND = re.compile("[\u0100-\u1eff\u0300-\u036f]")


def decode_tcvn3(text: str) -> str:
    """Latin-1-looking TCVN3 to NFC Unicode; characters outside the table stay."""
    return text.translate(_TCVN3)


def decode_vni(text: str) -> str:
    """Latin-1-looking VNI-Windows to NFC Unicode; characters outside the table stay."""
    return _VNI_FIND.sub(lambda found: _VNI[found[0]], text)


def encode_tcvn3(text: str) -> str:
    """The reverse, for makers of test files: capitals with a tone become small letters, as typists did."""
    back = {new: chr(old) for old, new in _TCVN3.items()}
    return "".join(back.get(c) or back.get(c.lower()) or c for c in unicodedata.normalize("NFC", text))


def encode_vni(text: str) -> str:
    """The reverse, for makers of test files."""
    back = {new: old for old, new in _VNI.items() if old.islower() or old.isupper()}
    return "".join(back.get(c, c) for c in unicodedata.normalize("NFC", text))


def may_be_legacy(text: str) -> bool:
    """Whether the text holds Latin-1 letters and none that only Unicode has. Cheap; ASCII is never legacy."""
    return not text.isascii() and _HIGH.search(text) is not None and _BEYOND.search(text) is None


def legacy_encoding(texts: Iterable[str]) -> str:
    """UNICODE, TCVN3 or VNI: what the texts of one sheet are written in (one word for the sheet)."""
    votes = {TCVN3: 0, VNI: 0}
    modern = 0
    for text in texts:
        if may_be_legacy(text):
            vote = _vote(text)
            if vote:
                votes[vote] += 1
        elif not text.isascii():
            modern += 1
    best = max(votes, key=lambda encoding: votes[encoding])
    # One odd word (a foreign name) among Unicode rows proves nothing.
    return best if votes[best] >= (1 if modern == 0 else 2) else UNICODE


def decode(text: str, encoding: str) -> str:
    """One cell of a sheet judged TCVN3 or VNI, in Unicode. A cell that is good Unicode already is left alone."""
    if encoding == UNICODE or not may_be_legacy(text):
        return text
    return _decoded_if_better(text, encoding)


@lru_cache(maxsize=16_384)
def _decoded_if_better(text: str, encoding: str) -> str:
    decoded = _DECODERS[encoding](text)
    return decoded if plausibility(decoded) >= plausibility(text) else text


@lru_cache(maxsize=16_384)
def _vote(text: str) -> str | None:
    """The encoding that alone makes sense of a text that is no Vietnamese as it stands."""
    if _makes_sense(text):
        return None
    sensible = [encoding for encoding, decoder in _DECODERS.items() if _makes_sense(decoder(text))]
    return sensible[0] if len(sensible) == 1 else None


def _makes_sense(text: str) -> bool:
    # "µ", "°" and their like are no letters to Unicode's regex, hence the second question.
    marked = [word for word in words_of(text) if not word.isascii()]
    return all(map(is_syllable, marked)) and not _SIGNS.search(text) and any(len(word) > 1 for word in marked)


# Latin-1 signs that stand for letters in TCVN3, so their presence speaks against Unicode.
_SIGNS = re.compile("[¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾×÷]")
_DECODERS = {TCVN3: decode_tcvn3, VNI: decode_vni}
