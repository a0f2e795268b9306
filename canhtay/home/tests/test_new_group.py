"""A ward without a file begins by hand: one residential group after the other, its team with it."""

from datetime import date

import pytest

from canhtay.core.history import MACHINE
from canhtay.core.models import Event
from canhtay.people.actions import grant_role
from canhtay.people.models import Person, RoleGrant
from canhtay.places.models import Place
from canhtay.teams.models import Team
from testkit.office import errors_of, office_of, words
from testkit.places import commune_of

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R2")]
NEW = "/groups/new/"
SAID = {"name": "Trà Khê 9", "label": "Tổ dân phố", "zone": "inner", "since": "01/03/2026"}


@pytest.fixture
def mai(world):
    return office_of(world.mai)


def test_a_group_is_opened_and_its_team_is_founded_in_one_go(mai, world):
    response = mai.post(NEW, SAID | {"founds": "on"}, follow=True)
    assert "Đã thêm Tổ dân phố Trà Khê 9 cùng tổ của nơi ấy. Giờ ghi từng người trong tổ." in words(response)
    team = Team.objects.get(group__name="Trà Khê 9")
    assert (team.valid_from, team.group.valid_from, team.group.zone) == (date(2026, 3, 1), date(2026, 3, 1), "inner")
    assert commune_of(team.group) == world.hung_dao
    assert response.redirect_chain == [(f"/teams/{team.pk}/", 302)]


def test_the_team_may_wait(mai):
    response = mai.post(NEW, SAID, follow=True)
    assert "Đã thêm Tổ dân phố Trà Khê 9." in words(response)
    group = Place.objects.get(name="Trà Khê 9")
    assert not Team.objects.filter(group=group).exists()
    assert response.redirect_chain == [(f"/units/{group.pk}/", 302)]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"name": "trà khê 3"}, "Phường Hưng Đạo đã có Tổ dân phố trà khê 3."),
        ({"since": "01/12/2026"}, "Ngày này chưa đến."),
        ({"since": "01/06/2024"}, "Phường Hưng Đạo không còn hoặc chưa có vào ngày 01/06/2024."),
        ({"name": ""}, "Ô này còn trống."),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_stored(mai, said, sentence):
    before = Event.objects.count(), Place.objects.count()
    response = mai.post(NEW, SAID | {"founds": "on"} | said)
    assert response.status_code == 200
    assert sentence in words(response)
    assert (Event.objects.count(), Place.objects.count()) == before


def test_who_answers_for_two_wards_says_which(mai, world):
    assert "Ở xã, phường nào?" not in words(mai.get(NEW))
    grant_role(world.mai, RoleGrant.Role.OFFICER, world.duong_kinh, by=MACHINE)
    assert "Ở xã, phường nào?" in words(mai.get(NEW))
    assert list(errors_of(mai.post(NEW, SAID))) == ["commune"]
    mai.post(NEW, SAID | {"commune": str(world.duong_kinh.pk)})
    assert commune_of(Place.objects.get(name="Trà Khê 9")) == world.duong_kinh


def test_a_neighbours_ward_is_no_choice(mai, world):
    grant_role(world.mai, RoleGrant.Role.OFFICER, world.duong_kinh, by=MACHINE)
    elsewhere = Place.objects.filter(kind=Place.Kind.COMMUNE, valid_until=None).exclude(
        pk__in=[world.hung_dao.pk, world.duong_kinh.pk]
    )
    assert list(errors_of(mai.post(NEW, SAID | {"commune": str(elsewhere[0].pk)}))) == ["commune"]


def test_the_city_opens_a_group_and_founds_no_team(world):
    dung = Person.unscoped.create(name="Vũ Tiến Dũng", folded="vu tien dung", sort_key="")
    city = Place.objects.get(kind=Place.Kind.PROVINCE, name="Hải Phòng", valid_until=None)
    grant_role(dung, RoleGrant.Role.CITY, city, by=MACHINE)
    browser = office_of(dung)
    assert "Lập luôn tổ" not in words(browser.get(NEW))
    browser.post(NEW, SAID | {"founds": "on", "commune": str(world.hung_dao.pk)})
    assert commune_of(Place.objects.get(name="Trà Khê 9")) == world.hung_dao
    assert not Team.objects.filter(group__name="Trà Khê 9").exists()


def test_it_is_offered_where_one_looks_for_it(mai, world):
    for page in ("/teams/", "/reforms/new/"):
        assert f'href="{NEW}"' in mai.get(page).content.decode()
    assert f'href="{NEW}"' not in office_of(world.hoa).get("/teams/").content.decode()
    assert office_of(world.hoa).get(NEW).status_code == 404
