"""A roster sent in by page: kept a day, read as often as it is looked at, corrected, imported."""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop as n
from django.utils.translation import ngettext

from canhtay.core import clock, files, history, sealing
from canhtay.core.history import Actor, subject_of
from canhtay.core.problems import Kind, Problem, require
from canhtay.places.models import Place
from canhtay.teams.models import RosterUpload
from canhtay.teams.roster.reading import read_roster
from canhtay.teams.roster.shapes import RosterReading

PURPOSE, KEPT_DAYS = "roster", 1
TAKEN_IN = Kind(
    "list_taken_in",
    409,
    n("Danh sách này đã được ghi vào rồi, nên không bỏ được nữa. Xin mở lại trang của nó mà hoàn tác."),
)
FILE_GONE = Kind("file_gone", 410, n("Tệp đã được xóa sau một ngày. Xin nạp lại tệp nếu cần xem tiếp."))
ROSTER_SENT = history.declare("roster.sent", "commune", "file", "origin")
ROSTER_DROPPED = history.declare("roster.dropped")


@dataclass(frozen=True)
class Corrections:
    """What a person said where the reading was wrong; keys are the reading's own sheet and column numbers, from 0.

    None: what was said before is withdrawn, and the machine reads for itself again.
    """

    columns: dict[tuple[int, int], str | None]
    headers: dict[int, int | None]
    groups: dict[int, str | None]


@transaction.atomic
def send_roster(
    commune: Place,
    name: str,
    content: bytes,
    *,
    by: Actor,
    origin: Place | None = None,
    since: date | None = None,
) -> RosterUpload:
    """Keep a file for review, sealed: it is full of telephone numbers.

    `origin`: the former commune whose groups the list names; `since` when they stand there where the list tells no day.
    Raises Problem where the whole of it cannot be read; nothing is stored then.
    """
    read_roster(name, content)
    sealed = sealing.seal(b64encode(content).decode())
    kept = files.keep(name, sealed, purpose=PURPOSE, days=KEPT_DAYS)
    upload = RosterUpload.objects.create(
        commune=commune,
        origin=origin,
        since=since,
        file=kept,
        name=name[:200],
        sent_at=clock.now(),
        sent_by=str(by.pk),
    )
    told: dict[str, Any] = {"commune": commune.pk, "file": kept.sha256, "origin": origin and origin.pk}
    history.record(ROSTER_SENT, subject_of("upload", upload.pk), by=by, place=commune.pk, **told)
    return upload


@transaction.atomic
def say_origins(
    upload: RosterUpload,
    said: Mapping[tuple[tuple[str, int], ...], Place | None],
    *,
    by: Actor,
    since: date | None = None,
) -> list[RosterUpload]:
    """Whose list each of the files is, by their names and indexes; None: today's commune's.

    Files of different communes become lists of their own, each to be looked at and taken in by itself; the first stays this one.
    """
    upload = RosterUpload.objects.select_for_update().get(pk=upload.pk)
    if "origin" in upload.choices:
        return []  # somebody pressed twice
    parts: dict[Place | None, list[tuple[str, int]]] = {}
    for books, origin in said.items():
        parts.setdefault(origin, []).extend(books)
    whole = len(parts) == 1
    return [
        _said_of(upload if place == 0 else _beside(upload), origin, [] if whole else files, since, by)
        for place, (origin, files) in enumerate(parts.items())
    ]


def answer(upload: RosterUpload, kind: str, said: Mapping[str, str]) -> None:
    """Of teams that are on record (`kind` "teams") or of who leads ("leaders"), by group; see `choosing`."""
    upload.choices = upload.choices | {kind: upload.choices.get(kind, {}) | said}
    upload.save(update_fields=["choices"])


def ask_again(upload: RosterUpload) -> None:
    """What was answered is taken back; a former commune that was chosen with the file stays."""
    if "origin" in upload.choices:
        upload.origin = None
    upload.choices = {}
    upload.save(update_fields=["choices", "origin"])


