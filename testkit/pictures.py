"""Pictures of pages as a phone and as an office desk show them: `python -m testkit.pictures FOLDER URL [URL …]`."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = "/usr/bin/chromium"
PHONE, DESK = (360, 740), (1280, 900)


@contextmanager
def chromium() -> Iterator["Browser"]:
    """Debian's Chromium, without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


def pictures(browser: "Browser", url: str, folder: Path, name: str = "", dark: bool = False) -> list[Path]:
    """Both sizes of one page, whole length, as PNG files in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return [
        picture(browser, url, folder / f"{name or name_of(url)}-{size[0]}.png", size, dark) for size in (PHONE, DESK)
    ]


def picture(browser: "Browser", url: str, path: Path, size: tuple[int, int], dark: bool = False) -> Path:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme="dark" if dark else "light", locale="vi-VN"
    )
    try:
        page = context.new_page()
        page.goto(url)
        page.screenshot(path=path, full_page=True)
    finally:
        context.close()
    return path


def too_wide(page: "Page") -> bool:
    """Whether the page scrolls sideways, which nothing of ours may."""
    return page.evaluate("() => document.documentElement.scrollWidth > document.documentElement.clientWidth")


def cut_tables(page: "Page") -> list[str]:
    """Tables wider than their place, whose last columns nobody finds."""
    return page.evaluate(CUT_TABLES)


CUT_TABLES = """() => [...document.querySelectorAll('.table')].filter(one => one.scrollWidth > one.clientWidth + 1)
  .map(one => `${one.clientWidth} of ${one.scrollWidth}: ${one.textContent.trim().slice(0, 40)}`)"""

SMALL_TARGETS = """least => [...document.querySelectorAll('a, button, input, select, textarea, summary, .choice')].filter(one => {
  const box = (one.closest('.choice') || one).getBoundingClientRect();
  const unseen = !box.width || box.width <= 1 || box.bottom < 0 || one.type === 'hidden' || !one.checkVisibility();
  const inSentence = one.matches('p a, li a, dd a') && getComputedStyle(one).display === 'inline';
  return !unseen && !inSentence && (box.height < least || box.width < least);
}).map(one => `${one.tagName.toLowerCase()}.${one.className} ${one.textContent.trim().slice(0, 40)}`)"""

SMALL_TYPE = """least => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = new Set();
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const one = node.parentElement;
    const size = parseFloat(getComputedStyle(one).fontSize);
    if (node.data.trim() && one.checkVisibility() && size < least) found.add(node.data.trim().slice(0, 40));
  }
  return [...found];
}"""


def small_targets(page: "Page", least: int = 48) -> list[str]:
    """What a finger must hit and is smaller than this many pixels; links within a sentence are let be."""
    return page.evaluate(SMALL_TARGETS, least)


def small_type(page: "Page", least: int = 18) -> list[str]:
    """Words that are set smaller than this many pixels."""
    return page.evaluate(SMALL_TYPE, least)


def name_of(url: str) -> str:
    parts = urlsplit(url)
    return re.sub(r"\W+", "-", f"{parts.path}-{parts.query}").strip("-") or "home"


def main(arguments: list[str]) -> None:
    folder, *urls = arguments
    with chromium() as browser:
        for url in urls:
            for path in pictures(browser, url, Path(folder)):
                print(path)


if __name__ == "__main__":
    main(sys.argv[1:])
