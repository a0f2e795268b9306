"""Where an account is signed in: seen by its owner, ended by its owner, by the officer above, or by the machine."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from canhtay.core import clock
from canhtay.people.models import Account

SEEN_STEP = timedelta(minutes=5)
LONGEST_NAME = 200

SYSTEMS = {
    "Android": "Android",
    "iPhone|iPad": "iPhone, iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "CrOS": "Chromebook",
    "Linux": "Linux",
}
BROWSERS = {
    "Edg": "Edge",
    "CocCoc|coc_coc": "Cốc Cốc",
    "OPR": "Opera",
    "Firefox|FxiOS": "Firefox",
    "Chrome|CriOS": "Chrome",
    "Safari": "Safari",
}


@dataclass(frozen=True)
class OpenSession:
    key: int
    device: str
    last_seen_at: datetime
    is_this_one: bool


def note_seen(request: HttpRequest, account: Account) -> None:
    """At most every five minutes, so that reading a page is not writing. A sign-in is noted by the machine's own clock."""
    key, now = request.session.session_key, clock.now()
    mine = UserSession.objects.filter(session_key=key)
    seen = mine.values_list("last_seen_at", flat=True).first()
    if seen is None:
        _begin(request, account, now)
    elif abs(now - seen) >= SEEN_STEP:
        mine.update(last_seen_at=now)


def open_sessions(account: Account, this_one: str) -> Iterator[OpenSession]:
    """The latest first."""
    for row in sessions_of(account).order_by("-last_seen_at", "pk"):
        yield OpenSession(row.pk, device_of(row.user_agent), row.last_seen_at, row.session_key == this_one)


def sessions_of(account: Account) -> "QuerySet[UserSession]":
    # Django's own sessions end by the machine's clock, also where ours is moved.
    open_still = Session.objects.filter(expire_date__gt=timezone.now())
    return UserSession.objects.filter(user=account, session_key__in=open_still.values("session_key"))


def device_of(user_agent: str) -> str:
    """Chrome trên Windows. As the browser says of itself: to recognise one's own machine by, and for nothing else."""
    browser, system = _first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)
    if browser and system:
        return _("%(browser)s trên %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Máy không rõ loại")


def _first(names: dict[str, str], user_agent: str) -> str:
    return next((name for pattern, name in names.items() if re.search(pattern, user_agent)), "")


def _begin(request: HttpRequest, account: Account, now: datetime) -> None:
    about = {
        "user": account,
        "ip": "0.0.0.0",  # noqa: S104 - the address is not kept, and the column wants one
        "user_agent": request.headers.get("User-Agent", "")[:LONGEST_NAME],
        "created_at": now,
        "last_seen_at": now,
    }
    UserSession.objects.get_or_create(session_key=request.session.session_key, defaults=about)
