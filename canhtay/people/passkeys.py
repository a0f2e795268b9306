"""Where passkeys work: a browser ties them to a host name, and offers them over HTTPS or on the very machine as `localhost`."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

LOOPBACK = {"127.0.0.1", "[::1]"}


def work_here(request: HttpRequest) -> bool:
    name = _name(request)
    return not _is_number(name) and (request.is_secure() or name == "localhost")


def same_page_by_name(request: HttpRequest) -> str:
    """This page's address where passkeys do work, when the server is this very machine; else nothing."""
    if _name(request) not in LOOPBACK or "localhost" not in settings.ALLOWED_HOSTS:
        return ""
    return f"{request.scheme}://localhost:{request.get_port()}{request.get_full_path()}"


def _name(request: HttpRequest) -> str:
    host = request.get_host()
    return host.partition("]")[0] + "]" if host.startswith("[") else host.partition(":")[0]


def _is_number(name: str) -> bool:
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
