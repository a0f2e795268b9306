"""The list of committees: what its columns say, on the page and in a file."""

from collections.abc import Iterator

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from canhtay.core import clock
from canhtay.places.models import Place, on
from canhtay.teams.models import Committee
from canhtay.web.tables import Choice, Column, Table, note_export
from canhtay.web.tables.columns import About
from canhtay.web.templatetags.look import number

PERIODS = [("now", _("Đang hoạt động")), ("ended", _("Đã thôi"))]


def counted(count: int) -> str:
    return ngettext("%(count)s ban", "%(count)s ban", count) % {"count": number(count)}


def with_seats(committees: QuerySet[Committee]) -> QuerySet[Committee]:
    sitting = on(clock.today(), "seats__")
    return committees.annotate(sitting=Count("seats", filter=sitting, distinct=True))


def by_period(committees: QuerySet[Committee], period: str) -> QuerySet[Committee]:
    ended = Q(valid_until__lt=clock.today())
    return committees.filter(ended) if period == "ended" else committees.exclude(ended)


def places(about: About) -> Iterator[tuple[int, str]]:
    """Units of which one sees a committee."""
    own = Place.objects.filter(pk__in=about["seen"].order_by().values("place"))
    return ((place.pk, str(place)) for place in own.order_by("kind", "sort_key"))


COMMITTEES = Table(
    columns=[
        Column(
            name="name",
            title=_("Ban"),
            value=lambda row: row.name,
            order=("name",),
            link=lambda row: reverse("committee", args=[row.pk]),
        ),
        Column(name="place", title=_("Ở đâu"), value=lambda row: str(row.place), order=("place__sort_key",)),
        Column(name="sitting", title=_("Số người"), value=lambda row: row.sitting, order=("sitting",), right=True),
        Column(name="since", title=_("Từ ngày"), value=lambda row: row.valid_from, order=("valid_from",)),
        Column(
            name="until",
            title=_("Đến ngày"),
            value=lambda row: row.valid_until,
            order=("valid_until",),
            export_only=True,
        ),
        Column(name="decision", title=_("Quyết định"), value=lambda row: row.decision.number if row.decision else None),
    ],
    filters=[
        Choice(name="period", title=_("Lúc nào"), choices=PERIODS, apply=by_period, default="now"),
        Choice(name="kind", title=_("Loại"), choices=Committee.Kind.choices),
        Choice(name="place", title=_("Ở đâu"), choices=places),
    ],
    search=("place__folded",),
    search_title=_("Tìm theo tên nơi, không cần dấu"),
    sort="place",
    counted=counted,
    empty=_("Chưa có ban nào được ghi ở địa bàn này."),
    file_name="danh-sach-ban-chi-dao",
    on_export=note_export,
)
