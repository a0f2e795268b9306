"""One member's phone in a real Chromium: what a person sees and presses, nothing of the program's inside."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[3]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM: dict[str, Any] = {"executable_path": "/usr/bin/chromium", "args": ["--no-sandbox", "--disable-dev-shm-usage"]}
A_PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "locale": "vi-VN", "timezone_id": "Europe/Paris"}
SILENCE = (
    "window.faults=[];addEventListener('securitypolicyviolation',e=>faults.push(e.violatedDirective+' '+e.blockedURI))"
)
LAN, THUAN, DAO = "12/3A", "7", "3"


class Phone:
    def __init__(self, server: Any, context: BrowserContext) -> None:
        self.server, self.context = server, context
        self.faults: list[str] = []
        context.add_init_script(SILENCE)
        self.page = self.open_tab()

    def open_tab(self) -> Page:
        page = self.context.new_page()
        page.set_default_timeout(8000)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        return page

    def open(self, where: str = "") -> None:
        self.page.goto(f"{self.server.url}/m/{where}")
        self.page.evaluate("window.canhtay && window.canhtay.ready")

    def enrol(self, *invitation: Any) -> None:
        _, token = self.server.invite(*invitation)
        self.open(f"#enrol={token}")
        self.press("Kết nối máy này")
        self.sees("Chào ")
        self.sees("nhà nên ghé")
        self.page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
        self.until(lambda: self.page.evaluate("navigator.serviceWorker.controller !== null"))
        self.sync()  # the first doors show before the last have come

    def press(self, *names: str) -> None:
        for name in names:
            self.page.locator("#app").locator("button, a").filter(has_text=name).last.click()

    def answer(self, *names: str) -> None:
        """The answers of a visit, by their words, each on its own screen."""
        for name in names:
            self.page.get_by_role("group").get_by_role("button").filter(has_text=name).first.click()

    def go_to_door(self, number: str) -> None:
        self.page.locator("a", has=self.page.get_by_text(number, exact=True)).first.click()
        self.sees("Có ai ở nhà không?")

    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible(timeout=8000)

    def sees_not(self, text: str) -> None:
        expect(self.page.get_by_text(text)).to_have_count(0)

    def sync(self) -> dict:
        return self.page.evaluate("window.canhtay.syncNow()")

    def reload(self) -> None:
        self.page.reload()
        self.page.evaluate("window.canhtay.ready")

    def rows(self, table: str) -> list[dict]:
        return self.page.evaluate(
            """table => new Promise((yes, no) => { const opened = indexedDB.open("canhtay"); opened.onerror = no;
            opened.onsuccess = () => { const all = opened.result.transaction(table).objectStore(table).getAll();
            all.onsuccess = () => { opened.result.close(); yes(all.result); }; }; })""",
            table,
        )

    def until(self, told: Callable[[], bool]) -> None:
        for _ in range(80):
            if told():
                return
            self.page.wait_for_timeout(100)
        raise AssertionError("it did not come to pass")

    def axe(self) -> list[str]:
        self.page.evaluate(AXE.read_text())
        found = self.page.evaluate("axe.run()")["violations"]
        return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]

    def close(self) -> None:
        for page in self.context.pages:
            self.faults += page.evaluate("window.faults || []") if page.url.startswith("http") else []
        self.context.close()
        assert self.faults == []


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(**CHROMIUM)
    yield browser
    browser.close()


@pytest.fixture
def phone(phone_server: Any, chromium: Browser) -> Iterator[Phone]:
    """A phone just taken out of the box."""
    phone = Phone(phone_server, chromium.new_context(**A_PHONE))
    yield phone
    phone.close()


@pytest.fixture
def hoa(phone: Phone) -> Phone:
    """The phone of bác Hòa, 66, leader of the team: enrolled and synced."""
    phone.enrol()
    return phone
