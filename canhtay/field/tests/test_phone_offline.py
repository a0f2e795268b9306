"""The phone at the door, in a real browser: enrolled, visiting, offline and back. What is written is never lost nor sent twice."""

import json
import os
import signal
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, expect

from canhtay.field.tests.browser import A_PHONE, CHROMIUM, DAO, LAN, THUAN, Phone
from canhtay.field.tests.fake import MINH, TEAM, uid

pytestmark = pytest.mark.chromium


# ---- Coming in


def test_six_digits_connect_a_phone_and_a_wrong_one_is_said(phone: Phone) -> None:
    code, _ = phone.server.invite()
    phone.open()
    phone.page.fill("#code", "12 34-5x6")  # as pasted from a message
    phone.press("Kết nối máy này")
    phone.sees("Sáu số này không đúng")
    phone.press("Xóa hết", *code, "Kết nối máy này")
    phone.sees("Chào bác Hòa")


def test_a_link_connects_with_one_tap_and_leaves_no_token_behind(phone: Phone) -> None:
    _, token = phone.server.invite()
    phone.open(f"#enrol={token}")
    phone.press("Kết nối máy này")
    phone.sees("Chào bác Hòa")
    assert token not in phone.page.url


def test_without_a_network_connecting_says_so(phone: Phone) -> None:
    phone.open()
    phone.server.kill()
    phone.page.fill("#code", "123456")
    phone.press("Kết nối máy này")
    phone.sees("Chưa có mạng")


def test_zalo_is_told_how_to_leave_and_keeps_nothing(phone_server: Any, chromium: Browser) -> None:
    zalo = Phone(
        phone_server,
        chromium.new_context(**A_PHONE, user_agent="Mozilla/5.0 (Linux; Android 12) Chrome/120 Zalo android/1202"),
    )
    zalo.open("?type=large#enrol=abc")
    zalo.sees("Mở bằng trình duyệt của máy")
    assert zalo.page.evaluate("indexedDB.databases()") == []
    assert zalo.page.evaluate("localStorage.length") == 0
    assert zalo.page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    zalo.close()


def test_a_browser_without_what_we_need_is_told_what_is_missing(phone: Phone) -> None:
    phone.context.add_init_script("delete Navigator.prototype.locks")
    phone.open()
    phone.sees("Trình duyệt này cũ quá")
    phone.sees("Web Locks")


# ---- The day


def test_today_says_whom_when_where_and_which_doors_first(hoa: Phone) -> None:
    assert hoa.page.locator("#app h1").inner_text() == "Chào bác Hòa"
    hoa.sees("Thứ Bảy 28/11")
    assert hoa.page.locator(".card.hour").inner_text().split("\n\n") == [
        "Buổi của tổ, tối nay",
        "19:30",
        "Nhà văn hóa Trà Khê 3",
    ]
    numbers = hoa.page.locator(".lead")
    assert numbers.all_inner_texts() == [LAN, "21", THUAN]  # the promise, then by weight
    hoa.sees("Bà con hẹn quay lại hôm nay")
    hoa.press("Xem thêm nhà")
    expect(numbers).to_have_text([LAN, "21", THUAN, DAO])


def test_any_door_is_found_without_diacritics(hoa: Phone) -> None:
    hoa.press("Ngõ xóm")
    hoa.page.fill("#search", "dinh dong 27")
    hoa.sees("Tìm thấy 1 nhà")
    hoa.go_to_door("27")


@pytest.mark.mission("R8")
def test_five_taps_from_the_door_to_the_saved_screen(hoa: Phone) -> None:
    hoa.go_to_door(LAN)
    hoa.answer("Có, đang nói chuyện", "VNeID", "Bà Nguyễn Thị Lan", "Đã kích hoạt", "Tuần sau cùng giờ")
    hoa.sees("Đã ghi")
    hoa.sees("Hẹn quay lại Thứ Bảy 5/12.")
    hoa.press("Về hôm nay")
    hoa.until(lambda: len(hoa.server.visits()) == 1)
    visit = hoa.server.visits()[0]
    helped = [{"resident": uid(301), "service": "vneid", "step": "activated"}]
    assert (visit["household"], visit["outcome"], visit["come_back_on"], visit["helped"], visit["seq"]) == (
        uid(100), "talked", "2026-12-05", helped, 1)  # fmt: skip
    assert visit["acted_at"].startswith("2026-11-28T11:4")  # by the server's clock, not the phone's
    hoa.sees("đã ghi, đã lên máy chủ")


