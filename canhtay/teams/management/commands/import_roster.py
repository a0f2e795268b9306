"""`canhtay import_roster FILE --commune CODE [--group NAME] [--dry-run] [--json]`

FILE is a spreadsheet, a ZIP of them or a folder. What was good is imported, what was faulty is named by row and column; with
--dry-run nothing of it is stored. Exit code 0 when the file could be read, 1 when it could not.
"""

import io
import json
import zipfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n

from canhtay.core.history import MACHINE
from canhtay.core.problems import Kind, Problem, require
from canhtay.core.serving.ready import make_database_ready
from canhtay.core.sheets import limits, troubles
from canhtay.core.sheets.archives import is_sheet_file
from canhtay.places.queries import commune_by_code
from canhtay.teams.roster.reading import as_json, read_roster
from canhtay.teams.roster.shapes import RosterReading
from canhtay.teams.roster.storing import import_roster
from canhtay.teams.roster.uploads import upload_for_machine

CANNOT_OPEN = Kind("cannot_open", 422, n("Không mở được tệp %(path)s."))


class Command(BaseCommand):
    help = "Nạp danh sách tổ của một xã, phường · import a commune's roster of teams"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--commune", required=True, help="mã xã, phường hiện nay · today's code, e.g. 11689")
        parser.add_argument("--group", help="tên tổ khi tệp không nói · the group's name where the file tells none")
        parser.add_argument("--dry-run", action="store_true", help="chỉ đọc · read only")
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON · print JSON")

    def handle(self, *, file: Path, commune: str, group: str | None, dry_run: bool, **options: Any) -> None:
        make_database_ready(self.stderr.write)
        try:
            where = commune_by_code(commune)
            name, content = _content(file)
            reading = read_roster(name, content, group=group)
        except Problem as problem:
            self._fail(problem.sentence, options["json"])
        figures = {} if dry_run else import_roster(reading, upload_for_machine(where, name, by=MACHINE), by=MACHINE)
        self.stdout.write(_printed(as_json(reading)) if options["json"] else _told(reading, figures))

    def _fail(self, sentence: str, as_json: bool) -> NoReturn:
        if as_json:
            problem = {"row": None, "column": None, "message": sentence}
            self.stdout.write(_printed({"teams": [], "decision": None, "problems": [problem]}))
        raise CommandError(sentence)


def _printed(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False)


def _content(path: Path) -> tuple[str, bytes]:
    """Raises Problem(CANNOT_OPEN), or FILE_TOO_BIG before a byte of the file is in memory."""
    try:
        return (f"{path.resolve().name}.zip", _zipped(path)) if path.is_dir() else (path.name, _read(path))
    except OSError as fault:
        raise Problem(CANNOT_OPEN, path=path) from fault


def _read(path: Path) -> bytes:
    most = limits.UPLOAD_BYTES
    with path.open("rb") as file:
        content = b"" if path.stat().st_size > most else file.read(most + 1)
    require(
        0 < len(content) <= most or not path.stat().st_size, troubles.FILE_TOO_BIG, name=path.name, most=most // 2**20
    )
    return content


def _zipped(folder: Path) -> bytes:
    """A folder is read like a ZIP of its spreadsheets; its pictures and papers are not even opened."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
        for path in sorted(p for p in folder.rglob("*") if p.is_file() and is_sheet_file(p.name)):
            archive.writestr(str(path.relative_to(folder)), _read(path))
    return packed.getvalue()


def _told(reading: RosterReading, figures: dict[str, int]) -> str:
    lines = [_("%(teams)s tổ, %(people)s người đọc được.") % {"teams": len(reading.teams), "people": reading.members}]
    if figures:
        lines.append(_("Ghi mới %(people)s người, %(teams)s tổ; sửa %(changed)s; giữ nguyên %(unchanged)s.") % figures)
    lines += [
        _("Dòng %(row)s, cột %(column)s: %(message)s")
        % {"row": p.row or "–", "column": p.column or "–", "message": p.message}
        for p in reading.problems
    ]
    return "\n".join(lines)
