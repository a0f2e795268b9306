"""What lies behind the demo's ward: phường Anh Dũng in 2024, its paper, the split of 1/7/2025, the teams of August 2025."""

from datetime import date, time
from random import Random

from canhtay.core import clock
from canhtay.core.history import MACHINE
from canhtay.home.demo.crews import Crew, found_crews
from canhtay.home.demo.groups import ANH_DUNG, FROM_ANH_DUNG, OF_2025, WAITING
from canhtay.home.demo.people import somebody
from canhtay.people.actions import add_person, grant_role
from canhtay.people.models import Person, RoleGrant
from canhtay.places.models import Place
from canhtay.places.queries import commune_by_code
from canhtay.places.reform.sides import choose_sides
from canhtay.teams.decisions.drafting import draft_decision
from canhtay.teams.decisions.issuing import issue_decision
from canhtay.teams.decisions.signing import CHAIRMAN
from canhtay.teams.models import Decision

OPENED, CONSOLIDATED, LAST_DAY = date(2024, 1, 15), date(2024, 2, 27), date(2025, 6, 30)
SIDES_CHOSEN, FOUNDED, DECIDED = date(2025, 7, 21), date(2025, 8, 4), date(2025, 8, 8)
MERGED_NAME = "Tổ công tác Đề án 06 và công nghệ số cộng đồng"
MORNING = time(9, 0)


def live_2024(die: Random) -> list[Crew]:
    """Five groups of Anh Dũng with their teams, and the paper that consolidated them; the first three first."""
    with clock.stopped_at(clock.at(OPENED, MORNING)):
        anh_dung = commune_by_code(ANH_DUNG)
        officer = add_person("Bùi Thị Hạnh", by=MACHINE, gender="F", birth_year=1972, place=anh_dung.pk)
        grant_role(officer, RoleGrant.Role.OFFICER, anh_dung, by=MACHINE, until=LAST_DAY)
        crews = found_crews(die, anh_dung, [*FROM_ANH_DUNG, *WAITING], by=officer)
    _decide(die, anh_dung, crews, Decision.Kind.CONSOLIDATE, "28", CONSOLIDATED, by=officer, label=MERGED_NAME)
    return crews


def choose_the_sides(crews: list[Crew], commune: Place, *, by: Person) -> None:
    """Of the first groups, and made up as the rest is; two are left for the visitor."""
    with clock.stopped_at(clock.at(SIDES_CHOSEN, MORNING)):
        groups = [crew.team.group for crew in crews[: len(FROM_ANH_DUNG)]]
        choose_sides(dict.fromkeys(groups, commune), by=by, paper="Biên bản rà soát địa giới ngày 18/7/2025")


def live_2025(die: Random, commune: Place, *, by: Person) -> list[Crew]:
    with clock.stopped_at(clock.at(FOUNDED, MORNING)):
        crews = found_crews(die, commune, OF_2025, by=by)
    _decide(die, commune, crews, Decision.Kind.FOUND, "127", DECIDED, by=by)
    return crews


def _decide(
    die: Random, place: Place, crews: list[Crew], kind: str, number: str, day: date, *, by: Person, label: str = ""
) -> None:
    with clock.stopped_at(clock.at(day, MORNING)):
        draft = draft_decision(place, kind, [crew.team for crew in crews], by=by, label=label)
        signer = somebody(die, (1966, 1978)).name
        issue_decision(
            draft, number=number, decided_on=day, effective_on=day, by=by, signer=signer, signer_post=CHAIRMAN
        )
