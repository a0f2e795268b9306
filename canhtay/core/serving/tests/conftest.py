"""An installation without rooms (settings_serving), made once and copied for each test that starts a server on it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config.environment import ROOT
from testkit.server import Server

SETTINGS = {"DJANGO_SETTINGS_MODULE": "canhtay.core.serving.tests.settings_serving"}
Command = Callable[..., subprocess.CompletedProcess]


@pytest.fixture(scope="session")
def made_once(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    (folder / "sources").mkdir()
    (folder / "sources" / "look.css").write_text("b { color: red }")
    done = canhtay(folder, "migrate", "--verbosity=0")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def folder(made_once: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made_once, tmp_path / "data")


@pytest.fixture
def command(folder: Path) -> Command:
    return lambda *arguments, **env: canhtay(folder, *arguments, **env)


@pytest.fixture
def server(folder: Path) -> Iterator[Server]:
    with Server(folder, env=SETTINGS) as running:
        yield running


def canhtay(folder: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess:
    """Run from `/`, as a person anywhere on the machine would."""
    own = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    own |= {"CANHTAY_DATA": str(folder), **SETTINGS, **env}
    command = [sys.executable, str(ROOT / "canhtay" / "cli.py"), *arguments]
    return subprocess.run(command, env=own, cwd="/", capture_output=True, text=True, timeout=60, check=False)
