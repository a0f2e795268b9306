"""The lists of teams and of people as they stood on a day gone by: the same lists, asked of that day, and files that say which."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from canhtay.core import clock
from canhtay.places.models import Place
from canhtay.places.paths import State, states_at
from canhtay.teams.as_of import file_as_of
from canhtay.web.tables import Choice, Listed, Table, day_asked, note_export
from canhtay.web.tables.exports import file_name, sheet_of
from canhtay.web.tables.filters import Filter


def day_looked_at(request: HttpRequest) -> date:
    """The day of the address. What is to come nobody knows: then it is today."""
    return min(day_asked(request), clock.today())


def on_that_day(table: Table, day: date, *dated: str) -> Table:
    """With these filters, by name, applied as of that day."""
    return replace(table, filters=[_as_of(one, day) if one.name in dated else one for one in table.filters])


def _as_of(narrows: Filter, day: date) -> Filter:
    assert isinstance(narrows, Choice) and narrows.apply  # noqa: S101 named by the page
    return replace(narrows, apply=partial(narrows.apply, day=day))  # type: ignore[call-arg]


def called(places: Iterable[Place], day: date) -> dict[int, State]:
    """How these were called, by id; today that is what stands in their rows."""
    if day != clock.today():
        return states_at(places, day)
    return {place.pk: State(place.label, place.name, place.zone) for place in places}


def file_of(listed: Listed, day: date, *, title: str, by: str, place: str, tab: str = "") -> HttpResponse:
    if day == clock.today():
        return listed.as_file(title=title, place=place, by=by, tab=tab)
    kind = listed.request.GET["export"]
    then = _("Tính đến ngày %(day)s") % {"day": f"{day:%d/%m/%Y}"}
    above = [title, *([place] if place else []), then, _("Người xuất: %(name)s") % {"name": by}]
    answer, rows = file_as_of(
        sheet_of(listed, above, tab or title), kind, day, file_name(listed.table.file_name, place)
    )
    note_export(listed, kind, rows)
    return answer
