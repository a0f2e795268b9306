"""The demo's page and its keys.

Everything here answers 404 unless the process and the database are a demo's and the caller is on this machine.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, cast

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from canhtay.core import clock, facts
from canhtay.core.history import MACHINE
from canhtay.core.jobs.worker import run_waiting
from canhtay.home.demo import phones
from canhtay.home.demo.cast import OFFICE_ROLES, PHONE_ROLES, parts, person_of, role_at_desk
from canhtay.home.demo.mission import PARTS
from canhtay.home.demo.offices import CITY_DESKS
from canhtay.home.demo.visitor import OFFICER
from canhtay.home.demo.ward import other_teams
from canhtay.home.demo.week import live_week
from canhtay.people import devices
from canhtay.people.models import Account, Person

LOCAL = {"127.0.0.1", "::1"}
MODEL_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def demo_only(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(page)
    def guarded(request: HttpRequest, **keys: Any) -> HttpResponse:
        if not facts.is_demo() or request.META.get("REMOTE_ADDR") not in LOCAL:
            raise Http404
        facts.follow_clock()
        return page(request, **keys)

    return guarded


@require_safe
@demo_only
def demo_page(request: HttpRequest) -> HttpResponse:
    """Whoever was chosen at the desk stays there; the first to sit at it is the ward's officer."""
    # Signed in before the page is drawn: signing in renews the token its forms carry.
    if not request.user.is_authenticated:
        _sign_in(request, OFFICER)
    context = {
        "parts": PARTS,
        "now": clock.now(),
        "office_roles": parts(OFFICE_ROLES),
        "at_desk": role_at_desk(cast(Account, request.user).person),
        "phone_roles": parts(PHONE_ROLES),
        "answered": sum(bool(part.door) for part in PARTS),
    }
    return render(request, "home/demo/demo.html", context)


@demo_only
def office_key(request: HttpRequest, role: str) -> HttpResponse:
    """Sign in to the office as this role and open its first page."""
    if role not in OFFICE_ROLES:
        raise Http404
    _sign_in(request, role)
    # By name the city's list begins with communes that have no team yet; a visitor sees first those that have begun.
    return redirect(f"{reverse('home')}?sort=-teams" if role in CITY_DESKS else "home")


@demo_only
def phone_key(request: HttpRequest, role: str) -> HttpResponse:
    """A fresh invitation for this role, opened on the phone's page."""
    if role not in PHONE_ROLES:
        raise Http404
    link = devices.invite(_holder(role), by=MACHINE)
    return redirect(f"{reverse('phone')}?{request.GET.urlencode() or 'demo=1'}#enrol={link.token}")


@require_POST
@demo_only
def next_week(request: HttpRequest) -> HttpResponse:
    """A week passes: the clock moves on and the other teams keep their hours."""
    shift = timedelta(seconds=int(facts.get(facts.CLOCK_SHIFT) or 0)) + timedelta(weeks=1)
    facts.shift_clock(shift)
    live_week(other_teams(), int(facts.get("demo_seed") or 1), clock.now())
    phones.heard_again()
    run_waiting()
    return redirect("demo")


def _sign_in(request: HttpRequest, role: str) -> None:
    account = _holder(role).account
    if request.user.pk != account.pk:
        login(request, account, backend=MODEL_BACKEND)


def _holder(role: str) -> Person:
    """404 where the demo was made before there was this role; `--fresh` makes it anew."""
    try:
        return person_of(role)
    except Person.DoesNotExist as missing:
        raise Http404 from missing