def test_help_to_somebody_not_on_the_list_is_kept_in_words(hoa: Phone) -> None:
    hoa.go_to_door(LAN)
    hoa.answer("Có, đang nói chuyện", "VNeID", "Người khác", "Đã cài", "Không hẹn")
    hoa.press("Về hôm nay")
    hoa.until(lambda: len(hoa.server.visits()) == 1)
    assert (hoa.server.visits()[0]["helped"], hoa.server.visits()[0]["note"]) == ([], "VNeID: đã cài")


def test_a_refusal_at_the_door_is_one_tap_and_the_way_back_leads_to_the_alley(hoa: Phone) -> None:
    hoa.go_to_door(THUAN)
    hoa.answer("Bà con chưa muốn")
    hoa.sees("bà con chưa muốn")
    hoa.press("Về hôm nay")
    hoa.until(lambda: [v["outcome"] for v in hoa.server.visits()] == ["refused"])
    hoa.go_to_door(THUAN)
    hoa.press("Ngõ 45")
    expect(hoa.page.locator("#app h1")).to_have_text("Ngõ 45")


# ---- Undo


def test_undo_takes_back_what_was_not_sent_and_its_number_is_not_used_again(hoa: Phone) -> None:
    hoa.go_to_door(THUAN)
    hoa.answer("Bà con chưa muốn")
    hoa.press("Hoàn tác")
    hoa.sees("Có ai ở nhà không?")
    assert (hoa.rows("outbox"), hoa.server.visits()) == ([], [])
    hoa.answer("Không có ai", "Không hẹn")
    hoa.press("Về hôm nay")
    hoa.until(lambda: [(v["outcome"], v["seq"]) for v in hoa.server.visits()] == [("nobody", 2)])


def test_no_undo_for_what_may_have_arrived(hoa: Phone) -> None:
    hoa.server.set(fail="after commands")
    hoa.go_to_door(THUAN)
    hoa.answer("Bà con chưa muốn")
    hoa.sync()
    hoa.sees("Đang gửi lên phường")
    hoa.sees_not("Hoàn tác")
    hoa.server.set(fail="")
    assert hoa.sync() == {"ok": True}
    hoa.sees("Việc này đã lên phường")
    assert len(hoa.server.visits()) == 1  # answered "repeated" the second time


# ---- Offline


def visit(phone: Phone, number: str) -> None:
    phone.go_to_door(number)
    phone.answer("Không có ai", "Tuần sau cùng giờ")
    phone.press("Về hôm nay")


@pytest.mark.mission("R9")
def test_two_visits_survive_a_dead_server_and_a_reload_and_go_once(hoa: Phone) -> None:
    hoa.server.kill()
    visit(hoa, LAN)
    visit(hoa, THUAN)
    hoa.reload()
    hoa.sees("Chào bác Hòa")
    hoa.sees("2 còn trong máy")
    assert hoa.page.get_by_text("đã ghi, còn trong máy").count() == 2
    hoa.go_to_door(LAN)
    hoa.sees("2 việc còn trong máy")
    hoa.server.start()
    hoa.open()
    hoa.sync()
    hoa.sees("2 đã lên máy chủ")
    assert sorted(v["household"] for v in hoa.server.visits()) == [uid(100), uid(101)]
    assert [v["seq"] for v in hoa.server.visits()] == [1, 2]
    assert hoa.rows("outbox") == []


def test_it_sends_by_itself_when_the_server_is_back(hoa: Phone) -> None:
    hoa.server.kill()
    visit(hoa, LAN)
    hoa.sees("1 còn trong máy")
    hoa.server.start()
    hoa.until(lambda: len(hoa.server.visits()) == 1)  # the first pause is five seconds


