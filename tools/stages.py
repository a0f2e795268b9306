"""`make test`: every stage of the suite, one after another, each against its time budget.

    .venv/bin/python tools/stages.py [--only STAGE]

A stage that fails or takes longer than its budget fails the whole, but the others still run, so that one sees all at once.
Every stage has a data folder of its own that is thrown away: no test touches var/.
"""

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
PYTHON = str(BIN / "python")
NO_TEST_COLLECTED = 5  # pytest's exit code
ALL_WITHIN_S = 20 * 60
HANGS_AFTER = 2  # times its budget; then it is stopped


@dataclass
class Outcome:
    seconds: float = 0
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    wrong: list[str] = field(default_factory=list)
    remark: str = ""


@dataclass
class Surroundings:
    """What a stage runs in: its environment, and the moment it is given up as hanging."""

    env: dict[str, str]
    folder: Path
    until: float


@dataclass(frozen=True)
class Stage:
    name: str
    budget_s: int
    run: Callable[[Surroundings, Outcome], None]


class Hangs(Exception):
    pass


def main() -> int:
    parser = argparse.ArgumentParser(prog="tools/stages.py")
    parser.add_argument("--only", choices=[stage.name for stage in STAGES])
    only = parser.parse_args().only
    signal.signal(signal.SIGTERM, _interrupt)
    outcomes = {stage: outcome_of(stage) for stage in STAGES if only in (None, stage.name)}
    return tell(outcomes)


def outcome_of(stage: Stage) -> Outcome:
    print(f"\n── {stage.name} (≤ {stage.budget_s} s) " + "─" * 40, flush=True)
    outcome, began = Outcome(), time.monotonic()
    with tempfile.TemporaryDirectory(prefix=f"canhtay-{stage.name}-") as folder:
        surroundings = Surroundings(env_in(folder), Path(folder), began + HANGS_AFTER * stage.budget_s)
        try:
            stage.run(surroundings, outcome)
        except Hangs:
            outcome.wrong.append(f"stopped after {HANGS_AFTER} times its budget")
    outcome.seconds = time.monotonic() - began
    if outcome.seconds > stage.budget_s:
        outcome.wrong.append(f"over its budget of {stage.budget_s} s")
    return outcome


def tell(outcomes: dict[Stage, Outcome]) -> int:
    """The table, what went wrong, and as the last line the sum over all tests. Returns the exit code."""
    print(f"\n{'stage':12}{'seconds':>9}{'budget':>9}{'passed':>9}{'failed':>9}{'skipped':>9}")
    for stage, one in outcomes.items():
        verdict = "FAILED" if one.wrong else one.remark or "ok"
        numbers = f"{one.passed:9}{one.failed:9}{one.skipped:9}"
        print(f"{stage.name:12}{one.seconds:9.0f}{stage.budget_s:9}{numbers}   {verdict}")
    seconds = sum(one.seconds for one in outcomes.values())
    print(f"{'all':12}{seconds:9.0f}{ALL_WITHIN_S:9}")
    wrong = [f"{stage.name}: {what}" for stage, one in outcomes.items() for what in one.wrong]
    if seconds > ALL_WITHIN_S:
        wrong.append(f"all: over the budget of {ALL_WITHIN_S} s")
    print("\n" + "\n".join(f"FAILED {what}" for what in wrong) if wrong else "")
    passed, failed = (sum(getattr(one, what) for one in outcomes.values()) for what in ("passed", "failed"))
    print(f"{passed} passed, {failed} failed", flush=True)
    return 1 if wrong else 0


# The stages ------------------------------------------------------------------------------------------------------


def check(around: Surroundings, outcome: Outcome) -> None:
    """Whatever reads the code instead of running it, and the phone's pure rules, which take a second."""
    for name, words in checks().items():
        began = time.monotonic()
        code, said = run_quietly(words, around)
        print(f"{'ok    ' if code == 0 else 'FAILED'} {name:28}{time.monotonic() - began:6.1f} s", flush=True)
        if code:
            outcome.wrong.append(name)
        if name == NODE_TESTS:
            outcome.passed += tap_count(said, "pass")
            outcome.failed += tap_count(said, "fail")
            said = "\n".join(re.findall(r"^not ok .*?^  \.\.\.$", said, re.MULTILINE | re.DOTALL)) or said
        if code or name == HOUSE:
            print(said.rstrip(), flush=True)


HOUSE, NODE_TESTS = "house rules", "node tests"


