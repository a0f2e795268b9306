"""A page that answers a posted form gets an address of its own, so that "back" and "reload" have something to ask for.

Pages of people are kept by no browser (no-store). So a step of a wizard or a corrected form, which came as the answer to a post,
could not be shown again: the browser said so in its own words, or posted once more. Such an answer is kept on our side, sealed, and
the browser is sent to `?answered=…`. It lives as long as the session: signed out, the address asks for the sign-in like any other.
Once the form has done its work, what it answered before is no longer true and is gone.

Only where a browser itself opens the answer as a page; whoever does not say so (a script, an old browser) gets it directly.
"""

import base64
import zlib
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers
from django.utils.crypto import get_random_string

from canhtay.core import sealing

ASKED = "answered"
KEPT = "answers"
MOST = 20

Answer = Callable[[HttpRequest], HttpResponse]
Kept = dict[str, tuple[str, str]]
"""By number, the oldest first: the path of the form, and where its answer lies."""


def shown_by_address(get_response: Answer) -> Answer:
    def middleware(request: HttpRequest) -> HttpResponse:
        number = _taken_off(request)
        if number and request.method in {"GET", "HEAD"}:
            return _shown(request, number)
        response = get_response(request)
        if request.method == "POST" and _opened_by_a_browser(request) and request.user.is_authenticated:
            return _after_a_post(request, response)
        return response

    return middleware


def without_number(address: str) -> str:
    """The form's own address."""
    parts = urlsplit(address)
    asked = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != ASKED]
    return urlunsplit(parts._replace(query=urlencode(asked)))


def _taken_off(request: HttpRequest) -> str:
    """Pages do not hear of the number."""
    number = request.GET.get(ASKED, "")
    if number:
        asked = request.GET.copy()
        del asked[ASKED]
        request.GET = cast(Any, asked)
        request.META["QUERY_STRING"] = asked.urlencode()
    return number


def _opened_by_a_browser(request: HttpRequest) -> bool:
    return request.headers.get("Sec-Fetch-Mode") == "navigate"


def _after_a_post(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if 300 <= response.status_code < 400:
        _forget(request, [number for number, (path, _key) in _kept(request).items() if path == request.path])
        return response
    is_page = response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming
    return _sent_on(request, response) if is_page and response.status_code < 500 else response


def _sent_on(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    lies_in = type(request.session)()
    lies_in["page"], lies_in["status"] = _packed(response.content), response.status_code
    lies_in.create()
    _forget(request, list(_kept(request))[: 1 - MOST])
    number = get_random_string(8)
    request.session[KEPT] = {**_kept(request), number: (request.path, lies_in.session_key)}
    asked = request.GET.copy()
    asked[ASKED] = number
    sent = redirect(f"{request.path}?{asked.urlencode()}")
    sent.status_code, sent.cookies = 303, response.cookies
    return sent


def _shown(request: HttpRequest, number: str) -> HttpResponse:
    path, key = _kept(request).get(number, ("", ""))
    mine = path == request.path and request.user.is_authenticated
    lies_in = type(request.session)(key) if mine else None
    if lies_in is None or "page" not in lies_in:
        return redirect(request.get_full_path())
    response = HttpResponse(_unpacked(lies_in["page"]), status=lies_in["status"])
    add_never_cache_headers(response)
    return response


def _forget(request: HttpRequest, numbers: list[str]) -> None:
    kept = _kept(request)
    for number in numbers:
        request.session.delete(kept[number][1])
    if numbers:
        request.session[KEPT] = {number: where for number, where in kept.items() if number not in numbers}


def _kept(request: HttpRequest) -> Kept:
    return cast(Kept, request.session.get(KEPT, {}))


def _packed(page: bytes) -> str:
    return sealing.seal(base64.b85encode(zlib.compress(page)).decode()).hex()


def _unpacked(packed: str) -> bytes:
    return zlib.decompress(base64.b85decode(sealing.unseal(bytes.fromhex(packed))))
