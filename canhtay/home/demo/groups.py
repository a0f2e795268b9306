"""The groups of the demo's ward: how many doors, which hour, who sits in the team.

Everything here is fiction, first of all where a group lies. Phường Anh Dũng was split on 1/7/2025 between Hưng Đạo and Dương Kinh,
and no public paper says on which side Trà Khê 3 fell: in the product the ward says it, nobody guesses; here it is made up.
"""

from dataclasses import dataclass
from datetime import time

from canhtay.home.demo.visitor import TRA_KHE_3

HUNG_DAO = "11689"
ANH_DUNG = "11689"  # the same code until 30/6/2025
EVENING = time(19, 30)
SECRETARY, HEAD = "Bí thư chi bộ", "Tổ trưởng tổ dân phố"
FRONT, WOMEN, ELDERLY = "Trưởng ban công tác Mặt trận", "Chi hội trưởng phụ nữ", "Chi hội trưởng người cao tuổi"
VETERANS, FARMERS, POLICE = "Chi hội trưởng cựu chiến binh", "Chi hội trưởng nông dân", "Công an khu vực"
USUAL = (SECRETARY, HEAD, FRONT, WOMEN, ELDERLY, VETERANS, FARMERS)
YOUTHS = ("Bí thư chi đoàn", "Đoàn viên thanh niên", "Sinh viên")


@dataclass(frozen=True)
class Plan:
    """`posts` of the grown-ups, leader and deputy first; then the youths. `weekday` 0: no hour chosen yet."""

    name: str
    doors: int = 0
    youths: int = 1
    weekday: int = 0
    starts: time = EVENING
    posts: tuple[str, ...] = USUAL


FROM_ANH_DUNG = [
    Plan(TRA_KHE_3, 152, 3, 6),
    Plan("Trà Khê 1", 96, 2, 6, time(8, 0)),
    Plan("Trà Khê 2", 88, 1, 7, time(8, 30), (*USUAL, POLICE)),
]
WAITING = [Plan("Trà Khê 6", youths=1), Plan("Trà Khê 7", youths=2)]
"""Of Anh Dũng too; the demo leaves it to its visitor to say on which side."""

OF_2025 = [
    # Led by the head of the residential group, where Hải Phòng's rule asks for the cell's secretary.
    Plan("Trà Khê 4", 104, 2, 4, posts=(HEAD, SECRETARY, *USUAL[2:])),
    Plan("Trà Khê 5", 120, 1, 5, posts=(f"{SECRETARY}, {HEAD.lower()}", *USUAL[2:], POLICE, "Nhân viên y tế")),
    # Nobody of the youths.
    Plan("Phấn Dũng 1", 110, 0, 3, posts=(*USUAL, POLICE)),
    Plan("Phấn Dũng 2", 84, 2, 7, time(15, 0)),
    Plan("Phấn Dũng 3", 72, 1),
]
NEWEST = [
    Plan("Ninh Hải 1", 90, 2, 6, time(16, 0)),
    # Two too few.
    Plan("Ninh Hải 2", 64, 1, 2, posts=USUAL[:5]),
]
GROUPS = [*FROM_ANH_DUNG, *OF_2025, *NEWEST]
BY_LIST = "Ninh Hải 3"
"""Its people came with a list of which two rows could not be read."""
