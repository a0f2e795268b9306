"""In which language a page speaks: the one chosen by the switch, else Vietnamese.

Django's own middleware would follow the browser, and many an office's Windows is English though its people are not.
A phone's endpoint says its language in Accept-Language, which its own program sets.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from canhtay.web.problem_pages import PHONES

Answer = Callable[[HttpRequest], HttpResponse]


def chosen_language(get_response: Answer) -> Answer:
    def middleware(request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Accept-Language" if request.path.startswith(PHONES) else "Cookie"])
        return response

    return middleware


def language_of(request: HttpRequest) -> str:
    if request.path.startswith(PHONES):
        asked = request.headers.get("Accept-Language", "").split(",")[0].split("-")[0].strip().lower()
    else:
        asked = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
