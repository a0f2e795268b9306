import pytest
from django.conf import settings as configured
from django.db import DatabaseError, connection
from django.test import Client
from pytest_django import Settings

from canhtay.web.icons import ICONS


def test_the_look_shows_every_component(client: Client) -> None:
    page = client.get("/look/").content.decode()
    assert '<html lang="vi">' in page
    for name in ["card hour", "tag done", "todo", "rows", "table", "bar", "weeks", "figures", "facts", "steps", "crumbs",
                 "pager", "problem", "empty", "choice", "message wait", "switch", "note look", "button big"]:  # fmt: skip
        assert f'class="{name}' in page, name
    assert page.count("<li><svg") >= len(ICONS)


@pytest.mark.usefixtures("english")
def test_the_look_in_english(client: Client) -> None:
    client.cookies[configured.LANGUAGE_COOKIE_NAME] = "en"
    page = client.get("/look/").content.decode()
    assert '<html lang="en">' in page
    assert "The look" in page
    assert "Bộ mặt chung" not in page


def test_the_look_in_a_theme_and_type_size(client: Client) -> None:
    page = client.get("/look/?theme=dark&type=largest").content.decode()
    assert '<html lang="vi" data-type="largest" data-theme="dark">' in page
    assert 'data-theme="x' not in client.get("/look/?theme=x%22").content.decode()


def test_a_type_size_is_remembered_and_leads_back(client: Client) -> None:
    response = client.post("/type-size/", {"size": "large", "next": "/look/?theme=dark"})
    assert (response.status_code, response.headers["Location"]) == (302, "/look/?theme=dark")
    assert 'data-type="large"' in client.get("/look/").content.decode()


def test_a_type_size_that_does_not_exist_changes_nothing(client: Client) -> None:
    client.post("/type-size/", {"size": "huge"})
    assert "data-type" not in client.get("/look/").content.decode()


@pytest.mark.usefixtures("english")
def test_a_language_is_remembered_and_leads_back(client: Client) -> None:
    response = client.post("/language/", {"language": "en", "next": "/look/"})
    assert (response.status_code, response.headers["Location"]) == (302, "/look/")
    assert '<html lang="en">' in client.get("/look/").content.decode()


@pytest.mark.parametrize("address", ["https://example.org/", "//example.org/", "javascript:alert(1)", ""])
def test_a_switch_leads_to_no_other_site(client: Client, address: str) -> None:
    assert client.post("/language/", {"language": "vi", "next": address}).headers["Location"] == "/"


@pytest.mark.parametrize("address", ["/language/", "/type-size/"])
def test_a_switch_is_only_posted_to(client: Client, address: str) -> None:
    assert client.get(address).status_code == 405


def test_a_switch_wants_the_forms_own_token() -> None:
    assert Client(enforce_csrf_checks=True).post("/language/", {"language": "en"}).status_code == 403


@pytest.mark.django_db
def test_health_asks_the_database(client: Client) -> None:
    response = client.get("/health")
    assert (response.status_code, response.json()) == (200, {"ok": True})
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_health_without_a_database(client: Client) -> None:
    def refuse(*_: object) -> None:
        raise DatabaseError("gone")

    with connection.execute_wrapper(refuse):
        response = client.get("/health")
    assert (response.status_code, response.json()) == (503, {"ok": False})


def test_an_undo_travels_with_its_message(client: Client, settings: Settings) -> None:
    page = client.get("/look/").content.decode()
    assert '<form method="post" action="/look/">' in page
    assert "Hoàn lại" in page
