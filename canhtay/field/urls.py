from django.urls import include, path

from canhtay.field import api

urlpatterns = [
    path("m/", include("canhtay.field.shell_urls")),
    path("m/api/enrol", api.enrol, name="enrol"),
    path("m/api/feed", api.pull, name="feed"),
    path("m/api/commands", api.push, name="commands"),
]
