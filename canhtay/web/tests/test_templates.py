"""Rules that hold for every template of the project, whoever writes it."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.template.loader import get_template

PACKAGE = Path(apps.get_app_config("web").path).parent
TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))
FORBIDDEN = {
    "a style attribute": re.compile(r"""<[^>]*\sstyle\s*=""", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a script written inline": re.compile(
        r"<script\b(?![^>]*\bsrc=)(?![^>]*\btype=\"application/json\")", re.IGNORECASE
    ),
    "an event handler attribute": re.compile(r"""<[^>]*\son[a-z]+\s*=\s*["']""", re.IGNORECASE),
    "another's address": re.compile(r"""(?:src|href|action|content)\s*=\s*["'](?:https?:)?//""", re.IGNORECASE),
}
OF_A_DOMAIN = re.compile(
    r"\b(teams?|households?|residents?|visits?|members?|communes?|wards?|alleys|leaders?|campaigns?)\b", re.IGNORECASE
)


def of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def test_there_are_templates_to_look_at() -> None:
    assert len(TEMPLATES) > 20


@pytest.mark.parametrize("path", TEMPLATES, ids=of)
def test_a_template_writes_nothing_that_the_policy_forbids(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(source)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=of)
def test_a_template_can_be_read(path: Path) -> None:
    assert get_template(of(path).split("/templates/", 1)[1])


def test_what_the_rules_look_for_is_found() -> None:
    wrong = '<p style="x"> <style> <script>1</script> <a onclick="x()"> <img src="//cdn.example/x.png">'
    assert [what for what, pattern in FORBIDDEN.items() if not pattern.search(wrong)] == []
    right = '<script src="/static/x.js" type="module"></script><script type="application/json" id="a">1</script>'
    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(right)] == []


def test_style_sheets_load_nothing_from_elsewhere() -> None:
    sheets = [path for path in PACKAGE.glob("*/static/**/*.css") if "vendor" not in path.parts]
    assert [
        of(path) for path in sheets if re.search(r"https?:|url\(\s*[\"']?/", path.read_text(encoding="utf-8"))
    ] == []


def test_web_knows_no_word_of_the_domain() -> None:
    ours = [
        path
        for path in (PACKAGE / "web").rglob("*")
        if path.suffix in {".py", ".html", ".css"} and "tests" not in path.parts
    ]
    found = {of(path): OF_A_DOMAIN.findall(path.read_text(encoding="utf-8")) for path in ours}
    assert {path: words for path, words in found.items() if words} == {}
