"""A team of the demo with its people and its doors."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from canhtay.core.history import Actor
from canhtay.home.demo.groups import POLICE, YOUTHS, Plan
from canhtay.home.demo.people import Invented, some_phone, somebody
from canhtay.home.demo.visitor import TRA_KHE_3
from canhtay.people.actions import add_person
from canhtay.people.models import Person
from canhtay.places.actions import NewGroup, open_groups
from canhtay.places.models import Place
from canhtay.register.models import Household
from canhtay.rounds.actions import set_slot
from canhtay.teams.actions import appoint, found_teams
from canhtay.teams.models import Appointment, Team

ELDER, GROWN, YOUNG = (1950, 1966), (1984, 1995), (1999, 2006)
CAST = {0: Invented("Nguyễn Văn Hòa", "M", 1960), 1: Invented("Trần Thị Thu", "F", 1958)}
MINH = Invented("Phạm Đức Minh", "M", 2006)


@dataclass
class Crew:
    team: Team
    members: list[Person]
    doors: list[Household] = field(default_factory=list)


def found_crews(die: Random, commune: Place, plans: list[Plan], *, by: Actor) -> list[Crew]:
    """Groups opened today, each with its team."""
    groups = open_groups(commune, [NewGroup(plan.name, "Tổ dân phố") for plan in plans], by=by)
    teams = found_teams(groups, by=by)
    return [Crew(team, _members(die, team, plan, by)) for team, plan in zip(teams, plans, strict=True)]


def choose_hours(crews: list[Crew], plans: list[Plan]) -> None:
    for crew, plan in zip(crews, plans, strict=True):
        if plan.weekday:
            where, leader = f"Nhà văn hóa {plan.name}", crew.members[0]
            set_slot(crew.team, weekday=plan.weekday, starts=plan.starts, minutes=60, place=where, by=leader)


def crew_of(team: Team) -> Crew:
    """As it stands now."""
    rows = team.appointments.filter(valid_until=None).select_related("person").order_by("pk")
    doors = Household.unscoped.filter(group=team.group)
    in_order = doors.order_by("alley__order", "walk_order", "number", "name", "pk")
    return Crew(team, [row.person for row in rows], list(in_order))


def _members(die: Random, team: Team, plan: Plan, by: Actor) -> list[Person]:
    return [_member(die, team, place, post, one, by) for place, (post, one) in enumerate(_invented(die, plan))]


def _member(die: Random, team: Team, place: int, post: str, one: Invented, by: Actor) -> Person:
    phone = some_phone(die) if place < 9 else ""
    person = add_person(one.name, by=by, gender=one.gender, birth_year=one.birth_year, phone=phone, place=team.group_id)
    role = {0: Appointment.Role.LEADER, 1: Appointment.Role.DEPUTY}.get(place, Appointment.Role.MEMBER)
    appoint(team, person, role, by=by, post=post)
    return person


def _invented(die: Random, plan: Plan) -> Iterator[tuple[str, Invented]]:
    known = plan.name == TRA_KHE_3
    for place, post in enumerate(plan.posts):
        yield post, (CAST.get(place) if known else None) or somebody(die, born(post))
    for place in range(plan.youths):
        last = place == plan.youths - 1
        yield YOUTHS[place], MINH if known and last else somebody(die, YOUNG)


def born(post: str) -> tuple[int, int]:
    return YOUNG if post in YOUTHS else GROWN if post in (POLICE, "Nhân viên y tế") else ELDER
