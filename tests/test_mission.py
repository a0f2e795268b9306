"""What the mission asks, part by part: each has a line on the demo's page, an open door or the word that there is none,
and each promise that has a door has a test that says which part it proves.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from canhtay.core import facts
from canhtay.home.demo.mission import PARTS, Part
from canhtay.home.demo.visitor import OFFICER, fact_of
from testkit.office import office_of, words

ROOT = Path(__file__).resolve().parent.parent
OPEN = [part for part in PARTS if part.door]
CLOSED = [part for part in PARTS if not part.door]


def test_the_mission_has_nineteen_parts_in_their_order():
    assert [part.name for part in PARTS] == [f"R{n}" for n in range(1, 20)]
    assert all(str(part.asks).endswith((".", "…")) for part in PARTS)


def test_a_part_with_a_door_says_how_far_it_opens_and_one_without_says_nothing():
    assert [part.name for part in OPEN if not part.so_far] == []
    assert [part.name for part in CLOSED if part.so_far] == []


@pytest.mark.parametrize("part", OPEN, ids=lambda part: part.name)
def test_each_door_opens_for_the_officer(world, part: Part):
    response = office_of(world.mai).get(reverse(part.door))
    assert response.status_code == 200


def test_the_demos_page_shows_each_part_with_its_door_or_says_there_is_none(world, settings: Settings):
    settings.DEMO = True
    facts.put(facts.DEMO, "1")
    facts.put(fact_of(OFFICER), str(world.mai.pk))
    page = Client().get(reverse("demo"))
    shown = re.findall(r"<li[^>]*>.*?</li>", page.content.decode(), re.DOTALL)
    lines = {part.name: line for part in PARTS for line in shown if f">{part.name}<" in line}
    assert list(lines) == [part.name for part in PARTS]
    for part in PARTS:
        assert str(part.asks) in lines[part.name]
    for part in OPEN:
        assert str(part.so_far) in lines[part.name]
        assert f'href="{reverse(part.door)}"' in lines[part.name]
    for part in CLOSED:
        assert "chưa có" in lines[part.name]
        assert "href=" not in lines[part.name]
    assert f"{len(OPEN)} trong 19 phần" in words(page)


def test_each_promise_with_a_door_is_proved_by_a_test(capsys):
    proved = Counter(proofs())
    assert set(proved) <= {part.name for part in PARTS}, "a test proves a part that the mission does not have"
    with capsys.disabled():
        print("\nproofs: " + ", ".join(f"{part.name} {proved[part.name]}" for part in PARTS if proved[part.name]))
        print("without proof: " + ", ".join(part.name for part in PARTS if not proved[part.name]))
    assert [part.name for part in OPEN if not proved[part.name]] == []


def test_a_mark_is_found_on_a_test_on_a_class_and_on_a_whole_file():
    text = """
pytestmark = [pytest.mark.phones, pytest.mark.mission("R9")]
@pytest.mark.mission("R1")
def test_one(): ...
@pytest.mark.mission("R2")
class Of: ...
other("R3"); mark.mission(name)
"""
    assert sorted(marks_in(text)) == ["R1", "R2", "R9"]


def proofs() -> Iterator[str]:
    for path in sorted(
        [*ROOT.glob("canhtay/**/test_*.py"), *ROOT.glob("tests/test_*.py"), *ROOT.glob("testkit/**/test_*.py")]
    ):
        yield from marks_in(path.read_text(encoding="utf-8"))


def marks_in(text: str) -> Iterator[str]:
    """The parts named in `mission("R9")`: read from the text, so that nothing has to be imported or collected."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "mission":
            yield from (arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str))
