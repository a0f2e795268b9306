"""An empty installation becomes a city's: by the command, or by the page whose token the terminal shows. Once."""

import io
import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client

from canhtay.core import clock
from canhtay.core.history import MACHINE
from canhtay.core.models import Fact
from canhtay.core.problems import Problem
from canhtay.home.begin import begin, has_begun, new_token, province_by_code, said_at_start
from canhtay.home.first_steps import first_steps
from canhtay.people.actions import add_person, grant_role, open_account
from canhtay.people.models import Account, Person, RoleGrant
from canhtay.places.queries import commune_by_code
from canhtay.teams.choosing_rules import choose_rule
from canhtay.teams.composition import rule_for
from canhtay.teams.models import Committee
from canhtay.teams.roster.uploads import send_roster
from testkit import roster_files
from testkit.office import errors_of, give_second_factor, office_of, words
from testkit.world import SATURDAY

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R1")]
HAI_PHONG = "31"
OWN = "bánh đa cua ngõ 45"


@pytest.fixture(autouse=True)
def quick_hashes(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def empty(reference, stopped_at):
    stopped_at(SATURDAY)


def begin_by_command(**options):
    said = io.StringIO()
    call_command("begin", province=HAI_PHONG, name="lê tiến dũng", stdout=said, **options)
    return said.getvalue()


def form(token, **more):
    province = province_by_code(HAI_PHONG).pk
    said = {"token": token, "province": province, "name": "Lê Tiến Dũng", "username": "dung", "password": OWN}
    return {**said, "again": OWN, **more}


def test_one_command_makes_the_committee_the_first_account_and_says_what_comes_next(empty):
    said = begin_by_command()
    assert "Thành phố Hải Phòng: đã lập Ban Chỉ đạo và tài khoản đầu tiên." in said
    assert "Tên đăng nhập: dunglt" in said
    assert "1. Thêm lớp khóa thứ hai cho tài khoản này" in said
    assert Committee.objects.get().place == province_by_code(HAI_PHONG)
    dung = Person.unscoped.get(name="Lê Tiến Dũng")
    assert RoleGrant.objects.get(person=dung).role == "city"
    browser = Client()
    browser.post("/sign-in/", {"username": "dunglt", "password": re.search(r"[a-z]+-[a-z]+-[a-z]+-\d{4}", said)[0]})
    assert browser.get("/").url == "/security/password/"


def test_it_begins_once(empty):
    begin_by_command()
    with pytest.raises(CommandError, match="đã bắt đầu từ trước"):
        begin_by_command()
    assert Account.objects.count() == 1


def test_where_only_a_ward_has_a_sign_in_the_machine_still_begins_a_city(world):
    assert "Tên đăng nhập: dunglt" in begin_by_command()
    with pytest.raises(CommandError, match="đã bắt đầu từ trước"):
        begin_by_command()


def test_an_unknown_province_is_said_and_nothing_is_left(empty):
    with pytest.raises(CommandError, match="mã 999"):
        call_command("begin", province="999", name="Lê Tiến Dũng")
    assert not has_begun()


def test_a_weak_password_leaves_the_installation_empty(empty):
    with pytest.raises(ValidationError):
        begin(province_by_code(HAI_PHONG), name="Lê Tiến Dũng", password="ngắn")
    assert not has_begun()


def test_of_two_who_begin_one_does(empty):
    Fact.objects.create(name="begun", value="2026-11-28")
    with pytest.raises(Problem, match="đã bắt đầu"):
        begin(province_by_code(HAI_PHONG), name="Lê Tiến Dũng")


def test_the_terminal_shows_the_way_in_and_the_page_makes_the_first_account(empty):
    link = said_at_start("http://localhost:8000").split("\n")[1]
    token = link.partition("token=")[2]
    browser = Client()
    assert "Cho biết đây là tỉnh, thành phố nào" in words(browser.get(f"/begin/?token={token}"))
    wrong = browser.post("/begin/", form(token, password="ngắn", again="ngắn"))
    assert errors_of(wrong) == {"password": ["Mật khẩu này ngắn quá. Xin dùng từ 10 chữ trở lên."]}
    assert browser.post("/begin/", form(token)).url == "/sign-in/"
    browser.post("/sign-in/", {"username": "dung", "password": OWN})
    assert browser.get("/").url == "/security/begin/"
    again = browser.get(f"/begin/?token={token}")
    assert (again.status_code, "Đã xong rồi Máy chủ này đã bắt đầu rồi. Đăng nhập" in words(again)) == (410, True)
    assert 'href="/sign-in/"' in again.content.decode()
    assert said_at_start("http://localhost:8000") == ""


def test_the_sign_in_page_of_an_empty_installation_leads_to_the_beginning_and_of_another_does_not(empty):
    page = Client().get("/sign-in/")
    assert "Máy chủ này còn trống, chưa ai có tài khoản." in words(page)
    assert 'href="/begin/"' in page.content.decode()
    begin_by_command()
    assert "/begin/" not in Client().get("/sign-in/").content.decode()


def test_without_the_token_or_with_an_old_one_nothing_is_asked(empty, stopped_at):
    token = new_token()
    assert "có một đường dẫn in ra" in words(Client().get("/begin/"))
    assert "token" in errors_of(Client().post("/begin/", form("other")))
    newer = new_token()
    assert "token" in errors_of(Client().get(f"/begin/?token={token}"))
    pasted = Client().post("/begin/", {"token": newer})
    assert "province" in pasted.context["form"].fields
    stopped_at(SATURDAY + timedelta(hours=25))
    assert "token" in errors_of(Client().post("/begin/", form(newer)))
    assert not has_begun()


def test_the_token_is_kept_as_a_digest(empty):
    token = new_token()
    assert token not in Fact.objects.get(name="begin_token").value


def test_an_installation_that_has_begun_leads_to_the_sign_in(world):
    assert "đã bắt đầu rồi" in words(Client().get("/begin/"))
    assert Client().post("/begin/", form("other")).status_code == 410


def test_a_username_with_marks_is_told_how_to_write_it(empty):
    answer = Client().post("/begin/", form(new_token(), username="đầu tiên"))
    assert errors_of(answer) == {
        "username": ["Tên đăng nhập viết bằng chữ không dấu, không cách; thêm được số và dấu chấm. Ví dụ: mai.pt"]
    }
    assert "Chữ không dấu, không cách." in words(answer)


def test_the_first_steps_tick_themselves_off(empty):
    begun = begin(province_by_code(HAI_PHONG), name="Lê Tiến Dũng", password=OWN)
    dung, city = begun.account.person, province_by_code(HAI_PHONG)
    assert done(dung) == [False] * 5
    give_second_factor(begun.account)
    page = words(office_of(dung).get("/"))
    assert "Những việc đầu tiên Thêm lớp khóa thứ hai cho tài khoản này Mở tài khoản Ban Chỉ đạo" in page
    somebody("Bùi Thúy Ngân", "city", city)
    choose_rule(city, rule_for(city).code, by=dung)
    hanh = somebody("Lê Thị Hạnh", "officer", commune_by_code("11689"))
    assert done(dung) == [True, True, True, True, False]
    name, content, _ = roster_files.plain_xlsx()
    upload = send_roster(commune_by_code("11689"), name, content, by=hanh)
    upload.imported_at = clock.now()
    upload.save()
    assert first_steps(dung) == []
    assert "Những việc đầu tiên" not in words(office_of(dung).get("/"))
    assert first_steps(hanh) == []


def done(person):
    return [step.done for step in first_steps(person)]


def somebody(name, role, place):
    person = add_person(name, by=MACHINE)
    grant_role(person, role, place, by=MACHINE)
    open_account(person, person.folded.replace(" ", "."), None, by=MACHINE)
    return person
