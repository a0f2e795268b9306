"""The files of a decision: its paper as DOCX and PDF, the scan of what was signed. Each is noted, since it carries names away.

Who does not see every team a decision names gets its paper with the lists of the own teams only, and no scan.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from canhtay.core import files, history
from canhtay.core.history import subject_of
from canhtay.core.problems import NOT_FOUND, require
from canhtay.people.models import Person
from canhtay.people.signed_in import signed_in, the_one
from canhtay.teams.decisions.listing import LISTED, state_of
from canhtay.teams.decisions.paper import file_name
from canhtay.teams.decisions.printing import docx_of, pdf_of
from canhtay.teams.decisions.rules import decisions_visible_to, teams_hidden_from
from canhtay.teams.decisions.scanning import TYPES
from canhtay.teams.models import Decision

EXPORTED = history.declare("decision.exported", "kind")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@signed_in
def as_docx(request: HttpRequest, person: Person, key: int) -> HttpResponse:
    return _paper(person, key, "docx", DOCX, docx_of)


@require_safe
@signed_in
def as_pdf(request: HttpRequest, person: Person, key: int) -> HttpResponse:
    return _paper(person, key, "pdf", TYPES["pdf"], pdf_of)


@require_safe
@signed_in
def scan(request: HttpRequest, person: Person, key: int) -> HttpResponse:
    """The newest, or the one that `?scan=` names."""
    decision = the_one(decisions_visible_to(person), key)
    require(not teams_hidden_from(person, decision), NOT_FOUND)
    asked = request.GET.get("scan", "")
    kept = decision.scans.select_related("file")
    found = the_one(kept, asked) if asked.isdecimal() else kept.first()
    require(found is not None, NOT_FOUND)
    assert found  # noqa: S101 required above
    kind = found.file.name.rpartition(".")[2]
    return _sent(
        decision, person, "scan", files.unsealed(found.file), TYPES[kind], f"ban-quet-{file_name(decision, kind)}"
    )


def _paper(
    person: Person, key: int, kind: str, type_: str, write: Callable[[Decision, frozenset[str]], bytes]
) -> HttpResponse:
    """One known from a list only has no paper here."""
    decision = the_one(decisions_visible_to(person).select_related("pdf"), key)
    require(state_of(decision) != LISTED, NOT_FOUND)
    hidden = teams_hidden_from(person, decision)
    name = f"trich-{file_name(decision, kind)}" if hidden else file_name(decision, kind)
    return _sent(decision, person, kind, write(decision, hidden), type_, name)


def _sent(decision: Decision, person: Person, kind: str, content: bytes, type_: str, name: str) -> HttpResponse:
    """Only ever to be saved: what somebody sent in is not opened in the name of this site."""
    subject = subject_of("decision", decision.pk)
    history.record(EXPORTED, subject, by=person, place=decision.place_id, kind=kind)
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": "sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=type_, headers=headers)
