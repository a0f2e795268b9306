"""The house rules that no other tool holds. Prints the longest modules and functions, without a cap: a long one asks which
noun wants a file of its own. Fails with one line per fault, each saying where.

    .venv/bin/python tools/check_house.py
"""

import ast
import io
import re
import statistics
import subprocess
import sys
import tokenize
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
THIS = Path(__file__).resolve()

# Neither ours to judge nor made by hand.
NOT_OURS = re.compile(
    r"(^|/)(vendor|node_modules|migrations|data)/|\.lock$|package-lock\.json$|\.(png|webp|ico|woff2|ttf|mo)$"
)
TEXT = {".py", ".js", ".ts", ".css", ".html", ".md", ".toml", ".yml", ".yaml", ".json", ".sh", ".in", ".txt", ".po", ""}

DRAWERS = re.compile(r"(^|[_-])(utils?|helpers?|common|misc)([_-]|\.|$)", re.IGNORECASE)
UNFINISHED = re.compile(r"\b(TODO|FIXME)\b")
# The project speaks of itself only, not of the machine or the errand somebody had while writing.
WORKPLACE = re.compile(
    r"(?<![\w.{}-])/(work|root)/|\b(this|previous|earlier) session\b|\b(issue|ticket) #?\d",
    re.IGNORECASE,
)
REGISTRIES = re.compile(
    r"\b(pypi\.org|pythonhosted\.org|registry\.npmjs\.org|npmjs\.com|yarnpkg\.com|artifactory|nexus/repository)",
    re.IGNORECASE,
)
ADDRESS = "://"
INLINE_STYLE = re.compile(r"""<[^>]*\sstyle\s*=\s*["']|<style\b""", re.IGNORECASE)
INLINE_SCRIPT = re.compile(r"<script\b(?![^>]*\bsrc\s*=)(?![^>]*type=\"application/(ld\+)?json\")[^>]*>", re.IGNORECASE)
INLINE_HANDLER = re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE)
TEMPLATE_COMMENT = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}", re.DOTALL)

GPL = re.compile(r"(?<!L)(?<!Lesser )\b(A?GPL|GNU (Affero )?General Public License)", re.IGNORECASE)
# Packages whose metadata names the GPL and that may ship all the same, each with its reason.
GPL_ALLOWED: dict[str, str] = {"pyphen": "GPL, LGPL or MPL, as one chooses: taken under the MPL; weasyprint needs it"}


def main() -> int:
    print_sizes()
    faults = [fault for rule in RULES for fault in rule()]
    print("\n".join(faults) or "house rules: all kept")
    return 1 if faults else 0


# What is printed -------------------------------------------------------------------------------------------------


def print_sizes() -> None:
    modules = {path: count_lines(path) for path in files(".py", ".js", ".css") if not is_test(path)}
    tests = sum(count_lines(path) for path in files(".py", ".js") if is_test(path))
    functions = sorted(every_function(), reverse=True)
    print("longest modules:  ", listed(sorted(((n, short(path)) for path, n in modules.items()), reverse=True)[:10]))
    print("longest functions:", listed(functions[:10]))
    print(
        f"{len(modules)} modules, median {statistics.median(modules.values() or [0]):.0f} lines, {sum(modules.values())} in all;"
        f" tests {tests}, {tests / max(sum(modules.values()), 1):.2f} a line of code"
    )


def every_function() -> Iterator[tuple[int, str]]:
    for path in files(".py"):
        if is_test(path):
            continue
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield (node.end_lineno or node.lineno) - node.lineno + 1, f"{short(path)}:{node.name}"


def parsed(path: Path) -> ast.AST:
    """Nothing of a file that is no Python at the moment: the linter says so better."""
    try:
        return ast.parse(path.read_bytes())
    except SyntaxError:
        return ast.Module([], [])


def listed(sizes: Iterable[tuple[int, str]]) -> str:
    return ", ".join(f"{name} {n}" for n, name in sizes)


# The rules -------------------------------------------------------------------------------------------------------


def no_drawers() -> Iterator[str]:
    for path in files():
        if DRAWERS.search(path.stem) or any(DRAWERS.fullmatch(part) for part in path.relative_to(ROOT).parts[:-1]):
            yield f"{short(path)}: a drawer; name the file after what is in it"


def nothing_unfinished() -> Iterator[str]:
    for path in files(*TEXT):
        yield from hits(path, UNFINISHED, text(path), "finish it, or say in docs what is not built")


def no_word_of_a_workplace() -> Iterator[str]:
    for path in files(*TEXT):
        yield from hits(path, WORKPLACE, prose(path), "the project speaks of itself only")


def no_registry() -> Iterator[str]:
    """A build must not depend on the place one machine fetched from; locks name versions and hashes alone."""
    for path in [*files(*TEXT), *locks()]:
        yield from hits(path, REGISTRIES, text(path), "a registry's address")
    for path in locks():
        if ADDRESS in text(path):
            yield f"{short(path)}: an address in a lock; make it with `make lock`, or `tools/vendor.py` for npm"


def locks_hold_what_is_asked_for() -> Iterator[str]:
    for asked in sorted(ROOT.glob("requirements*.in")):
        pinned = set(re.findall(r"^[\w.-]+==[\w.]+", text(asked.with_suffix(".lock")), re.MULTILINE))
        for line in re.findall(r"^([\w.-]+)(?:\[[^\]]*\])?==([\w.]+)", text(asked), re.MULTILINE):
            if "==".join(line).lower() not in pinned:
                yield f"{asked.name}: {'=='.join(line)} is not in the lock; make lock"


