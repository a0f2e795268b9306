"""What a verdict says: in a list, and whole on the team's page."""

import pytest

from canhtay.core import clock
from canhtay.policy.composition import Finding
from canhtay.policy.tables import composition_rules
from canhtay.teams.actions import change_role
from canhtay.teams.models import Standing, Team
from canhtay.teams.verdicts import SENTENCES, sentence_of, short_of, size_of, verdict_of

pytestmark = pytest.mark.mission("R2")

TOO_FEW = Finding("too_few", "size", figures={"n": 2, "least": 8, "most": 10})
TOO_MANY = Finding("too_many", "size", figures={"n": 1, "least": None, "most": 5})
NO_LEADER = Finding("no_leader", "leader")
UNKNOWN = Finding("leader_office_unknown", "leader", breaks=False, figures={"offices": ["party_secretary"]})


@pytest.mark.parametrize(
    ("finding", "sentence"),
    [
        (TOO_FEW, "Thiếu 2 người so với 8–10."),
        (TOO_MANY, "Thừa 1 người so với nhiều nhất 5."),
        (Finding("too_few", "size", figures={"n": 3, "least": 7, "most": None}), "Thiếu 3 người so với ít nhất 7."),
        (Finding("too_few", "size", figures={"n": 3, "least": 8, "most": 8}), "Thiếu 3 người so với 8."),
        (NO_LEADER, "Chưa có tổ trưởng."),
        (Finding("two_leaders", "leader", figures={"n": 2}), "Đang ghi 2 tổ trưởng; chỉ một người đứng đầu."),
        (
            Finding("leader_not", "leader", figures={"offices": ["party_secretary"]}),
            "Tổ trưởng theo quy định là bí thư chi bộ; hiện không phải.",
        ),
        (UNKNOWN, "Chưa ghi chức vụ của tổ trưởng. Theo quy định là bí thư chi bộ."),
        (Finding("no_deputy", "deputy"), "Chưa có tổ phó."),
        (
            Finding("deputy_not", "deputy", figures={"offices": ["youth_secretary"]}),
            "Tổ phó theo quy định là bí thư chi đoàn; hiện không phải.",
        ),
        (
            Finding("deputy_office_unknown", "deputy", figures={"offices": ["youth_secretary"]}),
            "Chưa ghi chức vụ của tổ phó. Theo quy định là bí thư chi đoàn.",
        ),
        (
            Finding("body_missing", "bodies", figures={"bodies": ["police"], "unknown": 0}),
            "Chưa thấy ai của: Công an khu vực.",
        ),
        (
            Finding("body_missing", "bodies", figures={"bodies": ["commune", "firm"], "unknown": 4}),
            "Chưa thấy ai của: Ủy ban nhân dân phường, xã hoặc Doanh nghiệp số, bưu chính, viễn thông."
            " Còn 4 người chưa ghi chức vụ.",
        ),
    ],
)
def test_sentences(finding, sentence):
    assert sentence_of(finding) == sentence


def test_every_finding_has_its_sentence():
    assert set(SENTENCES) == {
        "too_few", "too_many", "no_leader", "two_leaders", "leader_not", "leader_office_unknown",
        "no_deputy", "deputy_not", "deputy_office_unknown", "body_missing",
    }  # fmt: skip


def test_in_a_list_the_gravest_thing_and_how_many_more():
    assert short_of(True, [UNKNOWN]) == "đủ theo quy định"
    assert short_of(False, [TOO_FEW, UNKNOWN]) == "thiếu 2 người"
    assert short_of(False, [TOO_FEW, NO_LEADER]) == "thiếu 2 người và 1 điều nữa"


def test_a_rule_says_its_size():
    sizes = {code: size_of(rule) for code, rule in composition_rules().items()}
    assert (sizes["hai-phong-2024"], sizes["da-nang-2025"], sizes["tuyen-quang-2025"], sizes["chung-2022"]) == (
        "8–10", "ít nhất 7", "nhiều nhất 5", "",
    )  # fmt: skip


@pytest.mark.both_databases
def test_a_teams_verdict_names_the_line_and_the_paper(world):
    change_role(world.appointment_of(world.hoa), by=world.mai, post="Tổ trưởng TDP")
    verdict = verdict_of(Team.objects.select_related("standing").get(pk=world.team.pk))
    assert (verdict.short, verdict.state, verdict.rule.code) == (
        "thiếu 5 người và 1 điều nữa",
        "wait",
        "hai-phong-2024",
    )
    assert [(one.sentence, one.breaks, one.line) for one in verdict.told[:2]] == [
        ("Thiếu 5 người so với 8–10.", True, "8–10 người"),
        (
            "Tổ trưởng theo quy định là bí thư chi bộ; hiện không phải.",
            True,
            "Tổ trưởng là bí thư chi bộ tổ dân phố",
        ),
    ]


def test_a_team_not_judged_yet_has_none_and_a_rule_that_is_gone_breaks_nothing(world):
    Standing.objects.all().delete()
    assert verdict_of(Team.objects.get(pk=world.team.pk)) is None
    row = Standing.objects.create(team=world.team, rule="of-another-time", fits=True, checked_on=clock.today())
    assert verdict_of(row.team).rule is None
