"""The office as tests see it: somebody's signed-in browser, and what a page says to a reader.

A folder whose tests open pages says in its conftest `from testkit.office import plain_static`.
"""

import html
import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from canhtay.core.history import MACHINE
from canhtay.people.actions import open_account
from canhtay.people.models import Account, Person


@pytest.fixture(autouse=True)
def plain_static(settings: Settings) -> None:
    """Pages are tested without collecting static files first."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


def office_of(person: Person) -> Client:
    """The browser of this person, signed in; who has no account is given one."""
    account = Account.objects.filter(person=person).first()
    account = account or open_account(person, person.folded.replace(" ", "."), None, by=MACHINE)
    client = Client()
    client.force_login(account)
    return client


def words(response: HttpResponse) -> str:
    """What the page's main part says, without its markup, single-spaced."""
    page = response.content.decode()
    main = re.search(r"<main.*?</main>", page, re.DOTALL)
    text = re.sub(r"<(script|style|svg).*?</\1>", " ", main[0] if main else page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def errors_of(response: Any) -> dict[str, list[str]]:
    """By field, of the form that the page shows again."""
    return {name: list(found) for name, found in response.context["form"].errors.items()}
