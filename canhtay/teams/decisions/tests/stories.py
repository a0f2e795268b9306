"""Teams for stories about decisions, beside the cast's."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from canhtay.core.history import MACHINE
from canhtay.people.actions import add_person
from canhtay.places.models import Place
from canhtay.teams.actions import appoint, found_team
from canhtay.teams.decisions.issuing import issue_decision
from canhtay.teams.models import Decision, Team
from canhtay.teams.queries import members_of
from testkit.places import open_group
from testkit.world import SATURDAY, World

TODAY = SATURDAY.date()
OCTOBER = date(2026, 10, 1)  # since when the cast's wards stand
ROLES = ("leader", "deputy", "member")


def another_team(world: World, name: str, people: Iterable[str] = ("Đỗ Văn Nam", "Vũ Thị Na"), **about: Any) -> Team:
    """In a group of its own in Hưng Đạo, since October; the first leads, the second is deputy."""
    group = open_group(world.hung_dao, name, label="Tổ dân phố", by=world.mai, since=OCTOBER)
    return team_in(world, group, people, **about)


def team_in(world: World, group: Place, people: Iterable[str], **about: Any) -> Team:
    team = found_team(group, by=world.mai, since=OCTOBER, **about)
    for at, name in enumerate(people):
        person = add_person(name, by=MACHINE, gender="F" if "Thị" in name else "M", birth_year=1950 + 7 * at)
        appoint(team, person, ROLES[min(at, 2)], by=world.mai, since=OCTOBER, post="Chi hội Người cao tuổi")
    return team


def issue(world: World, decision: Decision, number: str = "103", day: date = TODAY, **said: Any) -> Decision:
    said = {"effective_on": day, "signer": "Nguyễn Văn Đức", "signer_post": "Chủ tịch"} | said
    return issue_decision(decision, number=number, decided_on=day, by=world.mai, **said)


def people_of(team: Team, day: date | None = None) -> list[tuple[str, str]]:
    return [(row.person.given_name, row.role) for row in members_of([team.pk], day)]
