"""Where an account is signed in: listed, and ended one by one or all but this one."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from canhtay.core.models import Event
from canhtay.people.chores import forget_ended_sessions
from canhtay.people.sessions import device_of
from testkit.office import office_of, words
from testkit.queries import assert_same_queries
from testkit.world import SATURDAY

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R1")]

EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0"
COC_COC = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML) coc_coc_browser/120 Chrome/114.0 Safari/537.36"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1 Version/17.0 Mobile Safari/604.1"
ANDROID = "Mozilla/5.0 (Linux; Android 13; SM-A045F) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        (EDGE, "Edge trên Windows"), (COC_COC, "Cốc Cốc trên Windows"), (SAFARI, "Safari trên iPhone, iPad"),
        (ANDROID, "Chrome trên Android"), ("curl/8", "Máy không rõ loại"), ("", "Máy không rõ loại"),
    ],
)  # fmt: skip
def test_a_machine_is_recognised_by_what_it_says_of_itself(user_agent, device):
    assert device_of(user_agent) == device


def elsewhere(person, user_agent: str = EDGE) -> Client:
    browser = office_of(person)
    UserSession.objects.filter(session_key=browser.session.session_key).update(user_agent=user_agent)
    return browser


def session_of(browser: Client) -> UserSession:
    return UserSession.objects.get(session_key=browser.session.session_key)


def test_the_page_lists_where_one_is_signed_in_and_which_is_this_one(world):
    elsewhere(world.mai)
    said = words(office_of(world.mai).get("/security/"))
    assert "Máy không rõ loại máy này" in said
    assert "Edge trên Windows" in said
    assert "Thấy lần cuối 28/11/2026 19:30" in said


def test_a_session_that_is_ended_is_out_at_once(world):
    lost, here = elsewhere(world.mai), office_of(world.mai)
    assert lost.get("/teams/").status_code == 200
    assert here.post(f"/security/sessions/{session_of(lost).pk}/end/").url == "/security/"
    assert lost.get("/teams/").url == "/sign-in/?next=/teams/"
    assert here.get("/teams/").status_code == 200
    line = Event.objects.get(name="person.sessions_ended")
    assert (line.subject, line.details) == (f"person:{world.mai.pk}", {"devices": ["Edge trên Windows"]})


def test_all_others_at_once(world):
    others, here = [elsewhere(world.mai), elsewhere(world.mai, ANDROID)], office_of(world.mai)
    far = office_of(world.quang)
    assert here.post("/security/sessions/end-others/").url == "/security/"
    assert [browser.get("/teams/").status_code for browser in others] == [302, 302]
    assert here.get("/teams/").status_code == far.get("/teams/").status_code == 200
    assert "Không có nơi nào khác." in words(here.get("/security/"))


def test_nobody_ends_the_sessions_of_somebody_else_nor_here_the_own(world):
    hoa, mai = office_of(world.hoa), office_of(world.mai)
    for browser, session in ((hoa, session_of(mai)), (mai, session_of(mai))):
        assert browser.post(f"/security/sessions/{session.pk}/end/").status_code == 404
    assert mai.get("/teams/").status_code == hoa.get("/teams/").status_code == 200
    assert hoa.get(f"/security/sessions/{session_of(hoa).pk}/end/").status_code == 405


def test_reading_is_noted_at_most_every_five_minutes(world, stopped_at):
    browser = office_of(world.mai)
    for minutes, seen in ((0, 0), (4, 0), (5, 5), (9, 5), (10, 10)):
        stopped_at(SATURDAY + timedelta(minutes=minutes))
        browser.get("/teams/")
        assert session_of(browser).last_seen_at == SATURDAY + timedelta(minutes=seen)


def test_a_session_that_came_by_another_door_gets_its_line_at_its_first_page(world):
    """The demo's links sign in without the steps at the door."""
    browser = office_of(world.mai)
    UserSession.objects.all().delete()
    browser.get("/teams/", headers={"User-Agent": EDGE})
    assert session_of(browser).user_agent == EDGE


def test_no_address_is_kept(world):
    browser = office_of(world.mai)
    UserSession.objects.all().delete()
    browser.get("/teams/", REMOTE_ADDR="203.0.113.7")
    assert "203.0.113.7" not in repr(list(UserSession.objects.values()))


def test_the_list_asks_as_often_for_many_as_for_one(world):
    browser = office_of(world.mai)
    assert_same_queries(lambda: browser.get("/security/"), lambda: elsewhere(world.mai))


def test_what_ended_is_forgotten_at_night_and_nobody_is_signed_out_by_it(world):
    stays, ended = office_of(world.mai), office_of(world.mai)
    for client in (stays, ended):
        client.get("/")
    Session.objects.filter(pk=ended.session.session_key).update(expire_date=timezone.now() - timedelta(seconds=1))
    forget_ended_sessions.call()
    assert [one.session_key for one in UserSession.objects.all()] == [stays.session.session_key]
    assert Session.objects.count() == 1
    assert stays.get("/").status_code == 200
