"""Every page of the office in real Chromium, on the demo's ward, as a phone and as a desk show it: nothing that axe-core names,
no sideways scroll, nothing too small to hit or to read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from testkit import axe, roster_files
from testkit.pictures import DESK, PHONE, chromium, small_targets, small_type, too_wide
from testkit.server import Server

pytestmark = [pytest.mark.chromium, pytest.mark.mission("R8")]
PAGES = 31  # looked at in each round, so that a page that is no longer reached is missed


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("demo"), words=("demo", "--no-open", "--today", "2026-11-23")) as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator:
    with chromium() as browser:
        yield browser


@dataclass
class Round:
    """One way through the office; each page is looked at and what is wrong with it noted under its name."""

    page: Any
    url: str
    least_type: int
    seen: list[str] = field(default_factory=list)
    wrong: dict[str, list[str]] = field(default_factory=dict)

    def open(self, path: str, name: str) -> str:
        self.page.goto(path if path.startswith("http") else self.url + path)
        return self.look(name)

    def press(self, words: str, name: str) -> str:
        self.page.get_by_role("button", name=re.compile(words)).first.click()
        return self.look(name)

    def follow(self, words: str, name: str) -> str:
        self.page.locator("main").get_by_role("link", name=words).first.click()
        return self.look(name)

    def send(self, file: tuple[str, bytes], name: str) -> str:
        self.page.goto(self.url + "/imports/")
        self.page.set_input_files(
            "[name=lists]", {"name": file[0], "mimeType": "application/octet-stream", "buffer": file[1]}
        )
        return self.press("^Đọc danh sách", name)

    def look(self, name: str) -> str:
        self.page.wait_for_load_state("load")
        wrong = axe.violations(self.page) + [f"too small to hit: {one}" for one in small_targets(self.page)]
        wrong += [f"too small to read: {one}" for one in small_type(self.page, self.least_type)]
        wrong += ["scrolls sideways"] * too_wide(self.page)
        self.seen.append(name)
        if wrong:
            self.wrong[name] = wrong
        return self.page.url


@pytest.fixture(params=[(PHONE, "normal", "light"), (DESK, "normal", "light"), (PHONE, "largest", "dark")],
                ids=["phone", "desk", "phone, dark, largest"])  # fmt: skip
def one(request: pytest.FixtureRequest, server: Server, browser: Any) -> Iterator[Round]:
    (width, height), type_size, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, locale="vi-VN")
    context.add_cookies([{"name": "type_size", "value": type_size, "url": server.url}])
    refused: list[str] = []
    page = context.new_page()
    page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    yield Round(page, server.url, 18 if width == PHONE[0] else 16)
    context.close()
    assert refused == []


def test_nobody_stumbles_on_any_page_of_the_office(one: Round):
    before_the_door(one)
    one.open("/demo/office/officer/", "the ward")
    teams(one)
    doors(one)
    imports(one)
    one.open("/nowhere/", "no such page")
    assert one.wrong == {}
    assert len(one.seen) == PAGES


def before_the_door(one: Round) -> None:
    one.open("/sign-in/", "sign-in")
    one.page.fill("#id_username", "canbo.phuong")
    one.page.fill("#id_password", "sai rồi")
    one.press("^Vào$", "sign-in, wrong password")


def teams(one: Round) -> None:
    one.open("/teams/", "teams")
    one.open("/teams/?q=kh%C3%B4ng+c%C3%B3", "teams, none found")
    one.open("/teams/?q=tra+khe+3", "teams, found")
    team = one.follow("Trà Khê 3", "team")
    one.press("^(Kết nối máy|Thêm máy)", "invitation")
    one.open(team + "slot/", "slot")
    one.page.fill("[name=place]", "")
    one.press("^Ghi buổi này", "slot, wrong")
    one.page.goto(team)


def doors(one: Round) -> None:
    group = one.follow("Ngõ, nhà của tổ", "group")
    one.open(group + "?q=lan", "doors found")
    one.open(group + "?q=qqqq", "no door found")
    one.open(group + "alleys/new/", "new alley")
    one.press("^Ghi ngõ này", "new alley, wrong")
    one.page.goto(group)
    alley = one.follow("Ngõ 45", "alley")
    one.open(alley + "doors/new/", "new door")
    one.press("^Ghi nhà này", "new door, wrong")
    one.page.goto(alley)
    door = one.follow("Nhà bà Lan", "door")
    one.open(door + "visits/new/", "new visit")
    one.press("^Ghi lại", "new visit, wrong")
    one.open(door + "residents/new/", "new resident")
    one.page.goto(door)
    one.follow("Xóa thông tin", "forgetting")


def imports(one: Round) -> None:
    one.send(("danh sách.pdf", b"%PDF-1.7"), "imports, wrong")
    one.send(roster_files.faulty_rows_xlsx()[:2], "import with faults")
    one.send(roster_files.ward_list(6)[:2], "import of a ward")
    one.press("người vào$", "taken in")
    one.press("^Hoàn tác cả lần nạp này", "undone")
    one.open("/imports/", "imports")
    one.open("/", "the ward with something to do")
