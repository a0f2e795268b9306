"""What a ward lives with: who can do what and when, somebody who left, a draft, a list with faults, a right that ends soon."""

from datetime import datetime, timedelta
from random import Random

from canhtay.core import clock
from canhtay.home.demo.crews import Crew
from canhtay.home.demo.groups import BY_LIST, FARMERS, USUAL, YOUTHS
from canhtay.home.demo.people import somebody
from canhtay.home.demo.rosters import rows_of, take_in, with_faults
from canhtay.people.actions import add_person, grant_role
from canhtay.people.grant_actions import give_role
from canhtay.people.models import Person, RoleGrant
from canhtay.places.models import Place
from canhtay.teams.actions import leave
from canhtay.teams.decisions.drafting import draft_decision
from canhtay.teams.models import Appointment, Decision, Leaving, MemberHours, MemberSkill
from canhtay.teams.skills import note_skills, set_hours

Level, Part = MemberSkill.Level, MemberHours.Part
OF_THE_YOUNG = {
    "vneid": Level.TEACHES,
    "thanh-toan": Level.SHOWS,
    "dvc-toan-trinh": Level.SHOWS,
    "an-toan": Level.SHOWS,
}
OF_THE_OLD = {"vneid": Level.SELF, "an-toan": Level.SHOWS, "thanh-toan": Level.NONE}
EVENINGS = {(day, Part.EVENING) for day in (4, 6)} | {(7, Part.MORNING)}
MORNINGS = {(day, Part.MORNING) for day in range(1, 6)} | {(6, Part.EVENING)}


def say_what_they_can(crew: Crew, leader: Person) -> None:
    """The youths and the deputy say it themselves; what the leader saw, he notes."""
    for person in crew.members[7:]:
        note_skills(person, OF_THE_YOUNG, by=person, source=MemberSkill.Source.SAID)
        set_hours(person, EVENINGS, by=person)
    for person in crew.members[:4]:
        note_skills(person, OF_THE_OLD, by=leader, source=MemberSkill.Source.SEEN)
        set_hours(person, MORNINGS, by=person)


def somebody_leaves(crew: Crew, *, by: Person) -> None:
    """From today on: the farmers' head, over seventy."""
    row = Appointment.objects.get(team=crew.team, post=FARMERS, valid_until=None)
    leave(row, by=by, because=Leaving.PRIVATE, note="bác xin nghỉ vì việc nhà, vẫn giúp tổ khi cần")
    crew.members.remove(row.person)


def begin_draft(commune: Place, crews: list[Crew], *, by: Person) -> None:
    draft_decision(commune, Decision.Kind.FOUND, [crew.team for crew in crews], by=by)


def send_faulty_list(die: Random, commune: Place, *, by: Person) -> None:
    rows = with_faults(rows_of(die, BY_LIST, (*USUAL, YOUTHS[0])))
    take_in(commune, f"Danh sách tổ {BY_LIST}.csv", rows, by=by)


def let_in_for_a_while(die: Random, commune: Place, group: Place, opens: datetime, *, by: Person) -> None:
    """Somebody who inspects until two weeks from now, and a volunteer beside the team."""
    one = {"name": somebody(die, (1970, 1985), "M").name, "gender": "M"}
    give_role(one, RoleGrant.Role.INSPECTOR, commune, by=by, until=clock.local_day(opens) + timedelta(days=14))
    young = somebody(die, (2003, 2006), "F")
    volunteer = add_person(young.name, by=by, gender=young.gender, birth_year=young.birth_year, place=group.pk)
    grant_role(volunteer, RoleGrant.Role.YOUTH, group, by=by)
