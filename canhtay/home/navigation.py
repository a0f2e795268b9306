"""The office's pages in their order, and the line under the mark that says whose office it is."""

from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from canhtay.people.models import Account
from canhtay.people.scope import communes_run_by
from canhtay.web import navigation
from canhtay.web.navigation import Item


def is_signed_in(request: HttpRequest) -> bool:
    return request.user.is_authenticated


def runs_a_commune(request: HttpRequest) -> bool:
    return bool(commune_name(request))


def commune_name(request: HttpRequest) -> str:
    """Asked several times a page; found once."""
    if not request.user.is_authenticated:
        return ""
    kept = vars(request)
    if "commune_name" not in kept:
        kept["commune_name"] = str(communes_run_by(cast(Account, request.user).person).first() or "")
    return str(kept["commune_name"])


def declare() -> None:
    navigation.declare(Item(_("Hôm nay"), "home", "house", 10, is_signed_in))
    navigation.declare(Item(_("Các tổ"), "teams", "people", 20, is_signed_in))
    navigation.declare(Item(_("Danh sách vào"), "imports", "import", 30, runs_a_commune))
    navigation.declare_caption(commune_name)
