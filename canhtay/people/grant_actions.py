"""Verbs of giving out: a role together with the sign-in it needs, its last day, taken back, cancelled."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop as n

from canhtay.core import clock, history
from canhtay.core.history import Actor, subject_of
from canhtay.core.problems import Kind, Problem, require
from canhtay.people.accounts import ONE_TIME, begin_one_time
from canhtay.people.actions import ENDS_BEFORE_IT_BEGINS, add_person, end_grant, grant_role, open_account
from canhtay.people.grant_rules import people_without_account
from canhtay.people.grant_usernames import proposed_username
from canhtay.people.models import Account, Person, RoleGrant
from canhtay.people.one_time_passwords import one_time_password
from canhtay.people.roles import RULES
from canhtay.places.models import Place

PROLONGED = history.declare("role.prolonged", "person", "role", "until")

NOT_TO_ONESELF = Kind(
    "not_to_oneself", 403, n("Không ai tự giao hay gia hạn quyền cho chính mình. Xin một người phụ trách khác làm.")
)
USERNAME_TAKEN = Kind("username_taken", 409, n("Tên đăng nhập “%(username)s” đã có người dùng. Xin chọn tên khác."))
SAME_LAST_DAY = Kind("same_last_day", 422, n("Vai này đang giao đúng như thế rồi. Xin ghi ngày khác, hoặc quay lại."))
NEEDS_A_LAST_DAY = Kind("needs_a_last_day", 422, n("Vai “%(role)s” chỉ giao có hạn. Xin ghi ngày cuối."))
REASON_NEEDED = Kind("reason_needed", 422, n("Ngày cuối đã qua từ trước hôm qua thì xin ghi vì sao."))
HELD_ALREADY = Kind("held_already", 409, n("Vai này đã giữ từ %(since)s, không bỏ hẳn được nữa. Xin ghi ngày cuối."))
HOLDS_IT_LONGER = Kind("holds_it_longer", 409, n("%(name)s đang giữ đúng vai này ở đây, không có ngày cuối."))


@dataclass(frozen=True)
class Slip:
    """What is handed over once, in person; the password is kept nowhere."""

    account: Account
    password: str


@dataclass(frozen=True)
class Given:
    grant: RoleGrant
    slip: Slip | None


@transaction.atomic
def give_role(
    receiver: Person | dict[str, Any],
    role: str,
    place: Place,
    *,
    by: Person,
    since: date | None = None,
    until: date | None = None,
) -> Given:
    """`receiver`: somebody known, or what `add_person` is to write down of somebody new. Opens the sign-in the role needs.

    Raises Problem: NOT_TO_ONESELF, WRONG_PLACE, ENDS_BEFORE_IT_BEGINS, NEEDS_A_LAST_DAY.
    """
    _require_a_last_day(role, until)
    person = (
        receiver
        if isinstance(receiver, Person)
        else add_person(receiver["name"], by=by, place=place.pk, **_rest(receiver))
    )
    require(person != by, NOT_TO_ONESELF)
    grant = grant_role(person, role, place, by=by, since=since, until=until)
    opens = RULES[role].office and people_without_account(by).filter(pk=person.pk).exists()
    return Given(grant, open_sign_in(person, proposed_username(person.name), by=by) if opens else None)


@transaction.atomic
def open_sign_in(person: Person, username: str, *, by: Actor) -> Slip:
    """With a password for one sign-in within 72 hours; the page after it asks for one's own. Raises Problem(USERNAME_TAKEN)."""
    password = one_time_password()
    try:
        with transaction.atomic():
            account = open_account(person, username, password, by=by)
    except IntegrityError as fault:
        raise Problem(USERNAME_TAKEN, username=username) from fault
    begin_one_time(account)
    account.save(update_fields=ONE_TIME)
    return Slip(account, password)


@transaction.atomic
def set_last_day(grant: RoleGrant, until: date | None, *, by: Actor) -> None:
    """To the end of `until`, or without an end, whatever was said before.

    Raises Problem: NOT_TO_ONESELF, NEEDS_A_LAST_DAY, SAME_LAST_DAY, HOLDS_IT_LONGER; when sooner than before, those of `take_back`.
    """
    grant = RoleGrant.objects.select_for_update(of=("self",)).select_related("person", "place").get(pk=grant.pk)
    require(grant.person_id != by.pk, NOT_TO_ONESELF)
    _require_a_last_day(grant.role, until)
    before = grant.valid_until
    require(until != before, SAME_LAST_DAY)
    if until is None or (before is not None and until > before):
        _prolong(grant, until, by)
    else:
        take_back(grant, until, by=by)


@transaction.atomic
def take_back(grant: RoleGrant, last_day: date, *, by: Actor, reason: str = "") -> None:
    """Holds to the end of `last_day`, never longer than before; for days before yesterday only with a reason.

    Raises Problem: ENDS_BEFORE_IT_BEGINS, REASON_NEEDED, LAST_CITY_ACCOUNT.
    """
    require(last_day >= grant.valid_from, ENDS_BEFORE_IT_BEGINS)
    require(grant.valid_until is None or last_day <= grant.valid_until, ENDS_BEFORE_IT_BEGINS)
    require(bool(reason) or last_day >= clock.day_before(clock.today()), REASON_NEEDED)
    end_grant(grant, by=by, last_day=last_day, reason=reason)


@transaction.atomic
def cancel_grant(grant: RoleGrant, *, by: Actor, reason: str = "") -> None:
    """Given by mistake, and nobody held it a whole day: as if it had never been given.

    Raises Problem: HELD_ALREADY, LAST_CITY_ACCOUNT.
    """
    require(may_be_cancelled(grant), HELD_ALREADY, since=f"{grant.valid_from:%d/%m/%Y}")
    end_grant(grant, by=by, last_day=clock.day_before(grant.valid_from), reason=reason)


def may_be_cancelled(grant: RoleGrant) -> bool:
    return grant.valid_from >= clock.today()


def _prolong(grant: RoleGrant, until: date | None, by: Actor) -> None:
    grant.valid_until = until
    try:
        with transaction.atomic():
            grant.save(update_fields=["valid_until"])
    except IntegrityError as fault:
        raise Problem(HOLDS_IT_LONGER, name=grant.person.name) from fault
    history.record(
        PROLONGED,
        subject_of("person", grant.person_id),
        by=by,
        place=grant.place_id,
        person=str(grant.person_id),
        role=grant.role,
        until=until.isoformat() if until else "",
    )


def _require_a_last_day(role: str, until: date | None) -> None:
    require(until is not None or not RULES[role].for_a_time, NEEDS_A_LAST_DAY, role=RULES[role].title)


def _rest(about: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in about.items() if name != "name"}
