"""The first thing in an empty installation: the city's committee, its first account. Done once, on the machine or by its token.

The token is printed where `canhtay serve` was started and nowhere else; who can read that terminal owns the machine anyway.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n

from canhtay.core import clock, facts, sealing
from canhtay.core.history import MACHINE
from canhtay.core.models import Fact
from canhtay.core.problems import Kind, Problem, require
from canhtay.people.accounts import nobody_signs_in_yet
from canhtay.people.actions import add_person, grant_role, open_account
from canhtay.people.grant_actions import open_sign_in
from canhtay.people.grant_usernames import proposed_username
from canhtay.people.models import Account, RoleGrant
from canhtay.places.models import Place, on
from canhtay.teams.committees import found_committee
from canhtay.teams.models import Committee

BEGUN, TOKEN = "begun", "begin_token"
GOOD_FOR = timedelta(hours=24)

ALREADY_BEGUN = Kind(
    "already_begun", 409, n("Máy chủ này đã bắt đầu từ trước. Xin đăng nhập, hoặc nhờ người phụ trách mở tài khoản.")
)
NO_SUCH_PROVINCE = Kind("no_such_province", 422, n("Không có tỉnh, thành phố nào mang mã %(code)s."))


@dataclass(frozen=True)
class Begun:
    account: Account
    once: str
    """The password for one sign-in; empty where somebody chose one."""


@transaction.atomic
def begin(province: Place, *, name: str, username: str = "", password: str = "") -> Begun:
    """The steering committee of the province, the first person with its role, and a sign-in.

    Raises Problem(ALREADY_BEGUN), ValidationError on a weak password.
    """
    _only_once()
    if not Committee.objects.filter(on(clock.today()), place=province, kind=Committee.Kind.STEERING).exists():
        found_committee(province, Committee.Kind.STEERING, by=MACHINE)
    person = add_person(name, by=MACHINE, place=province.pk)
    grant_role(person, RoleGrant.Role.CITY, province, by=MACHINE)
    username = username or proposed_username(name)
    if password:
        return Begun(open_account(person, username, password, by=MACHINE), "")
    slip = open_sign_in(person, username, by=MACHINE)
    return Begun(slip.account, slip.password)


def has_begun() -> bool:
    """Somebody has a sign-in; a demo has its own, and is never begun."""
    return not nobody_signs_in_yet() or bool(facts.get(BEGUN))


def city_is_looked_after() -> bool:
    """Somebody with a sign-in has directed a city. Where only wards had accounts so far, the machine may still begin a city."""
    return RoleGrant.objects.filter(role=RoleGrant.Role.CITY, person__account__isnull=False).exists()


def provinces() -> QuerySet[Place]:
    return Place.objects.filter(on(clock.today()), kind=Place.Kind.PROVINCE).order_by("sort_key", "pk")


def province_by_code(code: str) -> Place:
    """Raises Problem(NO_SUCH_PROVINCE)."""
    province = provinces().filter(code=code).first()
    if province is None:
        raise Problem(NO_SUCH_PROVINCE, code=code)
    return province


def new_token() -> str:
    """Those given out before end."""
    token = secrets.token_urlsafe(24)
    facts.put(TOKEN, f"{_digest(token)} {(clock.now() + GOOD_FOR).isoformat()}")
    return token


def opens(token: str) -> bool:
    digest, _space, until = facts.get(TOKEN).partition(" ")
    right = bool(token) and secrets.compare_digest(digest, _digest(token))
    return right and clock.now() < datetime.fromisoformat(until)


def said_at_start(url: str) -> str:
    """For `canhtay serve`: where to begin; nothing where that is done."""
    if has_begun():
        return ""
    said = _("Máy chủ này còn trống. Mở đường dẫn sau để bắt đầu, dùng được một lần trong 24 giờ:")
    return f"{said}\n{url}/begin/?token={new_token()}"


def _only_once() -> None:
    """Of two who begin at the same moment the database lets one."""
    require(not city_is_looked_after(), ALREADY_BEGUN)
    try:
        with transaction.atomic():
            Fact.objects.create(name=BEGUN, value=clock.now().isoformat())
    except IntegrityError as fault:
        raise Problem(ALREADY_BEGUN) from fault
    Fact.objects.filter(name=TOKEN).delete()


def _digest(token: str) -> str:
    return sealing.digest(token, "begin")
