"""The office's pages of the register: a group's alleys, an alley's doors, the people behind a door; adding, finding, forgetting."""

import pytest
from django.urls import reverse

from canhtay.core import clock
from canhtay.core.models import Event
from canhtay.register.actions import NewDoor, add_alley, add_household, add_resident
from canhtay.register.models import Alley, Household, Resident
from canhtay.rounds.actions import record_visits
from canhtay.rounds.deciding import Report
from testkit.office import errors_of, office_of, words
from testkit.places import open_group
from testkit.queries import assert_same_queries

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R6")]


@pytest.fixture
def hoa(world):
    return office_of(world.hoa)


def at(name: str, *keys: object) -> str:
    return reverse(name, args=keys)


def test_a_group_shows_its_alleys_in_walking_order_with_the_doors_that_opened(hoa, world, phone):
    add_alley(world.tra_khe_3, "Đường trục", by=world.hoa)
    phone.record_visit(world.lans_door)
    phone.sync()
    said = words(hoa.get(at("group", world.tra_khe_3.pk)))
    assert "Ngõ 45 1/3 Đường trục chưa có số" in said


def test_a_group_without_alleys_is_shown_how_to_begin(hoa, world):
    group = open_group(world.hung_dao, "Trà Khê 4", label="Tổ dân phố", by=world.mai)
    said = words(office_of(world.mai).get(at("group", group.pk)))
    assert "Chưa có ngõ nào" in said
    assert "Thêm ngõ đầu tiên" in said


def test_an_alley_without_doors_is_shown_how_to_begin(hoa, world):
    alley = add_alley(world.tra_khe_3, "Ngõ 46", by=world.hoa)
    said = words(hoa.get(at("alley", alley.pk)))
    assert "Ngõ này chưa có nhà nào" in said
    assert said.count("Thêm nhà") == 1


def test_an_alley_is_added_and_asks_for_its_doors(hoa, world):
    response = hoa.post(at("new-alley", world.tra_khe_3.pk), {"name": "  Ngõ 46 "}, follow=True)
    alley = Alley.unscoped.get(name="Ngõ 46")
    assert response.redirect_chain == [(at("alley", alley.pk), 302)]
    assert "Đã ghi Ngõ 46. Giờ ghi các nhà trong ngõ." in words(response)
    assert Event.objects.get(subject=f"alley:{alley.pk}").actor == str(world.hoa.pk)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "Ô này còn trống."),
        ("ngo 45", "Ngõ “ngo 45” đã có trong tổ dân phố này."),
        ("x" * 81, "Dài quá: nhiều nhất 80 chữ, đang là 81."),
    ],
)
def test_an_alley_that_cannot_be_is_told_at_its_field(hoa, world, name, sentence):
    response = hoa.post(at("new-alley", world.tra_khe_3.pk), {"name": name})
    assert errors_of(response) == {"name": [sentence]}
    assert sentence in words(response)
    assert Alley.unscoped.filter(group=world.tra_khe_3).count() == 1


def test_a_door_is_added_and_the_next_one_at_once(hoa, world):
    path = at("new-door", world.ngo_45.pk)
    response = hoa.post(path, {"number": "46", "another": "1"}, follow=True)
    assert response.redirect_chain == [(path, 302)]
    assert "Đã ghi nhà 46." in words(response)
    response = hoa.post(path, {"hint": "cạnh giếng"})
    door = Household.unscoped.get(hint="cạnh giếng")
    assert response.headers["Location"] == at("door", door.pk)


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({}, "__all__", "Cần ít nhất một trong ba: số nhà, tên thường gọi hoặc một dấu để nhận ra."),
        ({"number": "12/3A", "name": "Nhà bà Lan"}, "__all__", "Nhà “12/3A, Nhà bà Lan” đã có ở ngõ này."),
        ({"number": "9" * 41}, "number", "Dài quá: nhiều nhất 40 chữ, đang là 41."),
    ],
)
def test_a_door_that_cannot_be_is_told(hoa, world, said, field, sentence):
    response = hoa.post(at("new-door", world.ngo_45.pk), said or {"number": ""})
    assert errors_of(response)[field] == [sentence]
    assert Household.unscoped.filter(alley=world.ngo_45).count() == 3


