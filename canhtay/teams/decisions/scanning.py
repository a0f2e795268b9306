"""The signed paper itself, scanned or photographed, kept beside the decision. One sent later is laid beside it, none taken away."""

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_noop as n

from canhtay.core import clock, files, history, pictures
from canhtay.core.history import Actor, subject_of
from canhtay.core.problems import Kind, Problem, require
from canhtay.teams.decisions.scanned_pdf import is_pdf
from canhtay.teams.models import Decision, DecisionScan

SCANNED = history.declare("decision.scanned", "kind")

NOT_A_SCAN = Kind(
    "not_a_scan", 422, n("Tệp này không phải PDF hay ảnh JPEG, PNG. Xin quét hoặc chụp lại văn bản rồi gửi.")
)
BROKEN_PDF = Kind(
    "broken_pdf",
    422,
    n("Tệp PDF này hỏng, hoặc không có trang nào đọc được. Xin quét lại, hoặc lưu lại rồi gửi lần nữa."),
)
SCAN_TOO_LARGE = Kind("scan_too_large", 413, n("Tệp lớn quá: nhiều nhất 10 MB. Xin quét ở mức 200–300 dpi."))

PURPOSE = "decision"
MOST_BYTES = 10 * 1024 * 1024
# As long as the decision itself, which is kept for good: whoever is appointed by it may be asked for it decades later.
KEPT_DAYS = 100 * 365
TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}
_BEGINS = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}


@transaction.atomic
def attach_scan(decision: Decision, sent: "File[bytes]", *, by: Actor) -> DecisionScan:
    """Its size is asked before it is read. Raises Problem: SCAN_TOO_LARGE, NOT_A_SCAN, BROKEN_PDF, UNREADABLE_PICTURE."""
    require(sent.size <= MOST_BYTES, SCAN_TOO_LARGE)
    content = sent.read()
    kind = kind_of(content)
    require(kind != "pdf" or is_pdf(content), BROKEN_PDF)
    whole = content if kind == "pdf" else pictures.redrawn(content)
    kept = files.keep_sealed(f"quyet-dinh-{decision.pk}.{kind}", whole, purpose=PURPOSE, days=KEPT_DAYS)
    scan = DecisionScan.objects.create(decision=decision, file=kept, sent_at=clock.now(), sent_by=str(by.pk))
    history.record(SCANNED, subject_of("decision", decision.pk), by=by, place=decision.place_id, kind=kind)
    return scan


def kind_of(content: bytes) -> str:
    """By its first bytes, whatever its name says."""
    for begins, kind in _BEGINS.items():
        if content.startswith(begins):
            return kind
    raise Problem(NOT_A_SCAN)
