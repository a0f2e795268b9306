"""The office's door: a page of a signed-in account is called with its person; anybody else is asked to sign in first."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib.auth.decorators import login_required
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from canhtay.core import facts
from canhtay.core.problems import NOT_FOUND, Problem
from canhtay.people.models import Account

T = TypeVar("T", bound=Model)


def signed_in(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Such a page is kept by no browser: at an office's shared desk "back" after signing out shows nobody's names."""

    @never_cache
    @login_required
    @wraps(page)
    def with_person(request: HttpRequest, **keys: Any) -> HttpResponse:
        facts.follow_clock()
        return page(request, cast(Account, request.user).person, **keys)

    return with_person


def the_one(visible: QuerySet[T], key: Any, *, by: str = "pk") -> T:
    """Fetch and authorise in one step: what is not among the visible does not exist. Raises Problem(NOT_FOUND)."""
    found = visible.filter(**{by: key}).first()
    if found is None:
        raise Problem(NOT_FOUND)
    return found
