"""The paper as a file. The PDF of an issued decision is written once, in a job after it was issued, and kept: forty teams take
seconds. A draft changes, so its PDF is written anew each time."""

from canhtay.core import files
from canhtay.core.papers import docx, pdf
from canhtay.teams.decisions.paper import file_name, paper_of
from canhtay.teams.models import Decision

PURPOSE, KEPT_DAYS = "decision-paper", 90  # then it is written again when asked for
MANY_TEAMS = 8
"""From so many on, the page says that the PDF takes some seconds."""


WHOLE = frozenset[str]()


def docx_of(decision: Decision, hidden: frozenset[str] = WHOLE) -> bytes:
    """`hidden`: teams whose people this copy does not name."""
    return docx.write(paper_of(decision, hidden))


def pdf_of(decision: Decision, hidden: frozenset[str] = WHOLE) -> bytes:
    """Problem(NO_PDF) where this machine cannot."""
    if hidden:
        return pdf.write(paper_of(decision, hidden))
    if decision.pdf:
        return files.unsealed(decision.pdf)
    written = pdf.write(paper_of(decision))
    if decision.issued_at:
        _keep(decision, written)
    return written


def _keep(decision: Decision, written: bytes) -> None:
    """Only where it still is the decision that was printed: it may have been withdrawn meanwhile."""
    kept = files.keep_sealed(file_name(decision, "pdf"), written, purpose=PURPOSE, days=KEPT_DAYS)
    same = Decision.objects.filter(pk=decision.pk, issued_at=decision.issued_at, pdf=None)
    if not same.update(pdf=kept):
        kept.delete()
