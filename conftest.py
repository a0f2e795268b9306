"""What every test may ask for. The cast lives at one Saturday evening; `stopped_at` moves the clock."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db import connection

from canhtay.core import clock
from canhtay.places.models import Place
from testkit import databases, jobs
from testkit.laid_again import laid_again
from testkit.phone import Phone
from testkit.world import SATURDAY, World, load_reference, make_world

ONLY = ("postgres", "sqlite")


def pytest_configure(config: pytest.Config) -> None:
    # Hashed files are collected at set-up; tests that ask for none of them need only the folder, or WhiteNoise warns.
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    # A busy machine is no fault; how long all may take is said in tools/stages.py.
    hypothesis.settings.register_profile("unhurried", deadline=None)
    hypothesis.settings.load_profile("unhurried")
    for database in ONLY:
        config.addinivalue_line("markers", f"{database}: makes sense on this database alone; left out on the other")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Left out, not skipped: a test that is skipped looks as if it slept."""
    other = ONLY[settings.DATABASES["default"]["ENGINE"].endswith("postgresql")]
    left_out = [item for item in items if item.get_closest_marker(other)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Units and services are loaded once for the whole run; only tests with real commits load them again."""
    with django_db_blocker.unblock():
        if is_the_tests_own(str(connection.settings_dict["NAME"])):
            load_reference()
            databases.settle(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def prepared_file(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """SQLite: tables, units and services, as a new installation has them; to be copied."""
    return databases.prepared(tmp_path_factory.getbasetemp())


def is_the_tests_own(database: str) -> bool:
    """A run of nothing but tests that bring their own database makes none: then `default` is still the installation's."""
    return "memorydb" in database or database.startswith("test_")


@pytest.fixture
def reference(db: None) -> None:
    if not Place.objects.exists():  # a test with real commits emptied the tables behind itself
        laid_again(load_reference)


@pytest.fixture
def stopped_at() -> Iterator[Callable[[datetime], None]]:
    """`stopped_at(moment)`: from here to the end of the test it is that moment, or until the next call."""
    with ExitStack() as stack:
        yield lambda moment: stack.enter_context(clock.stopped_at(moment))


@pytest.fixture
def world(reference: None, stopped_at: Callable[[datetime], None]) -> World:
    stopped_at(SATURDAY)
    return laid_again(make_world)


@pytest.fixture
def phone(world: World) -> Phone:
    """Bác Hòa's, enrolled and in step."""
    return world.phone_of(world.hoa).sync()


@pytest.fixture
def run_jobs() -> Callable[[], int]:
    return jobs.run_jobs
