"""The numbers of Nghị định 30/2020/NĐ-CP of 05/3/2020, Phụ lục I, Phần I, said once for both writers.

Where the decree gives a range, one value of it stands here and the range beside it; sizes follow the examples of its Mục V.
Lengths in millimetres, letters and spacing in points.
"""

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right", "justify"]

FONT = "Times New Roman"  # I.4
PAGE_WIDTH_MM, PAGE_HEIGHT_MM = 210, 297  # I.1
TOP_MM, BOTTOM_MM, LEFT_MM, RIGHT_MM = 20, 20, 30, 15  # I.3: 20-25, 20-25, 30-35, 15-20
TEXT_WIDTH_MM = PAGE_WIDTH_MM - LEFT_MM - RIGHT_MM
PAGE_NUMBER_FROM_EDGE_MM = 10  # I.7: in the upper margin, centred

NATIONAL_NAME = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"  # II.1.a
MOTTO = "Độc lập - Tự do - Hạnh phúc"  # II.1.b

# Issuer | national name; recipients | signer. The first must hold the national name on one line.
HEAD_MM = (70, 95)
FOOT_MM = (80, 85)
RULE_SHARE = 0.4  # II.2.b, II.5.b: a third to a half of the line above; under the motto (II.1.b) as long as it
RULE_PT, RULE_GAP_PT = 0.75, 3
FOOT_GAP_PT = 6
RULE_ROOM_PT = 10  # between a rule and a table that follows it at once
SIGNATURE_ROOM_MM = 28  # the decree gives none; a signature and a third of a seal of 36 mm need it


@dataclass(frozen=True, kw_only=True)
class Element:
    """One element of a paper: its letters, and how it stands."""

    size_pt: int
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    align: Align = "center"
    first_line_mm: float = 0
    before_pt: int = 0
    after_pt: int = 0


_FIRST_LINE_MM = 12.7  # II.6.e: 10 or 12.7
_BETWEEN_PT = 6  # II.6.e: at least 6

ELEMENTS = {
    "page-number": Element(size_pt=14),  # I.7: 13-14
    "national-name": Element(size_pt=12, bold=True, capitals=True),  # II.1.a: 12-13
    "motto": Element(size_pt=13, bold=True),  # II.1.b: 13-14
    "superior": Element(size_pt=12, capitals=True),  # II.2.b: 12-13
    "issuer": Element(size_pt=12, bold=True, capitals=True),  # II.2.b: 12-13
    "number": Element(size_pt=13, before_pt=6),  # II.3.c: 13
    "place-and-date": Element(size_pt=13, italic=True, before_pt=6),  # II.4.c: 13-14
    "kind": Element(size_pt=14, bold=True, capitals=True, before_pt=18),  # II.5.b: 13-14
    "about": Element(size_pt=14, bold=True),  # II.5.b: 13-14
    "authority": Element(size_pt=14, bold=True, capitals=True, before_pt=12, after_pt=6),  # Phụ lục III, mẫu 1.2
    "ground": Element(
        size_pt=14, italic=True, align="justify", first_line_mm=_FIRST_LINE_MM, after_pt=_BETWEEN_PT
    ),  # II.6.a: 13-14
    "decides": Element(size_pt=14, bold=True, capitals=True, before_pt=6, after_pt=6),  # Phụ lục III, mẫu 1.2
    "body": Element(size_pt=14, align="justify", first_line_mm=_FIRST_LINE_MM, after_pt=_BETWEEN_PT),  # II.6.e: 13-14
    "signer": Element(size_pt=14, bold=True, capitals=True),  # II.7.đ: 13-14
    "signer-name": Element(size_pt=14, bold=True),  # II.7.đ: 13-14
    "recipients": Element(size_pt=12, bold=True, italic=True, align="left"),  # II.9.d: 12
    "recipient": Element(size_pt=11, align="left"),  # II.9.d: 11
    "annex": Element(size_pt=14, bold=True),  # III.1.b: 14
    "annex-title": Element(size_pt=14, bold=True, capitals=True),  # III.1.b: 13-14
    "annex-reference": Element(size_pt=14, italic=True),  # III.1.c: 13-14
    # On tables the decree is silent: the smaller size of the body, II.6.e.
    "section": Element(size_pt=13, bold=True, align="left", before_pt=14, after_pt=6),
    "column": Element(size_pt=13, bold=True),
    "cell": Element(size_pt=13),
}
