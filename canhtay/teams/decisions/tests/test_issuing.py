"""A decision of each kind, from its draft to what it did; and what it refuses."""

from datetime import date, timedelta

import pytest

from canhtay.core.models import Event
from canhtay.core.problems import Problem
from canhtay.people.scope import groups_visible_to
from canhtay.teams.actions import appoint, leave
from canhtay.teams.decisions.annex import annex_of
from canhtay.teams.decisions.drafting import change_draft, discard_draft, draft_decision
from canhtay.teams.decisions.tests.stories import OCTOBER, TODAY, another_team, issue, people_of, team_in
from canhtay.teams.models import Appointment, Decision, Leaving, Team
from testkit.places import open_group

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R2"), pytest.mark.mission("R15")]

Kind = Decision.Kind
YESTERDAY = TODAY - timedelta(days=1)


def code_of(told: pytest.ExceptionInfo[Problem]) -> str:
    return told.value.kind.code


def test_one_paper_founds_two_teams_and_their_members_are_in_them_by_it(world):
    fourth = another_team(world, "Trà Khê 4")
    draft = draft_decision(
        world.hung_dao, Kind.FOUND, [fourth, world.team], by=world.mai, label="Tổ chuyển đổi số cộng đồng"
    )
    assert [str(line.team) for line in draft.lines.all()] == ["Trà Khê 3", "Trà Khê 4"]  # as the annex lists them
    issued = issue(world, draft, number="7")
    assert (issued.number, issued.decided_on, issued.effective_on) == ("07/QĐ-UBND", TODAY, TODAY)
    for team in Team.objects.filter(group__in=[world.tra_khe_3, fourth.group]):
        assert (team.decision, team.label, team.valid_until) == (issued, "Tổ chuyển đổi số cộng đồng", None)
    assert set(Appointment.objects.values_list("decision", flat=True)) == {
        issued.pk,
        None,
    }  # the other ward's know nothing
    assert Appointment.objects.filter(decision=issued).count() == 5
    event = Event.objects.get(name="decision.issued")
    assert (event.actor, event.place, event.details["teams"]) == (str(world.mai.pk), world.hung_dao.pk, 2)


def test_the_annex_is_kept_as_it_was_signed(world):
    issued = issue(world, draft_decision(world.hung_dao, Kind.FOUND, [world.team], by=world.mai))
    leave(world.appointment_of(world.minh), by=world.mai)
    [team] = annex_of(issued, TODAY).stays
    assert [(row.name, row.gender, row.birth_year, row.role) for row in team.rows] == [
        ("Nguyễn Văn Hòa", "M", 1960, "leader"),
        ("Lê Thị Thu", "F", 1958, "deputy"),
        ("Trần Quang Minh", "M", 2006, "member"),
    ]
    assert "0912345678" not in issued.annex
    assert people_of(world.team) == [("Hòa", "leader"), ("Thu", "deputy")]


def test_a_project_06_group_that_is_consolidated_with_its_team_joins_it(world):
    beside = team_in(world, world.tra_khe_3, ["Đỗ Văn Nam", "Vũ Thị Na"], kind=Team.Kind.PROJECT_06)
    appoint(beside, world.hoa, "member", by=world.mai, since=OCTOBER)
    label = "Tổ công tác Đề án 06 và công nghệ số cộng đồng"
    draft = draft_decision(world.hung_dao, Kind.CONSOLIDATE, [beside, world.team], by=world.mai, label=label)
    issued = issue(world, draft)
    world.team.refresh_from_db()
    beside.refresh_from_db()
    assert (world.team.label, world.team.decision) == (label, issued)
    assert (beside.valid_until, beside.ended_by, beside.merged_into) == (YESTERDAY, issued, world.team)
    joined = [("Hòa", "leader"), ("Thu", "deputy"), ("Minh", "member"), ("Na", "member"), ("Nam", "member")]
    assert people_of(world.team) == joined
    gone = Appointment.objects.filter(team=beside)
    assert {(row.valid_until, row.left_because) for row in gone} == {(YESTERDAY, Leaving.ENDED)}
    assert gone.get(role="leader").person.grants.get(valid_until=None).role == "member"
    assert gone.get(person=world.hoa).grant.valid_until == YESTERDAY
    assert world.tra_khe_3 in groups_visible_to(world.hoa)


