"""A city's own sign-on by OpenID Connect: a second door to accounts that exist, never a way to make one.

The first time, the account is found by the claim that says the username (CANHTAY_OIDC_CLAIM), which must be one the city alone
sets; from then on by the city's own subject, so that a name given to somebody else later opens nothing.
"""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from canhtay.people.accounts import link_account
from canhtay.people.models import Account
from canhtay.web import notices

PROVIDER = "city"


class CitySignOn(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.is_existing:
            return
        username = _claimed(sociallogin)
        account = Account.objects.filter(username=username, is_active=True).first()
        if account is None or _is_linked(account):
            said = _("Ở đây chưa có tài khoản tên “%(name)s” để vào bằng cách này. Xin người phụ trách cấp trên mở.")
            raise _back_to_the_door(request, said % {"name": username})
        link_account(account, sociallogin, request)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **about: Any) -> None:
        raise _back_to_the_door(request, _("Trang đăng nhập của thành phố chưa trả lời được. Xin thử lại sau ít phút."))


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
