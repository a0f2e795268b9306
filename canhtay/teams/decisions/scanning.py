"""The signed paper itself, scanned or photographed, kept beside the decision."""

from django.db import transaction
from django.utils.translation import gettext_noop as n

from canhtay.core import files, history, pictures
from canhtay.core.history import Actor, subject_of
from canhtay.core.problems import Kind, Problem, require
from canhtay.teams.models import Decision

SCANNED = history.declare("decision.scanned", "kind")

NOT_A_SCAN = Kind(
    "not_a_scan", 422, n("Tệp này không phải PDF hay ảnh JPEG, PNG. Xin quét hoặc chụp lại văn bản rồi gửi.")
)
SCAN_TOO_LARGE = Kind("scan_too_large", 413, n("Tệp lớn quá: nhiều nhất 10 MB. Xin quét ở mức 200–300 dpi."))

PURPOSE = "decision"
MOST_BYTES = 10 * 1024 * 1024
# As long as the decision itself, which is kept for good: whoever is appointed by it may be asked for it decades later.
KEPT_DAYS = 100 * 365
TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}
_BEGINS = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}


@transaction.atomic
def attach_scan(decision: Decision, content: bytes, *, by: Actor) -> None:
    """In place of the one before. Raises Problem: SCAN_TOO_LARGE, NOT_A_SCAN, UNREADABLE_PICTURE."""
    require(len(content) <= MOST_BYTES, SCAN_TOO_LARGE)
    kind = kind_of(content)
    whole = content if kind == "pdf" else pictures.redrawn(content)
    before = decision.scan
    decision.scan = files.keep_sealed(f"quyet-dinh-{decision.pk}.{kind}", whole, purpose=PURPOSE, days=KEPT_DAYS)
    decision.save(update_fields=["scan"])
    if before:
        before.delete()
    history.record(SCANNED, subject_of("decision", decision.pk), by=by, place=decision.place_id, kind=kind)


def kind_of(content: bytes) -> str:
    """By its first bytes, whatever its name says."""
    for begins, kind in _BEGINS.items():
        if content.startswith(begins):
            return kind
    raise Problem(NOT_A_SCAN)
