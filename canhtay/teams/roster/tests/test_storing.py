"""A list taken into the record: once, again, corrected. `lists.FOUR` are bác Hoà, bà Bưởi, anh Đạo and chị Ánh of Trà Khê 5."""

import json
import re

import pytest
from django.db import connection

from canhtay.core.models import Event, StoredFile
from canhtay.people.actions import add_person
from canhtay.people.models import Person, RoleGrant
from canhtay.people.scope import groups_visible_to
from canhtay.places.models import Place
from canhtay.sync.models import Territory
from canhtay.teams.actions import appoint
from canhtay.teams.models import Appointment, Decision, RosterUpload, Standing, Team
from canhtay.teams.roster.reading import as_json, read_roster
from canhtay.teams.roster.storing import import_roster
from canhtay.teams.roster.tests.lists import FOUR, GROUP, NA, a_list, but, named, send, team_of
from canhtay.teams.roster.uploads import send_roster, upload_for_machine
from testkit import roster_files, sheets
from testkit.places import open_group
from testkit.roster_files import person
from testkit.snapshots import assert_feed_equals_snapshot

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R2")]
HOA, BUOI, DAO, ANH = FOUR


def everything() -> dict[str, set]:
    """Each row of what an import may touch, to say that nothing changed."""
    kinds = [Person.unscoped, Appointment.objects, RoleGrant.objects, Team.objects, Place.objects, Territory.objects,
             Decision.objects]  # fmt: skip
    return {kind.model.__name__: {tuple(str(v) for v in row) for row in kind.values_list()} for kind in kinds}


def test_a_list_opens_the_group_founds_the_team_and_appoints_everybody(world):
    upload = send(world, decision="(Kèm theo Quyết định số 12/QĐ-UBND ngày 03/11/2026)")
    assert team_of(world) == FOUR
    assert upload.figures == {"teams": 1, "people": 4, "changed": 0, "unchanged": 0, "faulty": 0}
    team = Team.objects.get(group__name=GROUP)
    assert (team.group.label, team.decision.number, str(team.decision.decided_on)) == (
        "Tổ dân phố",
        "12/QĐ-UBND",
        "2026-11-03",
    )
    assert list(groups_visible_to(named("Lê Quang Đạo"))) == [team.group]
    assert team.group in groups_visible_to(world.mai)
    event = Event.objects.get(name="roster.imported")
    assert (event.actor, event.place, event.details["people"]) == (str(world.mai.pk), world.hung_dao.pk, 4)


def test_no_team_is_founded_for_a_group_the_list_does_not_name(world):
    open_group(world.hung_dao, "Trà Khê 9", label="Tổ dân phố", by=world.mai)
    assert send(world).figures["teams"] == 1
    assert not Team.objects.filter(group__name="Trà Khê 9").exists()


def test_somebody_under_sixteen_is_taken_in_and_is_no_youth(world):
    send(world, *FOUR, person("Vũ Gia Huy", "M", 2011, "member", "0977123499"))
    assert named("Vũ Gia Huy").birth_year == 2011
    standing = Standing.objects.get(team__group__name=GROUP)
    assert (standing.members, standing.youths) == (5, sum(1996 <= one["birth_year"] <= 2010 for one in FOUR))


def test_the_same_list_again_changes_nothing(world):
    send(world)
    before = everything()
    again = send(world)
    assert again.figures == {"teams": 0, "people": 0, "changed": 0, "unchanged": 4, "faulty": 0}
    assert everything() == before


def test_a_corrected_list_changes_what_was_corrected(world):
    send(world)
    before = everything()
    corrected = [HOA, but(BUOI, role="leader"), but(DAO, phone="0355999999"), but(ANH, birth_year=1973)]
    upload = send(world, but(HOA, role="deputy"), *corrected[1:3], ANH)
    assert upload.figures == {"teams": 0, "people": 0, "changed": 3, "unchanged": 1, "faulty": 0}
    assert team_of(world) == [but(HOA, role="deputy"), *corrected[1:3], ANH]
    grants = RoleGrant.objects.filter(place__name=GROUP, valid_until=None).order_by("person")
    assert list(grants.values_list("role", flat=True)) == ["deputy", "leader", "member", "member"]
    after = everything()
    assert {kind for kind in before if before[kind] != after[kind]} == {
        "Person",
        "Appointment",
        "RoleGrant",
        "Territory",
    }
    assert len(after["Person"] - before["Person"]) == 1


