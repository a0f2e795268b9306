"""Who gives what to whom, as the city and the ward do it, and what nobody can do: raise himself, or lock the city out."""

import re
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from canhtay.core.history import MACHINE
from canhtay.core.models import Event
from canhtay.core.problems import Problem
from canhtay.people import accounts
from canhtay.people.actions import (
    ACCOUNT_OPENED,
    PERSON_ADDED,
    ROLE_GRANTED,
    add_person,
    end_grant,
    grant_role,
    open_account,
)
from canhtay.people.grant_actions import give_role
from canhtay.people.models import Account, Person, RoleGrant
from canhtay.people.scope import communes_run_by
from testkit.aides import make_aides
from testkit.office import errors_of, office_of, words
from testkit.queries import assert_same_queries

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R1")]
ONCE = r"[a-z]+-[a-z]+-[a-z]+-\d{4}"


@pytest.fixture(autouse=True)
def quick_hashes(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def aides(world):
    return make_aides(world)


def officer_for(world, name="Lê Thị Hạnh", **more):
    return {"name": name, "place": world.duong_kinh.pk, "since": "28/11/2026", "until": "", **more}


def the_grant(person, role=None):
    rows = RoleGrant.objects.filter(person=person)
    return rows.get(role=role) if role else rows.get()


def test_the_city_makes_an_officer_who_signs_in_with_what_was_handed_over(world, aides):
    dung = office_of(aides.dung)
    assert "Trước hết, giao việc gì?" in words(dung.get("/grants/new/"))
    slip = dung.post("/grants/new/?role=officer", officer_for(world, birth_year="1988", gender="F"), follow=True)
    said = words(slip)
    assert "Đã mở tài khoản cho Lê Thị Hạnh" in said
    assert "hanhlt" in said
    assert "no-store" in slip.headers["Cache-Control"]
    password = re.search(ONCE, said)[0]
    browser = Client()
    browser.post("/sign-in/", {"username": "hanhlt", "password": password})
    assert browser.get("/").url == "/security/password/"
    hanh = Person.unscoped.get(name="Lê Thị Hạnh")
    assert list(communes_run_by(hanh)) == [world.duong_kinh]
    lines = Event.objects.filter(subject=f"person:{hanh.pk}").order_by("pk")
    assert [(line.name, line.actor) for line in lines][:3] == [
        (PERSON_ADDED, str(aides.dung.pk)),
        (ROLE_GRANTED, str(aides.dung.pk)),
        (ACCOUNT_OPENED, str(aides.dung.pk)),
    ]
    assert not any(password in repr(event) for event in Event.objects.values())


def test_the_second_of_a_name_signs_in_by_another(world, aides):
    for _n in range(2):
        give_role({"name": "Lê Thị Hạnh"}, "officer", world.duong_kinh, by=aides.dung)
    assert sorted(Account.objects.filter(username__startswith="hanhlt").values_list("username", flat=True)) == [
        "hanhlt",
        "hanhlt2",
    ]


def test_somebody_of_that_name_is_asked_for_and_written_once(world, aides):
    mai, form = office_of(world.mai), {"name": "lê thị thu", "place": world.hung_dao.pk, "since": "28/11/2026"}
    page = mai.post("/grants/new/?role=party", form)
    assert errors_of(page) == {"same": ["Xin chọn một dòng."]}
    assert "Lê Thị Thu, sinh năm 1958, Tổ phó – Tổ dân phố Trà Khê 3" in words(page)
    assert "Đã mở tài khoản cho Lê Thị Thu" in words(
        mai.post("/grants/new/?role=party", {**form, "same": world.thu.pk}, follow=True)
    )
    assert Person.unscoped.filter(name="Lê Thị Thu").count() == 1


def test_roles_and_places_offered_are_those_one_may_give(world, aides):
    mai = office_of(world.mai)
    said = words(mai.get("/grants/new/"))
    assert "Cấp ủy (chỉ xem)" in said
    assert "Thanh niên tình nguyện" in said
    assert "Cán bộ phường, xã" not in said
    assert "Ban Chỉ đạo thành phố" not in said
    assert "Trước hết, giao việc gì?" in words(mai.get("/grants/new/?role=city"))
    form = {"name": "Lê Thị Hạnh", "place": world.duong_kinh.pk, "since": "28/11/2026"}
    assert "place" in errors_of(mai.post("/grants/new/?role=party", form))


def test_nobody_gives_himself_anything(world, aides):
    dung = office_of(aides.dung)
    key = aides.dung.pk
    assert dung.get(f"/grants/new/?role=officer&person={key}").status_code == 404
    with pytest.raises(Problem, match="chính mình"):
        give_role(aides.dung, "officer", world.hung_dao, by=aides.dung)
    grant = the_grant(aides.dung)
    assert dung.get(f"/grants/{grant.pk}/prolonging/").status_code == 404
    assert communes_run_by(aides.dung).count() == 0


def test_a_small_role_does_not_open_the_sign_in_of_somebody_above(world, aides):
    """Or else the ward would hold a password to the whole city."""
    page = office_of(world.mai).post(
        f"/grants/new/?role=party&person={aides.ngan.pk}", {"place": world.hung_dao.pk, "since": "28/11/2026"}
    )
    assert page.status_code == 404, "whom one does not see one gives nothing"
    given = give_role(aides.ngan, "party", world.hung_dao, by=world.mai)
    assert given.slip is None
    assert not Account.objects.filter(person=aides.ngan).exists()
    assert office_of(world.mai).get(f"/accounts/{aides.ngan.pk}/opening/").status_code == 404


def test_a_role_with_an_end_is_over_when_its_day_is(world, aides, stopped_at):
    form = {"place": world.hung_dao.pk, "since": "28/11/2026", "until": "05/12/2026", "name": "Bùi Văn Khoa"}
    office_of(world.mai).post("/grants/new/?role=inspector", form)
    khoa = Person.unscoped.get(name="Bùi Văn Khoa")
    browser = office_of(khoa)
    Account.objects.filter(person=khoa).update(must_change_password_since=None)
    assert browser.get(f"/teams/{world.team.pk}/").status_code == 200
    stopped_at(datetime(2026, 12, 6, 3, 0, tzinfo=UTC))
    assert browser.get(f"/teams/{world.team.pk}/").status_code == 404
    said = words(office_of(world.mai).get("/grants/?state=ended"))
    assert "Bùi Văn Khoa Người kiểm tra Phường Hưng Đạo 28/11/2026 05/12/2026" in said
    assert "Bùi Văn Khoa" not in words(office_of(world.mai).get("/grants/"))


def test_what_ends_soon_is_found_and_prolonged(world, aides):
    grant = grant_role(aides.vinh, "inspector", world.hung_dao, by=MACHINE, until=date(2026, 12, 20))
    mai = office_of(world.mai)
    assert "Hoàng Đức Vinh" in words(mai.get("/grants/?state=soon"))
    assert mai.post(f"/grants/{grant.pk}/prolonging/", {"until": "31/03/2027"}).status_code == 302
    grant.refresh_from_db()
    assert grant.valid_until == date(2027, 3, 31)
    line = Event.objects.get(name="role.prolonged")
    assert (line.actor, line.place, line.details["until"]) == (str(world.mai.pk), world.hung_dao.pk, "2027-03-31")
    assert "Đã đổi ngày cuối cho Hoàng Đức Vinh." in words(mai.get("/grants/"))
    assert "Hoàng Đức Vinh" not in words(mai.get("/grants/?state=soon"))


def test_a_role_is_taken_back_from_its_last_day_on(world, aides):
    grant, mai = the_grant(aides.kien), office_of(world.mai)
    kien = office_of(aides.kien)
    assert kien.get("/teams/").status_code == 200
    said = words(mai.get(f"/grants/{grant.pk}/ending/"))
    assert "Thôi giao Người kiểm tra cho Đinh Trung Kiên?" in said
    assert "last_day" in errors_of(mai.post(f"/grants/{grant.pk}/ending/", {"last_day": "01/11/2026"}))
    assert mai.post(f"/grants/{grant.pk}/ending/", {"last_day": "28/11/2026", "never": "on"}).status_code == 302
    assert kien.get(f"/teams/{world.team.pk}/").status_code == 404
    assert mai.get(f"/grants/{grant.pk}/ending/").status_code == 404


def test_ending_ones_own_last_role_is_said_beforehand(world, aides):
    other = grant_role(add_person("Lê Văn Bảo", by=MACHINE), "city", aides.hai_phong, by=MACHINE)
    open_account(other.person, "bao", None, by=MACHINE)
    dung, grant = office_of(aides.dung), the_grant(aides.dung)
    assert "Đây là vai cuối cùng của chính" in words(dung.get(f"/grants/{grant.pk}/ending/"))
    assert dung.post(f"/grants/{grant.pk}/ending/", {"last_day": "28/11/2026"}).url == "/"


def test_the_last_who_directs_the_city_and_can_sign_in_stays(world, aides):
    dung, grant = office_of(aides.dung), the_grant(aides.dung)
    without_account = add_person("Lê Văn Bảo", by=MACHINE)
    grant_role(without_account, "city", aides.hai_phong, by=MACHINE)
    page = dung.post(f"/grants/{grant.pk}/ending/", {"last_day": "28/11/2026"})
    assert "Lê Tiến Dũng là người cuối cùng đăng nhập được cho Thành phố Hải Phòng" in words(page)
    with pytest.raises(Problem, match="người cuối cùng"):
        accounts.close_account(aides.dung.account, by=without_account)
    open_account(without_account, "bao", None, by=MACHINE)
    accounts.close_account(without_account.account, by=aides.dung)
    assert the_grant(aides.dung).valid_until is None
    with pytest.raises(Problem, match="người cuối cùng"):
        end_grant(grant, by=aides.dung)
    end_grant(grant, by=MACHINE)  # the machine's own command may


def test_what_is_lost_is_renewed_only_after_meeting(world, aides):
    office_of(aides.yen)
    mai, key = office_of(world.mai), aides.yen.pk
    page = mai.post(f"/accounts/{key}/password/", {"reason": "quên mật khẩu"})
    assert errors_of(page) == {"met": ["Chưa gặp thì chưa cấp lại được: qua điện thoại không biết chắc là ai."]}
    told = mai.post(f"/accounts/{key}/password/", {"met": "on", "reason": "quên mật khẩu"})
    assert told.url == f"/accounts/{key}/slip/"
    password = re.search(ONCE, words(mai.get(told.url)))[0]
    assert Account.objects.get(person=aides.yen).check_password(password)
    line = Event.objects.get(name=accounts.PASSWORD_RENEWED)
    assert (line.actor, line.details) == (str(world.mai.pk), {"reason": "quên mật khẩu"})
    assert mai.post(f"/accounts/{key}/second-factor/", {"met": "on", "reason": "đổi máy"}).status_code == 302
    assert Event.objects.filter(name=accounts.FACTOR_RENEWED, actor=str(world.mai.pk)).count() == 1


def test_an_account_is_closed_with_its_sessions_and_opened_again(world, aides):
    yen, mai, key = office_of(aides.yen), office_of(world.mai), aides.yen.pk
    assert "Nơi đang đăng nhập" in words(mai.get(f"/accounts/{key}/"))
    assert yen.get("/teams/").status_code == 200
    assert mai.post(f"/accounts/{key}/closing/", {"reason": "nghỉ thai sản"}).status_code == 302
    assert yen.get("/teams/").status_code == 302
    assert "đã đóng" in words(mai.get("/grants/?role=auditor"))
    assert mai.get(f"/accounts/{key}/password/").status_code == 200
    assert mai.post(f"/accounts/{key}/reopening/", {"reason": "đi làm lại"}).status_code == 302
    assert Account.objects.get(person=aides.yen).is_active


def test_a_revoked_session_is_out_at_its_next_page(world, aides):
    yen, mai, key = office_of(aides.yen), office_of(world.mai), aides.yen.pk
    [session] = mai.get(f"/accounts/{key}/").context["sessions"]
    assert mai.post(f"/accounts/{key}/sessions/{session.key}/end/").status_code == 302
    assert yen.get("/teams/").status_code == 302
    assert Event.objects.get(name=accounts.SESSIONS_ENDED).actor == str(world.mai.pk)


def test_a_sign_in_is_opened_under_the_name_that_was_proposed_or_another(world, aides):
    mai, key = office_of(world.mai), aides.binh.pk
    page = mai.get(f"/accounts/{key}/opening/")
    assert 'value="binhvh"' in page.content.decode()
    assert "username" in errors_of(mai.post(f"/accounts/{key}/opening/", {"username": "MAI"}))
    assert "binh.ubnd" in words(mai.post(f"/accounts/{key}/opening/", {"username": "binh.ubnd"}, follow=True))
    assert mai.get(f"/accounts/{key}/opening/").url == f"/accounts/{key}/"


def test_only_those_who_give_or_audit_see_the_list_and_each_their_own(world, aides):
    for blind in (aides.ngan, aides.binh, aides.kien, world.hoa, aides.vinh):
        assert office_of(blind).get("/grants/").status_code == 404
    yen, mai = words(office_of(aides.yen).get("/grants/")), words(office_of(world.mai).get("/grants/"))
    for said in (yen, mai):
        assert "Vũ Hòa Bình Cấp ủy (chỉ xem) Phường Hưng Đạo" in said
        assert "Quang" not in said
        assert "Lê Tiến Dũng" not in said
    assert "Thôi giao" in mai
    assert "Thôi giao" not in yen
    assert "Giao quyền" not in yen
    assert "Vũ Đình Quang" in words(office_of(aides.dung).get("/grants/"))


def test_the_other_wards_people_are_not_there(world, aides):
    quang, grant = office_of(world.quang), the_grant(aides.binh)
    office_of(aides.yen)
    for url in (
        f"/grants/{grant.pk}/ending/",
        f"/accounts/{aides.yen.pk}/",
        f"/accounts/{aides.yen.pk}/password/",
        f"/accounts/{aides.yen.pk}/closing/",
        f"/accounts/{aides.binh.pk}/opening/",
    ):
        assert quang.get(url).status_code == 404
    mai_key = world.mai.pk
    assert office_of(world.mai).get(f"/accounts/{mai_key}/").status_code == 404, "nobody renews himself"


def test_the_list_as_a_file_leaves_a_line(world, aides):
    answer = office_of(world.mai).get("/grants/?export=csv")
    text = answer.content.decode("utf-8-sig")
    assert "Vũ Hòa Bình" in text
    assert "chưa có tài khoản" in text
    assert Event.objects.get(name="list.exported").actor == str(world.mai.pk)


def test_the_list_asks_the_database_no_more_for_more_rows(world, aides):
    mai, numbers = office_of(world.mai), iter("ABCDEF")

    def add():
        person = add_person(f"Lê Thị {next(numbers)}", by=MACHINE)
        grant_role(person, "inspector", world.hung_dao, by=MACHINE)
        open_account(person, person.folded.replace(" ", ""), None, by=MACHINE)

    assert_same_queries(lambda: mai.get("/grants/"), add)
