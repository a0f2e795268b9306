"""WCAG 2 AA, computed from the tokens themselves: 4.5 for words, 3 for what a control or a drawing is known by."""

import re
from pathlib import Path

import pytest
from django.apps import apps

CSS = (Path(apps.get_app_config("web").path) / "static" / "web" / "tokens.css").read_text(encoding="utf-8")
THEMES = [
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
    for block in re.findall(r"\{([^{}]*--wait-wash:[^{}]*)\}", CSS)
]
LIGHT, DARK, DARK_BY_CHOICE = THEMES

WORDS = [
    *[("ink", ground) for ground in ("paper", "card", "accent-wash", "done-wash", "wait-wash")],
    *[("soft", ground) for ground in ("paper", "card", "accent-wash", "done-wash", "wait-wash")],
    *[("accent", ground) for ground in ("paper", "card", "accent-wash")],
    *[("accent-ink", ground) for ground in ("accent", "accent-press")],
    *[("done", ground) for ground in ("paper", "card", "done-wash")],
    *[("wait", ground) for ground in ("paper", "card", "wait-wash")],
]
SHAPES = [("edge", "paper"), ("edge", "card"), ("done", "line"), ("accent", "paper"), ("accent", "card")]


def light_of(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((light_of(one), light_of(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), WORDS)
def test_words_can_be_read(theme: dict[str, str], ink: str, ground: str) -> None:
    assert contrast(theme[ink], theme[ground]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_can_be_seen(theme: dict[str, str], shape: str, ground: str) -> None:
    assert contrast(theme[shape], theme[ground]) >= 3


def test_dark_is_the_same_by_the_device_and_by_choice() -> None:
    assert DARK == DARK_BY_CHOICE


def test_both_themes_name_the_same_colours() -> None:
    assert LIGHT.keys() == DARK.keys()


def test_the_measure_is_right() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
