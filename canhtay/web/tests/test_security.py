import re

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from canhtay.web.security import content_security_policy

PAGES = ["/look/", "/nowhere-at-all"]


@pytest.mark.parametrize("address", PAGES)
def test_every_page_says_what_it_may_load(client: Client, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"https?:|\*", policy)
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_nobody_may_frame_us_but_the_demo_itself(client: Client, settings: Settings) -> None:
    settings.DEMO = False
    assert "frame-ancestors 'none'" in client.get("/look/").headers["Content-Security-Policy"]
    settings.DEMO = True
    assert "frame-ancestors 'self'" in client.get("/look/").headers["Content-Security-Policy"]


def test_a_page_that_needs_a_policy_of_its_own_keeps_it() -> None:
    own = content_security_policy(
        lambda request: HttpResponse(headers={"Content-Security-Policy": "default-src 'none'"})
    )
    assert own(RequestFactory().get("/")).headers["Content-Security-Policy"] == "default-src 'none'"
