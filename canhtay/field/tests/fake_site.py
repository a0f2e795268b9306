"""The fake server's process, `python -m canhtay.field.tests.fake_site`. Its pages are in fake_urls.py.

One process has the program loaded and forks a server for each that is asked for, so that a test does not wait for Python to start.
It reads lines: `start FOLDER PORT` is answered by the server's number once it answers, `kill NUMBER` once it is gone.
"""

import os
import signal
import sys
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

ROOT = Path(__file__).resolve().parents[3]


def main() -> None:
    load_program()
    for line in iter(sys.stdin.readline, ""):
        match line.rstrip("\n").split("\t"):
            case ["start", folder, port]:
                print(started(Path(folder), int(port)), flush=True)
            case ["kill", number]:
                os.kill(int(number), signal.SIGKILL)
                os.waitpid(int(number), 0)
                print(number, flush=True)


def load_program() -> None:
    settings.configure(
        SECRET_KEY="fake", ALLOWED_HOSTS=["*"], ROOT_URLCONF="canhtay.field.tests.fake_urls", DEBUG=False, DEMO=True,
        LANGUAGE_CODE="vi", LANGUAGES=[("vi", "Tiếng Việt"), ("en", "English")], USE_TZ=True,
        LOCALE_PATHS=[ROOT / "canhtay" / "locale"],
        INSTALLED_APPS=["django.contrib.staticfiles", "canhtay.web", "canhtay.field"],
        MIDDLEWARE=["whitenoise.middleware.WhiteNoiseMiddleware", "canhtay.web.security.content_security_policy"],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        STATIC_URL="/static/",
        STORAGES={"staticfiles": {"BACKEND": "canhtay.web.hashed_static.HashedStatic"}},
    )  # fmt: skip
    django.setup()
    assert get_resolver().url_patterns


def started(folder: Path, port: int) -> int:
    ready, tell = os.pipe()
    if not (number := os.fork()):
        serve(folder, port, tell)
    os.close(tell)
    with open(ready, "rb") as told:
        told.read(1)
    return number


def serve(folder: Path, port: int, tell: int) -> None:
    settings.FAKE_FOLDER, settings.STATIC_ROOT = folder, folder / "static"
    settings.STATICFILES_DIRS = [folder / "overlay"]
    (folder / "overlay").mkdir(exist_ok=True)
    if not (folder / "static" / "staticfiles.json").exists():
        call_command("collectstatic", "--noinput", verbosity=0)
    server = make_server("127.0.0.1", port, get_wsgi_application(), Threads, Quiet)
    os.write(tell, b"!")
    server.serve_forever()


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        pass


class Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True


if __name__ == "__main__":
    main()