def test_somebody_behind_a_door_is_added_with_or_without_a_name(hoa, world):
    path = at("new-resident", world.door_7.pk)
    hoa.post(path, {"name": "Trần Văn Thuận", "gender": "M", "birth_year": "1950"})
    hoa.post(path, {"gender": "F"})
    rows = Resident.unscoped.filter(household=world.door_7).values_list("name", "gender", "birth_year")
    assert set(rows) == {("Trần Văn Thuận", "M", 1950), ("", "F", None)}
    assert "không ghi tên" in words(hoa.get(at("door", world.door_7.pk)))


@pytest.mark.parametrize("said", [{"gender": ""}, {"name": "  ", "birth_year": ""}])
def test_somebody_of_whom_nothing_is_said_is_not_written_down(hoa, world, said):
    response = hoa.post(at("new-resident", world.door_7.pk), said)
    sentence = "Xin ghi ít nhất một điều: họ tên, giới tính hoặc năm sinh. Chưa biết gì thì chưa cần ghi người này."
    assert errors_of(response) == {"__all__": [sentence]}
    assert sentence in words(response)
    assert not Resident.unscoped.filter(household=world.door_7).exists()


@pytest.mark.parametrize(("year", "sentence"), [
    ("1899", "Năm sinh phải từ 1906 đến 2026."),
    ("2027", "Năm sinh phải từ 1906 đến 2026."),
    ("năm mươi", "Xin ghi bằng chữ số."),
])  # fmt: skip
def test_a_birth_year_that_cannot_be_is_told_at_its_field(hoa, world, year, sentence):
    response = hoa.post(at("new-resident", world.door_7.pk), {"birth_year": year})
    assert errors_of(response) == {"birth_year": [sentence]}
    assert not Resident.unscoped.filter(household=world.door_7).exists()


@pytest.mark.parametrize("asked", ["ba lan", "BÀ LAN", "12/3a", "tram y te", "đặng thị lan", "dang lan"])
def test_a_door_is_found_by_its_number_its_sign_or_who_lives_there(hoa, world, asked):
    said = words(hoa.get(at("group", world.tra_khe_3.pk), {"q": asked}))
    assert "Tìm thấy 1 nhà" in said
    assert "Số 12/3A, Nhà bà Lan" in said


def test_nothing_of_another_group_is_found(hoa, world):
    said = words(hoa.get(at("group", world.tra_khe_3.pk), {"q": "Lân"}))
    assert "Nhà ông Lân" not in said
    said = words(hoa.get(at("group", world.tra_khe_3.pk), {"q": "không có ai"}))
    assert "Tìm thấy 0 nhà" in said
    assert "Thử ít chữ hơn, hoặc chỉ số nhà." in said


def test_a_group_found_from_its_team_and_back(hoa, world):
    page = hoa.get(at("group", world.tra_khe_3.pk)).content.decode()
    assert f'href="{at("team", world.team.pk)}"' in page


def test_forgetting_asks_first_and_then_nothing_is_left_but_the_counts(hoa, world):
    path = at("forgetting", world.lan.pk)
    said = words(hoa.get(path))
    assert "Xóa thông tin của Đặng Thị Lan?" in said
    assert "không lấy lại được" in said
    assert "tên trong danh sách của một quyết định đã ký về các tổ, tên ở đó vẫn còn" in said
    assert Resident.unscoped.get(pk=world.lan.pk).name == "Đặng Thị Lan"
    response = hoa.post(path, follow=True)
    said = words(response)
    assert "Đã xóa thông tin của người này." in said
    assert "Chưa ghi ai." in said
    assert "Tìm thấy 0 nhà" in words(hoa.get(at("group", world.tra_khe_3.pk), {"q": "đặng thị"}))
    assert "Số 12/3A, Nhà bà Lan đối diện trạm y tế 0" in words(hoa.get(at("alley", world.ngo_45.pk)))
    assert hoa.get(path).status_code == 404


def test_the_lists_ask_the_database_no_more_for_more_rows(hoa, world):
    numbers = iter(range(100, 200))

    def add_one() -> None:
        alley = add_alley(world.tra_khe_3, f"Ngõ {next(numbers)}", by=world.hoa)
        for where in (alley, world.ngo_45):
            door = add_household(where, NewDoor(f"{next(numbers)}", "Nhà bà Na"), by=world.hoa)
            add_resident(door, by=world.hoa, name="Lê Thị Na")
            record_visits([Report(door.pk, door.pk, "talked", world.hoa.pk, clock.now())])

    pages = [at("group", world.tra_khe_3.pk), at("group", world.tra_khe_3.pk) + "?q=na", at("alley", world.ngo_45.pk)]
    for page in pages:
        assert_same_queries(lambda page=page: hoa.get(page), add_one)
