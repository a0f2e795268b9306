"""The office's first page, by post: a city's communes, a ward's teams, a leader's team, or what to do when one has no post."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from canhtay.home.city import city_page
from canhtay.home.city_list import COMMUNES
from canhtay.home.first_steps import first_steps
from canhtay.home.own_places import communes_seen_by, ended_posts, own_units
from canhtay.home.ward import ward_page
from canhtay.home.ward_list import TEAMS
from canhtay.people.grant_ends import own_grants_ending
from canhtay.people.models import Person
from canhtay.people.roles import title_at
from canhtay.people.scope import communes_run_by
from canhtay.people.signed_in import signed_in, the_one
from canhtay.places.models import Place
from canhtay.teams.choosing_rules import places_choosing_for
from canhtay.teams.queries import teams_visible_to

POSTS_SHOWN = 3


@require_safe
@signed_in
def home(request: HttpRequest, person: Person) -> HttpResponse:
    units = own_units(person)
    if units:
        show = _city if units[0].kind == Place.Kind.PROVINCE else _ward
        return show(request, person, units[0], units[1:])
    team = teams_visible_to(person).first()
    return redirect("team", team.pk) if team else _no_post(request, person)


@require_safe
@signed_in
def commune(request: HttpRequest, person: Person, key: int) -> HttpResponse:
    """Any commune within one's reach, as its own officer sees it."""
    return _ward(request, person, the_one(communes_seen_by(person), key), [])


def _city(request: HttpRequest, person: Person, province: Place, others: list[Place]) -> HttpResponse:
    page = city_page(province, acts=places_choosing_for(person).filter(pk=province.pk).exists())
    listed = COMMUNES.of(request, page["rows"], person=person, places=lambda: [province.pk])
    if listed.wants_file:
        return listed.as_file(title=_("Tình hình các xã, phường"), place=str(province), by=person.name)
    return render(request, "home/city.html", {**page, "list": listed, **_of_reader(person, others)})


def _ward(request: HttpRequest, person: Person, commune: Place, others: list[Place]) -> HttpResponse:
    page = ward_page(commune, runs_it=communes_run_by(person).filter(pk=commune.pk).exists())
    listed = TEAMS.of(request, page["rows"], person=person, places=lambda: [commune.pk])
    if listed.wants_file:
        return listed.as_file(title=_("Tình hình các tổ"), place=str(commune), by=person.name)
    return render(request, "home/ward.html", {**page, "list": listed, **_of_reader(person, others)})


def _of_reader(person: Person, others: list[Place]) -> dict[str, Any]:
    """What a first page says to this reader beside how the place stands."""
    return {"others": others, "ends": own_grants_ending(person), "first_steps": first_steps(person)}


def _no_post(request: HttpRequest, person: Person) -> HttpResponse:
    ended = [(title_at(grant.role, grant.place), grant) for grant in ended_posts(person)[:POSTS_SHOWN]]
    return render(request, "home/no_post.html", {"ended": ended})
