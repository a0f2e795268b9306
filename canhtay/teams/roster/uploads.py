"""A roster sent in by page: kept a day, read as often as it is looked at, corrected, imported."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_noop as n

from canhtay.core import clock, files, history
from canhtay.core.history import Actor, subject_of
from canhtay.core.problems import Kind, require
from canhtay.places.models import Place
from canhtay.teams.models import RosterUpload
from canhtay.teams.roster.reading import read_roster
from canhtay.teams.roster.shapes import RosterReading

PURPOSE, KEPT_DAYS = "roster", 1
FILE_GONE = Kind("file_gone", 410, n("Tệp đã được xóa sau một ngày. Xin nạp lại tệp nếu cần xem tiếp."))
ROSTER_SENT = history.declare("roster.sent", "commune", "file")


@dataclass(frozen=True)
class Corrections:
    """What a person said where the reading was wrong; keys are the reading's own sheet and column numbers, from 0."""

    columns: dict[tuple[int, int], str]
    headers: dict[int, int]
    groups: dict[int, str]


@transaction.atomic
def send_roster(commune: Place, name: str, content: bytes, *, by: Actor) -> RosterUpload:
    """Keep a file for review. Raises Problem where the whole of it cannot be read; nothing is stored then."""
    read_roster(name, content)
    kept = files.keep(name, content, purpose=PURPOSE, days=KEPT_DAYS)
    upload = RosterUpload.objects.create(
        commune=commune, file=kept, name=name[:200], sent_at=clock.now(), sent_by=str(by.pk)
    )
    history.record(ROSTER_SENT, subject_of("upload", upload.pk), by=by, commune=commune.pk, file=kept.sha256)
    return upload


def reading_of(upload: RosterUpload) -> RosterReading:
    """The file as it reads now, with the person's corrections. Raises Problem(FILE_GONE)."""
    kept = upload.file
    require(kept is not None, FILE_GONE)
    said = corrections_of(upload)
    assert kept is not None  # noqa: S101 - required above
    return read_roster(
        upload.name, bytes(kept.content), corrections=said.columns, header_rows=said.headers, groups=said.groups
    )


def corrections_of(upload: RosterUpload) -> Corrections:
    said = upload.corrections
    return Corrections(
        columns={_two(key): meaning for key, meaning in said.get("columns", {}).items()},
        headers={int(key): row for key, row in said.get("headers", {}).items()},
        groups={int(key): name for key, name in said.get("groups", {}).items()},
    )


def correct(upload: RosterUpload, said: Corrections) -> None:
    upload.corrections = {
        "columns": {f"{sheet}.{column}": meaning for (sheet, column), meaning in said.columns.items()},
        "headers": {str(sheet): row for sheet, row in said.headers.items()},
        "groups": {str(sheet): name for sheet, name in said.groups.items()},
    }
    upload.save(update_fields=["corrections"])


def upload_for_machine(commune: Place, name: str, *, by: Actor) -> RosterUpload:
    """The line in the list of imports for a file taken by command, so that it too can be undone by page."""
    return RosterUpload.objects.create(commune=commune, name=name[:200], sent_at=clock.now(), sent_by=str(by.pk))


def _two(key: str) -> tuple[int, int]:
    sheet, _, column = key.partition(".")
    return int(sheet), int(column)
