"""The catalogue of sentences: Vietnamese in the source, English in `canhtay/locale/en/LC_MESSAGES/django.po`.

    python tools/messages.py extract   collect what is marked in Python, templates and the phone's JavaScript into the .po
    python tools/messages.py compile   .po to .mo, at set-up
    python tools/messages.py check     fail when a sentence has no English, or its English another placeholder

It needs babel and no msgfmt or xgettext, which a machine may not have and the demo may not install.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.template.base import Lexer, Token, TokenType
from django.utils.translation import trim_whitespace
from django.utils.translation.template import block_re, constant_re, context_re, endblock_re, inline_re, plural_re

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from canhtay.web.messages import marked, scripts  # noqa: E402 - the tool also runs by its path, without an installation

LANGUAGE = "en"
# Which argument is what; n("…") marks a sentence that is translated later.
PLACES: dict[str, dict[str, int]] = {
    **{name: {"msgid": 0} for name in ("_", "lazy", "gettext", "gettext_lazy", "gettext_noop", "n")},
    **{name: {"msgid": 0, "plural": 1} for name in ("ngettext", "ngettext_lazy")},
    **{name: {"context": 0, "msgid": 1} for name in ("pgettext", "pgettext_lazy")},
    **{name: {"context": 0, "msgid": 1, "plural": 2} for name in ("npgettext", "npgettext_lazy")},
}
KEYWORDS: dict[str, None] = dict.fromkeys(PLACES)
PLACEHOLDER = re.compile(r"%\([^)]*\)[a-z]|%[a-z]|%%|\{[A-Za-z_][\w.]*\}")
BEGINNING = datetime(2026, 11, 23, tzinfo=UTC)


@dataclass(frozen=True)
class Found:
    """A sentence that the source marks, with its plural and its context if it has them."""

    msgid: str
    plural: str = ""
    context: str = ""
    path: str = ""
    line: int | None = 0


# — Extract —


def extract(root: Path = ROOT) -> Catalog:
    """Bring the .po into step with the source: what is translated stays, what nobody says any more is kept as obsolete."""
    catalogue = read(root) if po_path(root).exists() else empty()
    catalogue.update(template(sources(root)), no_fuzzy_matching=True)
    catalogue.fuzzy = False
    po_path(root).parent.mkdir(parents=True, exist_ok=True)
    po_path(root).write_bytes(written(catalogue))
    return catalogue


def sources(root: Path) -> Iterator[Found]:
    package = root / "canhtay"
    for path in sorted(package.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.relative_to(package).parts):
            yield from placed(from_python(path.read_bytes()), path, root)
    for path in sorted([*package.glob("*/templates/**/*.html"), *package.glob("*/templates/**/*.txt")]):
        yield from placed(from_template(path.read_text(encoding="utf-8")), path, root)
    for path in sorted(one for folder in package.glob("*/static") for one in scripts(folder)):
        yield from placed((Found(msgid, line=line) for msgid, line in marked(path)), path, root)


def placed(found: Iterable[Found], path: Path, root: Path) -> Iterator[Found]:
    where = path.relative_to(root).as_posix()
    return (Found(one.msgid, one.plural, one.context, where, one.line) for one in found)


def from_python(source: bytes) -> Iterator[Found]:
    for line, function, arguments, _comments in extract_python(BytesIO(source), KEYWORDS, [], {}):
        given = list(arguments) if isinstance(arguments, list | tuple) else [arguments]
        places = PLACES[str(function)]
        if len(given) > max(places.values()):
            said = {what: given[at] or "" for what, at in places.items()}
            if said["msgid"]:
                yield Found(**said, line=line)


def from_template(source: str) -> Iterator[Found]:
    """What {% translate %}, {% blocktranslate %} and _("…") mark, as Django will ask for it when it renders."""
    tokens = iter(Lexer(source).tokenize())
    for token in tokens:
        if token.token_type == TokenType.VAR:
            yield from constants(token)
        elif token.token_type == TokenType.BLOCK:
            if token.contents == "comment":
                skip_comment(tokens)
            elif inline := inline_re.match(token.contents):
                yield Found(inline[1][1:-1].replace("%", "%%"), context=context_of(inline[2]), line=token.lineno)
            elif block := block_re.match(token.contents):
                yield from constants(token)
                yield block_sentence(token, tokens, context_of(block[1]))
            else:
                yield from constants(token)


def constants(token: Token) -> Iterator[Found]:
    for quoted in constant_re.findall(token.contents):
        yield Found(quoted[1:-1].replace("%", "%%"), line=token.lineno)


def context_of(words: str | None) -> str:
    match = context_re.match(words) if words else None
    return match[1][1:-1] if match else ""


def block_sentence(opening: Token, tokens: Iterator[Token], context: str) -> Found:
    singular: list[str] = []
    plural: list[str] = []
    part = singular
    for token in tokens:
        if token.token_type == TokenType.TEXT:
            part.append(token.contents.replace("%", "%%"))
        elif token.token_type == TokenType.VAR:
            part.append(f"%({token.contents})s")
        elif token.token_type == TokenType.BLOCK and plural_re.match(token.contents):
            part = plural
        elif token.token_type == TokenType.BLOCK and endblock_re.match(token.contents):
            break
    trimmed = "trimmed" in opening.split_contents()
    one, many = ("".join(words) for words in (singular, plural))
    return Found(
        trim_whitespace(one) if trimmed else one,
        trim_whitespace(many) if trimmed else many,
        context,
        line=opening.lineno,
    )


def skip_comment(tokens: Iterator[Token]) -> None:
    for token in tokens:
        if token.token_type == TokenType.BLOCK and token.contents == "endcomment":
            return


# — The catalogue —


def po_path(root: Path) -> Path:
    return root / "canhtay" / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def empty() -> Catalog:
    return Catalog(
        locale=LANGUAGE,
        header_comment="# The English of Cánh Tay: the sentences come from the source by `tools/messages.py extract`.",
        project="Cánh Tay",
        version="1",
        msgid_bugs_address="-",
        last_translator="-",
        language_team="-",
        creation_date=BEGINNING,
        revision_date=BEGINNING,
        fuzzy=False,
    )


def read(root: Path) -> Catalog:
    with po_path(root).open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def template(found: Iterable[Found]) -> Catalog:
    catalogue = empty()
    for one in found:
        msgid = (one.msgid, one.plural) if one.plural else one.msgid
        catalogue.add(msgid, locations=[(one.path, one.line or 0)], context=one.context or None)
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """Sorted, without line numbers or today's date: it changes only where a sentence does."""
    catalogue.creation_date = catalogue.revision_date = BEGINNING
    file = BytesIO()
    write_po(file, catalogue, sort_output=True, include_lineno=False, width=120)
    return file.getvalue()


