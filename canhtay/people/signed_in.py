"""The office's door: a page of a signed-in account is called with its person; anybody else is asked to sign in first."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib.auth.decorators import login_required
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from canhtay.core import facts
from canhtay.core.problems import NOT_FOUND, Problem
from canhtay.people.models import Account
from canhtay.people.scope import remember_grants, remember_units
from canhtay.people.second_factors import lacks_a_second_factor
from canhtay.people.sessions import note_seen

T = TypeVar("T", bound=Model)
Page = Callable[..., HttpResponse]
READS = ("GET", "HEAD")


def signed_in(page: Page) -> Page:
    """Such a page is kept by no browser: at an office's shared desk "back" after signing out shows nobody's names."""

    @recognised
    @wraps(page)
    def with_person(request: HttpRequest, account: Account, **keys: Any) -> HttpResponse:
        facts.follow_clock()
        note_seen(request, account)
        remember_grants(account.person)
        if request.method in READS:
            remember_units(account.person)
        before = what_comes_before(account)
        return redirect(before) if before else page(request, account.person, **keys)

    return with_person


def recognised(page: Page) -> Page:
    """For the few pages where a sign-in is completed: called with the account, whatever is still missing."""

    @never_cache
    @login_required
    @wraps(page)
    def with_account(request: HttpRequest, **keys: Any) -> HttpResponse:
        return page(request, cast(Account, request.user), **keys)

    return with_account


def what_comes_before(account: Account) -> str:
    """The page to go to before any other: a password of one's own, a second factor. Empty when all is there."""
    if account.must_change_password_since:
        return "new-password"
    return "begin-second-factor" if lacks_a_second_factor(account) else ""


def the_one(visible: QuerySet[T], key: Any, *, by: str = "pk") -> T:
    """Fetch and authorise in one step: what is not among the visible does not exist. Raises Problem(NOT_FOUND)."""
    found = visible.filter(**{by: key}).first()
    if found is None:
        raise Problem(NOT_FOUND)
    return found
