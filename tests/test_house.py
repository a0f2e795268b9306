"""Rules of the house that no other tool holds: scope, history, migrations, names, settings."""

import ast
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

import canhtay
from canhtay.catalogue.models import Service
from canhtay.core import history
from canhtay.people.models import RoleGrant
from canhtay.rounds.models import Visit

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "canhtay"
UNSCOPED = {"unscoped", "_base_manager", "_default_manager"}
# What people's requests pass through. Navigation finds who is signed in, nothing else.
FACES = {"pages", "forms", "urls", "context", "notices"}


# — Scope: what one may not see does not exist —


def python(*stems: str) -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path.stem in stems and "tests" not in path.parts)


def templates_facing() -> list[Path]:
    return [*python(*FACES), *sorted(PACKAGE.rglob("templatetags/*.py"))]


@pytest.mark.mission("R1")
def test_pages_and_forms_ask_for_what_the_person_may_see():
    wrong = [where(path, node) for path in templates_facing() for node, _ in uses_of_unscoped(tree(path))]
    assert wrong == [], (
        f"{wrong}: a page takes its rows from a rule (`the_one(households_visible_to(person), key)`), never from `unscoped`,"
        " which knows no scope. Is a rule missing? Write it in the package's rules.py."
    )


@pytest.mark.mission("R1")
def test_templates_name_no_manager():
    pages = [path for path in PACKAGE.rglob("*.html") if re.search(r"\.(unscoped|objects)\b", path.read_text("utf-8"))]
    assert pages == [], "a template shows what its page fetched; it fetches nothing"


@pytest.mark.mission("R1")
def test_what_phones_get_is_rendered_by_the_ids_the_feed_asked_for():
    wrong = [
        where(path, node)
        for path in python("offline")
        for node, parents in uses_of_unscoped(tree(path))
        if not by_ids(parents)
    ]
    assert wrong == [], (
        f"{wrong}: in offline.py `unscoped` is followed at once by `.filter(…__in=…)` with the ids that the feed has already"
        " limited to the device's territories (or by an OuterRef to such rows). Anything else belongs behind a rule of rules.py."
    )


def by_ids(parents: list[ast.AST]) -> bool:
    """`….unscoped.filter(x__in=…)` or `….unscoped.filter(x=OuterRef(…))`."""
    match parents:
        case [ast.Attribute(attr="filter"), ast.Call(keywords=words), *_]:
            return any(
                (word.arg or "").endswith("__in")
                or (isinstance(word.value, ast.Call) and name_of(word.value) == "OuterRef")
                for word in words
            )
    return False


@pytest.mark.parametrize(
    ("code", "clean"),
    [
        ("Household.unscoped.filter(pk__in=keys)", True),
        ("Visit.unscoped.filter(household=OuterRef('pk'))", True),
        ("Household.unscoped.all()", False),
        ("Household.unscoped.filter(name='Lan')", False),
        ("rows = Household.unscoped\nrows.filter(pk__in=keys)", False),
        ("Household._default_manager.get(pk=1)", False),
    ],
)
def test_the_rule_for_phones_knows_what_it_forbids(code, clean):
    ((_, parents),) = uses_of_unscoped(ast.parse(code))
    assert by_ids(parents) is clean


def test_whoever_holds_personal_data_has_no_manager_that_looks_harmless():
    named = [
        model.__name__
        for model in models()
        if {"name", "note"} & columns(model) and "unscoped" in model._meta.managers_map
    ]
    assert named == ["Person", "Alley", "Household", "Resident", "Visit"]
    for model in models():
        if "unscoped" in model._meta.managers_map:
            assert list(model._meta.managers_map) == ["unscoped"], (
                f"{model.__name__} has a second, harmless-looking manager"
            )


# — History —


def test_every_event_is_declared_once_where_its_package_says_so():
    import_everything()
    declared = [line for path in PACKAGE.rglob("*.py") if "tests" not in path.parts for line in declarations(path)]
    assert sorted(declared) == sorted(set(declared))
    assert set(declared) == history.REGISTRY.keys()
    assert [name for name in declared if not re.fullmatch(r"[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*", name)] == []


