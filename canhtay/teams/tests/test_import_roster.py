"""`canhtay import_roster`: what it prints is a contract that tools outside the project rely on."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from canhtay.core.models import Event
from canhtay.people.models import Person
from canhtay.places.models import Place
from canhtay.teams.models import ImportEffect, RosterUpload, Team
from canhtay.teams.roster.undoing import undo_import
from testkit import roster_files, sheets
from testkit.roster_files import FOUR, HEADER, expected, rows_of
from testkit.world import HUNG_DAO

pytestmark = [pytest.mark.mission("R2"), pytest.mark.usefixtures("world")]


def run(path: Path, *more: str, commune: str = HUNG_DAO) -> str:
    said = io.StringIO()
    call_command("import_roster", str(path), "--commune", commune, *more, stdout=said, stderr=io.StringIO())
    return said.getvalue()


def told(path: Path, *more: str, **options: str) -> dict[str, Any]:
    return json.loads(run(path, "--json", *more, **options))


def refused(path: Path, *more: str, **options: str) -> tuple[str, dict[str, Any]]:
    """The sentence on the way out, which the shell sees with exit code 1, and the JSON printed before it."""
    said = io.StringIO()
    arguments = ["import_roster", str(path), "--commune", options.get("commune", HUNG_DAO), "--json", *more]
    with pytest.raises(CommandError) as fault:
        call_command(*arguments, stdout=said, stderr=io.StringIO())
    assert fault.value.returncode == 1
    return str(fault.value), json.loads(said.getvalue())


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def people() -> int:
    return Person.unscoped.count()


@pytest.mark.parametrize("kind", roster_files.MAKERS)
def test_the_json_is_exactly_what_the_file_says(tmp_path, kind):
    name, content, want = roster_files.MAKERS[kind]()
    before = people()
    assert told(put(tmp_path, name, content)) == want
    named = sum(len(team["members"]) for team in want["teams"] if team["group"])
    assert people() - before == named


@pytest.mark.parametrize("kind", ["plain_xlsx", "faulty_rows_xlsx", "folder_zip"])
def test_a_dry_run_says_the_same_and_stores_nothing(tmp_path, kind):
    name, content, want = roster_files.MAKERS[kind]()
    counted = [Person.unscoped, Team.objects, Place.objects, RosterUpload.objects, ImportEffect.objects, Event.objects]
    before = [kind.count() for kind in counted]
    assert told(put(tmp_path, name, content), "--dry-run") == want
    assert [kind.count() for kind in counted] == before


def test_the_group_is_said_where_the_file_tells_none(tmp_path):
    path = put(tmp_path, "a.xlsx", sheets.xlsx({"Sheet1": [HEADER, *rows_of(FOUR)]}))
    assert told(path, "--group", "Trà Khê 8") == expected(("Trà Khê 8", FOUR))
    assert Team.objects.filter(group__name="Trà Khê 8", appointments__person__name=FOUR[0]["name"]).exists()


def test_a_folder_is_read_with_all_its_files(tmp_path):
    for number, one in enumerate(FOUR, 1):
        put(tmp_path, f"ds/phường/TDP Trà Khê {number}.xlsx", sheets.xlsx({"Sheet1": [HEADER, *rows_of([one])]}))
    put(tmp_path, "ds/~$TDP.xlsx", b"Excel's own")
    put(tmp_path, "ds/ghi chú.txt.bak", b"not a list")
    said = told(tmp_path / "ds")
    assert [team["group"] for team in said["teams"]] == [f"Trà Khê {n}" for n in (1, 2, 3, 4)]
    assert RosterUpload.objects.get().name == "ds.zip"


def test_taken_by_command_it_can_be_undone_too(tmp_path, world):
    before = people()
    run(put(tmp_path, *roster_files.plain_xlsx()[:2]))
    upload = RosterUpload.objects.get()
    assert (upload.commune, upload.sent_by, upload.figures["people"]) == (world.hung_dao, "machine", 4)
    assert undo_import(upload, by=world.mai).removed == 4
    assert people() == before


def test_without_json_it_speaks_in_sentences(tmp_path):
    path = put(tmp_path, *roster_files.faulty_rows_xlsx()[:2])
    first, *more = run(path, "--dry-run").splitlines()
    assert first.endswith("người đọc được.")
    assert all(line.startswith("Dòng ") for line in more)
    assert "Ghi mới" in run(path)


@pytest.mark.parametrize("code", ["99999", "1", "", "x"])
def test_a_commune_that_does_not_exist_is_refused(tmp_path, code):
    sentence, said = refused(put(tmp_path, *roster_files.plain_xlsx()[:2]), commune=code)
    assert "Không có xã, phường nào mang mã" in sentence
    assert said == expected(problems=[{"row": None, "column": None, "message": sentence}])
    assert not RosterUpload.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("a.pdf", b"%PDF-1.7", "không phải bảng tính"),
        ("a.xlsx", b"", "không có gì bên trong"),
        ("a.xls", b"PK\x03\x04x", "hỏng"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path, name, content, word):
    sentence, said = refused(put(tmp_path, name, content))
    assert word in sentence
    assert said == expected(problems=[{"row": None, "column": None, "message": sentence}])
    assert not RosterUpload.objects.exists()


def test_a_file_that_is_not_there_is_refused_the_same_way(tmp_path):
    sentence, said = refused(tmp_path / "nowhere.xlsx")
    assert "Không mở được tệp" in sentence
    assert said["problems"][0]["message"] == sentence


def test_an_empty_folder_is_refused(tmp_path):
    sentence, _ = refused(tmp_path)
    assert "không có bảng tính nào" in sentence
