"""Figures of communes, summed in the database along the tree as it stands today."""

from datetime import date

from django.db import connection
from django.db.models import Count, Q, Sum

from canhtay.core import clock
from canhtay.places.models import Placement, on
from canhtay.teams.models import Team

Row = dict[str, int]


def sums_by_commune(indicator: str, province: int, *, since: date | None = None) -> dict[int, int]:
    """Commune → the sum of its groups' counts from that day on; one without a count is absent, which is not nought."""
    now = "{0}.valid_from <= %s AND ({0}.valid_until IS NULL OR {0}.valid_until >= %s)"
    later = "AND n.day >= %s" if since else ""
    today = clock.today()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT g.parent_id, SUM(n.n) FROM places_placement c"  # noqa: S608 - our own words only
            f" JOIN places_placement g ON g.parent_id = c.place_id AND {now.format('g')}"
            f" JOIN core_count n ON n.place = g.place_id AND n.indicator = %s {later}"
            f" WHERE c.parent_id = %s AND {now.format('c')} GROUP BY g.parent_id",
            [today, today, indicator, *([since] if since else []), province, today, today],
        )
        return {commune: int(total) for commune, total in cursor.fetchall()}


def teams_by_commune(province: int) -> dict[int, Row]:
    """Commune → its community teams and what their standings add up to. A team not judged yet is in `teams` alone."""
    today = clock.today()
    communes = Placement.objects.filter(on(today), parent=province).values("place")
    where = "group__placements__parent"
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
