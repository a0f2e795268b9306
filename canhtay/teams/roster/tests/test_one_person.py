"""One person is one row: who comes back into the team, who sits in two teams of the commune, who is said twice."""

import pytest

from canhtay.core import clock
from canhtay.core.models import Event
from canhtay.people.models import Person, RoleGrant
from canhtay.teams.actions import appoint, found_team, leave
from canhtay.teams.models import Appointment, Team
from canhtay.teams.roster.reading import read_roster
from canhtay.teams.roster.storing import import_roster
from canhtay.teams.roster.tests.lists import FOUR, HOA, NA, but, named, send, team_of
from canhtay.teams.roster.tests.test_storing import everything
from canhtay.teams.roster.undoing import undo_import
from canhtay.teams.roster.uploads import upload_for_machine
from testkit import sheets
from testkit.roster_files import HEADER, person, rows_of
from testkit.snapshots import assert_feed_equals_snapshot

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R2")]
BUOI, DAO, ANH = FOUR[1:]


def leaves(world, name: str) -> None:
    leave(Appointment.objects.get(person=named(name), valid_until=None), because="busy", by=world.mai)


def posts_of(name: str) -> list[tuple[str, str, bool]]:
    """(group, role, whether it holds) of every place this person had or has."""
    rows = Appointment.objects.filter(person=named(name)).select_related("team__group").order_by("pk")
    return [(row.team.group.name, row.role, row.valid_until is None) for row in rows]


@pytest.mark.parametrize(
    "again", [HOA, but(HOA, phone="0912999999"), but(HOA, birth_year=None), but(HOA, role="member")]
)
def test_who_left_and_is_listed_again_is_the_same_person(world, again):
    send(world)
    leaves(world, HOA["name"])
    upload = send(world, again)
    assert Person.unscoped.filter(name=HOA["name"]).count() == 1
    assert posts_of(HOA["name"]) == [("Trà Khê 5", "leader", False), ("Trà Khê 5", again["role"], True)]
    assert upload.figures["people"] == 0
    event = Event.objects.filter(name="roster.imported").latest("pk")
    assert event.details["joined"] == 1
    before = HOA | {"phone": "0912345601"}
    undo_import(upload, by=world.mai)
    assert posts_of(HOA["name"]) == [("Trà Khê 5", "leader", False)]
    assert (named(HOA["name"]).phone, named(HOA["name"]).birth_year) == (before["phone"], before["birth_year"])
    assert RoleGrant.objects.filter(person=named(HOA["name"])).count() == 1


@pytest.mark.parametrize("other", [but(HOA, birth_year=1980, phone=None), but(HOA, birth_year=None, phone=None)])
def test_a_namesake_of_who_left_is_somebody_else(world, other):
    send(world)
    leaves(world, HOA["name"])
    assert send(world, other).figures["people"] == 1
    assert Person.unscoped.filter(name=HOA["name"]).count() == 2


def test_who_sits_in_two_teams_of_the_ward_is_one_person_with_two_places(world):
    send(world)
    before = everything()
    upload = send(world, but(HOA, role="member"), NA, group="Trà Khê 6")
    assert posts_of(HOA["name"]) == [("Trà Khê 5", "leader", True), ("Trà Khê 6", "member", True)]
    assert upload.figures == {"teams": 1, "people": 1, "changed": 1, "unchanged": 0, "faulty": 0}
    told = Event.objects.filter(name="team.appointed").latest("pk")
    assert (told.details["person"], told.details["role"]) == (str(named(HOA["name"]).pk), "member")
    again = send(world, but(HOA, role="member"), NA, group="Trà Khê 6")
    assert again.figures["unchanged"] == 2
    undo_import(again, by=world.mai)
    assert undo_import(upload, by=world.mai).removed == 1
    after = everything()
    assert {kind for kind in before if before[kind] != after[kind]} == set()


@pytest.mark.parametrize(
    "other", [but(HOA, phone=None), but(HOA, birth_year=1990), but(HOA, gender="F"), but(HOA, phone="0912345699")]
)
def test_elsewhere_only_name_and_phone_together_tell(world, other):
    send(world)
    assert send(world, other, group="Trà Khê 6").figures["people"] == 1
    assert Person.unscoped.filter(name=HOA["name"]).count() == 2


def test_one_list_with_one_person_in_two_teams(world):
    header = ["Tổ dân phố", *HEADER[1:]]
    said = rows_of([HOA, BUOI, but(HOA, role="member", birth_year=None), DAO])
    groups = ["TDP Trà Khê 5", "TDP Trà Khê 5", "TDP Trà Khê 6", "TDP Trà Khê 6"]
    content = sheets.xlsx({"Sheet1": [header, *[[group, *row[1:]] for group, row in zip(groups, said, strict=True)]]})

    def take() -> dict[str, int]:
        upload = upload_for_machine(world.hung_dao, "a.xlsx", by=world.mai)
        return import_roster(read_roster("a.xlsx", content), upload, by=world.mai)

    assert take()["people"] == 3
    assert posts_of(HOA["name"]) == [("Trà Khê 5", "leader", True), ("Trà Khê 6", "member", True)]
    assert take()["unchanged"] == 4


