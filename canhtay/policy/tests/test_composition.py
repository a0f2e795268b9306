"""Rules of composition: every worked example of the table, and that the tables themselves are sound."""

import re
from datetime import date
from typing import Any

import pytest

from canhtay.policy.composition import BODY_OF_OFFICE, Finding, MemberFacts, verdict
from canhtay.policy.tables import GENERAL, composition_rules, read, rules_to_choose, usual_rule
from canhtay.teams.offices import Body, Office

pytestmark = pytest.mark.mission("R2")

EXAMPLES: list[dict[str, Any]] = read("composition.toml")["example"]
TODAY = date(2026, 11, 28)


def members(example: dict[str, Any]) -> list[MemberFacts]:
    return [one for text in example["members"] for one in _times(text)]


def _times(text: str) -> list[MemberFacts]:
    times, _, rest = text.rpartition(" × ")
    role, body, offices, born = (word.strip("-") for word in rest.split())
    facts = MemberFacts(role, body, frozenset(offices.split("+")) - {""}, int(born) if born else None)
    return [facts] * int(times or 1)


def expected(row: dict[str, Any]) -> Finding:
    figures = row.get("figures", {})
    if row["line"] == "size":
        figures = {"least": None, "most": None, **figures}
    return Finding(row["code"], row["line"], row.get("breaks", True), figures)


@pytest.mark.parametrize("example", EXAMPLES, ids=[example["says"] for example in EXAMPLES])
def test_worked_examples(example: dict[str, Any]):
    found = verdict(composition_rules()[example["rule"]], members(example), example.get("year", 2026))
    if "findings" in example:
        assert list(found.findings) == [expected(row) for row in example["findings"]]
    else:
        assert [one for one in found.findings if one.breaks] == []
    assert found.fits is example["fits"]


def test_every_rule_has_an_example_that_fits_or_a_reason_why_not():
    assert {example["rule"] for example in EXAMPLES} == set(composition_rules())


def test_every_kind_of_finding_is_worked_through():
    codes = {row["code"] for example in EXAMPLES for row in example.get("findings", [])}
    assert codes == {
        "too_few", "too_many", "no_leader", "two_leaders", "leader_not", "leader_office_unknown",
        "no_deputy", "deputy_not", "deputy_office_unknown", "body_missing",
    }  # fmt: skip


@pytest.mark.parametrize("rule", composition_rules().values(), ids=lambda rule: rule.code)
def test_a_table_names_what_the_program_knows_and_says_every_line_it_judges_by(rule):
    bodies = {body for any_of in (*rule.bodies, *rule.invited) for body in any_of}
    assert bodies <= set(Body.values)
    assert {*rule.leader, *rule.deputy} <= {office.value for office in Office}
    assert set(BODY_OF_OFFICE) == {office.value for office in Office}
    asks = {"size": rule.least or rule.most, "leader": True, "deputy": rule.deputy}
    asks |= {"bodies": rule.bodies, "invited": rule.invited}
    assert set(rule.lines) == {line for line, asked in asks.items() if asked}
    assert rule.citation and rule.title and rule.label
    assert re.fullmatch(r"(https://\S+)?", rule.source)


def test_a_province_follows_its_usual_rule_and_any_other_the_general_one():
    usual = {code: usual_rule(code, TODAY).code for code in ("31", "48", "08", "46", "01")}
    assert usual == {
        "31": "hai-phong-2024", "48": "da-nang-2025", "08": "tuyen-quang-2025", "46": GENERAL, "01": GENERAL,
    }  # fmt: skip
    assert usual_rule("08", TODAY, "commune").code == "tuyen-quang-2025-xa"


def test_a_rule_holds_from_its_own_day_on():
    assert usual_rule("48", date(2025, 6, 30)).code == GENERAL
    assert "hue-2025" not in [rule.code for rule in rules_to_choose(date(2025, 8, 7))]
    assert [rule.code for rule in rules_to_choose(TODAY)][-1] == GENERAL


def test_a_year_later_a_youth_is_one_no_more():
    rule = composition_rules()["hai-phong-2024"]
    team = [MemberFacts("leader", "party_cell", frozenset({"party_secretary", "group_head", "front_head"}), 1960)]
    team += [MemberFacts("member", "women", birth_year=1996)] * 7
    assert verdict(rule, team, 2026).fits
    assert [one.code for one in verdict(rule, team, 2027).findings] == ["body_missing"]