def test_a_visit_is_there_whole_or_its_draft_is(hoa: Phone) -> None:
    """The write fails between draft and command."""
    hoa.go_to_door(LAN)
    hoa.answer("Không có ai")
    full = "() => { throw new DOMException('full', 'QuotaExceededError'); }"
    hoa.page.evaluate(f"void (IDBObjectStore.prototype.add = {full})")
    hoa.answer("Không hẹn")
    hoa.sees("Máy chưa ghi được")
    hoa.faults.clear()
    hoa.reload()
    assert (hoa.rows("outbox"), [draft["outcome"] for draft in hoa.rows("drafts")]) == ([], ["nobody"])
    hoa.open("#/")
    hoa.sees("Đang ghi dở")


@pytest.mark.parametrize("wait_ms", [0, 4, 12])
def test_a_browser_killed_while_saving_keeps_the_visit_or_its_draft(
    phone_server: Any, playwright: Playwright, tmp_path: Path, wait_ms: int
) -> None:
    def browser() -> Phone:
        return Phone(
            phone_server, playwright.chromium.launch_persistent_context(tmp_path / "it", **CHROMIUM, **A_PHONE)
        )

    phone = browser()
    phone.enrol()
    phone_server.kill()
    phone.go_to_door(THUAN)
    phone.answer("Không có ai")
    phone.sees("Có hẹn quay lại không?")
    phone.page.evaluate("void document.querySelector('.answers .button').click()")
    time.sleep(wait_ms / 1000)
    kill_browser(tmp_path / "it")
    phone_server.start()
    phone = browser()
    phone.open("#/xong/")
    written = {row["command"]["args"]["visit"] for row in phone.rows("outbox")}
    arrived = {visit["visit"] for visit in phone_server.visits()}
    assert len(phone.rows("drafts")) + len(written | arrived) == 1
    phone.close()


def kill_browser(profile: Path) -> None:
    """All processes of the browser this test started, known by its own folder."""
    for _ in range(100):
        ours = [int(path.parent.name) for path in Path("/proc").glob("[0-9]*/cmdline") if names(path, profile)]
        for pid in ours:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if not ours:
            break
        time.sleep(0.1)
    else:
        raise AssertionError("the browser would not die")
    for lock in profile.glob("Singleton*"):
        lock.unlink()


def names(cmdline: Path, profile: Path) -> bool:
    with suppress(OSError):
        return f"--user-data-dir={profile}" in cmdline.read_text(errors="replace")
    return False


# ---- Answers


def test_a_refused_visit_stays_in_sight_until_read_and_never_counts(hoa: Phone) -> None:
    hoa.server.set(refuse={uid(101): "Nhà này không thuộc địa bàn của tổ."})
    visit(hoa, THUAN)
    hoa.sees("1 bị từ chối")
    hoa.sees("0 đã lên máy chủ")
    hoa.press("1 bị từ chối")
    hoa.press("Xem việc bị từ chối")
    hoa.sees("Nhà này không thuộc địa bàn của tổ.")
    hoa.press("Đã đọc")
    hoa.sees("Không có gì bị từ chối")
    assert hoa.server.visits() == []


@pytest.mark.mission("R1")
def test_a_revoked_phone_shows_no_door_and_no_name_wherever_it_stands_and_holds_none(hoa: Phone) -> None:
    hoa.server.kill()
    visit(hoa, LAN)
    hoa.go_to_door(THUAN)
    hoa.answer("Có, đang nói chuyện")
    other = hoa.open_tab()
    other.goto(f"{hoa.server.url}/m/#/ngo")
    expect(other.get_by_text("Ngõ 45")).to_be_visible()
    hoa.server.set(devices={})
    hoa.server.start()
    hoa.sync()
    for page in (hoa.page, other):
        expect(page.locator("#app h1")).to_have_text("Kết nối máy này")
        expect(page.get_by_text("Danh sách nhà và tên bà con đã xóa khỏi máy.")).to_be_visible()
        expect(page.get_by_text("1 việc đã ghi chưa kịp gửi vẫn còn.")).to_be_visible()
    for place in ("", "#/ngo", f"#/nha/{uid(100)}", "#/may", "#/nguoi", "#/tuchoi"):
        hoa.open(place)
        hoa.sees("Nhập sáu số")
        assert names_shown(hoa.page.locator("#app").inner_text()) == []
    assert hoa.axe() == []
    held = {table: hoa.rows(table) for table in ("objects", "territories", "outbox", "refused", "drafts", "meta")}
    assert (held["objects"], held["territories"]) == ([], [])
    assert [row["command"]["args"]["household"] for row in held["outbox"]] == [uid(100)]
    assert names_shown(json.dumps(held, ensure_ascii=False)) == []


