"""Counters: place leaf, day, indicator, cut → n. Written by delta in the verb's transaction, summed along the tree."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db import connection
from django.db.models import Sum

from canhtay.core.indicators import REGISTRY, Groups
from canhtay.core.models import Count

Key = tuple[str, int, date, str]
"""indicator, place, day, cut"""


def add(deltas: Counter[Key]) -> None:
    """One statement, rows in one order, so that two writers cannot lock each other out."""
    rows = [(place, day, name, cut, n) for (name, place, day, cut), n in sorted(deltas.items()) if n]
    if unknown := {row[2] for row in rows} - REGISTRY.keys():
        raise ValueError(f"not declared: {sorted(unknown)}")
    for start in range(0, len(rows), 150):  # SQLite binds 999 values at most where it is old
        _add(rows[start : start + 150])


def _add(rows: list[tuple[int, date, str, str, int]]) -> None:
    marks = ", ".join(["(%s, %s, %s, %s, %s)"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO core_count (place, day, indicator, cut, n) VALUES {marks}"  # noqa: S608
            " ON CONFLICT (indicator, place, day, cut) DO UPDATE SET n = core_count.n + excluded.n",
            [value for row in rows for value in row],
        )


def totals(
    indicator: str,
    places: Iterable[int],
    *,
    since: date | None = None,
    until: date | None = None,
    cut: str | None = None,
) -> dict[int, int]:
    """Sum by place, both days included; a place without a row is absent, which is not the same as nought."""
    rows = Count.objects.filter(indicator=indicator, place__in=list(places))
    if since:
        rows = rows.filter(day__gte=since)
    if until:
        rows = rows.filter(day__lte=until)
    if cut is not None:
        rows = rows.filter(cut=cut)
    return dict(rows.values_list("place").annotate(total=Sum("n")))


def by_day(place: int) -> dict[str, dict[str, int]]:
    """Every figure of one place: name → day as written in JSON → n, all cuts together."""
    figures: dict[str, dict[str, int]] = {}
    rows = Count.objects.filter(place=place).values_list("indicator", "day").annotate(total=Sum("n"))
    for name, day, n in rows.order_by("indicator", "day"):
        figures.setdefault(name, {})[day.isoformat()] = n
    return figures


def recounted(indicator: str, groups: Groups = None) -> dict[tuple[int, date, str], int]:
    """The same figure from the rows themselves, of these groups or of all."""
    found: Counter[tuple[int, date, str]] = Counter()
    for place, day, cut, n in REGISTRY[indicator].recount(groups):
        found[place, day, cut] += n
    return {key: n for key, n in found.items() if n}


def stored(indicator: str) -> dict[tuple[int, date, str], int]:
    rows = Count.objects.filter(indicator=indicator).exclude(n=0).values_list("place", "day", "cut", "n")
    return {(place, day, cut): n for place, day, cut, n in rows}
