"""A DOCX read back."""

from typing import Any

from canhtay.core.papers import docx
from canhtay.core.papers.shapes import Paper
from testkit import papers
from testkit.papers import all_lines

__all__ = ["all_lines", "opened"]


def opened(paper: Paper) -> Any:
    return papers.opened(docx.write(paper))
