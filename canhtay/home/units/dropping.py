"""Taking back a residential group that was added by mistake: right after, by the button beside its notice; later on its page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from canhtay.core.problems import Problem
from canhtay.home.units.rights import groups_reformed_by
from canhtay.people.models import Person
from canhtay.people.signed_in import signed_in, the_one
from canhtay.teams.mistaken import drop_group_and_team
from canhtay.web import notices


@require_POST
@signed_in
def drop(request: HttpRequest, person: Person, key: int) -> HttpResponse:
    group = the_one(groups_reformed_by(person), key)
    try:
        drop_group_and_team(group, by=person)
    except Problem as problem:
        notices.warn(request, problem.sentence)
        return redirect("unit", key)
    notices.say(request, _("Đã bỏ %(group)s ghi nhầm.") % {"group": group})
    return redirect("teams")