def test_who_is_missing_from_the_new_list_stays(world):
    send(world)
    upload = send(world, HOA, NA)
    assert upload.figures["people"] == 1
    assert team_of(world) == [*FOUR, NA]


def test_what_the_list_leaves_blank_stays(world):
    send(world)
    send(world, but(HOA, phone=None), BUOI, DAO, ANH)
    assert team_of(world) == FOUR


def test_a_team_that_was_there_before_gains_its_people(world):
    """The cast's own Trà Khê 3: bác Hòa is known by his birth year, so he is not taken for another."""
    before = {row["name"] for row in team_of(world, "Trà Khê 3")}
    send(world, person("Nguyễn Văn Hoà", "M", 1960, "leader", "0912345678"), NA, group="Trà Khê 3")
    assert {row["name"] for row in team_of(world, "Trà Khê 3")} - before == {NA["name"]}


def test_a_birth_year_is_corrected_where_the_phone_says_it_is_the_same_person(world):
    send(world, HOA, ANH)
    send(world, but(HOA, birth_year=1957), ANH)
    assert team_of(world) == [but(HOA, birth_year=1957), ANH]


def test_one_name_and_another_birth_year_are_two_people(world):
    send(world, HOA)
    assert send(world, but(HOA, birth_year=1990, role="member", phone=None)).figures["people"] == 1
    assert [row["birth_year"] for row in team_of(world)] == [1956, 1990]


def test_hoa_and_hoa_with_a_tone_are_two_names(world):
    """Nothing but the mark tells them apart; a list that has both has two people."""
    hoa, hoa_with_tone = (person(f"Lê Thị {name}", "F", None, "member", None) for name in ("Hoa", "Hòa"))
    rows = [["STT", "Họ và tên", "Giới tính"], [1, hoa["name"], "Nữ"], [2, hoa_with_tone["name"], "Nữ"]]
    content = sheets.xlsx({"Trà Khê 5": rows})
    for figures in ({"people": 2, "unchanged": 0}, {"people": 0, "unchanged": 2}):
        upload = upload_for_machine(world.hung_dao, "a.xlsx", by=world.mai)
        told = import_roster(read_roster("a.xlsx", content), upload, by=world.mai)
        assert {key: told[key] for key in figures} == figures
        assert [row["name"] for row in team_of(world)] == ["Lê Thị Hoa", "Lê Thị Hòa"]


def test_marks_that_were_corrected_are_taken_over_and_a_bare_list_takes_none_away(world):
    send(world, but(BUOI, name="Tran Thi Buoi"))
    assert [row["name"] for row in team_of(world)] == ["Tran Thi Buoi"]
    send(world, BUOI)
    assert [row["name"] for row in team_of(world)] == ["Trần Thị Bưởi"]
    assert named("Trần Thị Bưởi").folded == "tran thi buoi"
    assert send(world, but(BUOI, name="TRAN THI BUOI")).figures["unchanged"] == 1
    assert [row["name"] for row in team_of(world)] == ["Trần Thị Bưởi"]


def test_a_group_typed_without_marks_is_the_same_group(world):
    send(world, HOA, group="TRA KHE 3")
    assert Place.objects.filter(folded="tra khe 3").count() == 1
    assert "Nguyễn Văn Hoà" in [row["name"] for row in team_of(world, "Trà Khê 3")]


@pytest.mark.parametrize(
    ("said", "label", "name", "shown"),
    [
        ("Tổ dân phố Trà Khê 6", "Tổ dân phố", "Trà Khê 6", "Tổ dân phố Trà Khê 6"),
        ("Thôn Đông", "Thôn", "Đông", "Thôn Đông"),
        ("Tổ dân phố số 7", "", "TDP 7", "TDP 7"),
        ("Thôn 2", "", "Thôn 2", "Thôn 2"),
    ],
)
def test_a_group_is_called_as_its_people_call_it(world, said, label, name, shown):
    header = ["STT", "Họ và tên", "Năm sinh", "Tổ dân phố, thôn"]
    content = sheets.xlsx({"Sheet1": [header, [1, "Trần Thị Bưởi", 1960, said]]})
    import_roster(
        read_roster("a.xlsx", content), upload_for_machine(world.hung_dao, "a.xlsx", by=world.mai), by=world.mai
    )
    group = named("Trần Thị Bưởi").appointments.get().team.group
    assert (group.label, group.name, str(group)) == (label, name, shown)


