"""What the fake server answers: the phone's real pages, and registers that are made up (fake.py)."""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path

from canhtay.field import pages
from canhtay.field.tests import fake


def api(request: HttpRequest, verb: str) -> HttpResponse:
    body = json.loads(request.body)
    status, said = fake.answer(settings.FAKE_FOLDER, verb, body, request.headers.get("Authorization", ""))
    return JsonResponse(said, status=status)


def worker(request: HttpRequest) -> HttpResponse:
    """The real worker's text, with one file that is not there when the release is a broken one."""
    response = pages.service_worker(request)
    with fake.kept(settings.FAKE_FOLDER) as state:
        if state["broken"]:
            response.content = response.content.replace(b"files: [", b'files: ["/m/", "/static/not-there.js",')
    return response


def frame(request: HttpRequest) -> HttpResponse:
    """A page of our own that holds a phone, as the demo's does."""
    phone = '<iframe title="phone" src="/m/" width="380" height="700"></iframe>'
    return HttpResponse(f'<!doctype html><html lang="vi"><title>Demo</title>{phone}')


urlpatterns = [
    path("demo/", frame),
    path("m/service-worker.js", worker),
    path("m/api/<str:verb>", api),
    path("m/", include("canhtay.field.shell_urls")),
]
