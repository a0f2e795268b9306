"""Taking an import back: what it made goes, what it changed goes back, what has been used since stays and is named."""

import pytest

from canhtay.core import clock, ids
from canhtay.core.history import MACHINE
from canhtay.core.models import Event
from canhtay.people import devices
from canhtay.people.actions import grant_role, open_account
from canhtay.people.models import Person, RoleGrant
from canhtay.places.models import Place
from canhtay.register.actions import NewDoor, add_alley, add_household
from canhtay.rounds.actions import record_visits
from canhtay.rounds.deciding import Report
from canhtay.sync.answers import DONE
from canhtay.sync.models import Territory
from canhtay.teams.actions import appoint
from canhtay.teams.models import Appointment, Decision, Team
from canhtay.teams.roster.tests.lists import FOUR, GROUP, NA, but, named, send, team_of
from canhtay.teams.roster.tests.test_storing import everything
from canhtay.teams.roster.undoing import undo_import
from testkit.snapshots import assert_feed_equals_snapshot

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R2")]
HOA, BUOI, DAO, ANH = FOUR
DECISION = "(Kèm theo Quyết định số 12/QĐ-UBND ngày 03/11/2026)"


def test_all_that_the_import_made_is_gone(world):
    before = everything()
    upload = send(world, decision=DECISION)
    assert {kind for kind, rows in everything().items() if rows != before[kind]} == set(before)
    undone = undo_import(upload, by=world.mai)
    assert (undone.removed, undone.kept) == (4, [])
    assert everything() == before
    assert not upload.effects.exists()
    upload.refresh_from_db()
    assert (upload.imported_at, upload.undone_at) == (None, clock.now())
    event = Event.objects.get(name="roster.import_undone")
    assert (event.place, event.details) == (world.hung_dao.pk, {"removed": 4, "kept": 0})


def test_what_was_changed_goes_back_where_it_still_stands(world):
    send(world)
    before = team_of(world)
    changes = send(
        world, but(HOA, phone="0912345699", role="member"), but(BUOI, role="leader"), but(DAO, gender="F"), ANH
    )
    dao = named("Lê Quang Đạo")
    dao.phone = "0355000000"  # somebody corrected a number by hand since; it was none of the import's
    dao.save()
    bac_hoa = named("Nguyễn Văn Hoà")
    bac_hoa.phone = "0912345677"  # and this one was
    bac_hoa.save()
    undone = undo_import(changes, by=world.mai)
    assert (undone.removed, undone.kept) == (0, [])
    assert team_of(world) == [
        but(before[0], phone="0912345677"),
        before[1],
        but(before[2], phone="0355000000"),
        before[3],
    ]
    assert list(RoleGrant.objects.filter(place__name=GROUP).order_by("pk").values_list("role", flat=True)) == [
        "leader", "deputy", "member", "member",
    ]  # fmt: skip


def test_a_phone_number_that_goes_back_is_found_by_its_digest_again(world):
    send(world)
    digest = named("Nguyễn Văn Hoà").phone_digest
    changes = send(world, but(HOA, phone="0912345699"), *FOUR[1:])
    assert named("Nguyễn Văn Hoà").phone_digest != digest
    undo_import(changes, by=world.mai)
    assert named("Nguyễn Văn Hoà").phone_digest == digest


def connects_a_phone(world, person: Person) -> None:
    devices.enrol(devices.invite(person, by=world.mai).token, device_name="Nokia", source="here")


def goes_to_a_door(world, person: Person) -> None:
    group = Place.objects.get(name=GROUP)
    door = add_household(add_alley(group, "Ngõ 1", by=world.mai), NewDoor("1"), by=world.mai)
    assert record_visits([Report(ids.new(), door.pk, "talked", person.pk, clock.now())]) == [DONE]


def gets_an_account(world, person: Person) -> None:
    open_account(person, "buoi", None, by=MACHINE)


def joins_another_team(world, person: Person) -> None:
    appoint(world.team, person, "member", by=world.mai)


def becomes_an_officer(world, person: Person) -> None:
    grant_role(person, RoleGrant.Role.OFFICER, world.hung_dao, by=MACHINE)


@pytest.mark.parametrize(
    "use", [connects_a_phone, goes_to_a_door, gets_an_account, joins_another_team, becomes_an_officer]
)
def test_who_was_used_since_stays_and_is_named(world, use):
    upload = send(world)
    use(world, named("Trần Thị Bưởi"))
    undone = undo_import(upload, by=world.mai)
    assert (undone.removed, undone.kept) == (3, ["Trần Thị Bưởi", GROUP])
    assert team_of(world) == [BUOI]
    assert Team.objects.filter(group__name=GROUP).exists()