def names_shown(text: str) -> list[str]:
    return [name for name in ("Lan", "Thuận", "Đào", "Hòa", "Minh", "Ngõ", "12/3A", "VNeID") if name in text]


def test_an_unknown_phone_keeps_its_work_and_sends_it_after_a_new_code(hoa: Phone) -> None:
    hoa.server.kill()
    visit(hoa, LAN)
    hoa.server.set(devices={})
    hoa.server.start()
    hoa.sync()
    code, _ = hoa.server.invite()
    hoa.server.set(refuse={uid(100): "Nhà này đã chuyển sang tổ khác."})
    hoa.page.fill("#code", code)
    hoa.press("Kết nối máy này")
    hoa.sees("Chào bác Hòa")
    hoa.press("1 bị từ chối")
    hoa.press("Xem việc bị từ chối")
    expect(hoa.page.locator("section h2")).to_have_text("Nhà bà Lan")  # its name came back with its door


def test_work_that_waits_on_a_revoked_phone_is_sent_once_it_is_connected_anew(hoa: Phone) -> None:
    hoa.server.kill()
    visit(hoa, LAN)
    hoa.server.set(devices={})
    hoa.server.start()
    hoa.sync()
    with hoa.page.expect_download() as saved:
        hoa.press("Lưu ra tệp")
    assert [one["args"]["household"] for one in json.loads(saved.value.path().read_text())["commands"]] == [uid(100)]
    code, _ = hoa.server.invite()
    hoa.page.fill("#code", code)
    hoa.press("Kết nối máy này")
    hoa.until(lambda: len(hoa.server.visits()) == 1)


def test_whoever_is_added_to_a_revoked_phone_comes_to_an_empty_one(hoa: Phone) -> None:
    hoa.open("#/ma")
    code, _ = hoa.server.invite(MINH)
    hoa.server.set(devices={})
    hoa.page.fill("#code", code)
    hoa.press("Kết nối máy này")
    hoa.sees("Chào cháu Minh")
    hoa.sees("nhà nên ghé")
    hoa.sees_not("Đổi người")
    assert len(hoa.server.look("devices")) == 1


def test_a_lost_territory_goes_only_after_its_work_was_sent(hoa: Phone) -> None:
    hoa.server.kill()
    visit(hoa, LAN)
    hoa.server.set(lost=[TEAM])
    hoa.server.start()
    hoa.sync()
    assert len(hoa.server.visits()) == 1
    assert {row["territory"] for row in hoa.rows("objects")} != {TEAM}
    hoa.sees("Chưa có nhà nào")


def test_too_large_a_portion_is_halved(hoa: Phone) -> None:
    hoa.server.kill()
    for number in (LAN, THUAN, "21"):
        visit(hoa, number)
    hoa.server.set(most=1)
    hoa.server.start()
    hoa.sync()
    assert [v["seq"] for v in hoa.server.visits()] == [1, 2, 3]


def test_two_tabs_never_send_the_same_twice(hoa: Phone) -> None:
    hoa.server.kill()
    visit(hoa, LAN)
    visit(hoa, THUAN)
    hoa.server.start()
    other = hoa.open_tab()
    other.goto(f"{hoa.server.url}/m/")
    hoa.page.evaluate("void Promise.all([1, 2, 3].map(() => window.canhtay.syncNow()))")
    other.evaluate("Promise.all([1, 2, 3].map(() => window.canhtay.syncNow()))")
    hoa.sync()
    sent = [id for post in hoa.server.look("posts") if post["verb"] == "commands" for id in post["ids"]]
    assert len(sent) == len(set(sent)) == 2
    expect(other.get_by_text("2 đã lên máy chủ")).to_be_visible()


