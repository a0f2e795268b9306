"""Verbs of sign-ins: renewed in person by the officer above or on the machine, closed, opened again; their sessions ended.

Who may do it to whom is decided where it is called; here it is done whole and leaves its line.
"""

from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet

from canhtay.core import clock, facts, history
from canhtay.core.history import Actor, subject_of
from canhtay.people import lock_out
from canhtay.people.grant_last import keep_one_without
from canhtay.people.models import Account
from canhtay.people.one_time_passwords import one_time_password
from canhtay.people.scope import place_in_the_log
from canhtay.people.sessions import device_of

SIGNED_IN = history.declare("account.signed_in", "ways")
PASSWORD_RENEWED = history.declare("person.password_renewed", personal=("reason",))
PASSWORD_CHANGED = history.declare("person.password_changed")
FACTOR_RENEWED = history.declare("person.factor_renewed", personal=("reason",))
FACTOR_SET = history.declare("person.factor_set", "kind")
FACTOR_REMOVED = history.declare("person.factor_removed", "kind")
LINKED = history.declare("person.account_linked", "provider")
CLOSED = history.declare("person.account_closed", personal=("reason",))
REOPENED = history.declare("person.account_reopened", personal=("reason",))
UNLOCKED = history.declare("person.account_unlocked", personal=("reason",))
SESSIONS_ENDED = history.declare("person.sessions_ended", "devices")

ONE_TIME_GOOD_FOR = timedelta(hours=72)
ONE_TIME = ["must_change_password_since", "one_time_used_at"]


def nobody_signs_in_yet() -> bool:
    """An empty installation: it is begun at `begin`, in a room above. A demo is never empty in this sense."""
    return not Account.objects.exists() and not facts.is_demo()


@transaction.atomic
def renew_password(account: Account, *, by: Actor, reason: str) -> str:
    """A password for one sign-in within 72 hours, to be shown once; the page after it asks for one's own. All sessions end."""
    password = one_time_password()
    account.set_password(password)
    begin_one_time(account)
    account.save(update_fields=["password", *ONE_TIME])
    _begin_afresh(account, by)
    _record(PASSWORD_RENEWED, account, by, reason=reason)
    return password


def begin_one_time(account: Account) -> None:
    """From now on its password is one that somebody else knows as well. To be saved: ONE_TIME."""
    account.must_change_password_since, account.one_time_used_at = clock.now(), None


def is_spent(account: Account) -> bool:
    """A one-time password that has opened once, or lay about for longer than 72 hours: it opens no more."""
    since = account.must_change_password_since
    return since is not None and (account.one_time_used_at is not None or clock.now() - since >= ONE_TIME_GOOD_FOR)


def use_one_time(account: Account) -> bool:
    """Whether it was still to be used: of two at the same moment one alone hears yes."""
    unused = Account.objects.filter(pk=account.pk, one_time_used_at=None)
    return bool(unused.update(one_time_used_at=clock.now()))


def note_signed_in(account: Account, ways: list[str]) -> None:
    """`ways`: password, code, passkey, city; in the order they were asked for."""
    _record(SIGNED_IN, account, account.person, ways=ways)


@transaction.atomic
def renew_factor(account: Account, *, by: Actor, reason: str) -> None:
    """A lost telephone or key: what was set up is gone, and is set up anew after the next password. All sessions end."""
    Authenticator.objects.filter(user=account).delete()
    _begin_afresh(account, by)
    _record(FACTOR_RENEWED, account, by, reason=reason)


@transaction.atomic
def change_password(account: Account, password: str, *, by: Actor, keep: str = "") -> None:
    """The owner's own choice; of the sessions only `keep`, the key of the one it was done in, goes on.

    Raises ValidationError on a weak one.
    """
    validate_password(password, account)
    account.set_password(password)
    account.must_change_password_since = account.one_time_used_at = None
    account.save(update_fields=["password", *ONE_TIME])
    _record(PASSWORD_CHANGED, account, by)
    end_sessions(account, UserSession.objects.exclude(session_key=keep), by=by)


@transaction.atomic
def close_account(account: Account, *, by: Actor, reason: str = "") -> None:
    """Out at once, and in no more. Raises Problem(LAST_CITY_ACCOUNT)."""
    keep_one_without(account.person, by=by)
    account.is_active = False
    account.save(update_fields=["is_active"])
    end_sessions(account, UserSession.objects.all(), by=by)
    _record(CLOSED, account, by, reason=reason)


@transaction.atomic
def reopen_account(account: Account, *, by: Actor, reason: str = "") -> None:
    account.is_active = True
    account.save(update_fields=["is_active"])
    _record(REOPENED, account, by, reason=reason)


@transaction.atomic
def unlock_account(account: Account, *, by: Actor, reason: str = "") -> None:
    """Too many wrong tries shut the name for an hour: what was tried before counts no more."""
    lock_out.open_again(account.username)
    _record(UNLOCKED, account, by, reason=reason)


def end_session(session: UserSession, *, by: Actor) -> None:
    end_sessions(session.user, UserSession.objects.filter(pk=session.pk), by=by)


@transaction.atomic
def end_sessions(account: Account, which: "QuerySet[UserSession]", *, by: Actor) -> None:
    """Those of `which` that are the account's."""
    ended = list(which.filter(user=account))
    if ended:
        Session.objects.filter(session_key__in=[session.session_key for session in ended]).delete()
        UserSession.objects.filter(pk__in=[session.pk for session in ended]).delete()
        _record(SESSIONS_ENDED, account, by, devices=[device_of(session.user_agent) for session in ended])


@transaction.atomic
def link_account(account: Account, sociallogin: Any, request: Any) -> None:
    """From now on this account is also opened by that subject of the city's own sign-on."""
    sociallogin.connect(request, account)
    _record(LINKED, account, account.person, provider=sociallogin.account.provider)


def note_factor_set(account: Account, kind: str) -> None:
    """django-allauth stored it; this is its line."""
    _record(FACTOR_SET, account, account.person, kind=kind)


def note_factor_removed(account: Account, kind: str) -> None:
    _record(FACTOR_REMOVED, account, account.person, kind=kind)


def _begin_afresh(account: Account, by: Actor) -> None:
    lock_out.open_again(account.username)
    end_sessions(account, UserSession.objects.all(), by=by)


def _record(event: str, account: Account, by: Actor, **details: Any) -> None:
    place = place_in_the_log(account.person_id)
    history.record(event, subject_of("person", account.person_id), by=by, place=place, **details)
