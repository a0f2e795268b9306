"""The verdict kept beside each team: written with every change, again when a day has passed, gone when the team ends."""

from datetime import timedelta
from random import Random

import pytest

from canhtay.core import clock
from canhtay.core.history import MACHINE
from canhtay.people.actions import add_person
from canhtay.teams.actions import appoint, change_role, found_team, leave
from canhtay.teams.jobs import judge_what_is_due
from canhtay.teams.models import Appointment, Standing, Team
from canhtay.teams.standing import findings_of, judged, restate
from testkit.places import open_group
from testkit.queries import assert_same_queries
from testkit.world import SATURDAY

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R2")]

POSTS = ["Bí thư chi bộ", "Tổ trưởng TDP", "Trưởng ban CTMT", "CHT PN", "Đoàn viên", "Công an khu vực", "", "Người dân"]


def told(standing: Standing) -> dict[str, object]:
    return {field.attname: getattr(standing, field.attname) for field in Standing._meta.fields}


def fresh() -> dict[object, dict[str, object]]:
    return {row.team_id: told(row) for row in judged(list(Team.objects.values_list("pk", flat=True)))}


def stored() -> dict[object, dict[str, object]]:
    return {row.team_id: told(row) for row in Standing.objects.all()}


def codes(team: Team) -> list[str]:
    return [one.code for one in findings_of(Standing.objects.get(team=team))]


def test_a_team_founded_and_filled_is_judged_at_once(world):
    standing = Standing.objects.get(team=world.team)
    assert (standing.rule, standing.members, standing.leaders, standing.youths) == ("hai-phong-2024", 3, 1, 1)
    assert not standing.fits
    assert codes(world.team)[:2] == ["too_few", "leader_office_unknown"]


def test_ten_people_in_the_offices_the_rule_asks_for_fit(world):
    change_role(world.appointment_of(world.hoa), by=world.mai, post="Bí thư chi bộ")
    change_role(world.appointment_of(world.thu), by=world.mai, post="Tổ trưởng TDP")
    for post in ("Trưởng ban CTMT", "Chi hội trưởng phụ nữ", "CHT CCB", "Chi hội NCT", "Người dân"):
        appoint(world.team, add_person("Lê Na", by=world.mai, birth_year=1961), "member", by=world.mai, post=post)
    standing = Standing.objects.get(team=world.team)
    assert (standing.fits, standing.members, standing.findings) == (True, 8, [])


@pytest.mark.parametrize("seed", range(4))
def test_after_any_changes_the_stored_verdict_is_the_fresh_one(world, stopped_at, seed):
    die, now = Random(seed), SATURDAY
    teams = [world.team, world.sons_team]
    judge_what_is_due.func()  # the cast was brought together weeks ago
    for step in range(25):
        open_rows = list(Appointment.objects.filter(valid_until=None).select_related("team__group", "person", "grant"))
        act = die.choice(["appoint", "appoint", "leave", "change", "a day"])
        if act == "appoint":
            person = add_person(f"Lê Na {step}", by=MACHINE, birth_year=die.choice([None, 1960, 1996, 2005]))
            role = die.choice(["leader", "deputy", "member", "member"])
            appoint(die.choice(teams), person, role, by=MACHINE, post=die.choice(POSTS))
        elif act == "leave" and open_rows:
            leave(die.choice(open_rows), by=MACHINE)
        elif act == "change" and open_rows:
            change_role(
                die.choice(open_rows), by=MACHINE, role=die.choice(["leader", "member"]), post=die.choice(POSTS)
            )
        else:
            now += timedelta(days=1)
            stopped_at(now)
            judge_what_is_due.func()
        assert stored() == fresh()


def test_the_next_day_those_who_only_then_begin_are_counted(world, stopped_at):
    tomorrow = clock.today() + timedelta(days=1)
    appoint(world.team, world.son, "member", by=world.mai, since=tomorrow)
    assert Standing.objects.get(team=world.team).members == 3
    stopped_at(SATURDAY + timedelta(days=1))
    judge_what_is_due.func()
    assert (Standing.objects.get(team=world.team).members, stored()) == (4, fresh())


def test_an_older_installation_gets_its_verdicts_and_a_second_run_writes_nothing(world):
    Standing.objects.all().delete()
    judge_what_is_due.func()
    assert set(stored()) == {world.team.pk, world.sons_team.pk}
    before = stored()
    judge_what_is_due.func()
    assert stored() == before


def test_a_team_that_ended_is_judged_no_more(world):
    world.team.valid_until = clock.day_before(clock.today())
    world.team.save()
    restate([world.team])
    assert set(stored()) == {world.sons_team.pk}
    Standing.objects.create(team=world.team, rule="hai-phong-2024", checked_on=clock.today())
    judge_what_is_due.func()
    assert set(stored()) == {world.sons_team.pk}


def test_a_project_06_group_has_no_rule_and_no_verdict(world):
    other = found_team(world.tra_khe_3, by=world.mai, kind=Team.Kind.PROJECT_06)
    appoint(other, world.hoa, "leader", by=world.mai)
    assert other.pk not in stored()


def test_many_teams_are_judged_with_as_many_queries_as_one(world):
    names = iter(range(4, 12))

    def add() -> None:
        group = open_group(world.hung_dao, f"Trà Khê {next(names)}", label="Tổ dân phố", by=world.mai)
        appoint(found_team(group, by=world.mai), add_person("Lê Na", by=world.mai), "leader", by=world.mai)

    assert_same_queries(lambda: restate(Team.objects.all()), add)
