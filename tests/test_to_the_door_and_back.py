"""The whole way, in real browsers against `canhtay serve`: a phone connects, the server dies, ten doors are visited, the phone is
reloaded, the server comes back, and the ward sees ten visits, once."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from canhtay.field.tests.browser import A_PHONE, Phone
from config.environment import ROOT
from testkit import pictures
from testkit.axe import violations
from testkit.databases import lay_prepared
from testkit.office import code_now
from testkit.server import Server

pytestmark = [pytest.mark.chromium, pytest.mark.mission("R6"), pytest.mark.mission("R9")]

DOORS = ["7", "12/3A", "21", "31", "33", "35", "37", "39", "41", "43"]


@pytest.fixture
def filled(tmp_path: Path, prepared_file: Path) -> Iterator[tuple[Server, dict[str, Any]]]:
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
        "CANHTAY_DATA": str(tmp_path)
    }
    lay_prepared(prepared_file, Path(env["CANHTAY_DATA"]))
    said = subprocess.run([sys.executable, "-m", "testkit.fill"], env=env, cwd=ROOT, check=True, capture_output=True)
    with Server(tmp_path) as server:
        yield server, json.loads(said.stdout)


@pytest.fixture
def chromium() -> Iterator[Browser]:
    with pictures.chromium() as browser:
        yield browser


def test_ten_doors_without_a_server_are_ten_visits_once(
    filled: tuple[Server, dict[str, Any]], chromium: Browser
) -> None:
    server, keys = filled
    phone = Phone(server, chromium.new_context(**A_PHONE))
    connect(phone, keys["code"])
    server.kill()
    for number in DOORS:
        visit(phone, number)
    phone.reload()
    phone.sees("10 còn trong máy")
    assert phone.axe() == []
    server.start()
    phone.until(lambda: phone.sync() is not None and not phone.rows("outbox"))
    phone.sync()
    phone.sees("10 đã lên máy chủ")

    ward = officer(server, chromium, keys["password"])
    assert figure(ward, "lượt đến hôm nay") == "10"
    assert figure(ward, "nhà đã mở cửa").startswith("10")
    assert visits_at_each_door(ward, server, keys["group"]) == dict.fromkeys(DOORS, 1)
    assert violations(ward) == []
    phone.close()


def connect(phone: Phone, code: str) -> None:
    phone.open()
    phone.page.fill("#code", code)
    phone.press("Kết nối máy này")
    phone.sees("Chào bác Hòa")
    phone.sees("nhà nên ghé")  # the doors are in the phone
    phone.page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    phone.until(lambda: phone.page.evaluate("navigator.serviceWorker.controller !== null"))


def visit(phone: Phone, number: str) -> None:
    phone.press("Ngõ xóm")
    phone.page.fill("#search", number)
    phone.go_to_door(number)
    phone.answer("Có, đang nói chuyện", "Chỉ hỏi thăm", "Không hẹn")
    phone.sees("Đã ghi")
    phone.press("Về hôm nay")


def officer(server: Server, chromium: Browser, password: str) -> Page:
    page = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN").new_page()
    page.goto(f"{server.url}/sign-in/")
    page.fill("[name=username]", "mai")
    page.fill("[name=password]", password)
    page.get_by_role("button", name="Vào", exact=True).click()
    page.fill("[name=code]", code_now())
    page.get_by_role("button", name="Vào", exact=True).click()
    expect(page.get_by_role("heading", name="Cả xã, phường")).to_be_visible()
    return page


def figure(ward: Page, title: str) -> str:
    return ward.locator(".figures > div", has_text=title).locator("dd").inner_text()


def visits_at_each_door(ward: Page, server: Server, group: int) -> dict[str, int]:
    """How many visits the office's page of each door lists."""
    ward.goto(f"{server.url}/groups/{group}/")
    ward.click("text=Ngõ 45")
    links = {
        a.inner_text().partition("Số ")[2].partition(",")[0]: a.get_attribute("href")
        for a in ward.locator("a.name").all()
    }
    found = {}
    for number, href in links.items():
        ward.goto(f"{server.url}{href}")
        found[number] = ward.locator("section.card", has_text="Các lần đến").locator("tbody tr").count()
    ward.goto(f"{server.url}/")
    return found
