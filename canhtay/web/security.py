"""What a page of ours may load and who may frame it. Nothing comes from elsewhere, nothing is written inline."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]


def content_security_policy(get_response: Answer) -> Answer:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in headers().items():
            response.headers.setdefault(name, value)
        return response

    return middleware


def headers() -> dict[str, str]:
    return {
        "Content-Security-Policy": "; ".join(f"{what} {whence}" for what, whence in policy().items()),
        "Referrer-Policy": "same-origin",
        # the camera opens to ourselves when the phone learns to scan
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def policy() -> dict[str, str]:
    return {
        "default-src": "'self'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        # the demo's page shows phone and office side by side
        "frame-ancestors": "'self'" if settings.DEMO else "'none'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "object-src": "'none'",
    }
