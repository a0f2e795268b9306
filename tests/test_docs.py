"""Docs that cannot drift: what exists is named in them, and what they point at exists."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("canhtay/**/*.md")])
MAP = ROOT / "ARCHITECTURE.md"
CODE_BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)(?:#[^)]*)?\)")
PATH = re.compile(r"`([\w.-]+(?:/[\w.-]+)+/?)`")
BARE_FILE = re.compile(r"`([\w-]+\.(?:py|js|html|md|css|toml))`")
SUFFIX = re.compile(r"\.(py|js|ts|html|md|css|toml|lock|in|csv|svg)$")


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def everything_written() -> str:
    return "\n".join(read(page) for page in PAGES)


def packages() -> list[str]:
    return sorted(path.parent.name for path in (ROOT / "canhtay").glob("*/__init__.py"))


def commands() -> list[str]:
    found = (ROOT / "canhtay").glob("*/management/commands/*.py")
    return sorted(path.stem for path in found if not path.stem.startswith("_"))


def doors() -> list[str]:
    return re.findall(r"^([a-z]+):.*## ", read(ROOT / "Makefile"), re.MULTILINE)


def chosen_parts() -> list[str]:
    python = "\n".join(read(path) for path in ROOT.glob("requirements*.in"))
    node = json.loads(read(ROOT / "package.json"))["devDependencies"]
    return [*re.findall(r"^([a-z][\w-]*)", python, re.MULTILINE), *node]


def test_each_package_stands_on_the_map():
    on_the_map = set(re.findall(r"^\(?([a-z]+)\)?(?= |$)|\| \(?([a-z]+)", block_of(read(MAP)), re.MULTILINE))
    named = {one for pair in on_the_map for one in pair if one}
    assert [package for package in packages() if package not in named] == []


def test_what_the_map_calls_not_built_is_not_built():
    not_built = re.findall(r"\(([a-z]+)\)", block_of(read(MAP)))
    assert [package for package in not_built if package in packages()] == []


def test_the_map_is_the_one_the_linter_holds():
    layers = re.search(r"^layers = \[\n(.*?)^\]", read(ROOT / "pyproject.toml"), re.MULTILINE | re.DOTALL)
    held = [re.sub(r"[\s(),\"]", "", line).split("|") for line in layers[1].splitlines()]
    drawn = [re.match(r"\(?\w+\)?(?: \| \(?\w+\)?)*", line) for line in block_of(read(MAP)).splitlines()]
    assert [re.sub(r"[\s()]", "", line[0]).split("|") for line in drawn] == held


def test_each_command_is_named():
    written = everything_written()
    assert [one for one in commands() if not re.search(rf"canhtay {one}\b", written)] == []


def test_each_door_of_the_makefile_is_named_and_no_other():
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", read(ROOT / "CONTRIBUTING.md"), re.MULTILINE))
    assert named == set(doors())


def test_each_decision_is_named():
    links = {(page.parent / link).resolve() for page in PAGES for link in LINK.findall(read(page))}
    assert [name(page) for page in sorted((ROOT / "docs" / "decisions").glob("*.md")) if page not in links] == []


def test_each_chosen_part_has_its_reason():
    reasons = read(ROOT / "docs" / "parts.md")
    assert [part for part in chosen_parts() if not re.search(rf"(\| |, ){re.escape(part)}(,| \|)", reasons)] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page):
    links = LINK.findall(CODE_BLOCK.sub("", read(page)))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_files_that_are_named_exist(page):
    named = {path for path in PATH.findall(CODE_BLOCK.sub("", read(page))) if is_ours(path)}
    assert sorted(path for path in named if not (ROOT / path).exists()) == []


@pytest.mark.parametrize("page", [MAP, ROOT / "docs" / "walkthrough.md", ROOT / "STYLE.md"], ids=name)
def test_files_that_are_named_without_their_folder_exist(page):
    folders = [(ROOT / one).rglob("*.*") for one in ("canhtay", "config", "testkit", "docs")]
    ours = {path.name for found in (ROOT.glob("*.*"), *folders) for path in found}
    assert sorted(set(BARE_FILE.findall(read(page))) - ours) == []


def test_pages_that_code_points_at_exist():
    code = [path for folder in ("canhtay", "config", "testkit", "tools") for path in (ROOT / folder).rglob("*.py")]
    asked = {page for path in code for page in re.findall(r"\bdocs/[\w/-]+\.md\b", read(path))}
    assert sorted(page for page in asked if not (ROOT / page).exists()) == []


def test_each_setting_is_explained():
    settings = set(re.findall(r"\bCANHTAY_[A-Z_]+|\bDATABASE_URL", read(ROOT / "config" / "environment.py")))
    settings |= set(re.findall(r"flag\(\"([A-Z_]+)", read(ROOT / "config" / "settings.py")))
    written = everything_written()
    assert sorted(one for one in settings if one not in written) == []


def test_examples_of_style_are_lines_of_ours():
    code = {line.strip() for path in (ROOT / "canhtay").rglob("*.py") for line in read(path).splitlines()}
    shown = {line.strip() for block in CODE_BLOCK.findall(read(ROOT / "STYLE.md")) for line in block.splitlines()[1:-1]}
    assert sorted(shown - code - {"", "..."}) == []


def is_ours(path: str) -> bool:
    """Not an address below the server's root, such as m/api/feed."""
    return bool(SUFFIX.search(path)) or (ROOT / path.partition("/")[0]).exists()


def block_of(page: str) -> str:
    return re.search(r"^```text\n(.*?)^```", page, re.MULTILINE | re.DOTALL)[1]
