"""The pages of units and reforms in real Chromium, as a phone and as a desk show them: nothing that axe-core names, no sideways
scroll, nothing too small to hit or to read. A server within the test, for the demo has nobody who waits for a side.
"""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from canhtay.core import clock
from canhtay.people.models import Person
from canhtay.places.models import Place, Reform
from canhtay.places.official import LAST_BEFORE
from canhtay.places.paths import path_at
from canhtay.places.queries import commune_by_code
from canhtay.places.reform.renaming import rename
from canhtay.teams.actions import found_team
from testkit import axe
from testkit.aides import make_aides
from testkit.office import office_of
from testkit.pictures import DESK, PHONE, chromium, small_targets, small_type, too_wide
from testkit.places import open_group
from testkit.world import SATURDAY, World, load_reference, make_world

pytestmark = [pytest.mark.chromium, pytest.mark.mission("R1"), pytest.mark.django_db(transaction=True)]
COOKIE = "canhtay"


@pytest.fixture
def saturday() -> Iterator[None]:
    """For the server's threads as well, to whom a stopped clock does not reach."""
    clock.run_beside(SATURDAY - datetime.now(UTC))
    yield
    clock.run_beside(SATURDAY - SATURDAY)


def session_of(person: Person) -> str:
    return str(office_of(person).session.session_key)


def waiting(world: World) -> Place:
    ward = commune_by_code("11689", LAST_BEFORE)
    group, _two = (
        open_group(ward, f"Phấn Dũng {n}", label="Tổ dân phố", by=world.mai, since=date(2024, 6, 1)) for n in (1, 2)
    )
    found_team(group, by=world.mai, since=date(2024, 6, 1))
    return group


def wrong_with(page: Any, least_type: int) -> list[str]:
    wrong = axe.violations(page) + [f"too small to hit: {one}" for one in small_targets(page)]
    return wrong + [f"too small to read: {one}" for one in small_type(page, least_type)] + ["sideways"] * too_wide(page)


def test_nobody_stumbles_on_the_pages_of_units(saturday, live_server, monkeypatch):
    load_reference()
    world = make_world()
    dung, group = make_aides(world).dung, waiting(world)
    rename(world.tra_khe_3, name="Trà Khê Ba", day=date(2026, 11, 2), by=world.mai, paper="Nghị quyết 12")
    province, anh_dung = path_at(world.hung_dao)[-1], commune_by_code("11689", LAST_BEFORE)
    renaming = reverse("reform-form", args=["rename", world.hung_dao.pk]) + f"?place={world.tra_khe_3.pk}"
    undoing = reverse("undo-reform", args=[Reform.objects.get().pk])
    pages = {
        "units-empty": reverse("units"),
        "units": reverse("units") + "?q=anh+dung&day=30/06/2025",
        "units-elsewhen": reverse("units") + "?q=hai+thanh,+duong+kinh",
        "units-none": reverse("units") + "?q=xyzxyz&day=31/2/2025",
        "unit-ward-then": reverse("unit", args=[anh_dung.pk]),
        "unit-ward": reverse("unit", args=[world.hung_dao.pk]),
        "unit-province": reverse("unit", args=[province.pk]),
        "unit-group": reverse("unit", args=[world.tra_khe_3.pk]),
        "unit-waits": reverse("unit", args=[group.pk]),
        "reforms": reverse("reforms"),
        "new-reform": reverse("new-reform"),
        "reform-form": renaming,
        "undo": undoing,
        "units-namesake": reverse("units") + "?q=anh+dung",
        "unit-district": reverse("unit", args=[path_at(anh_dung, LAST_BEFORE)[1].pk]),
        "handover": reverse("handover"),
        "sides": reverse("sides"),
    }
    of_the_city = {
        "new-reform-city": reverse("new-reform") + f"?commune={world.hung_dao.pk}",
        "merge-city": reverse("reform-form", args=["merge-communes", province.pk]),
        "split-city": reverse("reform-form", args=["split-commune", province.pk]),
    }
    sessions = session_of(world.mai), session_of(dung)
    wrong: dict[str, list[str]] = {}
    with chromium() as browser:
        for size, least in ((PHONE, 18), (DESK, 16)):
            for session, addresses in zip(sessions, (pages, of_the_city), strict=True):
                context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="vi-VN")
                context.add_cookies([{"name": COOKIE, "value": session, "url": live_server.url}])
                page = context.new_page()

                def look(name: str, page: Any = page, size: Any = size, least: int = least) -> None:
                    page.wait_for_load_state("load")
                    if folder := os.environ.get("LOOK"):
                        page.screenshot(path=Path(folder) / f"{name}-{size[0]}.png", full_page=True)
                    wrong[f"{name} {size[0]}"] = wrong_with(page, least)

                for name, address in addresses.items():
                    page.goto(live_server.url + address)
                    look(name)
                if addresses is pages:
                    page.get_by_role("link", name="Đánh dấu cả 2 tổ").click()
                    page.get_by_role("button", name="Về Phường Hưng Đạo").click()
                    look("sides-preview")
                    page.goto(live_server.url + renaming)
                    page.get_by_role("button", name="Tiếp").last.click()
                    look("reform-form-2")
                    page.fill("[name=name]", "Trà Khê Bốn")
                    page.get_by_role("button", name="Tiếp").last.click()
                    page.fill("[name=day]", "30/11/2026")
                    page.get_by_role("button", name="Tiếp").last.click()
                    look("reform-form-wrong")
                    page.fill("[name=day]", "27/11/2026")
                    page.get_by_role("button", name="Tiếp").last.click()
                    look("reform-form-preview")
                context.close()
    assert {name: found for name, found in wrong.items() if found} == {}
    assert len(wrong) == 48
