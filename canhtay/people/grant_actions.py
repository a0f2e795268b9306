"""Verbs of giving out: a role together with the sign-in it needs, taken back, prolonged."""

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
NOT_LONGER = Kind("not_longer", 422, n("Ngày cuối mới phải sau ngày %(until)s. Muốn cho thôi sớm thì bấm “Thôi giao”."))
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

    Raises Problem: NOT_TO_ONESELF, WRONG_PLACE, ENDS_BEFORE_IT_BEGINS.
    """
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
def prolong_grant(grant: RoleGrant, until: date | None, *, by: Actor) -> None:
    """To the end of `until`, or without an end. Raises Problem: NOT_TO_ONESELF, NOT_LONGER, HOLDS_IT_LONGER."""
    grant = RoleGrant.objects.select_for_update(of=("self",)).select_related("person").get(pk=grant.pk)
    require(grant.person_id != by.pk, NOT_TO_ONESELF)
    before = grant.valid_until
    longer = before is not None and (until is None or until > before)
    require(longer, NOT_LONGER, until=f"{before:%d/%m/%Y}" if before else "")
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


def take_back(grant: RoleGrant, last_day: date, *, by: Actor) -> None:
    """Holds to the end of `last_day`, never longer than before. Raises Problem: ENDS_BEFORE_IT_BEGINS, LAST_CITY_ACCOUNT."""
    require(last_day >= clock.day_before(grant.valid_from), ENDS_BEFORE_IT_BEGINS)
    require(grant.valid_until is None or last_day <= grant.valid_until, ENDS_BEFORE_IT_BEGINS)
    end_grant(grant, by=by, last_day=last_day)


def _rest(about: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in about.items() if name != "name"}
