"""A commune's page, its officer's first: what was found, what to do, how each team stands.

Reads only; every figure is a counter's or a standing's.
"""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from canhtay.core import clock, counts
from canhtay.home.city import papers_of
from canhtay.home.team_rows import TeamRow, team_rows
from canhtay.home.units.waiting import awaited_by
from canhtay.home.ward_todos import ward_todos
from canhtay.places.models import Place
from canhtay.places.queries import groups_of
from canhtay.rounds.indicators import VISITS
from canhtay.teams.composition import rule_for
from canhtay.web.templatetags.look import number

TODOS_SHOWN = 6


def ward_page(commune: Place, *, runs_it: bool = True) -> dict[str, Any]:
    """`runs_it`: the reader is its officer; who looks from above or only reads gets no list of things to do."""
    today = clock.today()
    groups = list(groups_of(commune).values_list("pk", flat=True))
    rows = team_rows(groups, today)
    todos = ward_todos(commune, rows) if runs_it else []
    totals = _totals(rows, groups, today)
    return {
        "place": commune,
        "today": today,
        "runs_it": runs_it,
        "rows": rows,
        "totals": totals,
        "awaited": awaited_by(commune) if runs_it else "",
        "todos": todos[:TODOS_SHOWN],
        "more_todos": todos[TODOS_SHOWN:],
        "all_todos": len(todos),
        "finding": _finding(rows, totals),
        "rule": rule_for(commune),
        **papers_of(commune),
    }


def _totals(rows: list[TeamRow], groups: list[int], today: date) -> dict[str, int]:
    return {
        "teams": len(rows),
        "members": sum(row.members or 0 for row in rows),
        "fit": sum(row.verdict is not None and row.verdict.fits for row in rows),
        "households": sum(row.households for row in rows),
        "opened": sum(row.opened for row in rows),
        "visits_today": sum(counts.totals(VISITS.name, groups, since=today, until=today).values()),
        "visits_week": sum(row.visits_week for row in rows),
    }


def _finding(rows: list[TeamRow], totals: dict[str, int]) -> str:
    if not rows:
        return _("Chưa có tổ nào trong sổ này.")
    with_slot = sum(bool(row.slot_text) for row in rows)
    said = [
        _("%(n)s trong %(of)s tổ đã có buổi cố định.") % {"n": with_slot, "of": len(rows)},
        _("Tuần này các tổ đã đến %(n)s lượt nhà.") % {"n": number(totals["visits_week"])},
    ]
    short = sum(row.verdict is not None and not row.verdict.fits for row in rows)
    if short:
        said.append(
            ngettext("%(n)s tổ chưa đủ theo quy định.", "%(n)s tổ chưa đủ theo quy định.", short) % {"n": number(short)}
        )
    if lacking := sum(row.youths == 0 for row in rows):
        said.append(ngettext("%(n)s tổ chưa có thanh niên.", "%(n)s tổ chưa có thanh niên.", lacking) % {"n": lacking})
    return " ".join(said)
