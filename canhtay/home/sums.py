"""Figures of communes, summed in the database along the tree as it stands today.

The communes are named one by one: of those that lie in a province PostgreSQL expects a handful of groups, and fetches the counts of
thousands one group after the other.
"""

from datetime import date

from django.db import connection
from django.db.models import Count, Q, Sum

from canhtay.core import clock
from canhtay.places.models import on
from canhtay.teams.models import Team

Row = dict[str, int]


def sums_by_commune(indicator: str, communes: list[int], *, since: date | None = None) -> dict[int, int]:
    """Commune → the sum of its groups' counts from that day on; one without a count is absent, which is not nought."""
    if not communes:
        return {}
    today, later = clock.today(), "AND n.day >= %s" if since else ""
    with connection.cursor() as cursor:
        cursor.execute(
            # A cross join, by which SQLite walks the groups first; PostgreSQL orders it as it likes.
            "SELECT g.parent_id, SUM(n.n) FROM places_placement g CROSS JOIN core_count n"  # noqa: S608 - our own words only
            f" WHERE n.place = g.place_id AND n.indicator = %s {later}"
            f" AND g.parent_id IN ({', '.join(['%s'] * len(communes))})"
            " AND g.valid_from <= %s AND (g.valid_until IS NULL OR g.valid_until >= %s) GROUP BY g.parent_id",
            [indicator, *([since] if since else []), *communes, today, today],
        )
        return {commune: int(total) for commune, total in cursor.fetchall()}


def teams_by_commune(communes: list[int]) -> dict[int, Row]:
    """Commune → its community teams and what their standings add up to. A team not judged yet is in `teams` alone."""
    today, where = clock.today(), "group__placements__parent"
    rows = Team.objects.filter(
        on(today), on(today, "group__placements__"), kind=Team.Kind.COMMUNITY, **{f"{where}__in": communes}
    )
    figures = rows.values(where).annotate(
        teams=Count("pk"),
        judged=Count("standing"),
        members=Sum("standing__members"),
        youths=Sum("standing__youths"),
        fit=Count("pk", filter=Q(standing__fits=True)),
        leaderless=Count("pk", filter=Q(standing__leaders=0)),
    )
    return {row.pop(where): row for row in figures}