def no_uv_lock() -> Iterator[str]:
    yield from (f"{short(path)}: full of addresses; see docs/parts.md" for path in tracked() if path.name in UNWANTED)


UNWANTED = {"uv.lock", "pylock.toml", "poetry.lock", "yarn.lock"}


def nothing_inline_in_templates() -> Iterator[str]:
    """The content security policy allows neither, so it would be dead on the page."""
    for path in files(".html"):
        page = TEMPLATE_COMMENT.sub(blank_lines, text(path))
        yield from hits(path, INLINE_STYLE, page, "a style in the page; use a class")
        yield from hits(path, INLINE_SCRIPT, page, "a script in the page; use a file")
        yield from hits(path, INLINE_HANDLER, page, "a script in an attribute; use a file")


def plain_text_files() -> Iterator[str]:
    for path in files(".py", ".html", ".js", ".css", ".md"):
        raw = path.read_bytes()
        if raw.startswith(b"\xef\xbb\xbf"):
            yield f"{short(path)}: begins with a byte order mark"
        if b"\r\n" in raw and not is_test(path):
            yield f"{short(path)}: has CRLF line ends"


def no_gpl_in_what_ships() -> Iterator[str]:
    for name in shipped():
        try:
            about = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue  # for another platform, by its marker in the lock
        if GPL.search(licence_of(about)) and name not in GPL_ALLOWED:
            yield f"requirements.lock: {name} says {licence_of(about)[:80]!r}; no GPL in what ships"


def shipped() -> list[str]:
    return re.findall(r"^([\w.-]+)==", text(ROOT / "requirements.lock"), re.MULTILINE)


def licence_of(about: metadata.PackageMetadata) -> str:
    """As the package says it: the expression; else the classifiers; else the first line of the free field."""
    classifiers = [c.rpartition(" :: ")[2] for c in about.get_all("Classifier") or [] if c.startswith("License ::")]
    free = first(about, "License").strip().splitlines()
    return first(about, "License-Expression") or "; ".join(classifiers) or (free[0] if free else "")


def first(about: metadata.PackageMetadata, name: str) -> str:
    return (about.get_all(name) or [""])[0]


RULES = [
    no_drawers,
    nothing_unfinished,
    no_word_of_a_workplace,
    no_registry,
    locks_hold_what_is_asked_for,
    no_uv_lock,
    nothing_inline_in_templates,
    plain_text_files,
    no_gpl_in_what_ships,
]


# Files -----------------------------------------------------------------------------------------------------------


@cache
def tracked() -> list[Path]:
    """What git holds or would take; without git (a downloaded archive), all but what is made."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        found = [ROOT / name for name in done.stdout.split("\0") if name]
    else:
        made = re.compile(r"(^|/)(\.venv|\.git|node_modules|build|var|__pycache__|\.[a-z_]+_cache|\.hypothesis)(/|$)")
        found = [path for path in ROOT.rglob("*") if not made.search(str(path.relative_to(ROOT)))]
    return sorted(path for path in found if path.is_file())


def files(*suffixes: str) -> list[Path]:
    """Ours, with one of these suffixes; all of ours without any. This file names what it forbids, so it is left out."""
    return [
        path
        for path in tracked()
        if path != THIS and not NOT_OURS.search(short(path)) and (not suffixes or path.suffix in suffixes)
    ]


def locks() -> list[Path]:
    return [*ROOT.glob("*.lock"), *ROOT.glob("package-lock.json")]


@cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def prose(path: Path) -> str:
    """What is written for people, each line at its place: a page of docs whole, else comments and docstrings."""
    if path.suffix == ".md":
        return text(path)
    if path.suffix == ".py":
        with suppress(SyntaxError, tokenize.TokenError):
            return python_prose(text(path).removeprefix("\ufeff"))
    marks = {
        ".js": r"//.*|/\*.*?\*/",
        ".ts": r"//.*|/\*.*?\*/",
        ".css": r"/\*.*?\*/",
        ".html": TEMPLATE_COMMENT.pattern,
    }
    kept = re.compile(marks.get(path.suffix, r"#.*"), re.DOTALL if path.suffix in {".css", ".html"} else 0)
    said = [""] * (text(path).count("\n") + 1)
    for found in kept.finditer(text(path)):
        said[text(path).count("\n", 0, found.start())] += found[0].replace("\n", " ")
    return "\n".join(said)


def python_prose(source: str) -> str:
    said = [""] * (source.count("\n") + 2)
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT or (token.type == tokenize.STRING and token.string.startswith('"""')):
            for offset, line in enumerate(token.string.splitlines()):
                said[token.start[0] - 1 + offset] += line
    return "\n".join(said)


def hits(path: Path, pattern: re.Pattern[str], searched: str, advice: str) -> Iterator[str]:
    for found in pattern.finditer(searched):
        line = searched.count("\n", 0, found.start()) + 1
        yield f"{short(path)}:{line}: {found[0].strip()[:60]!r}: {advice}"


def blank_lines(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


def count_lines(path: Path) -> int:
    return text(path).count("\n")


def is_test(path: Path) -> bool:
    return bool(re.search(r"(^|/)(tests|static_tests)/|(^|/)testkit/", short(path)))


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


if __name__ == "__main__":
    sys.exit(main())
