"""Going back and reloading after a posted form: the answer has an address, for this sign-in and no other, while it is true."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from canhtay.people.models import RoleGrant
from testkit.aides import make_aides
from testkit.office import office_of, words

pytestmark = pytest.mark.both_databases
BROWSER = {"sec-fetch-mode": "navigate"}


@pytest.fixture
def ending(world):
    aides = make_aides(world)
    return reverse("end-grant", args=[RoleGrant.objects.get(person=aides.kien).pk])


def refused(office, address):
    return office.post(address, {"last_day": "hôm qua"}, headers=BROWSER)


def test_a_corrected_form_is_asked_for_again_by_its_address(world, ending):
    mai = office_of(world.mai)
    answer = refused(mai, ending)
    assert answer.status_code == 303
    assert answer.url.startswith(f"{ending}?answered=")
    for _again in range(2):
        page = mai.get(answer.url)
        assert (page.status_code, page.headers["Cache-Control"]) == (
            200,
            "max-age=0, no-cache, no-store, must-revalidate, private",
        )
        assert "Xin ghi ngày như 28/11/2026." in words(page)
        assert 'value="hôm qua"' in page.content.decode()
    assert refused(mai, answer.url).url.count("answered=") == 1
    assert not any("Đinh Trung Kiên" in str(session.get_decoded()) for session in Session.objects.all())


def test_signed_out_or_as_somebody_else_nothing_is_shown(world, ending):
    mai, quang = office_of(world.mai), office_of(world.quang)
    answer = refused(mai, ending)
    assert quang.get(answer.url).url == ending
    assert mai.get(answer.url.replace(ending, "/grants/")).url == "/grants/"
    mai.post("/sign-out/")
    assert mai.get(answer.url).url == ending
    assert mai.get(ending).url == f"/sign-in/?next={ending}"


def test_what_a_form_answered_is_gone_when_it_has_done_its_work(world, ending):
    mai = office_of(world.mai)
    answer = refused(mai, ending)
    assert mai.post(answer.url, {"last_day": "28/11/2026"}, headers=BROWSER).status_code == 302
    assert mai.get(answer.url).url == ending


def test_of_many_answers_the_last_twenty_stay(world, ending):
    mai = office_of(world.mai)
    answers = [refused(mai, ending).url for _n in range(22)]
    assert [mai.get(one).status_code for one in (answers[1], answers[2], answers[21])] == [302, 200, 200]
    assert Session.objects.count() == 21


def test_a_script_gets_the_answer_itself(world, ending):
    assert office_of(world.mai).post(ending, {"last_day": ""}).status_code == 200


def test_the_switches_of_a_kept_page_lead_to_its_form(world, ending):
    mai = office_of(world.mai)
    referer = f"http://testserver{refused(mai, ending).url}"
    page = mai.post(ending, {"last_day": ""}, headers={"referer": referer})
    assert f'name="next" value="http://testserver{ending}"' in page.content.decode()
