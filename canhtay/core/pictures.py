"""Pictures people send in, drawn anew: where and with which telephone one was taken is not carried on."""

import warnings
from io import BytesIO

from django.utils.translation import gettext_noop as n
from PIL import Image, ImageOps

from canhtay.core.problems import Kind, Problem

UNREADABLE_PICTURE = Kind("unreadable_picture", 422, n("Không mở được ảnh này. Xin chụp hoặc quét lại rồi gửi lại."))
QUALITY = 85


def redrawn(content: bytes) -> bytes:
    """The same JPEG or PNG upright, without EXIF, comments or anything hung onto it. Raises Problem(UNREADABLE_PICTURE)."""
    try:
        return _redrawn(content)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise Problem(UNREADABLE_PICTURE) from fault


def _redrawn(content: bytes) -> bytes:
    out = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)  # from some ninety million points on
        with Image.open(BytesIO(content), formats=["JPEG", "PNG"]) as sent:
            kind, drawn = sent.format, ImageOps.exif_transpose(sent)
    bare = Image.new(drawn.mode, drawn.size)
    bare.paste(drawn)
    if drawn.mode == "P":
        bare.putpalette(drawn.getpalette() or [])
    bare.save(out, kind, **({"quality": QUALITY} if kind == "JPEG" else {}))
    return out.getvalue()
