"""Verbs of people: the only writers of persons, grants, accounts."""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils.translation import gettext_noop as n

from canhtay.core import clock, history
from canhtay.core.history import Actor, subject_of
from canhtay.core.problems import Kind, require
from canhtay.core.vietnamese import nfc
from canhtay.people.grant_last import keep_one_after
from canhtay.people.models import Account, Person, RoleGrant
from canhtay.people.roles import RULES
from canhtay.people.scope import place_in_the_log
from canhtay.places.models import Place

PERSON_ADDED = history.declare("person.added", personal=("name",))
PERSON_CHANGED = history.declare("person.changed", "columns", personal=("before", "after"))
ROLE_GRANTED = history.declare("role.granted", "person", "role", "since", "until")
ROLE_BROUGHT_FORWARD = history.declare("role.brought_forward", "person", "role", "since")
ROLE_ENDED = history.declare("role.ended", "person", "role", "until", personal=("reason",))
ACCOUNT_OPENED = history.declare("account.opened", "username")

CORRECTED = {"name", "gender", "birth_year", "phone"}

WRONG_PLACE = Kind("wrong_place", 422, n("Vai trò “%(role)s” không giao ở %(place)s. Xin chọn nơi khác."))
ENDS_BEFORE_IT_BEGINS = Kind("ends_before_it_begins", 422, n("Ngày cuối phải từ ngày bắt đầu trở đi."))


@transaction.atomic
def add_person(
    name: str,
    *,
    by: Actor,
    gender: str = "",
    birth_year: int | None = None,
    phone: str = "",
    place: int | None = None,
) -> Person:
    """`place`: in whose record; where it is not said, in that of whoever writes it down."""
    person = Person.unscoped.create(name=nfc(name), gender=gender, birth_year=birth_year, phone=phone)
    place = place or _place_of(by)
    history.record(PERSON_ADDED, subject_of("person", person.pk), by=by, place=place, name=person.name)
    return person


@transaction.atomic
def change_person(person: Person, *, by: Actor, place: int | None = None, **said: Any) -> bool:
    """Correct what is on record of somebody (name, gender, birth_year, phone); what was there stays in the history.

    Returns whether anything changed. `place`: the group or commune in whose record it was corrected;
    where it is not said, where the person's other lines stand.
    """
    unknown = said.keys() - CORRECTED
    assert not unknown, f"not to be corrected here: {unknown}"  # noqa: S101
    after = {name: nfc(value) if isinstance(value, str) else value for name, value in said.items()}
    before = {name: getattr(person, name) for name, value in after.items() if getattr(person, name) != value}
    if not before:
        return False
    for name in before:
        setattr(person, name, after[name])
    person.save()
    # The telephone number is sealed on the person; the history, which is not, says only that it changed.
    told = {name: value for name, value in before.items() if name != "phone"}
    history.record(
        PERSON_CHANGED,
        subject_of("person", person.pk),
        by=by,
        place=place or place_in_the_log(person) or _place_of(by),
        columns=sorted(before),
        before=told,
        after={name: after[name] for name in told},
    )
    return True


def _place_of(actor: Actor) -> int | None:
    """None for the machine, whose callers say where."""
    return place_in_the_log(actor) if isinstance(actor, Person) else None


@transaction.atomic
def grant_role(
    person: Person, role: str, place: Place, *, by: Actor, since: date | None = None, until: date | None = None
) -> RoleGrant:
    """From `since` (today) to the end of `until` (open). Granted twice is granted once: the grant with that end is returned,
    and begins earlier where it was to begin later.

    Raises Problem: WRONG_PLACE where that role is not held, ENDS_BEFORE_IT_BEGINS.
    """
    since = since or clock.today()
    require(place.kind in RULES[role].held_in, WRONG_PLACE, role=RULES[role].title, place=str(place))
    require(until is None or until >= since, ENDS_BEFORE_IT_BEGINS)
    grant, new = RoleGrant.objects.select_for_update().get_or_create(
        person=person,
        role=role,
        place=place,
        valid_until=until,
        defaults={"valid_from": since, "granted_by": str(by.pk)},
    )
    if new:
        _record(ROLE_GRANTED, grant, by, until=grant.valid_until.isoformat() if grant.valid_until else "")
    elif since < grant.valid_from:
        grant.valid_from = since
        grant.save(update_fields=["valid_from"])
        _record(ROLE_BROUGHT_FORWARD, grant, by)
    return grant


def _record(event: str, grant: RoleGrant, by: Actor, **details: Any) -> None:
    history.record(
        event,
        subject_of("person", grant.person_id),
        by=by,
        place=grant.place_id,
        person=str(grant.person_id),
        role=grant.role,
        since=grant.valid_from.isoformat(),
        **details,
    )


@transaction.atomic
def end_grant(grant: RoleGrant, *, by: Actor, last_day: date | None = None, reason: str = "") -> None:
    """Ends after `last_day` (yesterday): from today on the person sees nothing by it. Raises Problem(LAST_CITY_ACCOUNT)."""
    keep_one_after(grant, by=by)
    grant.valid_until = last_day or clock.today() - timedelta(days=1)
    grant.save(update_fields=["valid_until"])
    details: dict[str, Any] = {"reason": reason} if reason else {}
    history.record(
        ROLE_ENDED,
        subject_of("person", grant.person_id),
        by=by,
        place=grant.place_id,
        person=str(grant.person_id),
        role=grant.role,
        until=grant.valid_until.isoformat(),
        **details,
    )


@transaction.atomic
def open_account(person: Person, username: str, password: str | None, *, by: Actor) -> Account:
    """An office sign-in; None makes one that no password opens (a demo's link does). Raises ValidationError on a weak one."""
    account = Account(person=person, username=username.lower())
    if password is None:
        account.set_unusable_password()
    else:
        validate_password(password, account)
        account.set_password(password)
    account.save()
    place = place_in_the_log(person)
    history.record(ACCOUNT_OPENED, subject_of("person", person.pk), by=by, place=place, username=account.username)
    return account
