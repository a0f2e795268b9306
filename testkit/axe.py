"""axe-core in a Playwright page: `assert violations(page) == []`.

The script goes in through the debugger, not as a tag, so a page's own content security policy stays as it is.
"""

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCRIPT = Path(__file__).resolve().parent.parent / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: "Page", rules: list[str] | None = None) -> list[str]:
    """One line for each rule broken: its id, what it says, and where."""
    page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    # What passed is not told apart node by node, which is a good part of the work; every rule is asked all the same.
    options = json.dumps({"runOnly": rules or RULES, "resultTypes": ["violations"]})
    found = page.evaluate(f"() => axe.run(document, {options}).then(result => result.violations)")
    return [
        f"{rule['id']}: {rule['help']} @ " + " | ".join(" ".join(map(str, node["target"])) for node in rule["nodes"])
        for rule in found
    ]
