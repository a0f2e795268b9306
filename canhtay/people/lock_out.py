"""The office's lock-out: wrong passwords and wrong codes count together, by the name that is tried and by where it comes from.

Kept in the database (tries.py), so it holds over all processes and needs no cache.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from canhtay.core.problems import Problem
from canhtay.people import tries
from canhtay.web.callers import address_of

PURPOSE = "sign_in"
# A whole ward's office goes out by one address; its clumsy hour must not shut it out.
AN_OFFICE = 50


def check(username: str, request: HttpRequest) -> None:
    """Raises ValidationError while this name, or the address it is tried from, is shut."""
    name, address = _sources(username, request)
    try:
        tries.check(PURPOSE, [name], in_all=None)
        tries.check(PURPOSE, [address], most=AN_OFFICE, in_all=None)
    except Problem as problem:
        then = _("Cần vào ngay thì gặp người phụ trách cấp trên để cấp lại.")
        raise ValidationError(f"{problem.sentence} {then}") from problem


def note_wrong(username: str, request: HttpRequest) -> None:
    tries.note_wrong(PURPOSE, _sources(username, request))


@contextmanager
def guarding(username: str, request: HttpRequest) -> Iterator[None]:
    """What is refused inside counts as a wrong try; while the door is shut, nothing inside is even looked at."""
    check(username, request)
    try:
        yield
    except ValidationError:
        note_wrong(username, request)
        raise


def open_again(username: str) -> None:
    """Somebody stood before the officer above and was renewed: what was tried before does not keep the name shut."""
    tries.forget(PURPOSE, [_name(username)])


def _sources(username: str, request: HttpRequest) -> list[str]:
    return [_name(username), f"address:{address_of(request)}"]


def _name(username: str) -> str:
    return f"name:{username.lower()}"
