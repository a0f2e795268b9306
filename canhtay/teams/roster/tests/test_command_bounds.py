"""The command refuses what is too large before it reads it, and opens of a folder only what may be a list."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from canhtay.core.sheets import limits
from canhtay.teams.management.commands import import_roster
from canhtay.teams.models import RosterUpload
from testkit import sheets
from testkit.roster_files import FOUR, HEADER, rows_of
from testkit.world import World

TEN_TIMES = 10 * limits.UPLOAD_BYTES


def sparse(path: Path) -> Path:
    with path.open("wb") as file:
        file.truncate(TEN_TIMES)
    return path


@pytest.mark.parametrize("in_folder", [False, True])
def test_two_hundred_megabytes_are_refused_unread(world: World, tmp_path: Path, capsys, monkeypatch, in_folder: bool):
    monkeypatch.setattr(import_roster, "make_database_ready", lambda *said, **more: None)
    path = sparse(tmp_path / "lớn.xlsx")
    with pytest.raises(CommandError) as refused:
        call_command("import_roster", tmp_path if in_folder else path, commune=world.hung_dao.code, json=True)
    answer = json.loads(capsys.readouterr().out)
    assert [p["message"] for p in answer["problems"]] == [str(refused.value)] and "20 MB" in str(refused.value)
    assert not RosterUpload.objects.exists()


def test_a_folder_is_its_spreadsheets(tmp_path: Path):
    sparse(tmp_path / "ảnh.jpg")
    (tmp_path / "TDP Trà Khê 1.csv").write_bytes(sheets.delimited([HEADER, *rows_of(FOUR)]))
    name, content = import_roster._content(tmp_path)
    assert name == f"{tmp_path.name}.zip" and len(content) < 10_000
