"""A decision as an official paper, by Nghị định 30/2020, Mẫu 1.2: what the writers of DOCX and PDF are given."""

from datetime import date

from canhtay.core import clock
from canhtay.core.papers.shapes import Paper, Signer
from canhtay.places.paths import State, states_at
from canhtay.teams.decisions import wording
from canhtay.teams.decisions.annex import Annex, Ends, Stays, annex_of
from canhtay.teams.decisions.annex_tables import annexes_of
from canhtay.teams.decisions.articles import articles_of
from canhtay.teams.decisions.numbers import SYMBOL, parted
from canhtay.teams.decisions.signing import lines_of, signs_for_the_committee
from canhtay.teams.models import Decision


def paper_of(decision: Decision, hidden: frozenset[str] = frozenset()) -> Paper:
    """A draft: with the people of today, blanks for number and day. Issued: as it was signed, whatever has changed since.

    `hidden`: teams whose lists are left out for this reader; the articles stay whole.
    """
    day = decision.decided_on or clock.today()
    annex = annex_of(decision, min(decision.effective_on or day, clock.today()))
    state = states_at([decision.place], day)[decision.place_id]
    number, symbol = parted(decision.number) if decision.number else (None, SYMBOL)
    return Paper(
        # No line above it: a People's Committee has no managing body ("nếu có", II.2.a); it is itself the authority of its unit.
        issuer=f"Ủy ban nhân dân\n{wording.unit(state)}",
        symbol=symbol,
        place=decision.written_at or state.name,
        year=day.year,
        kind="Quyết định",
        about=f"Về việc {subject(decision, annex, state)}",
        whole=names_in(annex, state),
        signer=Signer(lines_of(decision.signer_post), decision.signer or None),
        number=number,
        dated=decision.decided_on,
        authority=authority(decision, state),
        grounds=[line for line in decision.grounds.splitlines() if line.strip()],
        decides="Quyết định:",
        articles=articles_of(decision, annex, state),
        recipients=recipients(state),
        annexes=annexes_of(annex, state, hidden),
    )


def authority(decision: Decision, state: State) -> str:
    return wording.issuer(state, by_chairman=not signs_for_the_committee(decision.signer_post))


def subject(decision: Decision, annex: Annex, state: State) -> str:
    """What the paper is about, in few words: one team by its name, several by their unit."""
    verb = wording.VERBS[Decision.Kind(decision.kind)]
    consolidates = decision.kind == Decision.Kind.CONSOLIDATE
    named: list[Stays | Ends] = [*annex.stays] if consolidates else [*annex.ends, *annex.stays]
    if len(named) == 1:
        return f"{verb} {named[0].label} {named[0].group}"
    return f"{verb} các {wording.labels(named)}\ntrên địa bàn {wording.unit(state)}"


def names_in(annex: Annex, state: State) -> list[str]:
    """What stands in titles and is read as one: a long name of a team is broken before its "và" alone."""
    teams: list[Stays | Ends] = [*annex.stays, *annex.ends]
    labels = (part for team in teams for part in team.label.replace(" và ", "\nvà ").splitlines())
    return list(dict.fromkeys([*labels, *(team.group for team in teams), wording.unit(state)]))


def recipients(state: State) -> list[str]:
    unit = state.label.lower()
    return [
        "Như Điều 4",
        "Sở Khoa học và Công nghệ (để báo cáo)",
        f"Thường trực Đảng ủy, Hội đồng nhân dân {unit}",
        "Lưu: VT, VHXH",
    ]


def file_name(decision: Decision, kind: str) -> str:
    """ "quyet-dinh-kien-toan-103-QD-UBND-2026-11-28.docx"; ASCII, for any machine it is carried to."""
    verb = {"found": "thanh-lap", "consolidate": "kien-toan", "merge": "hop-nhat", "dissolve": "giai-the"}[
        decision.kind
    ]
    number = decision.number.replace("Đ", "D").replace("/", "-") or "du-thao"
    safe = "".join(char for char in number if char.isascii() and (char.isalnum() or char == "-"))
    day: date = decision.decided_on or clock.today()
    return f"quyet-dinh-{verb}-{safe}-{day:%Y-%m-%d}.{kind}"
