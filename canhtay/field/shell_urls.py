"""The phone's pages, below /m/."""

from django.urls import path

from canhtay.field import pages

urlpatterns = [
    path("", pages.shell, name="phone"),
    path("service-worker.js", pages.service_worker, name="phone-worker"),
    path("manifest.webmanifest", pages.manifest, name="phone-manifest"),
    path("messages/<str:lang>.json", pages.messages, name="phone-messages"),
]
