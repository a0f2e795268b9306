"""No form offers, and none takes, what its reader may not see: every page with a form, opened by Mai of Hưng Đạo.

What stands in a list to choose from is asked twice: whether it names something of Dương Kinh or of another city, and what happens
when such a thing is sent in its place.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from canhtay.core.models import Event
from canhtay.people.models import Device, Person
from canhtay.places.models import Place
from canhtay.register.models import Alley, Household, Resident
from canhtay.teams.models import Committee, Team
from tests.matrix import lines
from tests.scene import Scene, Side, scene_of

pytestmark = pytest.mark.mission("R1")
# What is chosen by number. Any other field of numbers is no object's, and is named here.
PLACES = {"place", "commune", "origin", "groups", "into", "side", "target", "communes", "old", "province"}
DECISIONS = {"decision"}
NUMBERS = {"all", "weekday", "minutes", "year", "days", "age", "silent", "step", "order", "level"}
SKILLS = ("skill-", "day-")
KINDS: tuple[Any, ...] = (
    Team,
    Person.unscoped,
    Device,
    Household.unscoped,
    Alley.unscoped,
    Resident.unscoped,
    Committee,
)
LEAST_TRIED = 20
TAKEN_AS_THEY_STAND = {"new-decision", "new-decision-teams", "decision-teams", "new-visit"}
AT_THE_LAST_STEP = {"step": ["9"], "sure": ["1"]}  # of reforms, which ask one thing a screen


@dataclass
class Form(HTMLParser):
    """The posting forms of a page: what a browser would send as it stands, and what each list has to choose from."""

    said: dict[str, list[str]] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    posts: bool = False
    select: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        name, value = told.get("name", ""), told.get("value", "")
        if tag == "form":
            self.posts = told.get("method", "get").lower() == "post"
        elif tag == "select":
            self.select = name
        elif tag == "option":
            self._chosen(self.select, value, "selected" in told)
        elif tag == "input" and told.get("type") in ("radio", "checkbox"):
            self._chosen(name, value, "checked" in told)
        elif told.get("type") == "hidden" and name in PLACES | DECISIONS:
            self._chosen(name, value, now=True)
        elif tag in ("input", "textarea") and name and self.posts:
            self.said.setdefault(name, [value or (_typed(told) if "required" in told or name == "name" else "")])

    def _chosen(self, name: str, value: str, now: bool) -> None:
        self.choices.setdefault(name, []).append(value)
        if self.posts and (now or (value and name not in self.said)):
            self.said[name] = [value]


def _typed(told: dict[str, str]) -> str:
    if "pattern" in told or told.get("name") == "day":
        return "28/11/2026"
    return {"tel": "0912345678", "number": "1"}.get(told.get("type", ""), "Trần Thử")


def test_nothing_of_elsewhere_is_offered_and_none_is_taken(world):
    scene = scene_of("Mai", world)
    offered: list[str] = []
    taken: list[str] = []
    live: set[str] = set()
    tried = 0
    for page, path, form in _pages(scene):
        for name, values in form.choices.items():
            strange = _foreign(scene, name)
            offered += [f"{page}: {name}={value}" for value in values if value in strange]
            assert not any(value.isdecimal() for value in values) or _is_known(name), f"{page}: what is {name}?"
            strangers = _to_try(scene, name, values) if name in form.said else set()
            if strangers and _is_taken(scene, path, form.said):
                live.add(page)
            for value in strangers:
                tried += 1
                if _is_taken(scene, path, form.said | {name: [value]}):
                    taken.append(f"{page}: {name}={value}")
    assert (offered, taken) == ([], [])
    assert live >= TAKEN_AS_THEY_STAND, "a form that is refused as it stands proves nothing of what is put into it"
    assert tried >= LEAST_TRIED


def _pages(scene: Scene) -> Iterator[tuple[str, str, Form]]:
    for line in lines():
        if line.method == "GET" and line.side in ("ours", "-") and line.expected["Mai"] == 200:
            path = scene.path(line.url, line.side)
            answer = scene.browser.get(path)
            if answer.headers["Content-Type"].startswith("text/html"):
                form = Form()
                form.feed(answer.content.decode())
                yield line.url, path, form


def _is_known(name: str) -> bool:
    return _base(name) in PLACES | DECISIONS | NUMBERS or name.startswith(SKILLS)


def _base(name: str) -> str:
    """Of "origin-0", the first file's, it is "origin"."""
    return name.partition("-")[0]


def _foreign(scene: Scene, name: str) -> set[str]:
    """What this list must not name: keys of numbers only where they are of its kind."""
    sides = [scene.sides["theirs"], scene.sides["far"]]
    keys = {str(one.pk) for side in sides for one in _things(side)} | {side.phone for side in sides}
    return keys | _numbered(sides, name)


def _numbered(sides: list[Side], name: str) -> set[str]:
    places = (
        {str(place.pk) for side in sides for place in (side.commune, side.group)} if _base(name) in PLACES else set()
    )
    decisions = {str(row.pk) for side in sides for row in (side.issued, side.draft)} if name in DECISIONS else set()
    return places | decisions


def _things(side: Side) -> list[Any]:
    return [side.team, side.leader, side.door, side.door.alley, side.resident, side.committee]


def _to_try(scene: Scene, name: str, values: list[str]) -> set[str]:
    """Of the other wards, what is of the kind this list chooses from; nothing where it does not choose among objects."""
    sides = [scene.sides["theirs"], scene.sides["far"]]
    if any(value.isdecimal() for value in values):
        return _numbered(sides, name)
    keys = [value for value in values if _is_uuid(value)]
    kind = next((kind for kind in KINDS if keys and kind_of(kind).filter(pk__in=keys).exists()), None)
    if kind is None:
        return set()
    own = [str(one.pk) for side in sides for one in _things(side)] + [side.phone for side in sides]
    return {str(key) for key in kind_of(kind).filter(pk__in=own).values_list("pk", flat=True)}


def kind_of(kind: Any) -> Any:
    return kind.objects if isinstance(kind, type) else kind


def _is_uuid(value: str) -> bool:
    try:
        return bool(UUID(value))
    except ValueError:
        return False


def _is_taken(scene: Scene, path: str, said: dict[str, list[str]]) -> bool:
    """Sent away as done, or something stored; nothing of it stays."""
    before = _stored()
    with transaction.atomic():
        status = scene.browser.post(path, said | AT_THE_LAST_STEP).status_code
        stored = _stored() != before
        transaction.set_rollback(True)
    return status == 302 or stored


def _stored() -> tuple[int, int]:
    return Event.objects.exclude(name="personal.viewed").count(), Place.objects.count()