def test_the_draft_may_say_that_they_do_not_join(world):
    beside = team_in(world, world.tra_khe_3, ["Đỗ Văn Nam"], kind=Team.Kind.PROJECT_06)
    teams = [beside, world.team]
    issue(world, draft_decision(world.hung_dao, Kind.CONSOLIDATE, teams, by=world.mai, members_join=False))
    assert people_of(world.team) == [("Hòa", "leader"), ("Thu", "deputy"), ("Minh", "member")]
    assert people_of(beside) == []


def test_a_project_06_group_alone_is_consolidated_as_it_is(world):
    beside = team_in(world, world.tra_khe_3, ["Đỗ Văn Nam"], kind=Team.Kind.PROJECT_06)
    issue(world, draft_decision(world.hung_dao, Kind.CONSOLIDATE, [beside], by=world.mai))
    beside.refresh_from_db()
    assert (beside.valid_until, beside.decision.number) == (None, "103/QĐ-UBND")


def test_teams_are_merged_into_one_of_them_and_one_leads(world):
    fourth, fifth = another_team(world, "Trà Khê 4"), another_team(world, "Trà Khê 5", ["Bùi Văn Sáu"])
    teams = [fourth, fifth, world.team]
    draft = draft_decision(world.hung_dao, Kind.MERGE, teams, by=world.mai, into=world.team)
    issued = issue(world, draft)
    assert people_of(world.team) == [
        ("Hòa", "leader"), ("Thu", "deputy"), ("Minh", "member"), ("Na", "member"), ("Nam", "member"), ("Sáu", "member"),
    ]  # fmt: skip
    for team in (fourth, fifth):
        team.refresh_from_db()
        assert (team.valid_until, team.ended_by, team.merged_into) == (YESTERDAY, issued, world.team)
        assert people_of(team) == []
        assert people_of(team, YESTERDAY) != []


def test_the_draft_says_who_leads_the_merged_team(world):
    fourth = another_team(world, "Trà Khê 4")
    nam = Appointment.objects.get(team=fourth, role="leader").person
    draft = draft_decision(world.hung_dao, Kind.MERGE, [fourth, world.team], by=world.mai, into=world.team, leader=nam)
    issue(world, draft)
    assert people_of(world.team) == [
        ("Nam", "leader"), ("Thu", "deputy"), ("Hòa", "member"), ("Minh", "member"), ("Na", "member"),
    ]  # fmt: skip
    before = Appointment.objects.get(person=world.hoa, role="leader")
    assert (before.valid_until, before.left_because) == (YESTERDAY, Leaving.ROLE)


def test_a_team_is_dissolved_and_stays_in_the_past(world):
    issued = issue(world, draft_decision(world.hung_dao, Kind.DISSOLVE, [world.team], by=world.mai))
    world.team.refresh_from_db()
    assert (world.team.valid_until, world.team.ended_by, world.team.merged_into) == (YESTERDAY, issued, None)
    assert people_of(world.team) == []
    assert people_of(world.team, YESTERDAY) == [("Hòa", "leader"), ("Thu", "deputy"), ("Minh", "member")]
    assert not groups_visible_to(world.hoa).exists()


def test_the_phones_hear_that_their_team_ended(world, phone):
    assert len(phone.all("team")) == 1
    issue(world, draft_decision(world.hung_dao, Kind.DISSOLVE, [world.team], by=world.mai))
    assert phone.sync().all("team") == []


def test_a_paper_entered_late_takes_effect_on_its_own_day(world):
    week_ago = TODAY - timedelta(days=7)
    appoint(world.team, world.son, "member", by=world.mai, since=TODAY)
    issued = issue(world, draft_decision(world.hung_dao, Kind.FOUND, [world.team], by=world.mai), day=week_ago)
    assert [row.name for row in annex_of(issued, TODAY).stays[0].rows][-1] == "Trần Quang Minh"  # bác Sơn came later
    assert world.appointment_of(world.minh).decision == issued
    assert Appointment.objects.get(person=world.son, team=world.team).decision is None


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ({"day": TODAY + timedelta(days=1)}, "decision_day_to_come"),
        ({"effective_on": TODAY + timedelta(days=1)}, "decision_day_to_come"),
        ({"effective_on": YESTERDAY}, "effect_before_signing"),
        ({"day": date(2026, 9, 30)}, "team_not_yet_there"),
        ({"number": "mười hai"}, "odd_number"),
        ({"number": "0"}, "odd_number"),
    ],
)
def test_days_and_numbers_that_cannot_be(world, days, code):
    draft = draft_decision(world.hung_dao, Kind.FOUND, [world.team], by=world.mai)
    with pytest.raises(Problem) as told:
        issue(world, draft, **days)
    assert code_of(told) == code
    draft.refresh_from_db()
    assert (draft.number, draft.issued_at) == ("", None)


