"""Verbs of people: the only writers of persons, grants, accounts."""

from datetime import date, timedelta

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from canhtay.core import clock, history
from canhtay.core.history import Actor, subject_of
from canhtay.core.vietnamese import nfc
from canhtay.people.models import Account, Person, RoleGrant
from canhtay.places.models import Place

PERSON_ADDED = history.declare("person.added", personal=("name",))
ROLE_GRANTED = history.declare("role.granted", "person", "role", "since")
ROLE_ENDED = history.declare("role.ended", "person", "role", "until")
ACCOUNT_OPENED = history.declare("account.opened", "username")


@transaction.atomic
def add_person(name: str, *, by: Actor, gender: str = "", birth_year: int | None = None, phone: str = "") -> Person:
    person = Person.unscoped.create(name=nfc(name), gender=gender, birth_year=birth_year, phone=phone)
    history.record(PERSON_ADDED, subject_of("person", person.pk), by=by, name=person.name)
    return person


@transaction.atomic
def grant_role(person: Person, role: str, place: Place, *, by: Actor, since: date | None = None) -> RoleGrant:
    """Granted twice is granted once: the open grant is returned."""
    since = since or clock.today()
    grant, new = RoleGrant.objects.get_or_create(
        person=person, role=role, place=place, valid_until=None, defaults={"valid_from": since}
    )
    if new:
        subject = subject_of("place", place.pk)
        history.record(
            ROLE_GRANTED, subject, by=by, place=place.pk, person=str(person.pk), role=role, since=since.isoformat()
        )
    return grant


@transaction.atomic
def end_grant(grant: RoleGrant, *, by: Actor, last_day: date | None = None) -> None:
    """Ends after `last_day` (yesterday): from today on the person sees nothing by it."""
    grant.valid_until = last_day or clock.today() - timedelta(days=1)
    grant.save(update_fields=["valid_until"])
    history.record(
        ROLE_ENDED,
        subject_of("place", grant.place_id),
        by=by,
        place=grant.place_id,
        person=str(grant.person_id),
        role=grant.role,
        until=grant.valid_until.isoformat(),
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
    history.record(ACCOUNT_OPENED, subject_of("person", person.pk), by=by, username=account.username)
    return account
