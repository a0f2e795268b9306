from django.urls import path

from canhtay.register import pages

urlpatterns = [
    path("groups/<int:key>/", pages.group_page, name="group"),
    path("groups/<int:key>/alleys/new/", pages.new_alley, name="new-alley"),
    path("alleys/<uuid:key>/", pages.alley_page, name="alley"),
    path("alleys/<uuid:key>/doors/new/", pages.new_door, name="new-door"),
    path("households/<uuid:key>/residents/new/", pages.new_resident, name="new-resident"),
    path("residents/<uuid:key>/forgetting/", pages.forgetting, name="forgetting"),
]
