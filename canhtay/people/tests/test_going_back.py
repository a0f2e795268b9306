"""Back and reload in real Chromium: a wizard's steps, a corrected form, a slip, after signing out; a password looked at."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from canhtay.core import clock
from canhtay.people.models import RoleGrant
from testkit.aides import make_aides
from testkit.office import office_of
from testkit.pictures import chromium
from testkit.world import SATURDAY, World, load_reference, make_world

pytestmark = [pytest.mark.chromium, pytest.mark.mission("R1"), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world() -> Iterator[World]:
    """For the server's threads as well, to whom a stopped clock does not reach."""
    clock.run_beside(SATURDAY - datetime.now(UTC))
    load_reference()
    yield make_world()
    clock.run_beside(SATURDAY - SATURDAY)


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with chromium() as browser:
        yield browser


def mais(browser: Browser, world: World, url: str) -> Page:
    context = browser.new_context(locale="vi-VN", viewport={"width": 1280, "height": 900})
    key = str(office_of(world.mai).session.session_key)
    context.add_cookies([{"name": "canhtay", "value": key, "url": url}])
    return context.new_page()


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", name=words).first).to_be_visible()


def test_back_leads_through_the_steps_and_shows_nothing_after_signing_out(world, live_server, browser):
    page = mais(browser, world, live_server.url)
    page.goto(live_server.url + reverse("reform-form", args=["rename", world.hung_dao.pk]))
    first = page.url
    page.select_option("[name=place]", str(world.tra_khe_3.pk))
    page.get_by_role("button", name="Tiếp").click()
    second = page.url
    assert second.startswith(f"{first}?answered=")
    page.get_by_role("button", name="Tiếp").click()
    third = page.url
    page.fill("[name=day]", "30/11/2026")
    page.get_by_role("button", name="Tiếp").click()
    expect(page.locator("main .problem")).to_have_count(1)
    page.reload()
    expect(page.locator("main .problem")).to_have_count(1)
    page.go_back()
    expect(page).to_have_url(third)
    expect(page.locator("main .problem")).to_have_count(0)
    page.go_back()
    expect(page).to_have_url(second)
    page.go_back()
    expect(page).to_have_url(first)
    page.go_forward()
    page.go_forward()
    expect(page).to_have_url(third)
    page.get_by_role("button", name="Đăng xuất").locator("visible=true").click()
    heading(page, "Đăng nhập")
    page.go_back()
    heading(page, "Đăng nhập")
    assert "Trà Khê" not in page.content()


def test_back_to_a_corrected_form_and_to_a_slip(world, live_server, browser):
    aides = make_aides(world)
    office_of(aides.yen)
    page = mais(browser, world, live_server.url)
    grant = RoleGrant.objects.get(person=aides.kien)
    page.goto(live_server.url + reverse("end-grant", args=[grant.pk]))
    page.fill("[name=last_day]", "hôm qua")
    page.get_by_role("button", name="Thôi giao").click()
    expect(page.locator("main .error")).to_have_count(1)
    page.goto(live_server.url + reverse("renew-password", args=[aides.yen.pk]))
    page.go_back()
    expect(page.locator("main .error")).to_have_count(1)
    assert page.input_value("[name=last_day]") == "hôm qua"
    page.goto(live_server.url + reverse("renew-password", args=[aides.yen.pk]))
    page.check("[name=met]")
    page.fill("[name=reason]", "quên mật khẩu")
    page.get_by_role("button", name="Cấp lại mật khẩu").click()
    heading(page, "Phiếu đăng nhập, đưa tận tay")
    page.reload()
    heading(page, "Phiếu này đã hiện rồi")


def test_a_password_is_looked_at_while_it_is_typed(world, live_server, browser):
    page = browser.new_page(locale="vi-VN")
    page.goto(f"{live_server.url}/sign-in/")
    page.fill("[name=password]", "bánh đa cua")
    page.get_by_role("button", name="Hiện mật khẩu").click()
    assert page.get_attribute("[name=password]", "type") == "text"
    page.get_by_role("button", name="Ẩn đi").click()
    assert page.get_attribute("[name=password]", "type") == "password"
    page.get_by_role("button", name="Hiện mật khẩu").click()
    page.fill("[name=username]", "ai đó")
    page.get_by_role("button", name="Vào", exact=True).click()
    expect(page.locator("main .problem")).to_be_visible()
    assert page.get_attribute("[name=password]", "type") == "password"
    without = browser.new_context(locale="vi-VN", java_script_enabled=False).new_page()
    without.goto(f"{live_server.url}/sign-in/")
    assert not without.get_by_role("button", name="Hiện mật khẩu").is_visible()
