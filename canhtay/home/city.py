"""The first page of a province-level city: what was found, what to do about it, how its communes stand."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from canhtay.core import clock
from canhtay.home.city_todos import city_todos
from canhtay.home.commune_rows import CommuneRow, commune_rows
from canhtay.places.models import Place, on
from canhtay.teams.composition import rule_for
from canhtay.teams.models import Committee, Decision
from canhtay.web.templatetags.look import number

SUMMED = ("teams", "members", "youths", "fit", "short", "leaderless", "visits_week", "opened", "households")


def city_page(province: Place, *, acts: bool = True) -> dict[str, Any]:
    """`acts`: whether the reader may do something about it; who only reads gets no list of things to do."""
    rows = commune_rows(province)
    totals = totals_of(rows)
    return {
        "place": province,
        "today": clock.today(),
        "rows": rows,
        "totals": totals,
        "finding": finding(totals),
        "todos": city_todos(province, rows, totals) if acts else [],
        "acts": acts,
        "rule": rule_for(province),
        **papers_of(province),
    }


def papers_of(place: Place) -> dict[str, Any]:
    """Committees in office and how many decisions are on record; a ward's page shows the same."""
    return {
        "committees": list(Committee.objects.filter(on(clock.today()), place=place).order_by("kind", "pk")),
        "decisions": Decision.objects.filter(place=place).exclude(number="").count(),
    }


def totals_of(rows: list[CommuneRow]) -> dict[str, int]:
    totals = {name: sum(getattr(row, name) or 0 for row in rows) for name in SUMMED}
    without_team = sum(not row.teams for row in rows)
    return {"communes": len(rows), "without_team": without_team, **totals}


def finding(totals: dict[str, int]) -> str:
    if not totals["teams"]:
        return _("Chưa xã, phường nào có tổ trong sổ này.")
    shown = {name: number(n) for name, n in totals.items()}
    shown["begun"] = number(totals["communes"] - totals["without_team"])
    said = [
        ngettext(
            "%(teams)s tổ ở %(begun)s xã, phường, %(fit)s tổ đủ theo quy định.",
            "%(teams)s tổ ở %(begun)s xã, phường, %(fit)s tổ đủ theo quy định.",
            totals["teams"],
        ),
        _("Tuần này các tổ đã đến %(visits_week)s lượt nhà."),
    ]
    return " ".join(sentence % shown for sentence in said)
