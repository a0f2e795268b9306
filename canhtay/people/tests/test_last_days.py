"""The last day of a role: set, moved, never left out by mistake, and never before its first."""

from datetime import UTC, date, datetime

import pytest

from canhtay.core.history import MACHINE
from canhtay.core.models import Event
from canhtay.core.problems import Problem
from canhtay.people.actions import grant_role
from canhtay.people.grant_actions import give_role, set_last_day
from canhtay.people.grant_forms import a_year_after
from canhtay.people.models import RoleGrant
from canhtay.people.scope import current_roles
from testkit.aides import make_aides
from testkit.office import errors_of, office_of, words

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R1")]
DECEMBER = datetime(2026, 12, 10, 3, 0, tzinfo=UTC)


@pytest.fixture
def aides(world):
    return make_aides(world)


@pytest.fixture
def mai(world, aides):
    return office_of(world.mai)


def given(aides, world, role, **when):
    return grant_role(aides.vinh, role, world.hung_dao, by=MACHINE, **when)


def last_day(grant):
    return RoleGrant.objects.get(pk=grant.pk).valid_until


def page(grant, what="prolonging"):
    return f"/grants/{grant.pk}/{what}/"


def test_an_empty_form_makes_nothing_permanent(world, aides, mai):
    grant = given(aides, world, "party", until=date(2026, 12, 20))
    asked = mai.get(page(grant))
    assert 'value="20/12/2027"' in asked.content.decode()
    assert "Đến hết ngày (không bắt buộc)" not in words(asked)
    assert errors_of(mai.post(page(grant), {"until": ""})) == {"until": ["Ô này còn trống."]}
    assert last_day(grant) == date(2026, 12, 20)


def test_without_an_end_is_ticked_on_its_own(world, aides, mai):
    grant = given(aides, world, "party", until=date(2026, 12, 20))
    assert mai.post(page(grant), {"until": "20/12/2027", "endless": "on"}).status_code == 302
    assert last_day(grant) is None
    assert "Đang giao không có ngày cuối." in words(mai.get(page(grant)))


def test_an_inspector_is_always_given_an_end(world, aides, mai):
    grant = given(aides, world, "inspector", until=date(2026, 12, 20))
    assert "Không có ngày cuối" not in words(mai.get(page(grant)))
    assert "until" in errors_of(mai.post(page(grant), {"until": "", "endless": "on"}))
    with pytest.raises(Problem, match="chỉ giao có hạn"):
        set_last_day(grant, None, by=world.mai)
    form = {"name": "Bùi Văn Khoa", "place": world.hung_dao.pk, "since": "28/11/2026", "until": ""}
    assert errors_of(mai.post("/grants/new/?role=inspector", form)) == {"until": ["Ô này còn trống."]}
    with pytest.raises(Problem, match="chỉ giao có hạn"):
        give_role({"name": "Bùi Văn Khoa"}, "inspector", world.hung_dao, by=world.mai)


def test_every_grant_can_be_given_another_last_day_sooner_or_later(world, aides, mai):
    grant = given(aides, world, "auditor")
    assert f'href="{page(grant)}"' in mai.get("/grants/").content.decode()
    for day, event in (("31/03/2027", "role.ended"), ("30/06/2027", "role.prolonged"), ("31/12/2026", "role.ended")):
        assert mai.post(page(grant), {"until": day}).status_code == 302
        assert f"{last_day(grant):%d/%m/%Y}" == day
        assert Event.objects.order_by("-pk").first().name == event
    assert "đúng như thế rồi" in words(mai.post(page(grant), {"until": "31/12/2026"}))


def test_nothing_ends_before_it_began(world, aides, mai, stopped_at):
    grant = given(aides, world, "auditor", since=date(2026, 12, 9))
    stopped_at(DECEMBER)
    mai = office_of(world.mai)
    errors = errors_of(mai.post(page(grant, "ending"), {"last_day": "08/12/2026", "reason": "nhầm"}))
    assert errors == {"last_day": ["Vai này giao từ 09/12/2026, nên ngày cuối không thể trước ngày ấy."]}
    assert last_day(grant) is None
    assert "Giao nhầm" not in words(mai.get(page(grant, "ending")))
    assert mai.post(page(grant, "ending"), {"last_day": "09/12/2026"}).status_code == 302


def test_days_long_past_want_a_reason_that_is_kept(world, aides, stopped_at):
    grant = given(aides, world, "auditor")
    stopped_at(DECEMBER)
    mai = office_of(world.mai)
    assert "reason" in errors_of(mai.post(page(grant, "ending"), {"last_day": "01/12/2026"}))
    form = {"last_day": "01/12/2026", "reason": "chuyển công tác từ đầu tháng"}
    assert mai.post(page(grant, "ending"), form).status_code == 302
    assert last_day(grant) == date(2026, 12, 1)
    assert Event.objects.filter(name="role.ended").latest("pk").details["reason"] == "chuyển công tác từ đầu tháng"


def test_what_was_given_by_mistake_today_is_gone_at_once(world, aides, mai):
    grant = given(aides, world, "auditor")
    assert mai.post(page(grant, "ending"), {"last_day": "28/11/2026", "never": "on"}).status_code == 302
    assert current_roles(aides.vinh) == []
    assert "Hoàng Đức Vinh thôi Người soát nhật ký" in words(mai.get("/grants/?state=ended"))
    assert "Hoàng Đức Vinh" not in words(mai.get("/grants/?state=ended"))


def test_what_is_still_to_begin_is_ended_or_cancelled(world, aides, mai):
    grant = given(aides, world, "auditor", since=date(2026, 12, 9))
    assert 'value="09/12/2026"' in mai.get(page(grant, "ending")).content.decode()
    assert "last_day" in errors_of(mai.post(page(grant, "ending"), {"last_day": "28/11/2026"}))
    assert mai.post(page(grant, "ending"), {"last_day": "09/12/2026", "never": "on"}).status_code == 302
    assert last_day(grant) == date(2026, 12, 8)


def test_a_year_after_the_odd_day():
    assert a_year_after(date(2028, 2, 29)) == date(2029, 2, 28)
    assert a_year_after(date(2026, 11, 28)) == date(2027, 11, 28)
