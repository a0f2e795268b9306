"""Text that begins like a formula, kept as text on its way out.

In: calamine gives the text of a text cell ("=1+1" stays "=1+1") and for a real formula its last value; CSV is text.
Out: XLSX has a type of its own for text, so writing with `write_string` (or a workbook opened with
`strings_to_formulas: False, strings_to_urls: False`) is enough and the text is unchanged. CSV has no types: Excel and
LibreOffice run a field that begins with one of = + - @ tab CR, so an apostrophe goes before it.
"""

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def as_text_cell(value: str) -> str:
    """The field as CSV may carry it: an apostrophe before what a spreadsheet would run. Plain text is unchanged."""
    return "'" + value if value.lstrip(" \u00a0\ufeff").startswith(_STARTS) or value.startswith(_STARTS) else value


# For xlsxwriter.Workbook(…, XLSX_TEXT_STAYS_TEXT): ws.write() then stores "=1+1" as a string.
XLSX_TEXT_STAYS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
