"""Under which name and by which paper a team stood on a day: what is decided later changes no page and no file of before."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from canhtay.core.problems import Problem
from canhtay.people.actions import change_person
from canhtay.teams.decisions.drafting import draft_decision
from canhtay.teams.decisions.tests.stories import TODAY, another_team, issue
from canhtay.teams.decisions.withdrawing import withdraw_issue
from canhtay.teams.models import Decision, Team, TeamState
from testkit.office import office_of, words
from testkit.world import SATURDAY

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R2")]
FIRST, NOVEMBER, LATER = date(2026, 10, 10), date(2026, 11, 1), date(2026, 11, 20)
NEW_NAME = "Tổ chuyển đổi số cộng đồng"


def consolidated(world, number: str, day: date, label: str = "") -> Decision:
    draft = draft_decision(world.hung_dao, Decision.Kind.CONSOLIDATE, [world.team], by=world.mai, label=label)
    return issue(world, draft, number, day)


def page(world, day: date | str = "", **more):
    return office_of(world.mai).get(reverse("team", args=[world.team.pk]), {"day": str(day), **more})


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_new_name_changes_no_file_of_before(world, kind):
    before = page(world, NOVEMBER, export=kind).getvalue()
    consolidated(world, "127", TODAY, NEW_NAME)
    assert page(world, NOVEMBER, export=kind).getvalue() == before
    assert NEW_NAME in words(page(world))


def test_the_lists_of_a_day_say_the_name_and_the_paper_of_that_day(world):
    consolidated(world, "28", FIRST)
    asked = [(address, {"day": str(NOVEMBER), "export": "csv"}) for address in ("/teams/", "/roster/")]
    before = [office_of(world.mai).get(*one).getvalue() for one in asked]
    consolidated(world, "127", TODAY, NEW_NAME)
    assert [office_of(world.mai).get(*one).getvalue() for one in asked] == before
    assert "28/QĐ-UBND" in before[0].decode()


def test_a_file_is_in_vietnamese_whoever_reads_it(world):
    english = office_of(world.mai)
    english.post(reverse("language"), {"language": "en", "next": "/"})
    with translation.override("en"):
        taken = english.get(reverse("team", args=[world.team.pk]), {"day": str(NOVEMBER), "export": "csv"}).getvalue()
    assert taken == page(world, NOVEMBER, export="csv").getvalue()
    assert "Họ và tên" in taken.decode()


def test_a_correction_is_no_change_and_shows_on_every_day(world):
    change_person(world.thu, by=world.mai, birth_year=1957)
    assert "1957" in words(page(world, NOVEMBER))


def test_the_paper_of_the_day_stands_on_the_page(world):
    consolidated(world, "28", FIRST)
    consolidated(world, "127", LATER, NEW_NAME)
    assert "Quyết định Chưa ghi" in words(page(world, FIRST - timedelta(days=1)))
    then = words(page(world, NOVEMBER))
    assert "Số 28/QĐ-UBND, ngày 10/10/2026" in then
    assert "127/QĐ-UBND" not in then
    assert "Số 127/QĐ-UBND, ngày 20/11/2026" in words(page(world, LATER))


def test_before_the_team_there_is_nothing_but_that_sentence(world):
    consolidated(world, "28", FIRST)
    said = words(page(world, "01/01/2020"))
    assert "Ngày ấy tổ chưa lập: tổ có từ 01/10/2026." in said
    assert not [
        later for later in ("28/QĐ-UBND", "Thuộc", "Đang đợi", "Các thành viên", "công nghệ số") if later in said
    ]


@pytest.mark.parametrize("address", ["team", "teams", "roster"])
def test_a_day_that_is_none_is_said_so(world, address):
    path = reverse(address, args=[world.team.pk] if address == "team" else [])
    said = words(office_of(world.mai).get(path, {"day": "xx"}))
    assert "“xx” không phải là một ngày, nên dưới đây là hôm nay. Xin ghi ngày như 28/11/2026." in said
    assert "không phải là một ngày" not in words(office_of(world.mai).get(path, {"day": ""}))


def test_withdrawn_it_never_was(world):
    first = consolidated(world, "28", FIRST)
    second = consolidated(world, "127", LATER, NEW_NAME)
    withdraw_issue(second, by=world.mai)
    [kept] = TeamState.objects.all()
    assert (kept.ended_by, kept.decision, kept.valid_until) == (first, None, FIRST - timedelta(days=1))
    assert "Số 28/QĐ-UBND" in words(page(world, LATER))
    world.team.refresh_from_db()
    assert world.team.label == Team.Kind.COMMUNITY.label


def test_a_paper_from_before_the_last_one_is_refused(world):
    consolidated(world, "127", LATER)
    with pytest.raises(Problem) as trouble:
        consolidated(world, "28", FIRST)
    assert trouble.value.sentence == (
        "Trà Khê 3 đã theo một quyết định có hiệu lực từ ngày 20/11/2026. Xin chọn ngày có hiệu lực từ hôm ấy trở đi."
    )


def test_two_papers_of_one_day_and_the_first_day(world, stopped_at):
    stopped_at(datetime.combine(FIRST, SATURDAY.timetz()))
    consolidated(world, "28", FIRST)
    consolidated(world, "29", FIRST, NEW_NAME)
    another = another_team(world, "Trà Khê 4")
    issue(world, draft_decision(world.hung_dao, Decision.Kind.FOUND, [another], by=world.mai), "30", another.valid_from)
    assert TeamState.objects.count() == 1
    assert TeamState.objects.get().team == world.team
