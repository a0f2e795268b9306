"""The sentences of a decision. An official paper is Vietnamese whatever language its drafter reads: no gettext here.

Tasks follow the guidance of 2022 and 2023 on community teams; grounds are those in force, written as Nghị định 30/2020,
Phụ lục I, II.6.a asks: a law without its number, any other paper with number, day, issuer and what it is about. Offered is
only what could be written in full: of 1690/QĐ-TTg of 2023 we have not seen the words of its title.
"""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from canhtay.places.models import Place
from canhtay.places.paths import State
from canhtay.teams.models import Decision

GROUNDS = [
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025",
    "Căn cứ Quyết định số 411/QĐ-TTg ngày 31 tháng 3 năm 2022 của Thủ tướng Chính phủ phê duyệt Chiến lược quốc gia phát "
    "triển kinh tế số và xã hội số đến năm 2025, định hướng đến năm 2030",
]
VERBS = {
    Decision.Kind.FOUND: "thành lập",
    Decision.Kind.CONSOLIDATE: "kiện toàn",
    Decision.Kind.MERGE: "hợp nhất",
    Decision.Kind.DISSOLVE: "giải thể",
}
TASKS = [
    "1. Tuyên truyền đến từng hộ gia đình chủ trương của Đảng, chính sách của Nhà nước về chuyển đổi số; thông tin về kế "
    "hoạch, kết quả, sự kiện chuyển đổi số trên địa bàn;",
    "2. Hướng dẫn người dân sử dụng dịch vụ công trực tuyến, mua sắm trực tuyến, thanh toán trực tuyến, tự bảo vệ trên không "
    "gian mạng và sử dụng các nền tảng số của địa phương;",
    "3. Tiếp nhận nhu cầu, khó khăn, vướng mắc của người dân và phản ánh tới cơ quan có thẩm quyền;",
]
ROLES = {"leader": "Tổ trưởng", "deputy": "Tổ phó", "member": "Thành viên"}


def usual_grounds(place: Place) -> list[str]:
    return [*GROUNDS, f"Xét đề nghị của Trưởng phòng Văn hóa - Xã hội {place.label.lower()}"]


def usual_place(place: Place) -> str:
    """Địa danh: the unit's name; with its label where the name is a number (II.4.a). Whether it is a person's, people know."""
    return f"{place.label} {place.name}" if place.name[:1].isdigit() else place.name


def unit(state: State) -> str:
    """ "phường Hưng Đạo", within a sentence."""
    return f"{state.label.lower()} {state.name}"


def committee(state: State) -> str:
    return f"Ủy ban nhân dân {unit(state)}"


def issuer(state: State, *, by_chairman: bool) -> str:
    """Who decided, as a paper is named in another: the chairman where he signed as chairman, else the committee."""
    return f"Chủ tịch {committee(state)}" if by_chairman else committee(state)


def counted(number: int) -> str:
    """As papers write numbers: 05, 40."""
    return f"{number:02}"


def long_day(day: date) -> str:
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def listed(words: list[str]) -> str:
    """ "A", "A và B", "A, B và C"."""
    return " và ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else ""


class Labelled(Protocol):
    @property
    def label(self) -> str: ...


def labels(teams: Iterable[Labelled]) -> str:
    """What these teams are called, each name once."""
    return listed(list(dict.fromkeys(team.label for team in teams)))
