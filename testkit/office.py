"""The office as tests see it: somebody's signed-in browser, and what a page says to a reader.

A folder whose tests open pages says in its conftest `from testkit.office import plain_static`.
"""

import base64
import html
import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import encrypt
from allauth.usersessions.models import UserSession
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from canhtay.core import clock
from canhtay.core.history import MACHINE
from canhtay.people.actions import open_account
from canhtay.people.models import Account, Person
from canhtay.people.second_factors import lacks_a_second_factor

SECRET = base64.b32encode(b"twenty bytes for all").decode()
HALF_MINUTE = 30


@pytest.fixture(autouse=True)
def plain_static(settings: Settings) -> None:
    """Pages are tested without collecting static files first."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


def office_of(person: Person) -> Client:
    """The browser of this person, signed in; who has no account is given one, and who works in an office a second factor."""
    account = Account.objects.filter(person=person).first()
    account = account or open_account(person, person.folded.replace(" ", "."), None, by=MACHINE)
    if lacks_a_second_factor(account):
        give_second_factor(account)
    client = Client()
    client.force_login(account)
    now = clock.now()
    UserSession.objects.create(user=account, session_key=client.session.session_key, ip="0.0.0.0", last_seen_at=now)
    return client


def give_second_factor(account: Account) -> None:
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": encrypt(SECRET)})


def code_now(secret: str = SECRET, *, later: int = 0) -> str:
    """The six digits that the telephone shows now, or so many half minutes later; each opens once."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // HALF_MINUTE + later))


def words(response: HttpResponse) -> str:
    """What the page's main part says, without its markup, single-spaced."""
    page = response.content.decode()
    main = re.search(r"<main.*?</main>", page, re.DOTALL)
    text = re.sub(r"<(script|style|svg).*?</\1>", " ", main[0] if main else page, flags=re.DOTALL)
    text = re.sub(r'<td class="unfold">.*?</td>', " ", text)  # a phone's button in each row
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def errors_of(response: Any) -> dict[str, list[str]]:
    """By field, of the form that the page shows again."""
    return {name: list(found) for name, found in response.context["form"].errors.items()}
