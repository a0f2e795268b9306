"""Ports: which is free, who answers there."""

import errno
import http.client
import socket
import time
from contextlib import closing

from django.conf import settings
from django.core.management import CommandError
from django.utils.translation import gettext as _

LOOPBACK, LOCALHOST = "127.0.0.1", "localhost"
EVERYWHERE = {"0.0.0.0": LOOPBACK, "::": "::1"}  # noqa: S104 compared with, not bound to


def free_port(first: int = 8000) -> int:
    """The first port from this one on that nobody listens to on loopback."""
    return next(port for port in range(first, 65536) if is_free(LOOPBACK, port))


def require_free(host: str, port: int) -> None:
    """Raises CommandError with what to do. A server killed a moment ago may need a second to let go of its port."""
    for _attempt in range(10):
        if is_free(host, port):
            return
        time.sleep(0.1)
    raise CommandError(
        _(
            "Cổng %(port)s trên %(host)s đang có chương trình khác dùng."
            " Dừng chương trình đó, hoặc chọn cổng khác: --port %(other)s"
        )
        % {"port": port, "host": host, "other": free_port(port + 1)}
    )


def is_free(host: str, port: int) -> bool:
    """Raises CommandError when the address is not this machine's."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with closing(socket.socket(family, kind, protocol)) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # connections that are just ending do not count
            trial.bind(address)
    except socket.gaierror:
        raise CommandError(_("Không có địa chỉ “%(host)s” trên máy này.") % {"host": host}) from None
    except PermissionError:
        raise CommandError(
            _("Không được phép mở cổng %(port)s; hãy chọn cổng từ 1024 trở lên.") % {"port": port}
        ) from None
    except OSError as error:
        if error.errno == errno.EADDRNOTAVAIL:
            raise CommandError(_("Không có địa chỉ “%(host)s” trên máy này.") % {"host": host}) from None
        return False
    return True


def url_of(host: str, port: int) -> str:
    host = EVERYWHERE.get(host, host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def url_by_name(host: str, port: int) -> str:
    """As it is told to people: this very machine by its name, which browsers want for passkeys. By its number it answers too."""
    number = EVERYWHERE.get(host, host)
    named = number == LOOPBACK and LOCALHOST in settings.ALLOWED_HOSTS
    return url_of(LOCALHOST if named else host, port)


def answers(host: str, port: int, path: str = "/health") -> bool:
    """Whether an HTTP server answers there, whatever it says."""
    asking = http.client.HTTPConnection(EVERYWHERE.get(host, host), port, timeout=2)
    try:
        asking.request("GET", path)
        asking.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asking.close()
    return True
