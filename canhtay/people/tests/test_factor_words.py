"""Whether somebody has a second factor is said in the same words on every page, and a demo says that it asks nobody."""

import pytest
from allauth.mfa.models import Authenticator

from canhtay.core import facts
from canhtay.core.history import MACHINE
from canhtay.people.actions import open_account
from testkit.aides import make_aides
from testkit.office import office_of, words

pytestmark = pytest.mark.both_databases


@pytest.fixture
def yen(world):
    yen = make_aides(world).yen
    open_account(yen, "yen", None, by=MACHINE)
    return yen


def pages(office, person):
    return [words(office.get(url)) for url in ("/grants/?role=auditor", f"/accounts/{person.pk}/", "/handover/")]


def test_who_has_none_is_invited_to(world, yen):
    for page in pages(office_of(world.mai), yen):
        assert "lớp khóa thứ hai" in page.lower()
        assert "chưa có, máy mời đặt khi đăng nhập" in page


def test_in_a_demo_nobody_is_asked(world, yen, settings):
    settings.DEMO = True
    facts.put(facts.DEMO, "1")
    for page in pages(office_of(world.mai), yen):
        assert "chưa có (bản mẫu không bắt)" in page


def test_who_has_one_and_who_needs_none(world, yen):
    mai = office_of(world.mai)
    Authenticator.objects.create(user=yen.account, type=Authenticator.Type.WEBAUTHN, data={})
    assert "lớp khóa thứ hai: có; chưa vào lần nào" in words(mai.get("/grants/?role=auditor"))
    open_account(world.hoa, "bac.hoa", None, by=MACHINE)
    assert "Lớp khóa thứ hai chưa có, không bắt buộc" in words(mai.get(f"/accounts/{world.hoa.pk}/"))