def test_an_invitation_nobody_used_keeps_nobody(world):
    upload = send(world)
    devices.invite(named("Trần Thị Bưởi"), by=world.mai)
    assert undo_import(upload, by=world.mai).removed == 4


def test_a_group_with_doors_stays_though_its_team_goes(world):
    upload = send(world)
    add_alley(Place.objects.get(name=GROUP), "Ngõ 1", by=world.mai)
    undone = undo_import(upload, by=world.mai)
    assert undone.removed == 4
    assert Place.objects.filter(name=GROUP).exists()
    assert not Team.objects.filter(group__name=GROUP).exists()


def test_undone_and_taken_in_again_is_as_if_taken_in_once(world):
    undo_import(send(world), by=world.mai)
    again = send(world)
    assert again.figures == {"teams": 1, "people": 4, "changed": 0, "unchanged": 0, "faulty": 0}
    assert team_of(world) == FOUR
    undo_import(again, by=world.mai)
    assert team_of(world) == []


def test_of_two_lists_the_older_is_undone_and_the_newer_keeps_its_people(world):
    """Monday's list had four; Tuesday's corrects a number and leaves one out. Monday's goes: whom Tuesday names stays."""
    monday = send(world)
    tuesday = send(world, but(HOA, phone="0912345699"), BUOI, DAO, NA)
    undone = undo_import(monday, by=world.mai)
    assert undone.removed == 1
    assert undone.kept == ["Trần Thị Bưởi", "Lê Quang Đạo", "Nguyễn Văn Hoà", GROUP]
    assert {row["name"] for row in team_of(world)} == {one["name"] for one in (HOA, BUOI, DAO, NA)}
    assert undo_import(tuesday, by=world.mai).removed == 4
    assert team_of(world) == []


def test_of_two_lists_the_newer_is_undone_and_the_older_stands(world):
    monday = send(world)
    stands = everything()["Person"]
    tuesday = send(world, but(HOA, phone="0912345699"), NA)
    assert undo_import(tuesday, by=world.mai).removed == 1
    assert team_of(world) == FOUR
    assert {row[:3] for row in everything()["Person"]} == {row[:3] for row in stands}
    undo_import(monday, by=world.mai)
    assert team_of(world) == []


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["older first", "newer first"])
def test_whichever_goes_first_both_undone_is_as_before_both(world, order):
    """The cast's own team: bà Thu has no phone; one list writes a number, the next another."""
    thu = {"name": "Lê Thị Thu", "gender": "F", "birth_year": 1958, "role": "deputy", "phone": "0912000001"}
    before = team_of(world, "Trà Khê 3"), everything()["Team"], everything()["Place"]
    both = [
        send(world, thu, group="Trà Khê 3"),
        send(world, but(thu, phone="0912000002", role="member"), group="Trà Khê 3"),
    ]
    for place in order:
        undo_import(both[place], by=world.mai)
    assert (team_of(world, "Trà Khê 3"), everything()["Team"], everything()["Place"]) == before


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (2, 0, 1), (1, 2, 0), (0, 2, 1), (2, 1, 0)])
def test_three_lists_undone_in_any_order_leave_nothing(world, order):
    before = everything()
    lists = [FOUR, [HOA, BUOI, NA], [but(HOA, role="member"), but(NA, role="leader"), DAO]]
    uploads = [send(world, *people, decision=DECISION) for people in lists]
    for place in order:
        undo_import(uploads[place], by=world.mai)
    after = everything()
    assert {kind for kind in before if kind != "Territory" and before[kind] != after[kind]} == set()
    assert Territory.objects.count() == len(before["Territory"])
    assert not Decision.objects.exists()


def test_another_wards_list_of_the_same_people_inherits_nothing(world):
    ours = send(world)
    assert undo_import(ours, by=world.mai).removed == 4
    assert not Person.unscoped.filter(name=HOA["name"]).exists()


def test_the_phones_of_the_team_hear_of_it(world, phone):
    uploads = []
    assert_feed_equals_snapshot(
        phone,
        lambda: uploads.append(send(world, NA, group="Trà Khê 3")),
        lambda: undo_import(uploads[0], by=world.mai),
    )
    (team,) = phone.sync().all("team")
    assert [one["name"] for one in team["members"]] == ["Nguyễn Văn Hòa", "Lê Thị Thu", "Trần Quang Minh"]


def test_history_still_tells_that_they_were_there(world):
    undo_import(send(world), by=world.mai)
    assert [e.name for e in Event.objects.filter(name__startswith="roster.").order_by("pk")] == [
        "roster.imported", "roster.import_undone",
    ]  # fmt: skip
    assert not Appointment.objects.filter(team__group__name=GROUP).exists()
