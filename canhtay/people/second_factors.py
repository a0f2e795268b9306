"""Who needs a second factor, and what each account has. Rows are django-allauth's; a row of recovery codes alone is none."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import QuerySet

from canhtay.core import facts
from canhtay.people.models import Account
from canhtay.people.roles import works_in_an_office
from canhtay.people.scope import current_roles

Type = Authenticator.Type
FACTORS = [Type.TOTP, Type.WEBAUTHN]


def factors_of(account: Account) -> "QuerySet[Authenticator]":
    return Authenticator.objects.filter(user=account, type__in=FACTORS)


def lacks_a_second_factor(account: Account) -> bool:
    """Works in an office and has none. In a demo, where there is nothing to guard, nobody is asked for one."""
    if factors_of(account).exists() or (settings.DEMO and facts.is_demo()):
        return False
    return works_in_an_office(current_roles(account.person))
