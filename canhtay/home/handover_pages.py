"""The sheet a new officer is given."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from canhtay.core import clock
from canhtay.core.problems import NOT_FOUND, require
from canhtay.home.handover import handover
from canhtay.people.models import Person
from canhtay.people.signed_in import signed_in, the_one
from canhtay.places.models import Place
from canhtay.teams.choosing_rules import places_choosing_for


@require_safe
@signed_in
def handover_page(request: HttpRequest, person: Person) -> HttpResponse:
    """For the first of one's own units, or the one of them that `?place=` names."""
    own = places_choosing_for(person).order_by("sort_key", "pk")
    require(own.exists(), NOT_FOUND)
    asked = request.GET.get("place", "")
    place: Place | Any = the_one(own, asked) if asked.isdecimal() else own.first()
    sections = handover(place)
    context = {
        "place": place,
        "others": [one for one in own if one != place],
        "today": clock.today(),
        "sections": sections,
        "count": sum(section.count for section in sections),
        "whole": place.kind == Place.Kind.PROVINCE,
    }
    return render(request, "home/handover.html", context)
