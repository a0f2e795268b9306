"""The words of a paper as they will stand on it, alike in DOCX and PDF: signs at line ends, blanks to fill in by hand, NFC."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any

from canhtay.core.papers import rules
from canhtay.core.papers.decree import ELEMENTS
from canhtay.core.papers.shapes import Annex, Article, Paper, Section
from canhtay.core.vietnamese import tidy_spaces

_NO_BREAK = "\u00a0"  # neither program folds or breaks it
_BLANK = _NO_BREAK * 6


@dataclass(frozen=True)
class ArticleWords:
    label: str
    first: str
    rest: Sequence[str]


@dataclass(frozen=True)
class AnnexWords:
    label: str
    title: str
    reference: str
    sections: Sequence[Section]


@dataclass(frozen=True)
class Words:
    superior: Sequence[str]
    issuer: Sequence[str]
    number: str
    place_and_date: str
    kind: str
    about: str
    authority: str
    grounds: Sequence[str]
    decides: str
    articles: Sequence[ArticleWords]
    recipients: Sequence[str]
    signer: Sequence[str]
    signer_name: str
    annexes: Sequence[AnnexWords]


def words_of(paper: Paper) -> Words:
    paper = tidied(paper)
    return Words(
        superior=cased("superior", paper.superior).splitlines(),
        issuer=cased("issuer", paper.issuer).splitlines(),
        number=f"Số: {_number(paper)}",
        place_and_date=f"{paper.place}, {_day(paper.dated, paper.year)}",
        kind=cased("kind", paper.kind),
        about=_whole(paper.about, paper.whole, "about"),
        authority=cased("authority", paper.authority),
        grounds=_closed(paper.grounds),
        decides=cased("decides", paper.decides),
        articles=_articles(paper.articles),
        recipients=[f"- {line}" for line in _closed(paper.recipients)],
        signer=[cased("signer", line) for line in paper.signer.lines],
        signer_name=paper.signer.name or "",
        annexes=[_annex(paper, annex, place) for place, annex in enumerate(paper.annexes, 1)],
    )


def title_of(words: Words) -> str:
    """For the file's own card."""
    return " ".join(f"{words.kind} {words.about}".split())


def cased(element: str, text: str) -> str:
    return text.upper() if ELEMENTS[element].capitals else text


def tidied(said: Any) -> Any:
    """The same, all its texts without invisible characters; what no XML may carry would stop the DOCX."""
    if isinstance(said, str):
        return "\n".join(tidy_spaces("".join(filter(_printable, line))) for line in said.split("\n"))
    if is_dataclass(said) and not isinstance(said, type):
        return replace(said, **{field.name: tidied(getattr(said, field.name)) for field in fields(said)})
    return [tidied(one) for one in said] if isinstance(said, list | tuple) else said


def _printable(char: str) -> bool:
    return char >= " " and not "\x7f" <= char <= "\x9f" and not "\ud800" <= char <= "\udfff" and char < "\ufffe"


def _number(paper: Paper) -> str:
    """A number below ten with a nought before it."""
    return f"{(paper.number or '').zfill(2) if paper.number else _BLANK}/{paper.symbol}"


def _day(day: date | None, year: int) -> str:
    """Days below ten, January and February with a nought before them."""
    if day is None:
        return f"ngày{_BLANK}tháng{_BLANK}năm {year}"
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def _closed(lines: Sequence[str]) -> list[str]:
    """Each line with ";", the last with "."."""
    bare = [line.removeprefix("-").strip(" ;.") for line in lines]
    return [f"{line};" for line in bare[:-1]] + [f"{line}." for line in bare[-1:]]


def _articles(articles: Sequence[Article]) -> list[ArticleWords]:
    """The last word of the text is followed by "./.", so that nothing can be added below it (Phụ lục III)."""
    texts = [list(article.paragraphs) for article in articles]
    if texts:
        texts[-1][-1] = texts[-1][-1].rstrip(" ./") + "./."
    return [ArticleWords(f"Điều {place}.", first, rest) for place, (first, *rest) in enumerate(texts, 1)]


def _annex(paper: Paper, annex: Annex, place: int) -> AnnexWords:
    label = "Phụ lục" if len(paper.annexes) == 1 else f"Phụ lục {roman(place)}"
    issuer = paper.authority or " ".join(paper.issuer.splitlines())
    reference = f"(Kèm theo {paper.kind} số {_number(paper)} {_day(paper.dated, paper.year)}\ncủa {issuer})"
    return AnnexWords(label, _whole(annex.title, paper.whole, "annex-title"), reference, annex.sections)


def _whole(title: str, names: Sequence[str], element: str) -> str:
    """Cased, and no name is broken between two lines that would go on one."""
    title = cased(element, title)
    for name in sorted((cased(element, name) for name in names), key=len, reverse=True):
        if rules.goes_on_a_line(name, element):
            title = title.replace(name, name.replace(" ", _NO_BREAK))
    return title


def roman(number: int) -> str:
    """From 1 to 89."""
    tens, ones = divmod(number, 10)
    fifties = ("L" if tens >= 5 else "") + "X" * (tens % 5) if tens != 4 else "XL"
    return fifties + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