@transaction.atomic
def drop_roster(upload: RosterUpload, *, by: Actor) -> None:
    """Sent by mistake: the file goes at once, the line in the list of imports stays. What was taken in is undone, not dropped."""
    upload = RosterUpload.objects.select_for_update().get(pk=upload.pk)
    require(upload.imported_at is None, TAKEN_IN)
    if upload.dropped_at:
        return
    file, upload.file = upload.file, None
    upload.dropped_at, upload.dropped_by = clock.now(), str(by.pk)
    upload.save(update_fields=["file", "dropped_at", "dropped_by"])
    if file and not RosterUpload.objects.filter(file=file).exists():
        file.delete()
    history.record(ROSTER_DROPPED, subject_of("upload", upload.pk), by=by, place=upload.commune_id)


def reading_of(upload: RosterUpload) -> RosterReading:
    """The file as it reads now, with the person's corrections. Raises Problem(FILE_GONE)."""
    return _read(upload, upload.corrections)


def correct(upload: RosterUpload, said: Corrections) -> None:
    """Add to what was said before. Raises Problem where nothing could be read that way; then nothing changes."""
    corrections = {
        "columns": _said(upload, "columns", {f"{sheet}.{column}": m for (sheet, column), m in said.columns.items()}),
        "headers": _said(upload, "headers", {str(sheet): row for sheet, row in said.headers.items()}),
        "groups": _said(upload, "groups", {str(sheet): name for sheet, name in said.groups.items()}),
    }
    _read(upload, corrections)
    upload.corrections = corrections
    upload.save(update_fields=["corrections"])


def called_together(files: list[str]) -> str:
    """What several files sent together are called."""
    first, more = files[0], len(files) - 1
    if not more:
        return first
    told = {"first": first, "n": more}
    return ngettext("%(first)s và %(n)s tệp nữa", "%(first)s và %(n)s tệp nữa", more) % told


def upload_for_machine(
    commune: Place, name: str, *, by: Actor, origin: Place | None = None, since: date | None = None
) -> RosterUpload:
    """The line in the list of imports for a file taken by command, so that it too can be undone by page."""
    return RosterUpload.objects.create(
        commune=commune, origin=origin, since=since, name=name[:200], sent_at=clock.now(), sent_by=str(by.pk)
    )


def _read(upload: RosterUpload, said: dict[str, dict[str, Any]]) -> RosterReading:
    if upload.file is None:
        raise Problem(FILE_GONE)
    return read_roster(
        upload.name,
        b64decode(sealing.unseal(bytes(upload.file.content))),
        corrections={_two(key): meaning for key, meaning in said.get("columns", {}).items()},
        header_rows={int(key): row for key, row in said.get("headers", {}).items()},
        groups={int(key): name for key, name in said.get("groups", {}).items()},
        books=upload.books,
    )


def _beside(upload: RosterUpload) -> RosterUpload:
    """Another list of the same file."""
    return RosterUpload(
        commune=upload.commune,
        file=upload.file,
        corrections=upload.corrections,
        sent_at=upload.sent_at,
        sent_by=upload.sent_by,
    )


def _said_of(
    upload: RosterUpload, origin: Place | None, files: list[tuple[str, int]], since: date | None, by: Actor
) -> RosterUpload:
    upload.origin, upload.since, upload.choices = origin, since or upload.since, {"origin": "said"}
    if files:
        upload.name, upload.books = called_together([name for name, _at in files])[:200], [at for _name, at in files]
    new = upload._state.adding
    upload.save()
    if new and upload.file:
        told: dict[str, Any] = {
            "commune": upload.commune_id,
            "file": upload.file.sha256,
            "origin": origin and origin.pk,
        }
        history.record(ROSTER_SENT, subject_of("upload", upload.pk), by=by, place=upload.commune_id, **told)
    return upload


def _said(upload: RosterUpload, kind: str, more: dict[str, Any]) -> dict[str, Any]:
    together = upload.corrections.get(kind, {}) | more
    return {key: value for key, value in together.items() if value is not None}


def _two(key: str) -> tuple[int, int]:
    sheet, _, column = key.partition(".")
    return int(sheet), int(column)
