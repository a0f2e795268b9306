"""The office's first page, by post: an officer's ward, a leader's team, or what to do when one has no post yet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from canhtay.home.ward import ward_page
from canhtay.people.models import Person
from canhtay.people.scope import communes_run_by
from canhtay.people.signed_in import signed_in
from canhtay.teams.queries import teams_visible_to


@require_safe
@signed_in
def home(request: HttpRequest, person: Person) -> HttpResponse:
    commune = communes_run_by(person).first()
    if commune:
        return render(request, "home/ward.html", ward_page(commune))
    team = teams_visible_to(person).first()
    return redirect("team", team.pk) if team else render(request, "home/no_post.html")