def compile_all(root: Path = ROOT) -> list[Path]:
    return [compile_one(path) for path in sorted((root / "canhtay" / "locale").glob("*/LC_MESSAGES/*.po"))]


def compile_one(path: Path) -> Path:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.parent.parent.name)
    target, draft = path.with_suffix(".mo"), path.with_suffix(".mo.draft")
    with draft.open("wb") as file:
        write_mo(file, catalogue)
    return draft.replace(target)


# — Check —


def check(root: Path = ROOT) -> list[str]:
    """What is wrong, a line each."""
    catalogue, source = read(root), template(sources(root))
    wrong = [
        f"not in the catalogue (run extract): {words(message)!r}"
        for message in source
        if message.id and catalogue.get(message.id, message.context) is None
    ]
    for message in catalogue:
        if message.id and source.get(message.id, message.context) is not None:
            wrong += faults(message)
    return wrong


def faults(message: Message) -> Iterator[str]:
    msgids, strings = as_tuple(message.id), as_tuple(message.string)
    if not all(strings) or len(strings) < len(msgids) or message.fuzzy:
        yield f"no English: {words(message)!r} ({', '.join(path for path, _line in message.locations)})"
        return
    # Either form may leave out the number it says in words ("one place"), but not say another.
    allowed = {one for msgid in msgids for one in PLACEHOLDER.findall(msgid)}
    for msgid, string in zip(msgids, strings, strict=False):
        said = sorted(PLACEHOLDER.findall(string))
        same = said == sorted(PLACEHOLDER.findall(msgid)) if len(msgids) == 1 else set(said) <= allowed
        if not same:
            yield f"other placeholders: {msgid!r} → {string!r}"


def as_tuple(value: str | Iterable[str] | None) -> tuple[str, ...]:
    return (value or "",) if isinstance(value, str | None) else tuple(value)


def words(message: Message) -> str:
    return as_tuple(message.id)[0]


def main(arguments: list[str]) -> int:
    match arguments:
        case ["extract"]:
            catalogue = extract()
            missing = [message for message in catalogue if message.id and not all(as_tuple(message.string))]
            print(f"{len(catalogue)} sentences, {len(missing)} without English, {len(catalogue.obsolete)} obsolete")
        case ["compile"]:
            for path in compile_all():
                print(path.relative_to(ROOT))
        case ["check"]:
            wrong = check()
            print("\n".join(wrong) or "every sentence has its English")
            return 1 if wrong else 0
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
