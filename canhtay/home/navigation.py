"""The office's pages in their order, and the line under the mark that says whose office it is."""

from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from canhtay.core import clock
from canhtay.home.units.rights import reforms_units
from canhtay.people.address import address_of
from canhtay.people.grant_rules import may_read_grants
from canhtay.people.models import Account
from canhtay.people.scope import communes_run_by, current_roles
from canhtay.teams.choosing_rules import places_choosing_for
from canhtay.teams.queries import RUNNING
from canhtay.web import navigation, readers
from canhtay.web.navigation import Item


def is_signed_in(request: HttpRequest) -> bool:
    return request.user.is_authenticated


def runs_a_commune(request: HttpRequest) -> bool:
    return bool(commune_name(request))


def runs_a_team(request: HttpRequest) -> bool:
    if not request.user.is_authenticated:
        return False
    kept = vars(request)
    if "runs_a_team" not in kept:
        kept["runs_a_team"] = not RUNNING.isdisjoint(current_roles(cast(Account, request.user).person))
    return bool(kept["runs_a_team"])


def runs_a_unit(request: HttpRequest) -> bool:
    return request.user.is_authenticated and places_choosing_for(cast(Account, request.user).person).exists()


def reads_grants(request: HttpRequest) -> bool:
    return request.user.is_authenticated and may_read_grants(cast(Account, request.user).person)


def reforms_places(request: HttpRequest) -> bool:
    return request.user.is_authenticated and reforms_units(cast(Account, request.user).person)


def form_of_address(request: HttpRequest) -> str:
    if not request.user.is_authenticated:
        return ""
    return address_of(cast(Account, request.user).person, clock.today())


def commune_name(request: HttpRequest) -> str:
    """Asked several times a page; found once."""
    if not request.user.is_authenticated:
        return ""
    kept = vars(request)
    if "commune_name" not in kept:
        kept["commune_name"] = str(communes_run_by(cast(Account, request.user).person).first() or "")
    return str(kept["commune_name"])


def declare() -> None:
    books, running = _("Sổ sách"), _("Quản lý")
    for item in [
        Item(_("Hôm nay"), "home", "house", 10, is_signed_in),
        Item(_("Các tổ"), "teams", "people", 20, is_signed_in),
        Item(_("Thành viên"), "roster", "person", 30, is_signed_in),
        Item(_("Quyết định"), "decisions", "list", 40, is_signed_in),
        Item(_("Ban Chỉ đạo"), "committees", "people", 50, is_signed_in, books),
        Item(_("Điện thoại của tổ"), "phones", "phone", 51, runs_a_team, books),
        Item(_("Danh sách vào"), "imports", "import", 52, runs_a_commune, books),
        Item(_("Tra đơn vị"), "units", "search", 53, is_signed_in, books),
        Item(_("Quyền và tài khoản"), "grants", "key", 60, reads_grants, running),
        Item(_("Nhật ký"), "audit", "book", 61, reads_grants, running),
        Item(_("Thay đổi địa giới"), "reforms", "alley", 62, reforms_places, running),
        Item(_("Bàn giao"), "handover", "hand-over", 63, runs_a_unit, running),
        Item(_("Trang của tôi"), "me", "person", 90, is_signed_in, navigation.OWN),
    ]:
        navigation.declare(item)
    navigation.declare_caption(commune_name)
    readers.declare(form_of_address)
