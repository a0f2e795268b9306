"""The least that answers, while the product's own addresses are being written; and something slow."""

import time

from django.http import HttpRequest, HttpResponse
from django.urls import path


def health(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


def slow(_request: HttpRequest) -> HttpResponse:
    time.sleep(1)
    return HttpResponse("done")


urlpatterns = [path("health", health), path("slow", slow)]
