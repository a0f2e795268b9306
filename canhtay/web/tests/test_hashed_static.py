"""After collecting the whole project's static files, whatever one file asks for because of another is there, under its hash."""

import gzip
import json
import posixpath
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

REFERENCES = {
    ".css": re.compile(r"""(?:url\(|@import\s)\s*["']?(?!data:|#)([^"')\s]+)"""),
    ".js": re.compile(r"""(?:\bfrom|\bimport|\bimport\()\s*["']([./][^"'\n]*)["']"""),
}
COMMENTS = re.compile(r"/\*.*?\*/|^\s*//[^\n]*", re.DOTALL | re.MULTILINE)


@pytest.fixture
def collected(settings: Settings, tmp_path: Path) -> Path:
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "canhtay.web.hashed_static.HashedStatic"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    return settings.STATIC_ROOT


def asked_for(root: Path, name: str) -> list[str]:
    """The files, from the root, that this file makes a browser load."""
    source = COMMENTS.sub("", (root / name).read_text(encoding="utf-8"))
    found = REFERENCES[Path(name).suffix].findall(source)
    return [
        posixpath.normpath(posixpath.join(posixpath.dirname(name), one.split("#")[0].split("?")[0])) for one in found
    ]


def test_every_reference_leads_to_a_hashed_file(collected: Path) -> None:
    hashed = set(json.loads((collected / "staticfiles.json").read_text())["paths"].values())
    asking = [name for name in sorted(hashed) if Path(name).suffix in REFERENCES]
    asked = {name: asked_for(collected, name) for name in asking}
    assert {name: sorted(set(to) - hashed) for name, to in asked.items() if set(to) - hashed} == {}
    assert [name for name in hashed if not (collected / name).exists()] == []


def test_our_files_are_there_and_lie_gzipped_beside_themselves(collected: Path) -> None:
    paths = json.loads((collected / "staticfiles.json").read_text())["paths"]
    for name in ("web/tokens.css", "web/components.css", "web/office.css", "web/mark.svg"):
        assert re.search(r"\.[0-9a-f]{12}\.\w+$", paths[name])
    packed = collected / (paths["web/components.css"] + ".gz")
    assert gzip.decompress(packed.read_bytes()) == (collected / paths["web/components.css"]).read_bytes()


def test_the_fault_page_finds_its_plain_addresses(collected: Path) -> None:
    assert all((collected / "web" / name).exists() for name in ("tokens.css", "components.css", "mark.svg"))
