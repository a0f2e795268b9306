"""Who needs a second factor, and what each account has. Rows are django-allauth's; a row of recovery codes alone is none."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

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
    if factors_of(account).exists() or nobody_is_asked():
        return False
    return works_in_an_office(current_roles(account.person))


def nobody_is_asked() -> bool:
    return settings.DEMO and facts.is_demo()


def said_of_factor(account: Account) -> str:
    return in_words(factors_of(account).exists(), works_in_an_office(current_roles(account.person)), nobody_is_asked())


def in_words(has_one: bool, in_office: bool, nobody_is_asked: bool) -> str:
    """What every page says of somebody's second factor, in the words of one sentence."""
    if has_one:
        return _("có")
    if not in_office:
        return _("chưa có, không bắt buộc")
    return _("chưa có (bản mẫu không bắt)") if nobody_is_asked else _("chưa có, máy mời đặt khi đăng nhập")
