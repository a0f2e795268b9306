"""The office's door: a page of a signed-in account is called with its person; anybody else is asked to sign in first."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_required
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse

from canhtay.core import facts
from canhtay.core.problems import NOT_FOUND, Problem
from canhtay.people.models import Person

T = TypeVar("T", bound=Model)


def signed_in(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @login_required
    @wraps(page)
    def with_person(request: HttpRequest, **keys: Any) -> HttpResponse:
        facts.follow_clock()
        person = Person.unscoped.get(account=request.user.pk)
        return page(request, person, **keys)

    return with_person


def the_one(visible: QuerySet[T], key: Any) -> T:
    """Fetch and authorise in one step: what is not among the visible does not exist. Raises Problem(NOT_FOUND)."""
    found = visible.filter(pk=key).first()
    if found is None:
        raise Problem(NOT_FOUND)
    return found