def test_a_list_that_spells_a_group_in_two_ways_takes_nobody_twice(world):
    pages = {"Trà Khê 5": [HEADER, *rows_of([HOA])], "Tra Khe 5": [HEADER, *rows_of([HOA])]}
    upload = upload_for_machine(world.hung_dao, "a.xlsx", by=world.mai)
    figures = import_roster(read_roster("a.xlsx", sheets.xlsx(pages)), upload, by=world.mai)
    assert (figures["people"], figures["unchanged"]) == (1, 1)
    assert posts_of(HOA["name"]) == [("Trà Khê 5", "leader", True)]


def test_another_wards_person_is_another_person(world):
    son = {"name": "Đỗ Văn Sơn", "gender": "M", "birth_year": 1961, "role": "member", "phone": "0912000003"}
    world.son.phone = son["phone"]
    world.son.save()
    send(world, son)
    assert Person.unscoped.filter(name=son["name"]).count() == 2


def test_the_first_list_is_undone_and_the_second_keeps_the_person_in_its_own_team(world):
    first = send(world)
    second = send(world, but(HOA, role="member"), group="Trà Khê 6")
    undo_import(first, by=world.mai)
    assert posts_of(HOA["name"]) == [("Trà Khê 6", "member", True)]
    assert not Team.objects.filter(group__name="Trà Khê 5").exists()
    undo_import(second, by=world.mai)
    assert not Person.unscoped.filter(name=HOA["name"]).exists()
    assert not RoleGrant.objects.filter(role="leader", place__name="Trà Khê 5").exists()


def test_who_connected_a_phone_since_keeps_the_place_in_the_second_team(world):
    send(world)
    second = send(world, but(HOA, role="member"), group="Trà Khê 6")
    world.phone_of(named(HOA["name"]))
    undone = undo_import(second, by=world.mai)
    assert posts_of(HOA["name"])[1] == ("Trà Khê 6", "member", True)
    assert undone.kept == ["Trà Khê 6"]


def test_who_sits_in_the_project_06_group_already_holds_one_right_for_both(world):
    beside = found_team(world.tra_khe_3, by=world.mai, kind=Team.Kind.PROJECT_06)
    na = Person.unscoped.create(name=NA["name"], gender="F", birth_year=1961, phone=NA["phone"])
    appoint(beside, na, "member", by=world.mai)
    upload = send(world, NA, group="Trà Khê 3")
    assert Person.unscoped.filter(name=NA["name"]).count() == 1
    assert RoleGrant.objects.filter(person=na).count() == 1
    turned = send(world, but(NA, role="deputy"), group="Trà Khê 3")
    grants = RoleGrant.objects.filter(person=na, valid_until=None).order_by("pk")
    assert [grant.role for grant in grants] == ["member", "deputy"]  # the group beside still stands on the first
    undo_import(turned, by=world.mai)
    undo_import(upload, by=world.mai)
    assert [(row.team, row.valid_until) for row in Appointment.objects.filter(person=na)] == [(beside, None)]
    assert [grant.role for grant in RoleGrant.objects.filter(person=na, valid_until=None)] == ["member"]


def test_an_old_place_that_ended_today_is_not_begun_anew_by_the_list_of_today(world):
    """Left with today as the last day: the list of the same day says nothing new."""
    send(world)
    held = Appointment.objects.get(person=named(HOA["name"]), valid_until=None)
    leave(held, because="busy", last_day=clock.today(), by=world.mai)
    assert send(world).figures["unchanged"] == 4
    assert posts_of(HOA["name"]) == [("Trà Khê 5", "leader", False)]


def test_the_phones_of_both_teams_hear_of_it(world, phone):
    send(world, person("Nguyễn Văn Hòa", "M", 1960, "leader", "0912345678"), group="Trà Khê 6")
    assert [row[0] for row in posts_of("Nguyễn Văn Hòa")] == ["Trà Khê 3", "Trà Khê 6"]
    thu = {"name": "Lê Thị Thu", "gender": "F", "birth_year": 1958, "phone": None}
    assert_feed_equals_snapshot(phone, lambda: send(world, but(thu, role="leader"), group="Trà Khê 3"))
    first, second = sorted(phone.sync().all("team"), key=lambda team: team["name"])
    assert [one["name"] for one in second["members"]] == ["Nguyễn Văn Hòa"]
    assert [(one["name"], one["role"]) for one in first["members"]] == [
        ("Nguyễn Văn Hòa", "leader"), ("Lê Thị Thu", "leader"), ("Trần Quang Minh", "member"),
    ]  # fmt: skip
    assert team_of(world, "Trà Khê 3")[1]["role"] == "leader"
