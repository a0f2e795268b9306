from django.urls import path

from canhtay.rounds import pages

urlpatterns = [
    path("households/<uuid:key>/", pages.door_page, name="door"),
    path("households/<uuid:key>/visits/new/", pages.new_visit, name="new-visit"),
    path("teams/<uuid:key>/slot/", pages.slot_page, name="slot"),
]
