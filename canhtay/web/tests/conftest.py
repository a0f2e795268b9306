from pathlib import Path

import pytest
from pytest_django import Settings

from tools import messages


@pytest.fixture(autouse=True)
def plain_static(settings: Settings) -> None:
    """Pages are tested without collecting static files first; test_hashed_static collects them."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def english(settings: Settings, tmp_path: Path) -> None:
    """The committed catalogue, compiled for this test."""
    folder = tmp_path / "canhtay" / "locale" / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_bytes(messages.po_path(messages.ROOT).read_bytes())
    messages.compile_all(tmp_path)
    settings.LOCALE_PATHS = [tmp_path / "canhtay" / "locale"]
