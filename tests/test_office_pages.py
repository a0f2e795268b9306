"""Every page of the office in real Chromium, as a phone and as a desk show it: nothing that axe-core names, no sideways scroll,
no table cut off, nothing too small to hit or to read.

What pages there are is read from tests/matrix.py, so that a new page nobody looks at fails. The demo's ward shows them full.
What asks for a real passkey is looked at in the same way where there is one, in canhtay/people/tests/test_passkey.py.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from config.environment import ROOT
from testkit import axe, roster_files
from testkit.pictures import DESK, PHONE, chromium, cut_tables, small_targets, small_type, too_wide
from testkit.server import Server
from tests.matrix import lines
from tests.office_addresses import OWNER, PASSWORD

pytestmark = [pytest.mark.chromium, pytest.mark.mission("R8")]

NO_PAGE = {
    "decision-docx": "a file",
    "decision-pdf": "a file",
    "issued-docx": "a file",
    "health": "for machines",
    "phone": "the phone's shell, looked at by canhtay/field",
    "phone-worker": "the phone's program",
    "phone-manifest": "the phone's program",
    "phone-messages": "the phone's program",
    "sign-in": "looked at before anybody signs in",
}
# Who opens what the ward's officer does not: `ward` the demo's own officer, whose lists are long; `owner` has every way to sign in.
WHO = dict.fromkeys(
    ("home", "teams", "roster", "phones", "committees", "decisions", "imports", "grants", "units"), "ward"
)
WHO |= dict.fromkeys(("app-code", "new-passkey", "new-recovery-codes", "begin-second-factor"), "leader")
BEHIND_A_QUESTION = {"new-password", "recovery-codes", "remove-app-code", "rename-passkey", "remove-passkey"}
WHO |= dict.fromkeys(("security", "confirm-code", "confirm-password", *BEHIND_A_QUESTION), "owner")
CITYS_OWN = [
    "home", "grants", "new-grant", "audit", "handover", "commune", "composition", "sides", "reforms", "new-reform",
    "city-reform-form", "units",
]  # fmt: skip
LEADS_ON = {"me"}
AREAS = {
    "people": {"", "teams", "roster", "people", "phones", "me"},
    "papers": {"decisions", "committees", "places", "imports"},
    "doors and units": {
        "groups",
        "alleys",
        "households",
        "residents",
        "units",
        "sides",
        "reforms",
        "communes",
        "handover",
    },
    "sign-ins": {"grants", "accounts", "security", "audit", "look"},
}


def pages() -> set[str]:
    """Every address of the table that answers somebody's GET with a page."""
    found = {line.url for line in lines() if line.method == "GET" and 200 in line.expected.values()}
    return (found | BEHIND_A_QUESTION | {"confirm-password"}) - NO_PAGE.keys()


def area_of(path: str) -> str:
    first = path.split("/")[1]
    return next(name for name, words in AREAS.items() if first in words)


@dataclass
class Office:
    """The demo, and an object of every kind beside it."""

    server: Server
    paths: dict[str, str]
    keys: dict[str, str]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("demo")
    with Server(folder, words=("demo", "--no-open", "--today", "2026-11-23")) as server:
        env = server.env | {
            "CANHTAY_DATA": str(folder / "demo"), "CANHTAY_DEMO": "1", "DJANGO_SETTINGS_MODULE": "config.settings",
        }  # fmt: skip
        words = "import django; django.setup(); from tests.office_addresses import tell; tell()"
        told = subprocess.run([sys.executable, "-c", words], env=env, cwd=ROOT, check=True, stdout=subprocess.PIPE)
        yield Office(server, **json.loads(told.stdout))


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

    def sign_in(self, key: str) -> None:
        self.page.context.add_cookies([{"name": "canhtay", "value": key, "url": self.url}])

    def answers(self, path: str, name: str) -> None:
        """Opened by who may: the page itself, and no other that it leads to."""
        answer = self.page.goto(self.url + path)
        self.look(name)
        if answer.status != 200 or (name not in LEADS_ON and self.page.url != self.url + path):
            self.wrong.setdefault(name, []).append(f"answers {answer.status}, {self.page.url}")

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
        wrong += [f"a table is cut: {one}" for one in cut_tables(self.page)]
        self.seen.append(name)
        if wrong:
            self.wrong[name] = wrong
        return self.page.url


@pytest.fixture(params=[(PHONE, "normal", "light"), (DESK, "normal", "light"), (PHONE, "largest", "dark")],
                ids=["phone", "desk", "phone, dark, largest"])  # fmt: skip
def one(request: pytest.FixtureRequest, office: Office, browser: Any) -> Iterator[Round]:
    (width, height), type_size, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, locale="vi-VN")
    context.add_cookies([{"name": "type_size", "value": type_size, "url": office.server.url}])
    refused: list[str] = []
    page = context.new_page()
    page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    yield Round(page, office.server.url, 18 if width == PHONE[0] else 16)
    context.close()
    assert refused == []


def test_every_page_of_the_table_has_an_area(office: Office) -> None:
    assert pages() <= office.paths.keys()
    assert {area_of(office.paths[url]) for url in pages()} == AREAS.keys()


@pytest.mark.parametrize("area", AREAS)
def test_every_page_of_the_office_can_be_read_and_hit(one: Round, office: Office, area: str) -> None:
    here = sorted(url for url in pages() if area_of(office.paths[url]) == area)
    for url in here:
        one.sign_in(office.keys[WHO.get(url, "officer")])
        one.answers(office.paths[url], url)
    assert one.wrong == {}
    assert one.seen == here


