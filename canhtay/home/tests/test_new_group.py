"""A ward without a file begins by hand: one residential group after the other, its team with it."""

from datetime import date

import pytest
from django.urls import reverse

from canhtay.core.history import MACHINE
from canhtay.core.models import Event
from canhtay.people.actions import grant_role
from canhtay.people.models import Person, RoleGrant
from canhtay.places.models import Place
from canhtay.places.official import LAST_BEFORE
from canhtay.places.queries import commune_by_code
from canhtay.places.reform.renaming import rename
from canhtay.register.actions import add_alley
from canhtay.sync.models import Territory
from canhtay.teams.actions import appoint, leave
from canhtay.teams.models import Team
from testkit.office import errors_of, office_of, words
from testkit.places import commune_of, open_group

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


@pytest.mark.parametrize("typed", ["Tổ dân phố Trà Khê 9", "TDP Trà Khê 9", "tdp. Trà Khê 9", "Tổ Trà Khê 9"])
def test_a_type_word_before_the_name_is_taken_off(mai, typed):
    assert "Đã thêm Tổ dân phố Trà Khê 9." in words(mai.post(NEW, SAID | {"name": typed}, follow=True))
    assert "đã có Tổ dân phố Trà Khê 9" in words(mai.post(NEW, SAID | {"name": typed}))


def test_the_type_that_was_written_holds_and_a_number_alone_keeps_its_word(mai):
    for typed, said in (("Thôn Đồng Quan", "Thôn Đồng Quan"), ("Tổ số 07", "TDP 7"), ("Tô Vĩnh Diện", "Tô Vĩnh Diện")):
        mai.post(NEW, SAID | {"name": typed})
        assert str(Place.objects.order_by("pk").last()).endswith(said)
    assert "đã có TDP 7" in words(mai.post(NEW, SAID | {"name": "7"}))


@pytest.mark.parametrize("said", [{"name": "tra khe 3"}, {"label": "Thôn", "name": "Trà Khê 3"}, {"name": "Trá Khê 3"}])
def test_nearly_the_same_is_asked_and_goes_in_when_it_is_another(mai, world, said):
    before = Event.objects.count(), Place.objects.count()
    asked = words(mai.post(NEW, SAID | said))
    assert "Có phải Tổ dân phố Trà Khê 3 đang có?" in asked and "Không, đây là nơi khác" in asked
    assert (Event.objects.count(), Place.objects.count()) == before
    mai.post(NEW, SAID | said | {"elsewhere": "on"})
    assert Place.objects.count() == before[1] + 1
    assert "nơi khác" not in words(mai.get(NEW))


def test_one_of_a_former_ward_that_waits_is_asked_about(mai, world):
    anh_dung = commune_by_code("11689", LAST_BEFORE)
    open_group(anh_dung, "Trà Khê 6", label="Tổ dân phố", by=world.mai, since=date(2024, 6, 1))
    said = SAID | {"name": "trà khê 6"}
    assert "Có phải Tổ dân phố Trà Khê 6 (Anh Dũng cũ) đang có?" in words(mai.post(NEW, said))
    assert "Đã thêm" in words(mai.post(NEW, said | {"elsewhere": "on"}, follow=True))


def test_the_exact_one_is_refused_whatever_is_ticked(mai):
    refused = words(mai.post(NEW, SAID | {"name": "Tổ dân phố trà khê 3", "elsewhere": "on"}))
    assert "Phường Hưng Đạo đã có Tổ dân phố trà khê 3." in refused


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


def test_one_added_by_mistake_is_taken_back_with_its_team_and_the_log_keeps_it(mai, world):
    before = Place.objects.count(), Team.objects.count(), Territory.objects.count()
    for more in ({}, {"founds": "on"}):
        added = mai.post(NEW, SAID | more, follow=True)
        group = Place.objects.get(name="Trà Khê 9")
        url = reverse("drop-group", args=[group.pk])
        assert f'action="{url}"' in added.content.decode()
        assert "Bỏ tổ ghi nhầm" in words(mai.get(reverse("unit", args=[group.pk])))
        assert office_of(world.quang).post(url).status_code == 404
        assert "Đã bỏ Tổ dân phố Trà Khê 9 ghi nhầm." in words(mai.post(url, follow=True))
        assert (Place.objects.count(), Team.objects.count(), Territory.objects.count()) == before
        assert mai.post(url).status_code == 404
    dropped = Event.objects.filter(name="places.group_dropped")
    assert list(dropped.values_list("actor", "place")) == [(str(world.mai.pk), world.hung_dao.pk)] * 2
    assert "Bỏ Tổ dân phố Trà Khê 9 ghi nhầm" in words(mai.get("/audit/"))


def test_what_something_stands_on_is_not_taken_back(mai, world):
    """Somebody in the team, even one who left; an alley; a reform."""
    begun = {"1": "someone", "2": "alley", "3": "reform"}
    for n, what in begun.items():
        mai.post(NEW, SAID | {"name": f"Đồng Quan {n}", "founds": "on"})
        team = Team.objects.get(group__name=f"Đồng Quan {n}")
        if what == "someone":
            leave(appoint(team, world.minh, "member", by=world.mai), by=world.mai)
        elif what == "alley":
            add_alley(team.group, "Ngõ 1", by=world.mai)
        else:
            rename(team.group, day=date(2026, 11, 2), zone="outer", by=world.mai)
        page = reverse("unit", args=[team.group_id])
        assert "Bỏ tổ ghi nhầm" not in words(mai.get(page)), what
        told = words(mai.post(reverse("drop-group", args=[team.group_id]), follow=True))
        assert "đã có người, có nhà hoặc giấy tờ ghi vào, nên không bỏ được" in told
        assert Team.objects.filter(pk=team.pk).exists()
    assert not Event.objects.filter(name="places.group_dropped").exists()
