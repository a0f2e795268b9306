"""What breaks the rule is said before it is signed: of each team that may be named, and of each as the draft would leave it."""

import pytest
from django.urls import reverse

from canhtay.teams.decisions.drafting import draft_decision
from canhtay.teams.decisions.tests.stories import another_team, issue
from canhtay.teams.models import Decision
from testkit.office import office_of, words
from testkit.queries import assert_same_queries

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R2")]
Kind = Decision.Kind


def page(world, draft: Decision) -> str:
    return words(office_of(world.mai).get(reverse("decision", args=[draft.pk])))


def test_beside_each_team_that_may_be_named(world):
    said = words(office_of(world.mai).get(reverse("new-decision-teams", args=[world.hung_dao.pk, Kind.FOUND])))
    assert "Tổ dân phố Trà Khê 3 – Tổ công nghệ số cộng đồng, 3 người, thiếu 5 người, chưa có quyết định" in said


def test_a_draft_says_which_of_its_teams_do_not_fit(world):
    draft = draft_decision(world.hung_dao, Kind.FOUND, [world.team], by=world.mai)
    said = page(world, draft)
    assert "Chưa đúng quy định về thành phần tổ: Tổ dân phố Trà Khê 3. Xem từng tổ ở dưới." in said
    assert "Tổ dân phố Trà Khê 3 thiếu 5 người" in said
    issue(world, draft)
    assert "Chưa đúng quy định" not in page(world, draft)


def test_teams_that_are_merged_are_judged_as_the_one_they_become(world):
    fourth = another_team(world, "Trà Khê 4", [f"Bùi Văn {given}" for given in ("Nam", "Sáu", "Tám", "Chín", "Mười")])
    draft = draft_decision(world.hung_dao, Kind.MERGE, [world.team, fourth], by=world.mai, into=world.team)
    view = office_of(world.mai).get(reverse("decision", args=[draft.pk])).context["view"]
    assert [(line.group, line.verdict.short if line.verdict else None) for line in view.lines] == [
        ("Tổ dân phố Trà Khê 3", "đủ theo quy định"),
        ("Tổ dân phố Trà Khê 4", None),
    ]


def test_the_page_asks_no_more_for_more_teams(world):
    teams = iter([another_team(world, f"Trà Khê {at}") for at in (4, 5, 6)])
    named, mai = [world.team], office_of(world.mai)
    drafts: list[Decision] = []

    def one_more() -> None:
        named.append(next(teams))
        drafts[:] = [draft_decision(world.hung_dao, Kind.FOUND, named, by=world.mai)]

    mai.get(reverse("decisions"))
    assert_same_queries(lambda: mai.get(reverse("decision", args=[drafts[0].pk])), one_more)
