"""The phone's sentences in another language: what its JavaScript marks with t("…"), looked up in the compiled catalogue.

Vietnamese needs none: a sentence stands for itself. The JavaScript is the one list of what the phone may say, so there is
nothing to build and nothing to keep in step; `tools/messages.py` reads the same list.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.utils import translation

# t("…") and its mark for later, n("…"); long sentences may be joined with + from several quoted pieces.
LITERAL = r"""(?:"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\$]|\$(?!\{))*`)"""
CALL = re.compile(rf"(?<![\w$.])[tn]\(\s*({LITERAL}(?:\s*\+\s*{LITERAL})*)\s*[,)]")
PIECE = re.compile(LITERAL)
ESCAPE = re.compile(r"\\(u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|\n|.)", re.DOTALL)
CONTROLS = {"n": "\n", "t": "\t", "\n": ""}


@cache
def for_phone(language: str) -> dict[str, str]:
    """Each of the phone's sentences with its translation; what has none is left out and stays Vietnamese."""
    if language == settings.LANGUAGE_CODE:
        return {}
    with translation.override(language):
        return {msgid: said for msgid in phone_msgids() if (said := translation.gettext(msgid)) != msgid}


def phone_msgids() -> list[str]:
    folders = (Path(app.path) / "static" for app in apps.get_app_configs())
    return list(dict.fromkeys(msgid for folder in folders for path in scripts(folder) for msgid, _ in marked(path)))


def scripts(folder: Path) -> list[Path]:
    """Our own modules: not what others wrote (vendor), not what tests them."""
    found = [path for path in sorted(folder.rglob("*")) if path.suffix in {".js", ".mjs"} and ".test." not in path.name]
    return [path for path in found if not {"vendor", "tests", "test"} & set(path.relative_to(folder).parts)]


def marked(path: Path) -> Iterator[tuple[str, int]]:
    """Each sentence marked in a script, with its line."""
    source = path.read_text(encoding="utf-8")
    for call in CALL.finditer(source):
        text = "".join(unquoted(piece) for piece in PIECE.findall(call[1]))
        if text:
            yield text, source.count("\n", 0, call.start()) + 1


def unquoted(literal: str) -> str:
    return ESCAPE.sub(meant, literal[1:-1])


def meant(escape: re.Match[str]) -> str:
    what = escape[1]
    if what[0] == "u" and len(what) > 1:
        return chr(int(what.strip("u{}"), 16))
    return CONTROLS.get(what, what)
