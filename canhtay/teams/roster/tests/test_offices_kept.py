"""The office somebody comes from: read from its column or from beside the role, kept, shown, corrected by a new list, undone."""

import pytest

from canhtay.core import clock
from canhtay.core.models import Event
from canhtay.people.models import RoleGrant
from canhtay.teams.models import Appointment, Leaving
from canhtay.teams.roster.reading import as_json, read_roster
from canhtay.teams.roster.tests.lists import FOUR, but, named, send, team_of
from canhtay.teams.roster.tests.test_storing import everything
from canhtay.teams.roster.undoing import undo_import
from testkit import sheets

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R2")]
HOA, BUOI, DAO, ANH = FOUR
POSTS = ["Bí thư chi bộ, Tổ trưởng TDP", "Chi hội trưởng Phụ nữ", "Bí thư chi đoàn", ""]


def places_of(name: str) -> list[tuple]:
    """Every place this person had or has in a team, the first first."""
    rows = Appointment.objects.filter(person=named(name)).order_by("pk")
    return [(row.role, row.post, row.valid_until, row.left_because) for row in rows]


def bodies() -> list[str]:
    rows = Appointment.objects.filter(team__group__name="Trà Khê 5", valid_until=None).order_by("person")
    return list(rows.values_list("body", flat=True))


def posts() -> list[str]:
    rows = Appointment.objects.filter(team__group__name="Trà Khê 5", valid_until=None).order_by("person")
    return list(rows.values_list("post", flat=True))


def test_an_office_is_kept_as_written_with_its_body(world):
    send(world, posts=POSTS)
    assert posts() == POSTS
    assert bodies()[1:] == ["women", "youth", ""]
    assert team_of(world) == FOUR


def test_the_same_list_again_changes_nothing(world):
    send(world, posts=POSTS)
    before = everything()
    again = send(world, posts=["BT chi bộ, Tổ trưởng TDP", *POSTS[1:]])
    assert again.figures["unchanged"] == 4
    assert everything() == before


def test_an_office_that_was_not_on_record_is_noted_and_no_place_ends(world):
    send(world)
    assert posts() == ["", "", "", ""]
    upload = send(world, posts=POSTS)
    assert upload.figures == {"teams": 0, "people": 0, "changed": 3, "unchanged": 1, "faulty": 0}
    assert posts() == POSTS
    assert not Appointment.objects.exclude(valid_until=None).exists()
    undo_import(upload, by=world.mai)
    assert (posts(), bodies()) == (["", "", "", ""], ["", "", "", ""])


def test_what_a_later_list_leaves_blank_stays(world):
    send(world, posts=POSTS)
    assert send(world).figures["unchanged"] == 4
    assert posts() == POSTS


def test_another_office_ends_the_place_and_begins_another_with_the_same_right(world):
    send(world, posts=POSTS)
    before = everything()
    upload = send(world, posts=[POSTS[0], POSTS[1], "Công an viên", ""])
    yesterday = clock.day_before(clock.today())
    assert places_of("Lê Quang Đạo") == [
        ("member", "Bí thư chi đoàn", yesterday, Leaving.ROLE),
        ("member", "Công an viên", None, ""),
    ]
    assert RoleGrant.objects.filter(person=named("Lê Quang Đạo")).count() == 1
    undo_import(upload, by=world.mai)
    after = everything()
    assert {kind for kind in before if before[kind] != after[kind]} == {"Territory"}


def test_another_role_ends_the_place_and_its_right_and_begins_others(world):
    send(world, posts=POSTS)
    before = everything()
    upload = send(world, but(HOA, role="member"), but(BUOI, role="leader"), DAO, ANH)
    yesterday = clock.day_before(clock.today())
    assert places_of("Nguyễn Văn Hoà") == [
        ("leader", POSTS[0], yesterday, Leaving.ROLE),
        ("member", POSTS[0], None, ""),  # the office is the same, and kept
    ]
    grants = RoleGrant.objects.filter(person=named("Nguyễn Văn Hoà")).order_by("pk")
    assert [(grant.role, grant.valid_until) for grant in grants] == [("leader", yesterday), ("member", None)]
    event = Event.objects.filter(name="roster.imported").latest("pk")
    assert (event.details["changed"], event.details["turned"]) == (2, 2)
    told = Event.objects.filter(name__in=["team.left", "team.appointed"], actor=str(world.mai.pk)).order_by("-pk")[:4]
    assert [(one.name, one.details["role"]) for one in reversed(told)] == [
        ("team.left", "leader"), ("team.appointed", "member"), ("team.left", "deputy"), ("team.appointed", "leader"),
    ]  # fmt: skip
    undo_import(upload, by=world.mai)
    after = everything()
    assert {kind for kind in before if before[kind] != after[kind]} == {"Territory"}


