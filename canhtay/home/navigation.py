"""The office's pages in their order, and the line under the mark that says whose office it is."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from canhtay.people.models import Person
from canhtay.people.scope import communes_run_by
from canhtay.web import navigation
from canhtay.web.navigation import Item


def signed_in(request: HttpRequest) -> bool:
    return request.user.is_authenticated


def runs_a_commune(request: HttpRequest) -> bool:
    return bool(_commune(request))


def caption(request: HttpRequest) -> str:
    return _commune(request)


def declare() -> None:
    navigation.declare(Item(_("Hôm nay"), "home", "house", 10, signed_in))
    navigation.declare(Item(_("Các tổ"), "teams", "people", 20, signed_in))
    navigation.declare(Item(_("Danh sách vào"), "imports", "import", 30, runs_a_commune))
    navigation.declare_caption(caption)


def _commune(request: HttpRequest) -> str:
    """Asked several times a page; found once."""
    if not request.user.is_authenticated:
        return ""
    known = getattr(request, "commune_name", None)
    if known is None:
        commune = communes_run_by(Person.unscoped.get(account=request.user.pk)).first()
        known = str(commune or "")
        request.commune_name = known  # type: ignore[attr-defined]
    return known
