from django.urls import path

from canhtay.home import pages
from canhtay.home.demo import pages as demo

urlpatterns = [
    path("", pages.home, name="home"),
    path("demo/", demo.demo_page, name="demo"),
    path("demo/office/<slug:role>/", demo.office_key, name="demo-office"),
    path("demo/phone/<slug:role>/", demo.phone_key, name="demo-phone"),
    path("demo/week/", demo.next_week, name="demo-week"),
]