def test_who_changed_roles_by_hand_since_keeps_what_was_done_by_hand(world):
    from canhtay.teams.actions import change_role  # noqa: PLC0415 - only here

    send(world)
    upload = send(world, but(HOA, role="member"), BUOI, DAO, ANH)
    change_role(Appointment.objects.get(person=named("Nguyễn Văn Hoà"), valid_until=None), role="deputy", by=world.mai)
    undo_import(upload, by=world.mai)
    assert [row[0] for row in places_of("Nguyễn Văn Hoà")] == ["leader", "member", "deputy"]
    assert team_of(world)[0] == but(HOA, role="deputy")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["older first", "newer first"])
def test_two_lists_that_turn_one_person_are_undone_in_either_order(world, order):
    send(world)
    before = everything()
    turns = [send(world, but(HOA, role=role), BUOI, DAO, ANH) for role in ("member", "deputy")]
    assert [row[0] for row in places_of("Nguyễn Văn Hoà")] == ["leader", "member", "deputy"]
    undo_import(turns[order[0]], by=world.mai)
    left = "deputy" if order[0] == 0 else "member"
    assert [row[0] for row in places_of("Nguyễn Văn Hoà")] == ["leader", left]
    undo_import(turns[order[1]], by=world.mai)
    after = everything()
    assert {kind for kind in before if before[kind] != after[kind]} == {"Territory"}


def test_the_verdict_on_the_team_follows(world):
    from canhtay.teams.models import Standing  # noqa: PLC0415 - only here

    send(world)
    upload = send(world, *FOUR, but(HOA, name="Nguyễn Văn Tư", birth_year=1970, role="member", phone=None))
    assert Standing.objects.get(team__group__name="Trà Khê 5").members == 5
    undo_import(upload, by=world.mai)
    assert Standing.objects.get(team__group__name="Trà Khê 5").members == 4


# Reading


def read(*rows: list, name: str = "TDP Trà Khê 1.xlsx"):
    return read_roster(name, sheets.xlsx({"Sheet1": list(rows)}))


def posts_in(*rows: list) -> list[str]:
    return [member.post for team in read(*rows).teams for member in team.members]


def test_several_columns_of_offices_are_said_together():
    header = ["STT", "Họ và tên", "Chức vụ chính quyền", "Chức vụ đảng", "Nhiệm vụ trong tổ"]
    rows = [
        [1, "Lê Na", "Tổ trưởng TDP", "Bí thư chi bộ", "Tổ trưởng"],
        [2, "Đỗ Bá Sơn", "x", "-", "Tổ phó"],
    ]
    assert posts_in(header, *rows) == ["Tổ trưởng TDP, Bí thư chi bộ", ""]


@pytest.mark.parametrize(
    ("cell", "role", "post"),
    [
        ("Bí thư chi bộ, Tổ trưởng", "leader", "Bí thư chi bộ, Tổ trưởng"),
        ("Tổ trưởng TDP - Tổ phó tổ CNSCĐ", "deputy", "Tổ trưởng TDP - Tổ phó tổ CNSCĐ"),
        ("Tổ trưởng Tổ công nghệ số cộng đồng", "leader", ""),
        ("Tổ phó", "deputy", ""),
        ("Công an viên", "member", "Công an viên"),
    ],
)
def test_an_office_beside_the_role_is_kept_too(cell, role, post):
    rows = [["STT", "Họ và tên", "Chức vụ"], [1, "Lê Na", cell], [2, "Đỗ Bá Sơn", "Thành viên"]]
    member = read(*rows).teams[0].members[0]
    assert (member.role, member.post) == (role, post)


def test_no_id_number_is_kept_among_offices_and_none_is_endless():
    header = ["STT", "Họ và tên", "Chức vụ", "Đơn vị công tác"]
    rows = [
        [1, "Lê Na", "Tổ trưởng", "Giáo viên, CCCD 031056001234"],
        [2, "Đỗ Bá Sơn", "Tổ phó", "Ban công tác Mặt trận " * 20],
    ]
    first, second = posts_in(header, *rows)
    assert first == "Giáo viên, CCCD •••"
    assert len(second) <= 120


def test_the_contracts_people_have_the_same_five_keys():
    header = ["STT", "Họ và tên", "Nhiệm vụ trong tổ", "Chức vụ, đơn vị"]
    told = as_json(read(header, [1, "Lê Na", "Tổ trưởng", "Bí thư chi bộ"]))
    assert told["teams"] == [
        {
            "group": "Trà Khê 1",
            "members": [{"name": "Lê Na", "gender": None, "birth_year": None, "role": "leader", "phone": None}],
        }
    ]