def test_a_team_in_which_nobody_was_is_not_put_on_paper(world):
    group = open_group(world.hung_dao, "Trà Khê 9", label="Tổ dân phố", by=world.mai)
    empty = team_in(world, group, [])
    with pytest.raises(Problem) as told:
        issue(world, draft_decision(world.hung_dao, Kind.FOUND, [empty], by=world.mai))
    assert told.value.sentence.startswith("Ngày 28/11/2026 sổ chưa ghi ai ở Trà Khê 9.")


def test_a_team_that_ends_may_not_have_changed_since(world):
    leave(world.appointment_of(world.minh), by=world.mai, last_day=YESTERDAY)
    draft = draft_decision(world.hung_dao, Kind.DISSOLVE, [world.team], by=world.mai)
    with pytest.raises(Problem) as told:
        issue(world, draft, day=TODAY - timedelta(days=3))
    assert "Trần Quang Minh đã vào, thôi hoặc đổi vai ở Trà Khê 3. Xin chọn ngày có hiệu lực từ 28/11/2026" in (
        told.value.sentence
    )
    issue(world, draft)


def test_a_number_is_used_once_a_day_and_place(world):
    fourth = another_team(world, "Trà Khê 4")
    issue(world, draft_decision(world.hung_dao, Kind.FOUND, [world.team], by=world.mai))
    draft = draft_decision(world.hung_dao, Kind.FOUND, [fourth], by=world.mai)
    with pytest.raises(Problem) as told:
        issue(world, draft, number="103 / qđ-ubnd")
    assert code_of(told) == "decision_number_taken"
    assert "103/QĐ-UBND ngày 28/11/2026 đã có trong sổ" in told.value.sentence
    issue(world, draft, number="104")


def test_two_drafts_of_one_team_and_the_second_comes_too_late(world):
    first, second = (draft_decision(world.hung_dao, Kind.FOUND, [world.team], by=world.mai) for _ in range(2))
    end = draft_decision(world.hung_dao, Kind.DISSOLVE, [world.team], by=world.mai)
    issue(world, first)
    with pytest.raises(Problem) as told:
        issue(world, second, number="104")
    assert code_of(told) == "named_team_decided"
    issue(world, end, number="105")
    with pytest.raises(Problem) as told:
        issue(world, second, number="106")
    assert code_of(told) == "named_team_ended"


def test_what_is_issued_is_no_draft_any_more(world):
    issued = issue(world, draft_decision(world.hung_dao, Kind.FOUND, [world.team], by=world.mai))
    for change in (
        lambda: change_draft(issued, by=world.mai, signer="Ai đó"),
        lambda: discard_draft(issued, by=world.mai),
        lambda: issue(world, issued, number="104"),
    ):
        with pytest.raises(Problem) as told:
            change()
        assert code_of(told) == "no_draft"


def test_a_draft_names_only_teams_it_may(world):
    for teams, kind, code in [
        ([], Kind.FOUND, "decision_names_no_team"),
        ([world.sons_team], Kind.DISSOLVE, "team_not_to_be_named"),
        ([world.team], Kind.MERGE, "one_is_not_merged"),
    ]:
        with pytest.raises(Problem) as told:
            draft_decision(world.hung_dao, kind, teams, by=world.mai)
        assert code_of(told) == code
    assert not Decision.objects.exists()


def test_a_draft_is_changed_and_thrown_away(world):
    fourth = another_team(world, "Trà Khê 4")
    draft = draft_decision(world.hung_dao, Kind.MERGE, [fourth, world.team], by=world.mai, into=fourth)
    assert draft.lines.get(team=world.team).into == fourth
    draft = change_draft(draft, by=world.mai, into=world.team, signer="  Nguyễn Văn Đức ")
    assert (draft.lines.get(team=fourth).into, draft.signer) == (world.team, "Nguyễn Văn Đức")
    fifth = another_team(world, "Trà Khê 5")
    draft = change_draft(draft, by=world.mai, teams=[fourth, fifth, world.team])
    assert {line.into for line in draft.lines.exclude(team=world.team)} == {world.team}  # chosen before, still named
    discard_draft(draft, by=world.mai)
    assert not Decision.objects.exists()
    assert Event.objects.get(name="decision.discarded").details == {"kind": "merge", "teams": 3}
