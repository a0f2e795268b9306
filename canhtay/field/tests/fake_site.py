"""The fake server's process: `python -m canhtay.field.tests.fake_site FOLDER PORT`. Its pages are in fake_urls.py."""

import sys
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

ROOT = Path(__file__).resolve().parents[3]


def serve(folder: Path, port: int) -> None:
    settings.configure(
        SECRET_KEY="fake", ALLOWED_HOSTS=["*"], ROOT_URLCONF="canhtay.field.tests.fake_urls", DEBUG=False, DEMO=True,
        LANGUAGE_CODE="vi", LANGUAGES=[("vi", "Tiếng Việt"), ("en", "English")], USE_TZ=True,
        LOCALE_PATHS=[ROOT / "canhtay" / "locale"], FAKE_FOLDER=folder,
        INSTALLED_APPS=["django.contrib.staticfiles", "canhtay.web", "canhtay.field"],
        MIDDLEWARE=["whitenoise.middleware.WhiteNoiseMiddleware", "canhtay.web.security.content_security_policy"],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        STATIC_URL="/static/", STATIC_ROOT=folder / "static", STATICFILES_DIRS=[folder / "overlay"],
        STORAGES={"staticfiles": {"BACKEND": "canhtay.web.hashed_static.HashedStatic"}},
    )  # fmt: skip
    (folder / "overlay").mkdir(exist_ok=True)
    django.setup()
    if not (folder / "static" / "staticfiles.json").exists():
        call_command("collectstatic", "--noinput", verbosity=0)
    make_server("127.0.0.1", port, get_wsgi_application(), Threads, Quiet).serve_forever()


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        pass


class Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True


if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]))
