"""A refusal is a page with its status, its sentence and a way on; the phones' endpoints answer for themselves."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.test import Client
from django.urls import include, path
from pytest_django import Settings

from canhtay.core import problems
from canhtay.core.problems import Problem

RAISED: dict[str, Exception] = {
    "yours": Problem(problems.NOT_YOURS),
    "here": Problem(problems.NOT_FOUND),
    "session": Problem(problems.SIGN_IN_FIRST),
    "denied": PermissionDenied(),
    "odd": SuspiciousOperation(),
    "broken": RuntimeError("a fault"),
}


def refuse(request: HttpRequest, what: str) -> HttpResponse:
    raise RAISED[what]


urlpatterns = [
    path("page/<what>", refuse),
    path("m/api/<what>", refuse),
    path("", include("config.urls")),
]


@pytest.fixture(autouse=True)
def _these_pages(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__


@pytest.mark.parametrize(("what", "status"), [("yours", 403), ("here", 404), ("session", 401)])
def test_a_problem_becomes_a_page(client: Client, what: str, status: int) -> None:
    response = client.get(f"/page/{what}")
    page = response.content.decode()
    assert response.status_code == status
    assert str(RAISED[what]) in page
    assert 'href="/"' in page
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]


def test_a_problem_leads_back_to_the_page_before(client: Client) -> None:
    page = client.post("/page/yours", headers={"Referer": "http://testserver/look/?a=1"}).content.decode()
    assert '<a class="button main" href="http://testserver/look/?a=1">' in page
    assert '<input type="hidden" name="next" value="http://testserver/look/?a=1">' in page


def test_a_problem_leads_to_no_other_site(client: Client) -> None:
    assert "example.org" not in client.get("/page/yours", headers={"Referer": "https://example.org/"}).content.decode()


def test_who_is_signed_out_is_sent_to_sign_in(client: Client) -> None:
    assert "?next=/page/session" in client.get("/page/session").content.decode()


def test_a_phones_problem_is_left_to_its_endpoint(client: Client) -> None:
    with pytest.raises(Problem):
        client.get("/m/api/yours")


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/nowhere", 404, "Không tìm thấy trang này"),
        ("/page/denied", 403, "Trang này thuộc người khác"),
        ("/page/odd", 400, "Máy chủ không đọc được yêu cầu này"),
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_each_refusal_has_its_page_and_a_way_on(client: Client, address: str, status: int, words: str) -> None:
    response = client.get(address)
    assert response.status_code == status
    assert words in response.content.decode()
    assert 'href="/"' in response.content.decode()


@pytest.mark.usefixtures("english")
def test_a_refusal_in_english(client: Client, settings: Settings) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "This page was not found" in client.get("/nowhere").content.decode()


def test_a_form_without_its_token_is_explained() -> None:
    response = Client(enforce_csrf_checks=True).post("/type-size/")
    assert response.status_code == 403
    assert "Chưa có gì được ghi" in response.content.decode()


def test_a_fault_of_ours_needs_nothing_to_say_so(client: Client) -> None:
    client.raise_request_exception = False
    response = client.get("/page/broken")
    assert response.status_code == 500
    assert "Máy chủ gặp lỗi" in response.content.decode()
    assert "{%" not in get_template("500.html").template.source.split("{% endcomment %}")[1]