def test_the_citys_own_pages_can_be_read_and_hit(one: Round, office: Office) -> None:
    one.sign_in(office.keys["city"])
    for url in CITYS_OWN:
        one.answers(office.paths[url], url)
    assert one.wrong == {}


def test_what_is_printed_has_neither_pages_nor_buttons(office: Office, browser: Any) -> None:
    page = browser.new_page()
    page.context.add_cookies([{"name": "canhtay", "value": office.keys["officer"], "url": office.server.url}])
    page.emulate_media(media="print")
    for url in ("decision", "issued-decision", "handover", "team"):
        page.goto(office.server.url + office.paths[url])
        assert page.locator("h1").is_visible()
        assert page.locator("nav:visible, button:visible, .button:visible").count() == 0
    page.context.close()


def test_a_phone_shows_of_a_long_list_what_one_reads_first(office: Office, browser: Any) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="vi-VN", java_script_enabled=False)
    context.add_cookies([{"name": "canhtay", "value": office.keys["city"], "url": office.server.url}])
    page = context.new_page()
    page.goto(office.server.url + "/")
    cards = page.locator(".listed tbody tr:visible")
    figures = cards.first.locator("td[data-label]:visible")
    assert (cards.count(), figures.count()) == (20, 2)
    assert top_of(page.get_by_role("link", name="Tải về Excel")) < top_of(cards.first)
    cards.first.locator("summary").click()
    assert figures.count() == cards.first.locator("td[data-label]").count() > 4
    page.get_by_text("Xem thêm 20 dòng").click()
    assert cards.count() == 40
    context.close()


def test_whoever_signs_out_finds_the_button_with_every_page_unfolded(office: Office, browser: Any) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="vi-VN")
    context.add_cookies([{"name": "canhtay", "value": office.keys["ward"], "url": office.server.url}])
    page = context.new_page()
    page.goto(office.server.url + "/handover/")
    side = page.locator(".side")
    out = top_of(side.get_by_role("button", name="Đăng xuất"))
    here = side.locator("[aria-current]").bounding_box()
    assert here["y"] + here["height"] < top_of(side.locator(".who"))
    side.get_by_text("Sổ sách").click()
    assert top_of(side.get_by_role("button", name="Đăng xuất")) == out < 800 - 48
    context.close()


def top_of(one: Any) -> float:
    return one.bounding_box()["y"]


def test_nobody_stumbles_where_nobody_has_signed_in(one: Round) -> None:
    before_the_door(one)
    one.open("/nowhere/", "no such page")
    one.open("/demo/", "the demo's page")
    assert one.wrong == {}


def test_nobody_stumbles_on_what_the_ward_does(one: Round) -> None:
    one.open("/demo/office/officer/", "the ward")
    teams(one)
    doors(one)
    assert one.wrong == {}


def test_nobody_stumbles_on_a_list_taken_in(one: Round) -> None:
    one.open("/demo/office/officer/", "the ward")
    imports(one)
    assert one.wrong == {}


def before_the_door(one: Round) -> None:
    one.open("/sign-in/", "sign-in")
    one.page.fill("#id_username", "canbo.phuong")
    one.page.fill("#id_password", "sai rồi")
    one.press("^Vào$", "sign-in, wrong password")
    one.page.fill("#id_username", OWNER)
    one.page.fill("#id_password", PASSWORD)
    assert one.press("^Vào$", "second factor").endswith("/sign-in/code/")


def teams(one: Round) -> None:
    one.open("/teams/", "teams")
    one.open("/teams/?q=kh%C3%B4ng+c%C3%B3", "teams, none found")
    one.open("/teams/?q=tra+khe+3", "teams, found")
    team = one.follow("Trà Khê 3", "team")
    one.press("^(Kết nối máy|Thêm máy)", "invitation")
    one.press("^Đọc sáu số", "digits")
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
    one.page.select_option("[name=origin-0]", "today")
    one.press("^Tiếp tục$", "teams that stand")
    one.page.check("[name=all][value=add]")
    for asked in ("who leads", "ready to be taken in"):
        one.press("^Tiếp tục$", asked)
    one.press("^Ghi .*tổ", "taken in")
    one.press("^Hoàn tác cả lần nạp này", "undone")
    one.follow("Bỏ danh sách này", "thrown away?")
    one.press("^Bỏ danh sách này", "thrown away")
    one.open("/", "the ward with something to do")


def test_nobody_stumbles_on_an_empty_installation(one: Round, empty: Server) -> None:
    """The first page ever, the way to begin, and the door of a city's own sign-on that does not answer."""
    one.url = empty.url
    one.open("/sign-in/", "sign-in, empty")
    one.page.get_by_role("link", name="Tài khoản thành phố").click()
    assert one.look("sign-in, no answer from the city") == empty.url + "/sign-in/"
    one.page.get_by_role("link", name="Bắt đầu lần đầu").click()
    assert one.look("begin, no token") == empty.url + "/begin/"
    one.page.fill("[name=token]", "sai")
    one.press("^Tiếp tục$", "begin, wrong token")
    one.page.fill("[name=token]", empty.said().partition("/begin/?token=")[2].split()[0])
    one.press("^Tiếp tục$", "begin")
    one.press("^Bắt đầu$", "begin, wrong")
    assert one.wrong == {}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A city's, on the day it is installed; its sign-on is named and does not answer."""
    city = {"SERVER": "http://127.0.0.1:1", "CLIENT": "canhtay", "NAME": "Tài khoản thành phố"}
    env = {f"CANHTAY_OIDC_{name}": value for name, value in city.items()}
    with Server(tmp_path_factory.mktemp("empty"), env=env) as server:
        yield server
