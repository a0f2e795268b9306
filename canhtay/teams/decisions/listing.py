"""The list of decisions: what its columns say, on the page and in a file."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, ExtractYear
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from canhtay.teams.models import Decision, DecisionTeam, Team
from canhtay.web.tables import Choice, Column, Table, note_export
from canhtay.web.tables.columns import About
from canhtay.web.templatetags.look import number

DRAFT, ISSUED, LISTED = "draft", "issued", "listed"
STATES = [(DRAFT, lazy("Dự thảo")), (ISSUED, lazy("Đã ban hành")), (LISTED, lazy("Biết từ danh sách"))]


def state_of(decision: Decision) -> str:
    if decision.issued_at:
        return ISSUED
    return DRAFT if decision.drafted_at else LISTED


def with_teams(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """Each with `teams`: how many it names; of one known from a list, how many stand by it."""
    named = DecisionTeam.objects.filter(decision=OuterRef("pk")).order_by().values("decision")
    by_list = Team.objects.filter(decision=OuterRef("pk")).order_by().values("decision")
    return decisions.annotate(
        teams=Coalesce(
            Subquery(named.annotate(n=Count("pk")).values("n")),
            Subquery(by_list.annotate(n=Count("pk")).values("n")),
            0,
        )
    )


def by_state(decisions: QuerySet[Decision], state: str) -> QuerySet[Decision]:
    issued = decisions.filter(issued_at__isnull=False)
    other = decisions.filter(issued_at=None, drafted_at__isnull=state == LISTED)
    return issued if state == ISSUED else other


def by_number(decisions: QuerySet[Decision], words: str, about: About) -> QuerySet[Decision]:
    """Folded, so "qd" is asked for as "QĐ"."""
    for word in words.upper().replace("QD", "QĐ").split():
        decisions = decisions.filter(number__contains=word)
    return decisions


def years(about: About) -> Iterable[tuple[Any, Any]]:
    found = about["seen"].exclude(decided_on=None).annotate(year=ExtractYear("decided_on"))
    return [(year, str(year)) for year in found.order_by("-year").values_list("year", flat=True).distinct()]


def counted(count: int) -> str:
    return ngettext("%(count)s quyết định", "%(count)s quyết định", count) % {"count": number(count)}


DECISIONS = Table(
    columns=[
        Column(
            name="number",
            title=lazy("Số quyết định"),
            value=lambda row: row.number or _("Chưa có số"),
            order=("number",),
            link=lambda row: reverse("decision", args=[row.pk]),
            under=lambda row: row.get_kind_display(),
        ),
        Column(name="decided", title=lazy("Ngày ký"), value=lambda row: row.decided_on, order=("decided_on",)),
        Column(name="place", title=lazy("Của"), value=lambda row: str(row.place), order=("place__sort_key",)),
        Column(name="teams", title=lazy("Số tổ"), value=lambda row: row.teams, order=("teams",), right=True),
        Column(
            name="state",
            title=lazy("Thế nào"),
            value=lambda row: dict(STATES)[state_of(row)],
            template="teams/decisions/state.html",
        ),
    ],
    filters=[
        Choice(name="kind", title=lazy("Loại"), choices=Decision.Kind.choices),
        Choice(name="year", title=lazy("Năm"), choices=years, field="decided_on__year"),
        Choice(name="state", title=lazy("Thế nào"), choices=STATES, apply=by_state),
    ],
    search=by_number,
    search_title=lazy("Tìm theo số quyết định"),
    counted=counted,
    empty=lazy("Chưa có quyết định nào. Quyết định của phường, xã về các tổ sẽ nằm ở đây."),
    file_name="danh-sach-quyet-dinh",
    on_export=note_export,
)
