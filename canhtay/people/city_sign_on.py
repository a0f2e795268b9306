"""A city's own sign-on by OpenID Connect: a second door to accounts that exist, never a way to make one.

The first time, the account is found by the claim that says the username (CANHTAY_OIDC_CLAIM), which must be one the city alone
sets; from then on by the city's own subject, so that a name given to somebody else later opens nothing.
"""

import logging
from collections.abc import Callable
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base import AuthError
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n
from requests import RequestException

from canhtay.people.accounts import link_account
from canhtay.people.models import Account
from canhtay.web import notices

log = logging.getLogger(__name__)

PROVIDER = "city"

NO_ANSWER = n(
    "Trang đăng nhập của thành phố chưa trả lời được. Xin thử lại sau ít phút, hoặc vào bằng tên và mật khẩu ở đây."
)
ANSWERS_OTHERWISE = n(
    "Trang đăng nhập của thành phố trả lời không đúng như đã khai. Xin vào bằng tên và mật khẩu ở đây, và báo người giữ máy chủ."
)
CHANGED_THE_MIND = n("Chưa vào bằng tài khoản thành phố. Xin bấm lại nút ấy, hoặc vào bằng tên và mật khẩu ở đây.")
NO_NAME = n("Trang đăng nhập của thành phố không cho biết tên đăng nhập. Xin báo người giữ máy chủ.")
NOBODY_OF_THAT_NAME = n(
    "Ở đây chưa có tài khoản tên “%(name)s” để vào bằng cách này. Xin người phụ trách cấp trên mở tài khoản với đúng tên ấy."
)
SOMEBODY_ELSES = n(
    "Tài khoản “%(name)s” ở đây đã nối với một người khác của thành phố. "
    "Nếu là của mình, xin vào bằng mật khẩu và báo người phụ trách cấp trên."
)


class CitySignOn(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Known by its subject, or by the username it is told with; by nothing else, least of all by a mail address."""
        if sociallogin.is_existing:
            return
        username = _claimed(sociallogin)
        account = Account.objects.filter(username=username, is_active=True).first()
        if not username:
            raise _back_to_the_door(request, _(NO_NAME))
        if account is None:
            raise _back_to_the_door(request, _(NOBODY_OF_THAT_NAME) % {"name": username})
        if _is_linked(account):
            raise _back_to_the_door(request, _(SOMEBODY_ELSES) % {"name": username})
        link_account(account, sociallogin, request)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **about: Any) -> None:
        if about.get("error") == AuthError.CANCELLED:
            raise _back_to_the_door(request, _(CHANGED_THE_MIND))
        _log_fault(about.get("exception") or about.get("error"))
        raise _back_to_the_door(request, _(NO_ANSWER))


def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Away to the city's page."""
    return _or_back(openid_connect.login, request, provider_id)


def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _or_back(openid_connect.callback, request, provider_id)


def _or_back(view: Callable[..., HttpResponse], request: HttpRequest, provider_id: str) -> HttpResponse:
    """django-allauth lets pass what breaks while it asks how the city's sign-on is to be spoken to."""
    try:
        return view(request, provider_id)
    except RequestException as fault:  # no answer, or one that says no, or no JSON
        _log_fault(fault)
        said = NO_ANSWER
    except (KeyError, TypeError, AttributeError) as fault:  # JSON, but not of a sign-on by OpenID Connect
        _log_fault(fault)
        said = ANSWERS_OTHERWISE
    notices.warn(request, _(said))
    return redirect("sign-in")


def button() -> str:
    """What stands on the button; empty where the city has no sign-on of its own."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    return str(apps[0]["name"]) if apps else ""


def _claimed(sociallogin: SocialLogin) -> str:
    said = sociallogin.account.extra_data
    told = said.get("userinfo") or said.get("id_token") or said
    return str(told.get(sociallogin.provider.app.settings["username_claim"]) or "").lower()


def _is_linked(account: Account) -> bool:
    """Already somebody of the city's; another subject with the same name is not that somebody."""
    return SocialAccount.objects.filter(user=account).exists()


def _back_to_the_door(request: HttpRequest, sentence: str) -> ImmediateHttpResponse:
    notices.warn(request, sentence)
    return ImmediateHttpResponse(redirect("sign-in"))


def _log_fault(fault: object) -> None:
    """For whoever looks after the machine. What was asked for and answered may hold a token: only the kind is written."""
    log.warning("the city's sign-on: %s", fault if isinstance(fault, str) else type(fault).__name__)