def test_what_tells_of_a_person_stands_under_that_person():
    """So that blanking by subject is enough to forget somebody (core.history)."""
    import_everything()
    about_people = {"person", "resident", "role"}  # a role is told of who holds it
    personal = {event.name for event in history.REGISTRY.values() if event.personal}
    assert {name.partition(".")[0] for name in personal} <= about_people
    told = {field for event in history.REGISTRY.values() for field in event.fields - event.personal}
    assert not told & {"phone", "birth_year", "gender", "note", "password", "code", "token", "secret"}


def declarations(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if (
            isinstance(node, ast.Call)
            and ast.unparse(node.func) == "history.declare"
            and isinstance(node.args[0], ast.Constant)
        ):
            yield str(node.args[0].value)


# — Migrations —


def migrations() -> list[Path]:
    return sorted(path for path in PACKAGE.glob("*/migrations/*.py") if path.stem != "__init__")


def test_migrations_say_what_they_do():
    unnamed = [
        path.name
        for path in migrations()
        if "_auto_" in path.stem or not re.fullmatch(r"\d{4}_[a-z][a-z_]+", path.stem)
    ]
    assert unnamed == [], "name it after what it does: `makemigrations -n second_phone_number`"


def test_migrations_stand_on_their_own():
    """They run on the tables of their day; what the program's own modules say today would be another day's."""
    allowed = {"canhtay.core.sealing", "canhtay.people.models", "canhtay.core.ids"}  # fields and managers a state names
    wrong = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in migrations()
        for name in imports(tree(path))
        if name.partition(".")[0] in {"canhtay", "config", "testkit"} and name not in allowed
    ]
    assert wrong == []


# — Names —


def test_every_model_role_and_outcome_is_in_the_glossary():
    glossary = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    words = [model.__name__ for model in models()]
    words += [str(value) for value in (*RoleGrant.Role.values, *Visit.Outcome.values, *Service.Pillar.values)]
    assert [word for word in words if f"`{word}`" not in glossary] == []


def test_the_glossary_names_no_model_that_is_gone():
    glossary = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    known = {model.__name__ for model in models()}
    assert sorted(set(re.findall(r"`([A-Z][A-Za-z]+)`", glossary)) - known) == []


# — Settings —


def test_every_setting_is_in_its_page_and_no_other():
    code = "".join((ROOT / "config" / name).read_text("utf-8") for name in ("environment.py", "settings.py"))
    read = set(re.findall(r"environ\.get\(\"(\w+)\"|flag\(\"(\w+)\"", code))
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    assert set(re.findall(r"^\| `(\w+)`", page, re.MULTILINE)) == {one or other for one, other in read}


def test_locks_hold_no_address():
    assert [path.name for path in ROOT.glob("*.lock") if "://" in path.read_text("utf-8")] == []


# — Reading the code —


@cache
def tree(path: Path) -> ast.AST:
    return ast.parse(path.read_text("utf-8"), path.name)


def uses_of_unscoped(root: ast.AST) -> list[tuple[ast.Attribute, list[ast.AST]]]:
    """Each use, with what stands around it from the inside out."""
    above = {child: node for node in ast.walk(root) for child in ast.iter_child_nodes(node)}
    found = [node for node in ast.walk(root) if isinstance(node, ast.Attribute) and node.attr in UNSCOPED]
    return [(node, list(upwards(node, above))) for node in found]


def upwards(node: ast.AST, above: dict[ast.AST, ast.AST]) -> Iterator[ast.AST]:
    while node in above:
        node = above[node]
        yield node


def imports(root: ast.AST) -> Iterator[str]:
    for node in ast.walk(root):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def name_of(call: ast.Call) -> str:
    return ast.unparse(call.func)


def where(path: Path, node: ast.Attribute) -> str:
    return f"{path.relative_to(ROOT)}:{node.lineno}"


def models() -> list[type]:
    return [model for model in apps.get_models() if model.__module__.startswith("canhtay.")]


def columns(model: type) -> set[str]:
    return {field.name for field in model._meta.get_fields()}


@cache
def import_everything() -> None:
    for module in pkgutil.walk_packages(canhtay.__path__, "canhtay."):
        if not {"tests", "migrations"} & set(module.name.split(".")):
            import_module(module.name)
