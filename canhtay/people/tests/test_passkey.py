"""A passkey in real Chromium, with a virtual authenticator; and every page of one's own sign-in, as a phone and a desk show it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from config.environment import ROOT
from testkit import axe, pictures
from testkit.databases import lay_prepared
from testkit.pictures import DESK, PHONE, small_targets, small_type, too_wide
from testkit.server import Server

pytestmark = [pytest.mark.chromium, pytest.mark.mission("R1")]

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, prepared_file: Path) -> Iterator[tuple[str, str, Server]]:
    """Its address by name, Mai's password, the server."""
    folder = tmp_path_factory.mktemp("office")
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {"CANHTAY_DATA": str(folder)}
    lay_prepared(prepared_file, Path(env["CANHTAY_DATA"]))
    said = subprocess.run([sys.executable, "-m", "testkit.fill"], env=env, cwd=ROOT, check=True, capture_output=True)
    with Server(folder) as server:
        yield f"http://localhost:{server.port}", json.loads(said.stdout)["password"], server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with pictures.chromium() as browser:
        yield browser


def with_a_key(context: BrowserContext) -> Page:
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return page


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()
    page.wait_for_load_state("load")


def with_password(page: Page, url: str, password: str) -> None:
    page.goto(f"{url}/sign-in/")
    page.fill("[name=username]", "mai")
    page.fill("[name=password]", password)
    press(page, "Vào")


def renew(server: Server, *what: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "canhtay.cli", "renew", "mai", *what], env=server.env, check=True, capture_output=True
    )
    return done.stdout.decode().strip().rpartition(" ")[2]


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_from_a_renewed_sign_in_to_a_passkey_that_opens_alone(
    office: tuple[str, str, Server], browser: Browser, tmp_path: Path, size: tuple[int, int]
) -> None:
    url, _password, server = office
    once = renew(server, "--factor", "--password")
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="vi-VN")
    page = with_a_key(context)
    look = Looking(page, size, tmp_path)

    look.at(f"{url}/sign-in/", "sign-in")
    with_password(page, url, "sai rồi")
    look("sign-in, wrong")
    with_password(page, url, once)
    look("a password of one's own")
    page.fill("[name=password]", "ngắn")
    page.fill("[name=again]", "khác")
    press(page, "Dùng mật khẩu này")
    look("a password of one's own, wrong")
    for name in ("password", "again"):
        page.fill(f"[name={name}]", f"bánh đa cua năm 1988 {size[0]}")
    press(page, "Dùng mật khẩu này")
    expect(page.get_by_role("heading", name="Thêm một lớp khóa")).to_be_visible()
    look("begin")
    page.goto(f"{url}/teams/")
    expect(page.get_by_role("heading", name="Thêm một lớp khóa")).to_be_visible()

    page.get_by_role("link", name="Khóa của máy này").click()
    look("new passkey")
    page.fill("[name=name]", "Máy ở phường")
    press(page, "Đặt khóa trên máy này")
    expect(page.get_by_role("heading", name="Mã dự phòng")).to_be_visible()
    assert page.locator(".codes li").count() == 10
    code = page.locator(".codes li").first.inner_text()
    look("recovery codes")
    page.reload()
    assert page.locator(".codes li").count() == 0
    look("recovery codes, seen")
    look.at(f"{url}/security/", "security")
    expect(page.get_by_role("link", name="Đổi tên Máy ở phường")).to_be_visible()
    sign_out(page)

    press(page, "Vào bằng khóa của máy")
    expect(page).to_have_url(f"{url}/")
    page.goto(f"{url}/audit/")
    expect(page.get_by_text("Đăng nhập bằng khóa của máy", exact=True).first).to_be_visible()
    sign_out(page)

    with_password(page, url, f"bánh đa cua năm 1988 {size[0]}")
    look("second factor")
    page.fill("[name=code]", "00000000")
    press(page, "Vào")
    look("second factor, wrong")
    press(page, "Dùng khóa của máy này")
    expect(page).to_have_url(f"{url}/")
    sign_out(page)

    with_password(page, url, f"bánh đa cua năm 1988 {size[0]}")
    page.fill("[name=code]", code)
    press(page, "Vào")
    expect(page).to_have_url(f"{url}/")

    for path, name in (
        ("app/", "app"),
        ("codes/new/", "new codes"),
        ("passkeys/new/", "another passkey"),
        ("password/", "change password"),
        ("confirm/", "confirm by password"),
        ("confirm/code/", "confirm by code"),
        ("confirm/passkey/", "confirm by passkey"),
    ):
        look.at(f"{url}/security/{path}", name)
        expect(page).to_have_url(f"{url}/security/{path}")
    page.goto(f"{url}/security/")
    page.get_by_role("link", name="Đổi tên").first.click()
    look("rename")
    page.goto(f"{url}/security/")
    page.get_by_role("link", name="Bỏ").first.click()
    look("remove")
    press(page, "Bỏ khóa")
    look("begin again")
    assert look.wrong == {}
    assert look.refused == []
    context.close()


def test_opened_by_number_the_door_says_where_keys_work(office: tuple[str, str, Server], browser: Browser) -> None:
    url, _password, server = office
    context = browser.new_context(locale="vi-VN")
    page = with_a_key(context)
    page.goto(f"{server.url}/sign-in/")
    assert not page.get_by_role("button", name="Vào bằng khóa của máy").is_visible()
    page.get_by_role("link", name=f"{url}/sign-in/").click()
    expect(page.get_by_role("button", name="Vào bằng khóa của máy")).to_be_visible()
    context.close()


def test_where_the_machine_holds_no_key_the_page_says_what_else(
    office: tuple[str, str, Server], browser: Browser
) -> None:
    url, _password, _server = office
    context = browser.new_context(locale="vi-VN")
    page = with_a_key(context)
    page.goto(f"{url}/sign-in/")
    press(page, "Vào bằng khóa của máy")
    expect(page.get_by_text("Máy chưa đưa khóa ra.")).to_be_visible()
    context.close()


def sign_out(page: Page) -> None:
    fold = page.locator("details.fold > summary")
    if fold.is_visible():
        fold.click()
    page.get_by_role("button", name="Đăng xuất").locator("visible=true").click()
    expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()


class Looking:
    """Notes under each page's name what is wrong with it; keeps a picture."""

    def __init__(self, page: Page, size: tuple[int, int], folder: Path) -> None:
        self.page, self.size, self.folder = page, size, Path(os.environ.get("PICTURES", folder))
        self.wrong: dict[str, list[str]] = {}
        self.refused: list[str] = []
        page.on("console", self.hear)

    def hear(self, said: Any) -> None:
        if "Content Security Policy" in said.text:
            self.refused.append(said.text)

    def at(self, url: str, name: str) -> None:
        self.page.goto(url)
        self(name)

    def __call__(self, name: str) -> None:
        self.page.wait_for_load_state("load")
        least = 18 if self.size == PHONE else 16
        wrong = axe.violations(self.page) + [f"small to hit: {one}" for one in small_targets(self.page)]
        wrong += [f"small to read: {one}" for one in small_type(self.page, least)]
        wrong += ["scrolls sideways"] * too_wide(self.page)
        self.page.screenshot(path=self.folder / f"{name} {self.size[0]}.png", full_page=True)
        if wrong:
            self.wrong[name] = wrong
