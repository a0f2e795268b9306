"""A paper as DOCX, for the office to finish in its own word processor. The same paper gives the same bytes."""

from typing import Any

from docx.shared import Mm, Pt

from canhtay.core.papers import decree, rules
from canhtay.core.papers.docx_file import blank, bytes_of
from canhtay.core.papers.docx_marks import ALIGN, Where, add_line, add_rule, begin_part, shut
from canhtay.core.papers.docx_tables import bare_table, lined_table, repeat_on_each_page, stay_whole, stay_with_next
from canhtay.core.papers.shapes import Paper, Table
from canhtay.core.papers.wording import AnnexWords, Words, title_of, words_of


def write(paper: Paper) -> bytes:
    words = words_of(paper)
    document = blank(paper, title=title_of(words))
    begin_part(document, first=True)
    _head(document, words)
    _subject(document, words)
    _body(document, words)
    _foot(document, words)
    for annex in words.annexes:
        begin_part(document)
        _annex(document, annex)
    shut(document)
    return bytes_of(document)


def _head(document: Any, words: Words) -> None:
    table = bare_table(document, 2, decree.HEAD_MM)
    (issuer, nation), (number, dated) = (row.cells for row in table.rows)
    for element in ("superior", "issuer"):
        for line in getattr(words, element):
            add_line(issuer, element, line)
    add_rule(issuer, rules.under_mm(words.issuer, "issuer"), room_mm=decree.HEAD_MM[0])
    add_line(nation, "national-name", decree.NATIONAL_NAME)
    add_line(nation, "motto", decree.MOTTO)
    add_rule(nation, rules.motto_mm(), room_mm=decree.HEAD_MM[1])
    add_line(number, "number", words.number)
    add_line(dated, "place-and-date", words.place_and_date)


def _subject(document: Any, words: Words) -> None:
    add_line(document, "kind", words.kind)
    _title(document, "about", words.about)
    add_rule(document, rules.under_mm(words.about.splitlines(), "about"))


def _title(document: Any, element: str, text: str) -> None:
    form = add_line(document, element, text).paragraph_format
    form.left_indent = form.right_indent = Mm(rules.aside_mm(text, element))


def _body(document: Any, words: Words) -> None:
    _unless_empty(document, "authority", words.authority)
    for ground in words.grounds:
        add_line(document, "ground", ground)
    _unless_empty(document, "decides", words.decides)
    for article in words.articles:
        add_line(document, "body", f" {article.first}", bold_first=article.label)
        for paragraph in article.rest:
            add_line(document, "body", paragraph)
    last = document.paragraphs[-1].paragraph_format
    last.space_after = Pt(last.space_after.pt + decree.FOOT_GAP_PT)
    for line in document.paragraphs[-2:]:  # a signature stands neither alone on a page nor under one article
        line.paragraph_format.keep_with_next = line.paragraph_format.keep_together = True


def _unless_empty(document: Any, element: str, text: str) -> None:
    if text:
        add_line(document, element, text).paragraph_format.keep_with_next = True


def _foot(document: Any, words: Words) -> None:
    """Recipients and signer beside each other, on one page."""
    table = bare_table(document, 1, decree.FOOT_MM)
    recipients, signer = table.rows[0].cells
    if words.recipients:
        add_line(recipients, "recipients", "Nơi nhận:")
    for recipient in words.recipients:
        add_line(recipients, "recipient", recipient)
    for line in words.signer:
        add_line(signer, "signer", line)
    name = add_line(signer, "signer-name", words.signer_name)
    name.paragraph_format.space_before = Mm(decree.SIGNATURE_ROOM_MM)
    stay_whole(table.rows[0])


def _annex(document: Any, annex: AnnexWords) -> None:
    add_line(document, "annex", annex.label)
    _title(document, "annex-title", annex.title)
    add_line(document, "annex-reference", annex.reference)
    add_rule(document, rules.under_mm(annex.reference.splitlines(), "annex-reference"))
    if not annex.sections or not annex.sections[0].heading:
        document.paragraphs[-1].paragraph_format.space_after = Pt(decree.RULE_ROOM_PT)
    for section in annex.sections:
        if section.heading:
            add_line(document, "section", section.heading).paragraph_format.keep_with_next = True
        _table(document, section.table)


def _table(document: Any, said: Table) -> None:
    columns = said.columns
    table = lined_table(document, 1 + len(said.rows), [column.width_mm for column in columns])
    header, *rows = table.rows
    for cell, column in zip(header.cells, columns, strict=True):
        _cell(cell, "column", column.title)
    for row, texts in zip(rows, said.aligned, strict=True):
        for cell, (align, text) in zip(row.cells, texts, strict=True):
            _cell(cell, "cell", text).alignment = ALIGN[align]
    repeat_on_each_page(header)
    # Neither the header, nor the first row, nor the last stands alone on a page.
    for row in [header, *rows[:1], *rows[-2:-1]]:
        stay_with_next(row)


def _cell(cell: Where, element: str, text: str) -> Any:
    form = add_line(cell, element, text).paragraph_format
    form.space_before = form.space_after = Pt(2)
    return form
