"""The four articles: what is decided, what the teams are for, from when and in place of what, who carries it out."""

from datetime import date

from canhtay.core.papers.shapes import Article
from canhtay.places.paths import State
from canhtay.teams.decisions import wording
from canhtay.teams.decisions.annex import Annex, lists_the_ended
from canhtay.teams.decisions.replaced import Replaced
from canhtay.teams.models import Decision

Kind = Decision.Kind
MOST_REPLACED = 4


def articles_of(decision: Decision, annex: Annex, state: State) -> list[Article]:
    return [
        Article(_what(decision, annex, state)),
        Article(_tasks(decision, annex, state)),
        Article([_from_when(decision, annex)]),
        Article([_who(annex, state)]),
    ]


def _what(decision: Decision, annex: Annex, state: State) -> list[str]:
    if decision.kind == Kind.DISSOLVE:
        return [_dissolved(annex, state)]
    if decision.kind == Kind.MERGE:
        return [_merged(annex)]
    said = [_stand(wording.VERBS[Kind(decision.kind)].capitalize(), annex, state)]
    return [*said, *_joined(annex)]


def _stand(verb: str, annex: Annex, state: State) -> str:
    if len(annex.stays) == 1:
        [team] = annex.stays
        return f"{verb} {team.label} {team.group}, gồm {_people(annex)} (có danh sách tại {_lists(annex)} kèm theo)."
    labels = wording.labels(annex.stays)
    teams = f"{wording.counted(len(annex.stays))} {labels}"
    return (
        f"{verb} {teams} trên địa bàn {wording.unit(state)}, gồm {_people(annex)} "
        f"(có danh sách tại {_lists(annex)} kèm theo)."
    )


def _joined(annex: Annex) -> list[str]:
    if not annex.ends:
        return []
    stop = "các Tổ được nhập kết thúc" if len(annex.ends) > 1 else "Tổ được nhập kết thúc"
    into = wording.listed(list(dict.fromkeys(team.into_label for team in annex.ends)))
    ended = _ended(annex, "Phụ lục II")
    return [f"Nhập {ended} vào {into} cùng địa bàn; {stop} hoạt động kể từ ngày Quyết định này có hiệu lực."]


def _merged(annex: Annex) -> str:
    [team] = annex.stays
    return (
        f"Hợp nhất {_ended(annex, 'Phụ lục II')} vào {team.label} {team.group}. Sau khi hợp nhất, Tổ gồm {_people(annex)} "
        f"(có danh sách tại {_lists(annex)} kèm theo)."
    )


def _dissolved(annex: Annex, state: State) -> str:
    if not lists_the_ended(annex):
        return f"Giải thể {_ended(annex, '')}."
    teams = f"{wording.counted(len(annex.ends))} {wording.labels(annex.ends)}"
    return f"Giải thể {teams} trên địa bàn {wording.unit(state)} (có danh sách tại Phụ lục kèm theo)."


def _ended(annex: Annex, where: str) -> str:
    """The teams that end, by name while they are few."""
    if lists_the_ended(annex):
        return f"{wording.counted(len(annex.ends))} {wording.labels(annex.ends)} (có danh sách tại {where} kèm theo)"
    return wording.listed([f"{team.label} {team.group}" for team in annex.ends])


def _tasks(decision: Decision, annex: Annex, state: State) -> list[str]:
    if decision.kind == Kind.DISSOLVE:
        teams = "Tổ nêu" if len(annex.ends) == 1 else "các Tổ nêu"
        return [
            f"Thành viên {teams} tại Điều 1 thôi thực hiện nhiệm vụ của Tổ kể từ ngày Quyết định này có hiệu lực; Tổ "
            f"trưởng bàn giao sổ sách, tài liệu, tài sản (nếu có) cho {wording.committee(state)}."
        ]
    label = wording.labels(annex.stays)
    last = f"4. Thực hiện nhiệm vụ khác do {wording.committee(state)} giao."
    return [f"{label} có nhiệm vụ:", *wording.TASKS, last]


def _from_when(decision: Decision, annex: Annex) -> str:
    own_day = decision.effective_on and decision.effective_on != decision.decided_on
    since = wording.long_day(decision.effective_on) if own_day and decision.effective_on else "ngày ký"
    return f"Quyết định này có hiệu lực kể từ {since}{_in_place_of(annex.replaced)}."


def _in_place_of(papers: list[Replaced]) -> str:
    if not papers:
        return ""
    if len(papers) > MOST_REPLACED:
        return "; các quyết định trước đây về các Tổ nêu tại Điều 1 hết hiệu lực đối với các Tổ này"
    whole = wording.listed([_named(paper) for paper in papers if paper.whole])
    partly = wording.listed([_named(paper) for paper in papers if not paper.whole])
    about_them = f"nội dung về các Tổ nêu tại Điều 1 trong {partly}" if partly else ""
    return f" và thay thế {'; '.join(filter(None, [whole, about_them]))}"


def _named(paper: Replaced) -> str:
    day = f" {wording.long_day(date.fromisoformat(paper.decided_on))}" if paper.decided_on else ""
    issuer = wording.issuer(State(paper.label, paper.name, ""), by_chairman=paper.by_chairman)
    return f"Quyết định số {paper.number}{day} của {issuer}"


def _who(annex: Annex, state: State) -> str:
    unit = state.label.lower()
    people = "các ông, bà có tên tại Phụ lục" if annex.stays else "các tổ chức, cá nhân có liên quan"
    return (
        f"Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân {unit}, Trưởng phòng Văn hóa - Xã hội {unit} và {people} "
        "chịu trách nhiệm thi hành Quyết định này."
    )


def _people(annex: Annex) -> str:
    return f"{wording.counted(annex.people)} thành viên"


def _lists(annex: Annex) -> str:
    return "Phụ lục I" if annex.stays and lists_the_ended(annex) else "Phụ lục"
