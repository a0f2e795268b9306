"""Lists made before 1/7/2025 by wards that are no more.

Phường Đa Phúc (11683) went wholly into Hưng Đạo; phường Anh Dũng (then 11689) was divided between Hưng Đạo and Dương Kinh.
"""

from datetime import date

import pytest

from canhtay.core import clock
from canhtay.people.models import Person
from canhtay.people.scope import groups_visible_to, groups_with_doors_for
from canhtay.places.models import Place, Placement
from canhtay.places.paths import path_at
from canhtay.places.queries import commune_by_code, groups_of
from canhtay.places.successions import waiting_groups
from canhtay.teams.models import Appointment, Decision, Team
from canhtay.teams.roster.lookout import Lookout
from canhtay.teams.roster.reading import read_roster
from canhtay.teams.roster.storing import import_roster
from canhtay.teams.roster.tests.lists import FOUR, GROUP, HOA, NA, a_list, but, send, team_of
from canhtay.teams.roster.tests.test_storing import everything
from canhtay.teams.roster.undoing import undo_import
from canhtay.teams.roster.uploads import upload_for_machine
from testkit import roster_files
from testkit.world import World

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R2")]
THEN = date(2024, 6, 1)
LAST_DAY = date(2025, 6, 30)
DECISION = "(Kèm theo Quyết định số 103/QĐ-UBND ngày 29/11/2023 của UBND phường Đa Phúc)"


@pytest.fixture
def da_phuc(world: World) -> Place:
    return commune_by_code("11683", THEN)


@pytest.fixture
def anh_dung(world: World) -> Place:
    return commune_by_code("11689", THEN)


def group_of(name: str = GROUP) -> Place:
    return Place.objects.get(kind=Place.Kind.GROUP, name=name)


def record() -> dict[str, set]:
    return everything() | {"Placement": set(Placement.objects.values_list())}


def lookout(world: World, origin: Place | None, *people, group: str = GROUP, decision: str = "") -> Lookout:
    name, content = a_list(*(people or FOUR), group=group, decision=decision)
    upload = upload_for_machine(world.hung_dao, name, by=world.mai, origin=origin)
    return Lookout(read_roster(name, content), upload)


def test_its_groups_are_opened_in_the_former_ward_since_the_decision_and_lie_here_by_themselves(world, da_phuc):
    before = record()
    upload = send(world, origin=da_phuc, decision=DECISION)
    since = date(2023, 11, 29)
    group = group_of()
    lay = (
        Placement.objects.filter(place=group).order_by("valid_from").values_list("parent", "valid_from", "valid_until")
    )
    assert list(lay) == [(da_phuc.pk, since, LAST_DAY), (world.hung_dao.pk, date(2025, 7, 1), None)]
    assert [place.name for place in path_at(group, THEN)] == [GROUP, "Đa Phúc", "Dương Kinh", "Hải Phòng"]
    team = Team.objects.get(group=group)
    assert (team.valid_from, team.decision.number) == (since, "103/QĐ-UBND")
    assert set(Appointment.objects.filter(team=team).values_list("valid_from", flat=True)) == {since}
    assert (team.decision.place, team.decision.kind) == (da_phuc, Decision.Kind.FOUND)
    assert group in groups_visible_to(world.mai)
    again = send(world, origin=da_phuc, decision=DECISION)
    assert again.figures["unchanged"] == 4
    for done in (upload, again):
        undo_import(done, by=world.mai)
    assert record() == before


def test_without_a_decisions_day_the_day_that_was_said_holds(world, da_phuc):
    send(world, origin=da_phuc, since=date(2022, 9, 1))
    send(world, origin=da_phuc, group="Trà Khê 6")
    assert (group_of().valid_from, group_of("Trà Khê 6").valid_from) == (date(2022, 9, 1), date(2024, 1, 1))


def test_a_day_when_the_ward_was_no_more_is_not_its_first(world, da_phuc):
    """Today's ward decided on the list of the former one: the groups are of then, the paper is of today's ward."""
    send(world, origin=da_phuc, decision="(Kèm theo Quyết định số 7/QĐ-UBND ngày 15/08/2025)")
    assert group_of().valid_from == date(2024, 1, 1)
    assert Decision.objects.get().place == world.hung_dao


def test_a_group_that_is_here_and_came_from_there_is_the_same_group(world, da_phuc):
    send(world, origin=da_phuc, decision=DECISION)
    assert send(world, *FOUR, NA).figures == {"teams": 0, "people": 1, "changed": 0, "unchanged": 4, "faulty": 0}
    again = send(world, but(HOA, role="deputy"), origin=da_phuc)
    assert again.figures["teams"] == 0
    assert Place.objects.filter(name=GROUP).count() == 1


def test_a_group_of_that_name_which_did_not_come_from_there_is_another(world, da_phuc):
    send(world)
    former = lookout(world, da_phuc).former()
    assert former.namesakes == [GROUP]
    send(world, NA, origin=da_phuc)
    assert [group.name for group in groups_of(world.hung_dao)].count(GROUP) == 2
    assert [group.name for group in groups_of(da_phuc, THEN)] == [GROUP]


