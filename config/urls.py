"""Every address of the product. Each room names its own; nothing is discovered."""

from django.urls import include, path

urlpatterns = [
    path("", include("canhtay.home.urls")),
    path("", include("canhtay.web.urls")),
    path("", include("canhtay.people.urls")),
    path("", include("canhtay.teams.urls")),
    path("", include("canhtay.register.urls")),
    path("", include("canhtay.rounds.urls")),
    path("", include("canhtay.field.urls")),
]
