"""Whether a team is made up as its rule asks, what is missing, and because of which line of the rule.

Two kinds of finding: what breaks the rule, and what should be looked at because nobody has written it down yet. A team whose posts
are unknown is not blamed for that: it fits until somebody knows better. Rules are data (data/composition.toml).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from canhtay.policy.age import is_youth

LEADER, DEPUTY = "leader", "deputy"
YOUTH = "youth"
# Who holds one of these offices speaks for that body, whichever body he was first written down under.
BODY_OF_OFFICE = {
    "party_secretary": "party_cell",
    "group_head": "group",
    "front_head": "front",
    "youth_secretary": YOUTH,
}

Bodies = tuple[str, ...]
"""Any one of these: the women's union or the veterans' is "an association"."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One dated table. `lines` says in the paper's own words what each part asks: size, leader, deputy, bodies, invited."""

    code: str
    title: str
    citation: str
    source: str = ""
    level: str = "village"  # or "commune": a team of the whole commune
    usual_in: tuple[str, ...] = ()  # codes of the provinces that follow it when they chose nothing
    valid_from: date
    valid_until: date | None = None
    label: str
    least: int | None = None
    most: int | None = None
    leader: tuple[str, ...] = ()  # offices, any of which will do; none: whoever
    deputy: tuple[str, ...] = ()
    bodies: tuple[Bodies, ...] = ()
    invited: tuple[Bodies, ...] = ()
    lines: dict[str, str] = field(default_factory=dict)

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True)
class MemberFacts:
    """`body` and `offices` as far as they are known: neither means that nothing is written down."""

    role: str
    body: str = ""
    offices: frozenset[str] = frozenset()
    birth_year: int | None = None

    @property
    def is_known(self) -> bool:
        return bool(self.body or self.offices)

    @property
    def bodies(self) -> set[str]:
        return {self.body, *(BODY_OF_OFFICE[office] for office in self.offices if office in BODY_OF_OFFICE)}


@dataclass(frozen=True)
class Finding:
    """`figures` are numbers and codes for the sentence; `line` names the line of the rule it follows from."""

    code: str
    line: str
    breaks: bool = True
    figures: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    fits: bool
    findings: tuple[Finding, ...]


def verdict(rule: Rule, members: Sequence[MemberFacts], year: int) -> Verdict:
    """How these people, as they are in that year, stand to the rule."""
    findings = (
        *_size(rule, len(members)),
        *_leader(rule, members),
        *_deputy(rule, members),
        *_bodies(rule, members, year),
    )
    return Verdict(not any(finding.breaks for finding in findings), findings)


def _size(rule: Rule, members: int) -> Iterator[Finding]:
    bounds = {"least": rule.least, "most": rule.most}
    if rule.least is not None and members < rule.least:
        yield Finding("too_few", "size", figures={"n": rule.least - members, **bounds})
    if rule.most is not None and members > rule.most:
        yield Finding("too_many", "size", figures={"n": members - rule.most, **bounds})


def _leader(rule: Rule, members: Sequence[MemberFacts]) -> Iterator[Finding]:
    leaders = [one for one in members if one.role == LEADER]
    if not leaders:
        yield Finding("no_leader", "leader")
    elif len(leaders) > 1:
        yield Finding("two_leaders", "leader", figures={"n": len(leaders)})
    else:
        yield from _office(leaders, rule.leader, "leader")


def _deputy(rule: Rule, members: Sequence[MemberFacts]) -> Iterator[Finding]:
    """A rule that says nothing of a deputy asks for none; of several, one in the office named is enough."""
    deputies = [one for one in members if one.role == DEPUTY]
    if not rule.deputy:
        return
    if not deputies:
        yield Finding("no_deputy", "deputy")
    else:
        yield from _office(deputies, rule.deputy, "deputy")


def _office(people: Sequence[MemberFacts], asked: tuple[str, ...], line: str) -> Iterator[Finding]:
    if not asked or any(one.offices.intersection(asked) for one in people):
        return
    if all(one.is_known for one in people):
        yield Finding(f"{line}_not", line, figures={"offices": list(asked)})
    else:
        yield Finding(f"{line}_office_unknown", line, breaks=False, figures={"offices": list(asked)})


def _bodies(rule: Rule, members: Sequence[MemberFacts], year: int) -> Iterator[Finding]:
    """A body that must be there is missing for certain only when everybody's own is known."""
    there = {body for one in members for body in one.bodies}
    if any(is_youth(year - one.birth_year) for one in members if one.birth_year):
        there.add(YOUTH)
    unknown = sum(not one.is_known for one in members)
    for line, asked in (("bodies", rule.bodies), ("invited", rule.invited)):
        for bodies in asked:
            if not there.intersection(bodies):
                figures = {"bodies": list(bodies), "unknown": unknown}
                yield Finding("body_missing", line, breaks=line == "bodies" and not unknown, figures=figures)
