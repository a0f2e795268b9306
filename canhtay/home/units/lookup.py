"""Finding a unit by any name it ever bore, with or without diacritics, on a day or in all periods."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from canhtay.core import clock
from canhtay.home.own_places import own_provinces
from canhtay.home.units.rights import units_known_to
from canhtay.home.units.words import KINDS, between, within_a_sentence
from canhtay.people.models import Person
from canhtay.people.signed_in import signed_in
from canhtay.places.lookup import Found, namesakes, units_found
from canhtay.places.models import Place, Succession
from canhtay.places.official import BEFORE, SINCE
from canhtay.places.successions import last_placements, went_with
from canhtay.web.forms import day_typed
from canhtay.web.tables import Column, Table
from canhtay.web.tables.columns import About
from canhtay.web.tables.filters import YEARS
from canhtay.web.templatetags.look import number

MOST = 200
LONGEST = 100


@require_safe
@signed_in
def units(request: HttpRequest, person: Person) -> HttpResponse:
    """Units are public; which teams there are is shown on their pages to those who see them."""
    words = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST]
    typed, everywhen = request.GET.get("day", "").strip(), "all" in request.GET
    day = day_typed(typed)
    day = day if day and day.year in YEARS else None
    asked, near = day or clock.today(), own_provinces(person)
    found = _known(person, words, None if everywhen else asked, near)
    elsewhen = not found and not everywhen and bool(words)
    if elsewhen:
        found = _known(person, words, None, near)
    context = {
        "q": words,
        "typed": typed or f"{asked:%d/%m/%Y}",
        "day": asked,
        "everywhen": everywhen,
        "elsewhen": elsewhen and bool(found),
        "begins": BEFORE if asked < BEFORE else None,
        "namesakes": [] if everywhen or elsewhen else _namesakes(words, asked, near, found),
        "reform": SINCE,
        "not_a_day": bool(typed) and day is None,
        "list": UNITS.of(request, _known_since(found, joined=everywhen or elsewhen or day is None)),
    }
    return render(request, "home/units/units.html", context)


def _namesakes(words: str, day: date, near: list[int], found: list[Found]) -> list[tuple[Found, str]]:
    """Of the reader's own province, each as it is spoken of: "Phường Anh Dũng, quận Dương Kinh"."""
    rows = namesakes(words, day, near, told=[one.place.pk for one in found])
    named = [(one, one.words.split(", ")) for one in rows]
    return [(one, ", ".join([own, *map(within_a_sentence, above[:-1])])) for one, (own, *above) in named]


def _known(person: Person, words: str, day: date | None, near: list[int]) -> list[Found]:
    """Of residential groups only those that this person may see. The own province stands first."""
    found = units_found(words, day, most=MOST, near=near)
    groups = [one.place.pk for one in found if one.place.kind == Place.Kind.GROUP]
    known = set(units_known_to(person).filter(pk__in=groups).values_list("pk", flat=True)) if groups else set()
    return [one for one in found if one.place.kind != Place.Kind.GROUP or one.place.pk in known]


@dataclass(frozen=True)
class Known:
    """`since`: earlier than the unit's own first day where it is one with the unchanged unit before it."""

    found: Found
    since: date


def _known_since(found: list[Found], *, joined: bool) -> list[Known]:
    """`joined`: no day was meant, so a unit that went unchanged through a reform, code and name, is one row and not two."""
    before = _unchanged([one.place for one in found]) if joined else {}
    gone = {before[one.place.pk].pk for one in found if one.place.pk in before}
    return [Known(one, before.get(one.place.pk, one.place).valid_from) for one in found if one.place.pk not in gone]


def _unchanged(places: list[Place]) -> dict[int, Place]:
    """The unit before each of these that is still the same."""
    kept = Succession.objects.filter(new__in=places, share=Succession.Share.UNCHANGED, old__code=F("new__code"))
    same = kept.filter(old__folded=F("new__folded"), old__label=F("new__label")).exclude(new__code="")
    return {row.new_id: row.old for row in same.select_related("old")}


@dataclass(frozen=True)
class Row:
    place: Place
    day: date
    name: str
    within: str
    when: str
    came_from: str
    became: str


def _with_successions(known: list[Known], about: About) -> Iterator[Row]:
    places = [one.found.place for one in known]
    joined = {one.found.place.pk for one in known if one.since < one.found.place.valid_from}
    came_from, became = defaultdict(list), defaultdict(list)
    for row in Succession.objects.filter(new__in=places).select_related("old").order_by("old__sort_key", "pk"):
        if row.new_id not in joined:  # it came of itself
            came_from[row.new_id].append(row.old)
    for row in Succession.objects.filter(old__in=places).select_related("new").order_by("new__sort_key", "pk"):
        became[row.old_id].append(row.new)
    for district, rows in went_with(_of_kind(places, Place.Kind.DISTRICT)).items():
        became[district] += [row.new for row in rows]
    waiting = {row.place_id: row.parent for row in last_placements(_of_kind(places, Place.Kind.GROUP))}
    for one, since in ((one.found, one.since) for one in known):
        name, _comma, within = one.words.partition(", ")
        key = one.place.pk
        if key in waiting:
            within = within or now("%(commune)s cũ") % {"commune": waiting[key]}
        later = now("đợi chọn bên") if key in waiting else _named(became[key])
        when = between(since, one.place.valid_until)
        yield Row(one.place, one.day, name, within, when, _named(came_from[key]), later)


def _of_kind(places: list[Place], kind: str) -> list[Place]:
    return [place for place in places if place.kind == kind]


def _named(places: Iterable[Place]) -> str:
    return ", ".join(dict.fromkeys(map(str, places)))


def _counted(count: int) -> str:
    return ngettext("Tìm thấy %(count)s nơi", "Tìm thấy %(count)s nơi", count) % {"count": number(count)}


UNITS = Table(
    columns=[
        Column(
            name="name",
            title=_("Tên"),
            value=lambda row: row.name,
            link=lambda row: f"{reverse('unit', args=[row.place.pk])}?day={row.day}",
            under=lambda row: row.within,
        ),
        Column(name="kind", title=_("Cấp"), value=lambda row: KINDS[row.place.kind]),
        Column(name="became", title=_("Sau đó về đâu"), value=lambda row: row.became),
        Column(name="code", title=_("Mã"), value=lambda row: row.place.code),
        Column(name="when", title=_("Có"), value=lambda row: row.when),
        Column(name="from", title=_("Từ đâu mà thành"), value=lambda row: row.came_from),
    ],
    load=_with_successions,
    counted=_counted,
    page_size=50,
)
