import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils.translation import get_language
from pytest_django import Settings

from canhtay.web.language import chosen_language


def spoken(request: HttpRequest) -> str:
    return chosen_language(lambda _: HttpResponse(get_language()))(request).content.decode()


def test_a_page_is_vietnamese_whatever_the_browser_prefers() -> None:
    assert spoken(RequestFactory().get("/", headers={"Accept-Language": "en-US,en;q=0.9"})) == "vi"


@pytest.mark.parametrize(("cookie", "language"), [("en", "en"), ("vi", "vi"), ("fr", "vi"), ("", "vi")])
def test_a_page_speaks_the_language_that_was_chosen(settings: Settings, cookie: str, language: str) -> None:
    request = RequestFactory().get("/")
    request.COOKIES[settings.LANGUAGE_COOKIE_NAME] = cookie
    assert spoken(request) == language


def test_a_phone_says_its_language_itself() -> None:
    assert spoken(RequestFactory().get("/m/api/feed", headers={"Accept-Language": "en"})) == "en"
    assert spoken(RequestFactory().get("/m/api/feed", headers={"Accept-Language": "fr"})) == "vi"


def test_the_language_ends_with_the_request() -> None:
    spoken(RequestFactory().get("/m/api/feed", headers={"Accept-Language": "en"}))
    assert get_language() == "vi"
