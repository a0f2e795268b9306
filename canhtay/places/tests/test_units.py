"""The official units are loaded once, and a code means a unit on a day."""

from datetime import date

import pytest

from canhtay.core.models import Event
from canhtay.core.problems import Problem
from canhtay.places.loading import load_units
from canhtay.places.models import Place, Placement, Succession
from canhtay.places.official import SINCE
from canhtay.places.queries import commune_by_code, groups_of
from testkit.places import commune_of, group_named

pytestmark = pytest.mark.mission("R1")


def test_loading_twice_adds_nothing(reference):
    before = (Place.objects.count(), Placement.objects.count(), Event.objects.count())
    assert load_units() == 0
    assert (Place.objects.count(), Placement.objects.count(), Event.objects.count()) == before
    now = Place.objects.filter(valid_until=None)
    assert [now.filter(kind=kind).count() for kind in ("province", "district", "commune")] == [34, 0, 3321]
    then = Place.objects.filter(valid_until=date(2025, 6, 30))
    assert [then.filter(kind=kind).count() for kind in ("province", "district", "commune")] == [63, 696, 10_054]
    assert Succession.objects.count() == 10_565 + 63


def test_a_unit_that_is_missing_is_added_again_under_its_province(reference):
    hung_dao = commune_by_code("11689", SINCE)
    hai_phong = commune_of(hung_dao, SINCE)
    hung_dao.delete()
    assert load_units() == 1
    assert commune_of(commune_by_code("11689", SINCE), SINCE) == hai_phong


def test_a_commune_knows_its_label_and_its_bare_name(reference):
    commune = commune_by_code("11689", SINCE)
    assert (commune.label, commune.name, commune.folded, str(commune)) == (
        "Phường", "Hưng Đạo", "hung dao", "Phường Hưng Đạo",
    )  # fmt: skip
    assert (commune_of(commune, SINCE).name, commune_of(commune, SINCE).label) == ("Hải Phòng", "Thành phố")


def test_code_11689_is_another_ward_before_the_merger(reference):
    assert str(commune_by_code("11689", date(2025, 6, 30))) == "Phường Anh Dũng"
    assert str(commune_by_code("11689", SINCE)) == "Phường Hưng Đạo"


def test_an_installation_of_before_gains_the_old_units_on_its_next_start(reference):
    Succession.objects.all().delete()
    Placement.objects.filter(valid_until=date(2025, 6, 30)).delete()
    Place.objects.filter(valid_until=date(2025, 6, 30)).delete()
    now = set(Place.objects.values_list("pk", flat=True))
    assert load_units() == 63 + 696 + 10_054
    assert now <= set(Place.objects.values_list("pk", flat=True))
    assert Succession.objects.count() == 10_565 + 63
    assert load_units() == 0


def test_a_code_that_nobody_bears_is_told_with_its_day(reference):
    with pytest.raises(Problem) as trouble:
        commune_by_code("99999", date(2025, 6, 30))
    assert trouble.value.kind.code == "no_such_commune"
    assert trouble.value.sentence == "Không có xã, phường nào mang mã 99999 ngày 30/06/2025."


def test_a_province_is_not_a_commune(reference):
    with pytest.raises(Problem):
        commune_by_code("31", SINCE)


@pytest.mark.both_databases
def test_a_group_is_opened_in_its_commune_with_a_territory_of_its_own(world):
    assert [group.name for group in groups_of(world.hung_dao)] == ["Trà Khê 3"]
    assert commune_of(world.tra_khe_3) == world.hung_dao
    assert world.tra_khe_3.territory_id != world.hoa_nghia_1.territory_id
    event = Event.objects.get(name="places.group_opened", place=world.tra_khe_3.pk)
    assert event.actor == str(world.mai.pk)
    assert event.details["commune"] == world.hung_dao.pk


def test_a_group_is_found_by_its_name_however_it_is_typed(world):
    for typed in ("Trà Khê 3", "tra khe 3", "TRÀ  KHÊ 3"):
        assert group_named(world.hung_dao, typed) == world.tra_khe_3
    assert group_named(world.duong_kinh, "Trà Khê 3") is None


def test_a_group_is_nowhere_before_its_first_day(world):
    assert not groups_of(world.hung_dao, date(2026, 9, 30)).exists()
