"""What every page knows: its pages, its language, its type size, its reader. Looked up only when the template asks."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from canhtay.core import reader
from canhtay.web import navigation
from canhtay.web.answers import without_number
from canhtay.web.pages import TYPE_SIZE_COOKIE, TYPE_SIZES, safe_address


def every_page(request: HttpRequest) -> dict[str, Any]:
    return {
        "navigation": SimpleLazyObject(lambda: navigation.shown_to(request)),
        "own_pages": SimpleLazyObject(lambda: navigation.own_pages(request)),
        "caption": SimpleLazyObject(lambda: navigation.caption(request)),
        "language": get_language() or settings.LANGUAGE_CODE,
        "languages": settings.LANGUAGES,
        "type_size": type_size(request),
        "type_sizes": TYPE_SIZES,
        "return_to": return_to(request),
        "demo": settings.DEMO,
        # How the reader is spoken to: {{ You }} where a sentence begins with it.
        "you": SimpleLazyObject(reader.you),
        "You": SimpleLazyObject(lambda: reader.capital(reader.you())),
    }


def type_size(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(TYPE_SIZE_COOKIE, "")
    return chosen if chosen in TYPE_SIZES else "normal"


def return_to(request: HttpRequest) -> str:
    """Where a change of language or type size comes back to: a page that was posted to cannot be asked for."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    return without_number(safe_address(request, request.headers.get("Referer", ""))) or "/"