def test_another_wards_group_of_the_same_name_is_another_group(world):
    send(world, HOA, group="Hòa Nghĩa 1")
    assert Place.objects.filter(name="Hòa Nghĩa 1").count() == 2
    assert [row["name"] for row in team_of(world, "Hòa Nghĩa 1")] == ["Đỗ Văn Sơn", HOA["name"]]
    assert Appointment.objects.filter(team=world.sons_team).count() == 1


def test_a_list_without_a_groups_name_stores_nobody(world):
    rows = [["STT", "Họ và tên", "Năm sinh"], [1, "Trần Thị Bưởi", 1960]]
    before = everything()
    upload = upload_for_machine(world.hung_dao, "a.xlsx", by=world.mai)
    figures = import_roster(read_roster("a.xlsx", sheets.xlsx({"Sheet1": rows})), upload, by=world.mai)
    assert (figures["people"], figures["teams"]) == (0, 0)
    assert everything() == before


def test_the_phones_of_the_team_hear_of_it(world, phone):
    assert_feed_equals_snapshot(phone, lambda: send(world, NA, group="Trà Khê 3"))
    (team,) = phone.sync().all("team")
    assert NA["name"] in [one["name"] for one in team["members"]]


def test_two_posts_of_one_person_elsewhere_are_left_alone(world):
    """Who serves in two teams is two lines of two lists; the other team's line does not touch this one's."""
    na = add_person(NA["name"], by=world.mai, gender="F", birth_year=1961)
    appoint(world.team, na, "member", by=world.mai)
    send(world, NA)
    assert Person.unscoped.filter(name=NA["name"]).count() == 2


@pytest.mark.parametrize("kind", roster_files.MAKERS)
def test_the_record_says_what_the_list_says(world, kind):
    """Exact for each kind of file: what is stored is what the reading says, team by team, person by person."""
    name, content, expected = roster_files.MAKERS[kind]()
    upload = upload_for_machine(world.duong_kinh, name, by=world.quang)
    reading = read_roster(name, content, group=expected["teams"][0]["group"] if len(expected["teams"]) == 1 else None)
    import_roster(reading, upload, by=world.quang)
    assert stored(upload) == [team for team in as_json(reading)["teams"] if team["members"]]


def stored(upload: RosterUpload) -> list[dict]:
    """The people this import made, by team, in the order they were written."""
    made = upload.effects.get(kind="people.added")
    teams: dict[str, list] = {}
    rows = Appointment.objects.filter(person__in=json.loads(made.after)).select_related("person", "team__group")
    for row in rows.order_by("pk"):
        who = row.person
        said = person(who.name, who.gender or None, who.birth_year, row.role, who.phone or None)
        teams.setdefault(row.team.group.name, []).append(said)
    return [{"group": group, "members": members} for group, members in teams.items()]


def test_a_telephone_number_is_nowhere_in_the_database_as_text(world):
    """Not in a person, not in what undoing needs, not in the file that waits to be looked at, not in the log."""
    name, content = "a.csv", "STT,Họ và tên,Năm sinh,Điện thoại\n1,Trần Thị Bưởi,1960,0987654302\n".encode()
    send_roster(world.hung_dao, name, content, by=world.mai)
    send(world, HOA, BUOI)
    send(world, but(HOA, phone="0912345699"), BUOI)
    assert named("Trần Thị Bưởi").phone == "0987654302"
    kept = dump()
    assert "Trần Thị Bưởi" in kept  # the search below does find what stands there
    for number in ("0987654302", "987654302", "0912345601", "0912345699"):
        assert number not in kept
    assert StoredFile.objects.count() == 1


def dump() -> str:
    """All columns of all tables, bytes read as text where they are some."""
    told = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            told += [as_text(value) for row in cursor.fetchall() for value in row]
    return "\n".join(told)


def as_text(value: object) -> str:
    return bytes(value).decode("utf-8", "replace") if isinstance(value, bytes | memoryview) else str(value)


def test_a_long_list_is_stored_in_few_statements(world, django_assert_max_num_queries):
    """Two thousand people or four: no statement a person."""
    name, content, expected = roster_files.big_list(2_000)
    reading = read_roster(name, content)
    upload = upload_for_machine(world.hung_dao, name, by=world.mai)
    with django_assert_max_num_queries(120):
        figures = import_roster(reading, upload, by=world.mai)
    assert figures["people"] == sum(len(team["members"]) for team in expected["teams"])


def test_the_name_of_a_list_may_be_as_long_as_it_likes(world):
    name, content = a_list(HOA)
    upload = send_roster(world.hung_dao, "x" * 300 + re.sub(r".*\.", ".", name), content, by=world.mai)
    assert len(upload.name) == 200