def checks() -> dict[str, list[str]]:
    python = {
        HOUSE: [PYTHON, "tools/check_house.py"],
        "ruff check": [str(BIN / "ruff"), "check", "."],
        "ruff format": [str(BIN / "ruff"), "format", "--check", "."],
        "who may import whom": [str(BIN / "lint-imports")],
        "types": [
            str(BIN / "mypy"),
            *(name for name in ("canhtay", "config", "testkit", "tools", "bench") if code(name)),
        ],
        "message catalogues": [PYTHON, "tools/messages.py", "check"],
        "migrations match models": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    }
    node_tests = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "canhtay").glob("*/static_tests/**/*.test.*js"))
    node = {
        "types of JavaScript": ["node_modules/.bin/tsc", "-p", "jsconfig.json"],
        "vendored libraries": [PYTHON, "tools/vendor.py", "--check"],
    }
    if node_tests:
        node[NODE_TESTS] = ["node", "--test", "--test-reporter=tap", *node_tests]
    return python | (node if (ROOT / "package.json").exists() else {})


def code(folder: str) -> bool:
    return any((ROOT / folder).glob("**/*.py"))


def pytest(
    *options: str, before: tuple[str, ...] = (), may_be_empty: bool = False
) -> Callable[[Surroundings, Outcome], None]:
    def run(around: Surroundings, outcome: Outcome) -> None:
        report = around.folder / "report.xml"
        words = [PYTHON, "-m", "pytest", "-q", "--durations=5", f"--junitxml={report}", *options]
        with running([*before, *words], around) as process:
            exit_code = process.wait(timeout=left(around))
        count(report, outcome)
        if exit_code == NO_TEST_COLLECTED and may_be_empty:
            outcome.remark = "no test yet"
        elif exit_code:
            outcome.wrong.append(f"{outcome.failed} failed" if outcome.failed else f"pytest ended with {exit_code}")

    return run


def count(report: Path, outcome: Outcome) -> None:
    if not report.exists():
        return
    for suite in ElementTree.parse(report).getroot().iter("testsuite"):
        total, failures, errors, skipped = (int(suite.get(n, 0)) for n in ("tests", "failures", "errors", "skipped"))
        outcome.passed += total - failures - errors - skipped
        outcome.failed += failures + errors
        outcome.skipped += skipped


# Two at a time. A worker takes its half in the tests' order and helps the other at the end, so that what a module makes once is
# seldom made twice; browsers and their servers stay together by file, each at its own port.
TWO, BY_FILE = ("-n", "2", "--dist", "worksteal"), ("-n", "2", "--dist", "loadfile")
STAGES = [
    Stage("check", 180, check),
    Stage("unit", 420, pytest(*TWO, "-m", "not phones and not chromium")),
    Stage(
        "postgresql",
        420,
        pytest(*TWO, "-m", "both_databases", before=(PYTHON, "-m", "testkit.postgres", "run", "--")),
    ),
    Stage("phones", 180, pytest("-m", "phones", may_be_empty=True)),
    Stage("chromium", 420, pytest(*BY_FILE, "-m", "chromium", may_be_empty=True)),
]


# Running ---------------------------------------------------------------------------------------------------------


def env_in(folder: str) -> dict[str, str]:
    """A developer's own settings must not decide whether tests pass."""
    own = ("CANHTAY_", "DATABASE_URL", "DJANGO_", "PYTHONPATH", "PYTEST_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    return kept | {"CANHTAY_DATA": f"{folder}/data", "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}


def run_quietly(words: list[str], around: Surroundings) -> tuple[int, str]:
    if not shutil.which(words[0], path=around.env["PATH"]) and not (ROOT / words[0]).exists():
        return 127, f"missing: {words[0]} (make test installs it)"
    with running(words, around, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        said, _ = process.communicate(timeout=left(around))
    return process.returncode, said


@contextmanager
def running(words: list[str], around: Surroundings, **options: Any) -> Iterator[subprocess.Popen]:
    """In a process group of its own, which ends with it. Raises Hangs when its time is up."""
    process = subprocess.Popen(
        words, env=around.env, cwd=ROOT, stdin=subprocess.DEVNULL, start_new_session=True, **options
    )
    try:
        yield process
    except subprocess.TimeoutExpired:
        raise Hangs from None
    finally:
        end_group(process)


def end_group(process: subprocess.Popen) -> None:
    """Asked first: PostgreSQL's starter takes its server down with it."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
            process.wait(timeout=10)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue


def left(around: Surroundings) -> float:
    return max(around.until - time.monotonic(), 0.1)


def tap_count(said: str, what: str) -> int:
    found = re.search(rf"^# {what} (\d+)$", said, re.MULTILINE)
    return int(found[1]) if found else 0


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
