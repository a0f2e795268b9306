from django.urls import path

from canhtay.web import pages

urlpatterns = [
    path("look/", pages.look, name="look"),
    path("language/", pages.language, name="language"),
    path("type-size/", pages.type_size, name="type-size"),
    path("health", pages.health, name="health"),
]
