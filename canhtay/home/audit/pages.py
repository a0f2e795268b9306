"""Who viewed or changed what, within the places whose log one may read. It can only be read, and reading it is noted as well."""

from datetime import time, timedelta

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from canhtay.core import clock
from canhtay.core.models import Event
from canhtay.core.problems import NOT_FOUND, require
from canhtay.home.audit.lines import readable
from canhtay.home.audit.words import SORTS, events_of
from canhtay.people.models import Person
from canhtay.people.rules import people_called
from canhtay.people.scope import place_in_the_log, places_audited_by
from canhtay.people.signed_in import signed_in
from canhtay.people.viewing import named_where, note_viewed, where_exported
from canhtay.web.tables import Choice, Column, Table, note_export
from canhtay.web.tables.columns import About
from canhtay.web.templatetags.look import number

MOST_NAMED, MOST_COUNTED = 200, 10_000
DAYS = [("1", _("Hôm nay")), ("7", _("7 ngày qua")), ("30", _("30 ngày qua")), ("365", _("Một năm qua"))]


def events_audited_by(person: Person) -> QuerySet[Event]:
    """Events that happened in a place within the reach of one's auditing roles."""
    return Event.objects.filter(place__in=places_audited_by(person).values("pk"))


@require_safe
@signed_in
def audit_page(request: HttpRequest, person: Person) -> HttpResponse:
    places = places_audited_by(person)
    require(places.exists(), NOT_FOUND)
    listed = AUDIT.of(request, events_audited_by(person), person=person, places=where_exported(person))
    note_viewed("log:audit", by=person, place=place_in_the_log(person))
    if listed.wants_file:
        return listed.as_file(title=str(_("Nhật ký")), place=named_where(person), by=person.name)
    return render(request, "home/audit/audit.html", {"list": listed})


def _since(rows: QuerySet[Event], days: str) -> QuerySet[Event]:
    first = clock.today() - timedelta(days=int(days) - 1)
    return rows.filter(recorded_at__gte=clock.at(first, time()))


def _named(rows: QuerySet[Event], words: str, about: About) -> QuerySet[Event]:
    """Events by or about people of that name, among those whose names the reader may see."""
    people = people_called(about["person"], words)
    keys = [str(key) for key in people.values_list("pk", flat=True)[:MOST_NAMED]]
    by = Event.objects.filter(actor__in=keys).values("pk")
    of = Event.objects.filter(subject__in=[f"person:{key}" for key in keys]).values("pk")
    return rows.filter(pk__in=by.union(of))  # not an "or", for which SQLite reads the whole log of these places


def _counted(count: int) -> str:
    return ngettext("%(count)s việc", "%(count)s việc", count) % {"count": number(count)}


AUDIT = Table(
    columns=[
        Column(name="what", title=_("Việc"), value=lambda row: row.what),
        Column(name="at", title=_("Lúc"), value=lambda row: f"{row.at:%d/%m/%Y %H:%M}", order=("recorded_at",)),
        Column(name="actor", title=_("Ai làm"), value=lambda row: row.actor),
        Column(
            name="about",
            title=_("Về ai, về gì"),
            value=lambda row: row.subject.name,
            link=lambda row: row.subject.address,
            under=lambda row: row.where if row.where != row.subject.name else "",
        ),
        Column(name="where", title=_("Ở đâu"), value=lambda row: row.where, export_only=True),
    ],
    filters=[
        Choice(name="days", title=_("Khoảng thời gian"), choices=DAYS, apply=_since, default="30"),
        Choice(
            name="sort_of",
            title=_("Loại việc"),
            choices=SORTS.items(),
            apply=lambda rows, sort: rows.filter(name__in=events_of(sort)),
        ),
    ],
    search=_named,
    search_title=_("Tìm theo tên người làm, hoặc người được nói đến"),
    sort="-at",
    load=readable,
    counted=_counted,
    counts_to=MOST_COUNTED,
    empty=_("Chưa có việc nào được ghi trong địa bàn này."),
    file_name="nhat-ky",
    on_export=note_export,
)
