from django.urls import path

from canhtay.home import begin_pages, handover_pages, pages
from canhtay.home.audit import pages as audit
from canhtay.home.demo import pages as demo
from canhtay.home.units import dropping, lookup, new_group, reform_pages, sides
from canhtay.home.units import unit as unit_page

urlpatterns = [
    path("", pages.home, name="home"),
    path("communes/<int:key>/", pages.commune, name="commune"),
    path("units/", lookup.units, name="units"),
    path("units/<int:key>/", unit_page.unit, name="unit"),
    path("units/<int:key>/dropping/", dropping.drop, name="drop-group"),
    path("groups/new/", new_group.new_group, name="new-group"),
    path("sides/", sides.sides, name="sides"),
    path("reforms/", reform_pages.reforms, name="reforms"),
    path("reforms/new/", reform_pages.new_reform, name="new-reform"),
    path("reforms/new/<slug:kind>/<int:key>/", reform_pages.reform_form, name="reform-form"),
    path("reforms/<uuid:key>/undoing/", reform_pages.undo, name="undo-reform"),
    path("audit/", audit.audit_page, name="audit"),
    path("begin/", begin_pages.begin_page, name="begin"),
    path("handover/", handover_pages.handover_page, name="handover"),
    path("demo/", demo.demo_page, name="demo"),
    path("demo/office/<slug:role>/", demo.office_key, name="demo-office"),
    path("demo/phone/<slug:role>/", demo.phone_key, name="demo-phone"),
    path("demo/week/", demo.next_week, name="demo-week"),
]
