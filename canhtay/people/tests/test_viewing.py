"""Who looked at whose data leaves one line a day."""

from datetime import timedelta

import pytest

from canhtay.core.models import Event
from canhtay.people.viewing import note_viewed
from testkit.office import office_of
from testkit.world import SATURDAY

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R1")]


def seen() -> list[tuple[str, str, int | None]]:
    return list(Event.objects.filter(name="personal.viewed").order_by("pk").values_list("actor", "subject", "place"))


def test_once_a_person_subject_and_day(world, stopped_at):
    note_viewed("team:1", by=world.mai, place=7)
    note_viewed("team:1", by=world.mai, place=7)
    note_viewed("team:1", by=world.hoa, place=7)
    note_viewed("team:2", by=world.mai, place=7)
    stopped_at(SATURDAY + timedelta(hours=4, minutes=29))  # 23:59 in Vietnam
    note_viewed("team:1", by=world.mai, place=7)
    mai, hoa = str(world.mai.pk), str(world.hoa.pk)
    assert seen() == [(mai, "team:1", 7), (hoa, "team:1", 7), (mai, "team:2", 7)]
    stopped_at(SATURDAY + timedelta(hours=4, minutes=30))
    note_viewed("team:1", by=world.mai, place=7)
    assert len(seen()) == 4


def test_a_teams_page_with_numbers_and_a_doors_page_are_noted(world):
    mai = office_of(world.mai)
    for _ in range(2):
        mai.get(f"/teams/{world.team.pk}/")
        mai.get(f"/households/{world.lans_door.pk}/")
    actor, place = str(world.mai.pk), world.tra_khe_3.pk
    assert seen() == [(actor, f"team:{world.team.pk}", place), (actor, f"household:{world.lans_door.pk}", place)]


def test_a_page_without_numbers_and_one_that_was_refused_are_not(world):
    office_of(world.minh).get(f"/teams/{world.team.pk}/")
    office_of(world.quang).get(f"/teams/{world.team.pk}/")
    office_of(world.mai).get("/teams/")
    assert seen() == []


@pytest.mark.parametrize("address", ["/grants/", "/phones/", "/teams/", "/committees/", "/decisions/", "/roster/"])
def test_a_list_taken_as_a_file_stands_in_the_log_of_the_takers_place(world, address):
    answer = office_of(world.mai).get(address, {"export": "csv"})
    assert answer.status_code == 200
    assert Event.objects.get(name="list.exported").place == world.hung_dao.pk
