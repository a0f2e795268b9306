"""`make pictures`: the reference pages as docs/pictures/ shows them, taken from a fresh demo in real Chromium.

Later pages are compared with these, so they are made anew whenever the look changes and looked at before they are committed.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, ViewportSize

from testkit.pictures import chromium

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
DAY = "2026-11-28"
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, Scheme] = ("light", "dark")
PHONE, DESK = ViewportSize(width=360, height=740), ViewportSize(width=1280, height=900)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with demo() as url, chromium() as browser:
        for scheme in SCHEMES:
            phone_pages(browser, url, scheme)
            desk_pages(browser, url, scheme)


@contextmanager
def demo() -> Iterator[str]:
    """A fresh demo on a day of its own; its address, once it answers."""
    env = os.environ | {"CANHTAY_DATA": tempfile.mkdtemp(prefix="canhtay-pictures-"), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "canhtay.cli", "demo", "--no-open", "--today", DAY]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield next(
                line.split()[-1].removesuffix("/demo/") for line in process.stdout if line.strip().endswith("/demo/")
            )
        finally:
            process.terminate()


def phone_pages(browser: Browser, url: str, scheme: Scheme) -> None:
    page = browser.new_context(viewport=PHONE, device_scale_factor=2, color_scheme=scheme, locale="vi-VN").new_page()
    page.goto(f"{url}/demo/phone/leader/")
    page.get_by_role("button", name="Kết nối máy này").click()
    page.locator(".rows a").first.wait_for()
    page.get_by_text("đã lên máy chủ").first.wait_for()
    take(page, "today-phone", scheme)
    page.locator(".rows a").first.click()
    page.get_by_text("Có ai ở nhà không?").wait_for()
    take(page, "door-phone", scheme)


def desk_pages(browser: Browser, url: str, scheme: Scheme) -> None:
    page = browser.new_context(viewport=DESK, color_scheme=scheme, locale="vi-VN").new_page()
    page.goto(f"{url}/demo/office/officer/")
    take(page, "ward-desk", scheme)


def take(page: Page, name: str, scheme: Scheme) -> None:
    page.screenshot(path=FOLDER / (f"{name}.png" if scheme == "light" else f"{name}-{scheme}.png"))


if __name__ == "__main__":
    main()
