"""What Django and django-allauth note by the machine's clock is noted by ours: in a demo the two are days apart."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_reset, authenticator_used
from django.contrib.auth.signals import user_logged_in

from canhtay.core import clock
from canhtay.people.models import Account


def follow_our_clock() -> None:
    """Once, when the program starts."""
    user_logged_in.disconnect(dispatch_uid="update_last_login")
    user_logged_in.connect(note_last_login)
    authenticator_added.connect(note_factor_made)
    authenticator_reset.connect(note_factor_made)
    authenticator_used.connect(note_factor_used)


def note_last_login(sender: Any, user: Account, **_more: Any) -> None:
    user.last_login = clock.now()
    user.save(update_fields=["last_login"])


def note_factor_made(sender: Any, authenticator: Authenticator, **_more: Any) -> None:
    authenticator.created_at = clock.now()
    authenticator.save(update_fields=["created_at"])


def note_factor_used(sender: Any, authenticator: Authenticator, **_more: Any) -> None:
    authenticator.last_used_at = clock.now()
    authenticator.save(update_fields=["last_used_at"])
