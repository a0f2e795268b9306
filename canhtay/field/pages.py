"""The phone's own pages: one shell for everybody (nothing personal in it), its worker, its manifest, its words.

The list of files comes from the static files themselves: what a screen imports is always in the worker's cache.
"""

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import mark_safe
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from canhtay.web.messages import for_phone

FOLDER = "field/"
STYLES = ["web/tokens.css", "web/components.css", "field/field.css"]
PICTURES = ["field/icons/icon.svg", "field/icons/icon-192.png"]
NOT_IN_THE_PAGE = {"field/worker.js"}  # the worker's own import, kept by the browser beside the worker


@require_safe
@cache_control(no_cache=True)
def shell(request: HttpRequest) -> HttpResponse:
    return HttpResponse(shell_text())


@require_safe
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    files = [reverse("phone"), reverse("phone-manifest"), *map(static, files_of_the_page())]
    context = {"version": version(), "files": mark_safe(json.dumps(files, indent=1))}  # noqa: S308 our own addresses
    text = render_to_string("field/service-worker.js", context)
    return HttpResponse(text, content_type="text/javascript", headers={"Service-Worker-Allowed": reverse("phone")})


@require_safe
@cache_control(no_cache=True)
def manifest(request: HttpRequest) -> HttpResponse:
    return JsonResponse(
        {
            "id": reverse("phone"),
            "name": "Cánh Tay",
            "short_name": "Cánh Tay",
            "lang": settings.LANGUAGE_CODE,
            "start_url": reverse("phone"),
            "scope": reverse("phone"),
            "display": "standalone",
            "background_color": "#fbf7f0",
            "theme_color": "#fbf7f0",
            "icons": [
                icon("icon-192.png", "192x192", "any"),
                icon("icon-512.png", "512x512", "any"),
                icon("icon-maskable-512.png", "512x512", "maskable"),
            ],
        },
        content_type="application/manifest+json",
    )


@require_safe
@cache_control(no_cache=True)
def messages(request: HttpRequest, lang: str) -> HttpResponse:
    if lang not in dict(settings.LANGUAGES):
        raise Http404
    return JsonResponse(for_phone(lang))


def icon(name: str, sizes: str, purpose: str) -> dict[str, str]:
    return {"src": static(f"field/icons/{name}"), "sizes": sizes, "type": "image/png", "purpose": purpose}


def shell_text() -> str:
    """The same for every visitor, for every phone keeps it: in the installation's language, not the visitor's."""
    with translation.override(settings.LANGUAGE_CODE):
        return render_to_string("field/shell.html", {"lang": settings.LANGUAGE_CODE, "modules": modules()})


def version() -> str:
    """Another one as soon as one byte of what the phone keeps is another."""
    digest = hashlib.sha256(shell_text().encode())
    for name in [*files_of_the_page(), *NOT_IN_THE_PAGE]:
        digest.update(name.encode() + b"\0" + content(name))
    return digest.hexdigest()[:16]


def modules() -> list[str]:
    """Named in the shell so that a slow network fetches them side by side, not import after import."""
    return [name for name in files_of_the_page() if name.endswith(".js") and name != "field/gate.js"]


def files_of_the_page() -> list[str]:
    return [*STYLES, *PICTURES, *(name for name in scripts() if name not in NOT_IN_THE_PAGE)]


def scripts() -> list[str]:
    return list_scripts() if settings.DEBUG else _scripts_at_start()


@lru_cache(maxsize=1)
def _scripts_at_start() -> list[str]:
    return list_scripts()


def list_scripts() -> list[str]:
    names = {name.replace("\\", "/") for finder in finders.get_finders() for name, _ in finder.list([])}
    return sorted(name for name in names if name.startswith(FOLDER) and name.endswith(".js"))


def content(name: str) -> bytes:
    path = finders.find(name)
    return Path(path).read_bytes() if path else b""
