"""A paper as PDF, to read, print and sign. WeasyPrint stands on libraries of the operating system, which may be missing.

The same paper gives the same bytes on the same machine: nothing of the hour or the machine is written into it.
"""

from functools import cache
from hashlib import sha256
from typing import Any

from django.template.loader import render_to_string

from canhtay.core.papers import decree, rules, troubles
from canhtay.core.papers.shapes import Paper
from canhtay.core.papers.wording import AnnexWords, Words, tidied, title_of, words_of
from canhtay.core.problems import require

PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
"""Debian's; `tools/setup.py` installs them where it may."""


@cache
def available() -> bool:
    """Whether this machine can write PDF; what is installed later is seen after a restart."""
    try:
        _weasyprint()
    except (ImportError, OSError):  # OSError: a library of the system
        return False
    return True


def write(paper: Paper) -> bytes:
    """Problem NO_PDF where the system's libraries are missing; the DOCX can be had all the same."""
    require(available(), troubles.NO_PDF, packages=" ".join(PACKAGES))
    words = words_of(paper)
    page, look = _page(paper, words), _look(words)
    weasyprint = _weasyprint()
    fonts = weasyprint.text.fonts.FontConfiguration()
    only_files = weasyprint.urls.URLFetcher(allowed_protocols=["file"])
    css = weasyprint.CSS(string=look, base_url=f"{rules.FONTS.as_uri()}/", font_config=fonts, url_fetcher=only_files)
    pdf = weasyprint.HTML(string=page, url_fetcher=only_files).write_pdf(
        stylesheets=[css], font_config=fonts, pdf_tags=True, pdf_identifier=sha256((page + look).encode()).digest()[:16]
    )
    return bytes(pdf)


def _page(paper: Paper, words: Words) -> str:
    author = " ".join(tidied(paper.issuer).split())
    return render_to_string(
        "core/papers/paper.html", {"words": words, "title": title_of(words), "decree": decree, "author": author}
    )


def _look(words: Words) -> str:
    columns = [column for annex in words.annexes for section in annex.sections for column in section.table.columns]
    context = {
        "decree": decree,
        "elements": decree.ELEMENTS.items(),
        "page_number": decree.ELEMENTS["page-number"],
        "widths_mm": sorted({column.width_mm for column in columns}),
        "motto_rule_mm": rules.motto_mm(),
        "issuer_rule_mm": rules.under_mm(words.issuer, "issuer"),
        "about_rule_mm": rules.under_mm(words.about.splitlines(), "about"),
        "about_aside_mm": rules.aside_mm(words.about, "about"),
        "annexes": [_annex(annex) for annex in words.annexes],
    }
    return render_to_string("core/papers/paper.css", context)


def _annex(annex: AnnexWords) -> dict[str, float]:
    return {
        "rule_mm": rules.under_mm(annex.reference.splitlines(), "annex-reference"),
        "title_aside_mm": rules.aside_mm(annex.title, "annex-title"),
    }


def _weasyprint() -> Any:
    import weasyprint  # noqa: PLC0415 half a second, and libraries that may be missing

    return weasyprint
