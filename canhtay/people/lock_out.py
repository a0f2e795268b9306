"""The office's lock-out: wrong passwords and wrong codes count together, by the name that is tried and by where it comes from.

Kept in the database (tries.py), so it holds over all processes and needs no cache.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from canhtay.core import history
from canhtay.core.history import MACHINE, subject_of
from canhtay.core.problems import Problem
from canhtay.people import tries
from canhtay.people.models import Account
from canhtay.people.scope import place_in_the_log
from canhtay.web.callers import address_of

LOCKED = history.declare("account.locked", "ways")

PURPOSE = "sign_in"
# A whole ward's office goes out by one address; its clumsy hour must not shut it out.
AN_OFFICE = 50


def check(username: str, request: HttpRequest) -> None:
    """Raises ValidationError while this name, or the address it is tried from, is shut."""
    name, address = _sources(username, request)
    try:
        tries.check(PURPOSE, [name])
        tries.check(PURPOSE, [address], most=AN_OFFICE)
    except Problem as problem:
        then = _("Cần vào ngay thì gặp người phụ trách cấp trên để cấp lại.")
        raise ValidationError(f"{problem.sentence} {then}") from problem


@transaction.atomic
def note_wrong(username: str, request: HttpRequest, way: str) -> None:
    """`way`: what was wrong, a password or a code. The try that shuts the name of an account leaves a line."""
    # Locked, so that of wrong ones at the same moment exactly one is the tenth.
    account = Account.objects.select_for_update(no_key=True).filter(username=username.lower()).first()
    tries.note_wrong(PURPOSE, _sources(username, request))
    if account and tries.count(PURPOSE, _name(username)) == tries.A_SOURCE:
        person = account.person_id
        history.record(LOCKED, subject_of("person", person), by=MACHINE, place=place_in_the_log(person), ways=[way])


@contextmanager
def guarding(username: str, request: HttpRequest, way: str) -> Iterator[None]:
    """What is refused inside counts as a wrong try; while the door is shut, nothing inside is even looked at."""
    check(username, request)
    try:
        yield
    except ValidationError:
        note_wrong(username, request, way)
        raise


def open_again(username: str) -> None:
    """Somebody stood before the officer above and was renewed: what was tried before does not keep the name shut."""
    tries.forget(PURPOSE, [_name(username)])


def shut_until(username: str) -> datetime | None:
    """None where the name is not shut. An address that is shut is nobody's sign-in, and is not told here."""
    return tries.shut_until(PURPOSE, _name(username))


def _sources(username: str, request: HttpRequest) -> list[str]:
    return [_name(username), f"address:{address_of(request)}"]


def _name(username: str) -> str:
    return f"name:{username.lower()}"
