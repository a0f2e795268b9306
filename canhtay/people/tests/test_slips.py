"""A slip is shown once: reloading or going back makes no other password, and the database holds none that can be read."""

import re

import pytest
from django.contrib.sessions.models import Session

from canhtay.core.models import Event
from canhtay.people.models import Account
from testkit.aides import make_aides
from testkit.office import office_of, words

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R1")]
ONCE = r"[a-z]+-[a-z]+-[a-z]+-\d{4}"


@pytest.fixture
def yen(world):
    yen = make_aides(world).yen
    office_of(yen)
    return yen


def test_a_slip_is_shown_once_and_renews_nothing_when_asked_for_again(world, yen):
    mai, asked = office_of(world.mai), {"met": "on", "reason": "quên mật khẩu"}
    slip = mai.post(f"/accounts/{yen.pk}/password/", asked).url
    kept = [session.get_decoded() for session in Session.objects.all()]
    assert re.search(ONCE, repr(kept)) is None
    page = mai.get(slip)
    password = re.search(ONCE, words(page))[0]
    assert "no-store" in page.headers["Cache-Control"]
    again = words(mai.get(slip))
    assert "Phiếu này đã hiện rồi" in again
    assert "chưa chép thì cấp lại" in again
    assert Account.objects.get(person=yen).check_password(password)
    assert Event.objects.filter(name="person.password_renewed").count() == 1


def test_a_slip_is_for_the_officer_who_made_it_and_under_its_own_name(world, yen):
    mai, asked = office_of(world.mai), {"met": "on", "reason": "quên mật khẩu"}
    slip = mai.post(f"/accounts/{yen.pk}/password/", asked).url
    assert office_of(world.quang).get(slip).status_code == 404
    assert "đã hiện rồi" in words(office_of(world.mai).get(slip)), "another browser of hers has no slip"
    office_of(world.hoa)
    assert "đã hiện rồi" in words(mai.get(f"/accounts/{world.hoa.pk}/slip/"))
    assert re.search(ONCE, words(mai.get(slip)))


def test_a_slip_names_a_second_factor_only_where_one_is_asked_for(world, yen):
    mai, asked = office_of(world.mai), {"met": "on", "reason": "quên mật khẩu"}
    office_of(world.hoa)
    leaders = words(mai.post(f"/accounts/{world.hoa.pk}/password/", asked, follow=True))
    assert "lớp khóa thứ hai" not in leaders
    mai.post(f"/accounts/{yen.pk}/second-factor/", asked)
    auditors = words(mai.post(f"/accounts/{yen.pk}/password/", asked, follow=True))
    assert "Rồi máy mời thêm một lớp khóa thứ hai." in auditors
