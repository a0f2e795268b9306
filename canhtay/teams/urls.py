from django.urls import path

from canhtay.teams import imports, pages

urlpatterns = [
    path("teams/", pages.team_list, name="teams"),
    path("teams/<uuid:key>/", pages.team_page, name="team"),
    path("teams/<uuid:key>/members/<uuid:member>/invitation/", pages.invitation, name="invitation"),
    path("teams/<uuid:key>/members/<uuid:member>/phones/<uuid:phone>/revoking/", pages.revoking, name="revoking"),
    path("imports/", imports.import_list, name="imports"),
    path("imports/<uuid:key>/", imports.import_page, name="import"),
    path("imports/<uuid:key>/taking-in/", imports.take_in, name="take-in"),
    path("imports/<uuid:key>/undoing/", imports.undo, name="undo-import"),
]
