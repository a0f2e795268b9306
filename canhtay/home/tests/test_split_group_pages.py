"""Splitting a residential group on the pages: which group, which alleys, called how, since when; for the ward alone."""

import pytest
from django.urls import reverse

from canhtay.places.models import Place
from canhtay.register.models import Alley
from testkit.aides import make_aides
from testkit.office import office_of, words

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R1")]


def address(place: Place) -> str:
    return reverse("reform-form", kwargs={"kind": "split-group", "key": place.pk})


def said(world, **more: object) -> dict[str, object]:
    return {"place": world.tra_khe_3.pk, "alleys": [str(world.ngo_45.pk)], "name": "Trà Khê 3A", "label": ""} | more


def test_step_by_step_to_the_preview_and_then_it_is_written_and_taken_back(world):
    mai = office_of(world.mai)
    assert "Tách một tổ dân phố, thôn" in words(mai.get(reverse("new-reform")))
    asked = words(mai.post(address(world.hung_dao), {"place": world.tra_khe_3.pk, "step": 0}))
    assert "Ngõ 45 (3)" in asked
    seen = words(mai.post(address(world.hung_dao), said(world, day="28/11/2026", step=3)))
    assert "Tách Tổ dân phố Trà Khê 3A từ Tổ dân phố Trà Khê 3" in seen
    assert "Tổ dân phố Trà Khê 3A chưa có tổ công nghệ số" in seen
    written = mai.post(address(world.hung_dao), said(world, day="28/11/2026", step=3, sure=1), follow=True)
    assert "Đã ghi. Tách Tổ dân phố Trà Khê 3A từ Tổ dân phố Trà Khê 3." in words(written)
    new = Place.objects.get(name="Trà Khê 3A")
    assert Alley.unscoped.get(pk=world.ngo_45.pk).group == new
    mai.post(reverse("undo-reform", args=[new.touched_by.get().pk]))
    assert Alley.unscoped.get(pk=world.ngo_45.pk).group == world.tra_khe_3
    assert not Place.objects.filter(name="Trà Khê 3A").exists()


def test_who_sees_no_doors_splits_no_group_and_reads_no_alley(world):
    dung = make_aides(world).dung
    for person in (dung, world.quang, world.hoa):
        assert office_of(person).post(address(world.hung_dao), said(world)).status_code == 404
    offered = words(office_of(dung).get(reverse("new-reform"), {"commune": world.hung_dao.pk}))
    assert "Nhập các tổ dân phố, thôn" in offered
    assert "Tách một tổ" not in offered


def test_another_wards_group_and_alley_are_no_choice(world):
    mai, far = office_of(world.mai), Alley.unscoped.get(group=world.hoa_nghia_1)
    asked = mai.post(address(world.hung_dao), {"place": world.hoa_nghia_1.pk, "step": 0})
    assert "Ngõ 45" not in words(asked)
    mai.post(address(world.hung_dao), said(world, alleys=[str(far.pk)], day="28/11/2026", step=3, sure=1))
    assert not Place.objects.filter(name="Trà Khê 3A").exists()
