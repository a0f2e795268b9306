"""A decision's number as people type it and as it is kept: "7" and "7/qđ-ubnd" are "07/QĐ-UBND"."""

import re

from django.utils.translation import gettext_noop as n

from canhtay.core.problems import Kind, require
from canhtay.core.vietnamese import tidy_spaces

SYMBOL = "QĐ-UBND"
ODD_NUMBER = Kind("odd_number", 422, n("Số quyết định xin ghi như 103 hoặc 103/QĐ-UBND."))
_SHAPE = re.compile(r"(\d{1,5})(?:/([\dA-ZĐ][\dA-ZĐ/.-]{0,40}))?")


def tidy_number(typed: str) -> str:
    """Below ten with a nought, as the decree prints it. Raises Problem(ODD_NUMBER)."""
    bare = re.sub(r"\s", "", tidy_spaces(typed)).upper().replace("–", "-")
    found = _SHAPE.fullmatch(bare.removeprefix("SỐ:").removeprefix("SỐ"))
    require(found is not None and int(found[1]) > 0, ODD_NUMBER)
    assert found  # noqa: S101 required above
    return f"{found[1].lstrip('0').zfill(2)}/{found[2] or SYMBOL}"


def parted(number: str) -> tuple[str, str]:
    """The number alone, and the symbol that follows it on the paper."""
    bare, _slash, symbol = number.partition("/")
    return bare, symbol or SYMBOL
