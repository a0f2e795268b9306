"""The dated tables as they are shipped, each with its citation. A new resolution is a new table beside the old ones."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from canhtay.policy.composition import Bodies, Rule

DATA = Path(__file__).parent / "data"
GENERAL = "chung-2022"
"""What holds where a province says nothing of its own."""


@cache
def composition_rules() -> dict[str, Rule]:
    rules = [_rule(row) for row in read("composition.toml")["rule"]]
    return {rule.code: rule for rule in rules}


def rules_to_choose(day: date, level: str = "village") -> list[Rule]:
    """Those that hold on that day, the general one last."""
    rules = [rule for rule in composition_rules().values() if rule.level == level and rule.holds_on(day)]
    return sorted(rules, key=lambda rule: rule.code == GENERAL)


def usual_rule(province: str, day: date, level: str = "village") -> Rule:
    """The rule of the province with this code, as long as none was chosen; the latest of several."""
    usual = [rule for rule in rules_to_choose(day, level) if province in rule.usual_in]
    return max(usual, key=lambda rule: rule.valid_from, default=composition_rules()[GENERAL])


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def _rule(row: dict[str, Any]) -> Rule:
    lists: dict[str, Any] = {name: tuple(row.get(name, ())) for name in ("usual_in", "leader", "deputy")}
    lists |= {name: tuple(map(_bodies, row.get(name, ()))) for name in ("bodies", "invited")}
    return Rule(**(row | lists))


def _bodies(text: str) -> Bodies:
    return tuple(text.split("|"))