def test_a_phone_shared_by_two(hoa: Phone) -> None:
    hoa.enrol(MINH)
    hoa.sees("Chào cháu Minh")
    visit(hoa, LAN)
    hoa.press("Đổi người")
    hoa.press("Bác Hòa")
    hoa.sees("Chào bác Hòa")
    hoa.until(lambda: [v["by"] for v in hoa.server.visits()] == [MINH["id"]])
    assert len(hoa.server.look("devices")) == 1


# ---- A new program


@pytest.mark.mission("R8")
def test_a_member_chooses_how_to_be_spoken_to_without_a_network_and_every_sentence_follows(hoa: Phone) -> None:
    hoa.server.kill()
    hoa.open("#/may")
    hoa.press("Gọi bác Hòa thế nào cho phải?")
    expect(hoa.page.get_by_role("button").filter(has_text="Theo tuổi")).to_have_attribute("aria-pressed", "true")
    hoa.answer("Chú Hòa")
    hoa.sees("Gọi chú Hòa thế nào cho phải?")
    hoa.sees("Xưng hô: chú Hòa")
    hoa.press("Hôm nay")
    expect(hoa.page.locator("#app h1")).to_have_text("Chào chú Hòa")
    hoa.go_to_door(LAN)
    hoa.answer("Có, đang nói chuyện")
    hoa.sees("Chú giúp việc gì?")
    hoa.server.start()
    hoa.sync()
    assert hoa.server.look("members")[0]["addressed"] == "chú"
    hoa.reload()
    hoa.open()
    hoa.sees("Chào chú Hòa")
    hoa.open("#/xungho")
    hoa.answer("Theo tuổi")
    hoa.sees("Gọi bác Hòa thế nào cho phải?")
    hoa.until(lambda: hoa.server.look("members")[0]["addressed"] == "")


def test_a_new_program_waits_for_the_visit_and_takes_over_on_the_first_page(hoa: Phone) -> None:
    hoa.go_to_door(LAN)
    hoa.answer("Có, đang nói chuyện")
    hoa.server.release("document.documentElement.dataset.release = '2';")
    hoa.page.evaluate("navigator.serviceWorker.getRegistration('/m/').then((one) => one.update()).then(() => 0)")
    waiting = "navigator.serviceWorker.getRegistration('/m/').then((one) => one.waiting !== null)"
    hoa.until(lambda: hoa.page.evaluate(waiting))
    hoa.answer("Chỉ hỏi thăm", "Không hẹn")  # the visit goes on undisturbed
    hoa.sees("Hoàn tác")
    expect(hoa.page.locator("html[data-release]")).to_have_count(0)
    hoa.press("Về hôm nay")
    # The browser changes workers once the old one rests: at once as a rule, after its half minute of idling if it was just waking.
    expect(hoa.page.locator("html[data-release='2']")).to_be_attached(timeout=45_000)
    hoa.until(lambda: len(hoa.server.visits()) == 1)
    names = hoa.page.evaluate("caches.keys()")
    assert len([name for name in names if name.startswith("canhtay-")]) == 1


def test_a_new_program_that_cannot_be_fetched_whole_leaves_the_old_one_working(hoa: Phone) -> None:
    before = hoa.page.evaluate("caches.keys()")
    hoa.server.release("document.documentElement.dataset.release = '3';", broken=True)
    hoa.page.evaluate("navigator.serviceWorker.getRegistration('/m/').then((one) => one.update()).catch(() => 0)")
    hoa.page.wait_for_timeout(1500)
    assert hoa.page.evaluate("caches.keys()") == before
    hoa.server.kill()
    hoa.reload()
    hoa.sees("Chào bác Hòa")
    expect(hoa.page.locator("html[data-release]")).to_have_count(0)


# ---- Looks, demo, export