def test_groups_of_a_divided_ward_wait_for_a_side(world, anh_dung):
    told = lookout(world, anh_dung).former()
    assert (told.wait, told.heir, told.opened) == (True, None, [GROUP])
    assert [str(place) for place in told.sides] == ["Phường Dương Kinh", "Phường Hưng Đạo"]
    before = record()
    upload = send(world, origin=anh_dung)
    group = group_of()
    assert list(waiting_groups([world.hung_dao])) == [group]
    assert group in groups_visible_to(world.mai) and group in groups_visible_to(world.quang)  # one of them must choose
    assert group not in groups_with_doors_for(world.mai)
    assert [place.name for place in path_at(group, THEN)] == [GROUP, "Anh Dũng", "Dương Kinh", "Hải Phòng"]
    again = send(world, origin=anh_dung)
    assert again.figures["unchanged"] == 4
    undo_import(again, by=world.mai)
    undo_import(upload, by=world.mai)
    assert record() == before


def test_a_group_that_went_to_the_other_side_is_left_to_that_ward(world, anh_dung):
    send(world, origin=anh_dung)
    group = group_of()
    Placement.objects.create(place=group, parent=world.duong_kinh, valid_from=date(2025, 7, 1))
    told = lookout(world, anh_dung, NA).former()
    assert (told.opened, told.elsewhere) == ([], [(GROUP, world.duong_kinh)])
    figures = send(world, NA, origin=anh_dung).figures
    assert (figures["people"], figures["teams"]) == (0, 0)
    assert team_of(world) == FOUR


def test_the_same_number_of_two_former_wards_is_two_papers_and_of_one_ward_one(world, da_phuc, anh_dung):
    for origin, group in ((da_phuc, "Trà Khê 5"), (da_phuc, "Trà Khê 6"), (anh_dung, "Trà Khê 7")):
        send(world, NA, origin=origin, group=group, decision=DECISION)
    assert sorted(Decision.objects.values_list("place__name", "number")) == [
        ("Anh Dũng", "103/QĐ-UBND"), ("Đa Phúc", "103/QĐ-UBND"),
    ]  # fmt: skip


def test_one_paper_of_todays_ward_named_by_two_lists_is_one_row_and_outlives_the_first(world):
    paper = "(Kèm theo Quyết định số 12/QĐ-UBND ngày 03/11/2026 về việc kiện toàn)"
    first, second = (send(world, but(NA, phone=None), group=group, decision=paper) for group in ("Bến 1", "Bến 2"))
    row = Decision.objects.get()
    assert (row.kind, row.place) == (Decision.Kind.CONSOLIDATE, world.hung_dao)
    assert set(Appointment.objects.filter(decision=row).values_list("team__group__name", flat=True)) == {
        "Bến 1",
        "Bến 2",
    }
    undo_import(first, by=world.mai)
    assert Decision.objects.get() == row
    undo_import(second, by=world.mai)
    assert not Decision.objects.exists()


def test_who_is_known_is_said_before_anything_is_written(world):
    send(world)
    before = record()
    told = lookout(world, None, but(HOA, role="member"), NA, group="Trà Khê 6")
    read = told._read[0]
    assert [told.remark(member, read) for member in read.members] == ["đã có ở tổ Trà Khê 5", ""]
    assert record() == before


def test_two_former_wards_lists_of_forty_groups_in_one_sitting(world, da_phuc, anh_dung):
    """Twenty groups of each; the chiefs of five sit in both wards' teams. Each team stands once, each person once."""
    before = record()
    lists = {
        da_phuc: roster_files.former_ward_list("ĐA PHÚC", range(1, 21)),
        anh_dung: roster_files.former_ward_list("ANH DŨNG", range(16, 36)),
    }
    uploads = [take_in(world, origin, *made[:2]) for origin, made in lists.items()]
    teams = Team.objects.filter(decision__isnull=False)
    assert teams.count() == 40
    assert set(teams.values_list("group__teams", flat=True)) == set(teams.values_list("pk", flat=True))
    said = {key for made in lists.values() for team in made[2]["teams"] for key in map(as_key, team["members"])}
    rows = [row for made in lists.values() for team in made[2]["teams"] for row in team["members"]]
    people = Person.unscoped.filter(appointments__team__in=teams).distinct()
    assert (people.count(), len(rows)) == (len(said), len(said) + 5)
    assert Appointment.objects.filter(team__in=teams, valid_until=None).count() == len(rows)
    assert len(waiting_groups([world.hung_dao])) == 20
    again = [take_in(world, origin, *made[:2]) for origin, made in lists.items()]
    assert [upload.figures["unchanged"] for upload in again] == [
        sum(len(team["members"]) for team in made[2]["teams"]) for made in lists.values()
    ]
    for upload in [*uploads, *again]:
        undo_import(upload, by=world.mai)
    assert record() == before


def take_in(world: World, origin: Place, name: str, content: bytes):
    upload = upload_for_machine(world.hung_dao, name, by=world.mai, origin=origin)
    import_roster(read_roster(name, content), upload, by=world.mai)
    return upload


def as_key(member: dict) -> tuple:
    return member["name"], member["phone"] or member["birth_year"]


def test_a_list_of_today_ends_and_begins_places_today(world, da_phuc):
    send(world, origin=da_phuc, decision=DECISION)
    send(world, but(HOA, role="member"))
    rows = (
        Appointment.objects.filter(person__name=HOA["name"])
        .order_by("pk")
        .values_list("role", "valid_from", "valid_until")
    )
    today = clock.today()
    assert list(rows) == [("leader", date(2023, 11, 29), clock.day_before(today)), ("member", today, None)]
