"""The catalogue ships with services and is a city's own from then on."""

import pytest

from canhtay.catalogue.actions import TERRITORY, add_service, load_services
from canhtay.catalogue.models import Service
from canhtay.core.models import Event
from testkit.snapshots import assert_feed_equals_snapshot

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R7")]

LADDER = [{"code": "knows", "name": "đã biết"}, {"code": "alone", "name": "tự dùng được"}]


def test_loading_twice_adds_nothing_and_leaves_what_a_city_changed(reference):
    Service.objects.filter(code="vneid").update(name="Định danh điện tử")
    lines = Event.objects.count()
    assert load_services() == 0
    assert Service.objects.get(code="vneid").name == "Định danh điện tử"
    assert Event.objects.count() == lines


def test_a_service_that_a_city_adds_reaches_every_phone_with_its_ladder(world, phone):
    add_service("xe-buyt", "Vé xe buýt điện tử", "society", LADDER, by=world.mai)
    for one in (phone, world.phone_of(world.son)):
        assert one.sync().sees("service", "xe-buyt")["steps"] == LADDER


def test_every_service_has_a_pillar_and_steps_lowest_first(world, phone):
    services = phone.all("service")
    assert len(services) == Service.objects.count() > 0
    assert {one["pillar"] for one in services} == {"citizen", "government", "economy", "society"}
    assert [step["code"] for step in phone.sees("service", "vneid")["steps"]] == [
        "knows",
        "installed",
        "activated",
        "alone",
    ]


def test_the_catalogue_is_one_territory_for_all(world, phone):
    assert str(TERRITORY) in phone.held.cursors
    assert_feed_equals_snapshot(phone, lambda: add_service("cho-online", "Chợ", "economy", LADDER, by=world.mai))
