"""The look in real Chromium, as a phone and as a desk show it: light, dark and in the largest type."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from testkit import axe
from testkit.pictures import DESK, PHONE, chromium, small_targets, small_type, too_wide
from testkit.server import Server

pytestmark = pytest.mark.chromium
PAGES = ["/look/", "/sign-in/", "/nowhere"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator:
    with chromium() as browser:
        yield browser


@pytest.mark.parametrize(
    ("scheme", "size", "type_size"),
    [("light", PHONE, "normal"), ("dark", PHONE, "largest"), ("dark", DESK, "normal"), ("light", DESK, "largest")],
    ids=["phone", "phone, dark, largest", "desk, dark", "desk, largest"],
)
def test_nobody_stumbles(
    server: Server, browser, tmp_path: Path, scheme: str, size: tuple[int, int], type_size: str
) -> None:
    context = browser.new_context(locale="vi-VN", viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    context.add_cookies([{"name": "type_size", "value": type_size, "url": server.url}])
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    for address in PAGES:
        page.goto(server.url + address)
        assert axe.violations(page) == []
        assert not too_wide(page)
        assert small_targets(page) == []
        assert small_type(page, 18 if size == PHONE else 16) == []
    assert refused == []
    context.close()


def test_the_switches_work_without_javascript(server: Server, browser) -> None:
    context = browser.new_context(locale="vi-VN", java_script_enabled=False)
    page = context.new_page()
    page.goto(server.url + "/sign-in/")
    page.get_by_role("button", name="Chữ lớn nhất").click()
    assert page.locator("html").get_attribute("data-type") == "largest"
    page.get_by_role("button", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.url == server.url + "/sign-in/"
    context.close()


def test_the_pages_fold_into_one_line_on_a_phone(server: Server, browser) -> None:
    context = browser.new_context(
        locale="vi-VN", viewport={"width": PHONE[0], "height": PHONE[1]}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(server.url + "/look/")
    assert not page.get_by_role("button", name="English").is_visible()
    page.locator(".fold summary").click()
    assert page.locator(".fold").get_by_role("button", name="English").is_visible()
    context.close()


def test_print_is_black_on_white_without_controls(server: Server, browser) -> None:
    context = browser.new_context(locale="vi-VN", color_scheme="dark")
    page = context.new_page()
    page.goto(server.url + "/look/")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(36, 31, 26)"
    assert page.locator(".button:visible, .side:visible, .fold:visible").count() == 0
    context.close()