def test_type_size_and_language_come_by_the_address_and_stay_offline(hoa: Phone) -> None:
    hoa.open("?type=largest&lang=en&demo=1")
    hoa.sees("Hello, bác Hòa")
    hoa.server.kill()
    hoa.open()
    hoa.sees("Hello, bác Hòa")
    assert hoa.page.evaluate("[document.documentElement.dataset.type, document.documentElement.lang]") == [
        "largest",
        "en",
    ]


def test_the_demo_cuts_the_network_of_a_phone_in_its_frame(hoa: Phone) -> None:
    hoa.page.goto(f"{hoa.server.url}/demo/")
    frame = hoa.page.frame_locator("iframe")
    expect(frame.get_by_text("Chào bác Hòa")).to_be_visible()
    hoa.page.evaluate("frames[0].postMessage({canhtay: 'network', cut: true}, location.origin)")
    hoa.page.wait_for_timeout(200)
    assert hoa.page.evaluate("frames[0].canhtay.syncNow()")["code"] == "no_answer"
    hoa.page.evaluate("frames[0].location.reload()")
    expect(frame.get_by_text("Chào bác Hòa")).to_be_visible()
    assert hoa.page.evaluate("frames[0].canhtay.syncNow()")["code"] == "no_answer"
    hoa.page.evaluate("frames[0].postMessage({canhtay: 'network', cut: false}, location.origin)")
    hoa.page.wait_for_timeout(200)
    assert hoa.page.evaluate("frames[0].canhtay.syncNow()") == {"ok": True}


def test_what_will_not_go_is_saved_to_a_file_without_the_secret(hoa: Phone) -> None:
    hoa.server.kill()
    visit(hoa, LAN)
    hoa.press("1 còn trong máy")
    with hoa.page.expect_download() as saved:
        hoa.press("Lưu ra tệp")
    text = saved.value.path().read_text()
    assert [command["args"]["household"] for command in json.loads(text)["commands"]] == [uid(100)]
    assert "secret" not in text


# ---- For everybody


@pytest.mark.mission("R8")
def test_every_screen_is_clean_and_large_enough(hoa: Phone) -> None:
    places = [
        "",
        "#/ngo",
        f"#/ngo/{uid(10)}",
        f"#/nha/{uid(100)}",
        "#/may",
        "#/xungho",
        "#/tuchoi",
        "#/nguoi",
        "#/ma",
        "#/nha/gone",
    ]
    for type in ("normal", "largest"):
        for place in places:
            hoa.open(f"?type={type}{place}")
            hoa.page.wait_for_timeout(100)
            assert (type, place, hoa.axe(), too_small(hoa), too_wide(hoa)) == (type, place, [], [], False)
    hoa.open(f"#/nha/{uid(100)}")
    for answer in ("Có, đang nói chuyện", "VNeID", "Bà Nguyễn Thị Lan", "Đã kích hoạt", "Chọn ngày", "Chủ Nhật"):
        hoa.answer(answer)
        hoa.page.wait_for_timeout(150)
        assert (answer, hoa.axe(), too_small(hoa), too_wide(hoa)) == (answer, [], [], False)


TOO_SMALL = """[...document.querySelectorAll('#app *')].filter((one) => {
  const box = one.getBoundingClientRect();
  const words = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  if (one.matches('a, button, input') && (box.width < 48 || box.height < 48)) return true;
  return words && parseFloat(getComputedStyle(one).fontSize) < 18;
}).map((one) => one.outerHTML.slice(0, 100))"""


def too_small(phone: Phone) -> list[str]:
    return phone.page.evaluate(TOO_SMALL)


def too_wide(phone: Phone) -> bool:
    return phone.page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def test_the_first_screen_is_at_most_100_kb(phone: Phone) -> None:
    sizes: dict[str, int] = {}
    phone.page.on("requestfinished", lambda request: sizes.update({request.url: request.sizes()["responseBodySize"]}))
    phone.open()
    phone.sees("Kết nối máy này")
    phone.page.wait_for_timeout(500)
    total = sum(sizes.values())
    print(f"first load: {total} bytes in {len(sizes)} requests")
    assert 40_000 < total <= 100_000
