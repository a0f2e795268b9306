"""One unit's page as of a day: what it lay in, what lay in it, what it came from and became, how it was called."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from canhtay.core import clock
from canhtay.home.units.rights import groups_reformed_by, groups_waiting_for, may_reform, units_known_to
from canhtay.home.units.words import between, finding
from canhtay.people.models import Person
from canhtay.people.signed_in import signed_in, the_one
from canhtay.places.models import PastState, Place, Placement, Zone, on
from canhtay.places.official import SINCE
from canhtay.places.paths import State, path_at, states_at
from canhtay.places.successions import predecessors_of, sides_of, successors_of, went_with
from canhtay.teams.mistaken import is_unused
from canhtay.teams.models import Team
from canhtay.teams.rules import teams_readable_by
from canhtay.web.tables import day_asked

REFORMS_SHOWN = 50


@require_safe
@signed_in
def unit(request: HttpRequest, person: Person, key: int) -> HttpResponse:
    place = the_one(units_known_to(person), key)
    day = _within(place, day_asked(request))
    path = path_at(place, day)
    states = states_at(path, day)
    context = {
        "place": place,
        "named": states[place.pk],
        "day": day,
        "is_today": day == clock.today(),
        "above": [(step, states[step.pk]) for step in reversed(path[1:])],
        "finding": finding(place, [str(states[step.pk]) for step in path]),
        "came_from": predecessors_of(place),
        "became": successors_of(place),
        "became_of_wards": _became_of_wards(place) if place.kind == Place.Kind.DISTRICT else {},
        "called": _called(place),
        "reforms": place.touched_by.filter(undone_at=None)[:REFORMS_SHOWN],
        "days": _days(place),
        **(_of_a_group(place, day, person) if place.kind == Place.Kind.GROUP else _contents(place, day, person)),
        "change_url": _change_url(person, place),
    }
    return render(request, "home/units/unit.html", context)


def _became_of_wards(district: Place) -> dict[Place, str]:
    """Where its wards went, each new unit with the names of those that went there."""
    went: dict[Place, list[str]] = defaultdict(list)
    for row in went_with([district])[district.pk]:
        went[row.new].append(str(row.old))
    return {new: ", ".join(olds) for new, olds in went.items()}


def _within(place: Place, day: date) -> date:
    """A unit is shown on a day on which it was there."""
    last = min(place.valid_until or clock.today(), clock.today())
    return max(min(day, last), place.valid_from)


def _days(place: Place) -> list[date]:
    """To open with one click: either side of the great reform, and today, as far as the unit was there."""
    return [one for one in (clock.day_before(SINCE), SINCE, clock.today()) if one == _within(place, one)]


@dataclass(frozen=True)
class Called:
    """A name it bore; `zone` in words."""

    name: str
    zone: str
    when: str


def _called(place: Place) -> list[Called]:
    """Names over time, the last first; nothing where it was always called so."""
    past = list(PastState.objects.filter(place=place).order_by("-valid_from"))
    if not past:
        return []
    since = clock.day_after(past[0].valid_until)
    now = Called(str(place), _zone(place.zone), between(since, place.valid_until))
    return [now, *(Called(str(row), _zone(row.zone), between(row.valid_from, row.valid_until)) for row in past)]


def _zone(zone: str) -> str:
    return str(Zone(zone).label) if zone else ""


@dataclass(frozen=True)
class Held:
    """What lay in the unit on the day, as it was called then, with the team there that the reader may see."""

    place: Place
    state: State
    team: Team | None


def _contents(place: Place, day: date, person: Person) -> dict[str, Any]:
    """Of residential groups only what the reader may see, and that there are others is not said."""
    inside = Placement.objects.filter(on(day), parent=place).values("place")
    rows = list(units_known_to(person).filter(pk__in=inside).order_by("kind", "sort_key", "pk"))
    groups = [row.pk for row in rows if row.kind == Place.Kind.GROUP]
    teams = _teams(person, groups, day) if groups else {}
    states = states_at(rows, day)
    return {"held": [Held(row, states[row.pk], teams.get(row.pk)) for row in rows]}


def _of_a_group(group: Place, day: date, person: Person) -> dict[str, Any]:
    lain = Placement.objects.filter(place=group).select_related("parent").order_by("-valid_from")
    return {
        "zone": _zone(states_at([group], day)[group.pk].zone),
        "lain": [(row.parent, between(row.valid_from, row.valid_until)) for row in lain],
        "team": _teams(person, [group.pk], day).get(group.pk),
        "sides": sides_of(group),
        "may_drop": groups_reformed_by(person).filter(pk=group.pk).exists() and is_unused(group),
        "may_say": groups_waiting_for(person).filter(pk=group.pk).exists(),
    }


def _teams(person: Person, groups: list[int], day: date) -> dict[int, Team]:
    rows = teams_readable_by(person).filter(on(day), group__in=groups, kind=Team.Kind.COMMUNITY)
    return {team.group_id: team for team in rows}


def _change_url(person: Person, place: Place) -> str:
    """Where this place is called otherwise, with it chosen already; empty where it waits, has ended, or is not this person's."""
    above = path_at(place)[1:]
    if place.valid_until or not above or not may_reform(person, place):
        return ""
    kind, at = ("rename", above[0]) if place.kind == Place.Kind.GROUP else ("rename-commune", above[-1])
    return f"{reverse('reform-form', args=[kind, at.pk])}?place={place.pk}"
