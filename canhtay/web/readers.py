"""The signed-in reader, so that pages and refusals speak to him as he wishes. Who that is and how, a room above declares."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from canhtay.core import reader

_forms: list[Callable[[HttpRequest], str]] = []


def declare(form_of_address: Callable[[HttpRequest], str]) -> None:
    """Empty where nobody is signed in. The last declared holds."""
    _forms.append(form_of_address)


class KnownReader:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with reader.spoken_to(lambda: _forms[-1](request) if _forms else ""):
            return self.get_response(request)


reader_is_known = KnownReader
