from collections.abc import Iterator

import pytest
from django.test import RequestFactory
from django.urls import include, path
from pytest_django import Settings

from canhtay.web import navigation, pages
from canhtay.web.navigation import Item

urlpatterns = [
    path("", pages.look, name="first"),
    path("things/", pages.look, name="things"),
    path("things/new/", pages.look, name="new-thing"),
    path("", include("config.urls")),
]


@pytest.fixture(autouse=True)
def _empty_registry(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.ROOT_URLCONF = __name__
    monkeypatch.setattr(navigation, "REGISTRY", {})
    monkeypatch.setattr(navigation, "_captions", [])
    yield


def shown_at(address: str) -> list[tuple[str, bool]]:
    return [(item.title, item.current) for item in navigation.shown_to(RequestFactory().get(address))]


def test_items_stand_in_their_order_and_the_page_knows_itself() -> None:
    navigation.declare(Item("Các việc", "things", "list", order=20))
    navigation.declare(Item("Hôm nay", "first", "house", order=10))
    assert shown_at("/") == [("Hôm nay", True), ("Các việc", False)]
    assert shown_at("/things/") == [("Hôm nay", False), ("Các việc", True)]


def test_the_deepest_item_that_holds_the_page_is_current() -> None:
    navigation.declare(Item("Các việc", "things", "list"))
    navigation.declare(Item("Việc mới", "new-thing", "plus"))
    assert shown_at("/things/7/") == [("Các việc", True), ("Việc mới", False)]
    assert shown_at("/things/new/") == [("Các việc", False), ("Việc mới", True)]
    assert shown_at("/thingsandmore/") == [("Các việc", False), ("Việc mới", False)]


def test_who_may_not_see_an_item_is_not_told_of_it() -> None:
    navigation.declare(Item("Kín", "things", "list", visible=lambda request: False))
    assert shown_at("/") == []


def test_a_page_is_declared_once() -> None:
    navigation.declare(Item("Các việc", "things", "list"))
    with pytest.raises(ValueError, match="declared twice"):
        navigation.declare(Item("Lần nữa", "things", "list"))


def test_the_caption_is_asked_for_each_request() -> None:
    assert navigation.caption(RequestFactory().get("/")) == ""
    navigation.declare_caption(lambda request: f"ở {request.path}")
    assert navigation.caption(RequestFactory().get("/things/")) == "ở /things/"


def test_the_pages_of_a_group_stand_together_and_it_opens_where_one_is() -> None:
    navigation.declare(Item("Việc mới", "new-thing", "plus", 30, group="Sổ sách"))
    navigation.declare(Item("Hôm nay", "first", "house", 10))
    navigation.declare(Item("Các việc", "things", "list", 20, group="Sổ sách"))
    shown = navigation.shown_to(RequestFactory().get("/things/7/"))
    assert [(one.title, one.group, one.opened) for one in shown] == [
        ("Hôm nay", "", False),
        ("Các việc", "Sổ sách", True),
        ("Việc mới", "Sổ sách", True),
    ]


def test_ones_own_pages_stand_by_the_name() -> None:
    navigation.declare(Item("Trang của tôi", "things", "person", group=navigation.OWN))
    request = RequestFactory().get("/")
    assert navigation.shown_to(request) == []
    assert [one.title for one in navigation.own_pages(request)] == ["Trang của tôi"]


def test_who_sees_an_item_is_asked_once_a_page() -> None:
    asked: list[str] = []
    navigation.declare(Item("Các việc", "things", "list", visible=lambda request: not asked.append(request.path)))
    request = RequestFactory().get("/")
    assert [one.title for one in navigation.shown_to(request)] == ["Các việc"]
    assert navigation.own_pages(request) == []
    assert asked == ["/"]
