"""The list of groups that wait for a side."""

from datetime import date

import pytest
from django.urls import reverse

from canhtay.core.models import Event
from canhtay.people.actions import add_person
from canhtay.people.scope import groups_visible_to, groups_with_doors_for
from canhtay.places.models import Place, Reform, SideAsked
from canhtay.places.official import LAST_BEFORE
from canhtay.places.paths import path_at
from canhtay.places.queries import commune_by_code
from canhtay.places.reform.sides import choose_sides
from canhtay.register.actions import NewDoor, add_alley, add_household
from canhtay.teams.actions import appoint, found_team
from testkit.aides import make_aides
from testkit.office import office_of, words
from testkit.places import open_group
from testkit.queries import assert_same_queries

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R1")]


def old_group(world, name: str) -> Place:
    ward = commune_by_code("11689", LAST_BEFORE)
    return open_group(ward, name, label="Tổ dân phố", by=world.mai, since=date(2024, 6, 1))


def test_where_nothing_waits_it_says_what_would(world):
    assert "Không có tổ nào đợi" in words(office_of(world.mai).get(reverse("sides")))


def test_both_sides_and_the_city_see_who_waits_with_its_former_ward_and_team(world):
    group = old_group(world, "Phấn Dũng 1")
    found_team(group, by=world.mai, since=date(2024, 6, 1))
    for person in (world.mai, world.quang, make_aides(world).dung):
        said = words(office_of(person).get(reverse("sides")))
        assert "Phường Anh Dũng cũ: 1 tổ đợi" in said
        assert "Tổ dân phố Phấn Dũng 1 Tổ có 0 người, chưa có tổ trưởng" in said
        assert "Các tổ đã đánh dấu về đâu? Về Phường Dương Kinh Về Phường Hưng Đạo" in said
        assert "Tổ này đang đợi chọn bên." in words(office_of(person).get(reverse("unit", args=[group.pk])))


def marked(answer) -> int:
    return answer.content.decode().count(" checked")


def test_groups_are_marked_and_sent_to_one_side(world):
    one, two, three = (old_group(world, f"Phấn Dũng {n}") for n in (1, 2, 3))
    office, url = office_of(world.mai), reverse("sides")
    seen = words(office.post(url, {"group": [one.pk], "side": world.duong_kinh.pk}))
    assert "1 tổ về Phường Dương Kinh" in seen
    assert "2 tổ về Phường Hưng Đạo" in words(
        office.post(url, {"group": [two.pk, three.pk], "side": world.hung_dao.pk})
    )
    assert not Reform.objects.exists()
    office.post(url, {"group": [two.pk, three.pk], "side": world.duong_kinh.pk, "sure": "1", "paper": "NQ 1669"})
    assert (Reform.objects.get().place, Reform.objects.get().paper) == (world.duong_kinh, "NQ 1669")
    assert path_at(three)[1] == world.duong_kinh
    assert path_at(one) == [one]
    assert marked(office.get(url)) == 1, "the only one that waits"


def test_twenty_two_groups_are_marked_by_one_link_and_written_in_one_whole_sentence(world):
    """Two groups of one name that stand in Hưng Đạo already are no news; that one of another's name comes is."""
    groups = [old_group(world, f"Phấn Dũng {n}") for n in range(1, 23)]
    for name in ("Trà Khê 5", "Phấn Dũng 7"):
        open_group(world.hung_dao, name, label="Tổ dân phố", by=world.mai)
    da_phuc = commune_by_code("11683", LAST_BEFORE)
    open_group(da_phuc, "Trà Khê 5", label="Tổ dân phố", by=world.mai, since=date(2024, 6, 1))
    office, url = office_of(world.quang), reverse("sides")
    page = office.get(url)
    assert "Đánh dấu cả 22 tổ" in words(page) and marked(page) == 0
    assert page.content.decode().count('name="side"') == 2
    assert marked(office.get(url, {"all": path_at(groups[0], LAST_BEFORE)[1].pk})) == 22

    said = {"group": [group.pk for group in groups], "side": world.hung_dao.pk}
    sentence = "Chọn bên: 22 tổ của phường Anh Dũng cũ → Phường Hưng Đạo"
    seen = words(office.post(url, said))
    assert f"22 tổ về Phường Hưng Đạo {sentence}." in seen
    assert seen.count("nên đổi tên sau đó") == 1
    assert "Phường Hưng Đạo sẽ có hơn một Tổ dân phố Phấn Dũng 7" in seen
    assert "22 tổ dân phố, thôn trong đó Tổ dân phố Phấn Dũng 1 Tổ dân phố Phấn Dũng 2" in seen
    assert f"Đã ghi. {sentence}. Hoàn lại" in words(office.post(url, {**said, "sure": "1"}, follow=True))
    listed = words(office.get(reverse("reforms")))
    assert f"{sentence} Những tổ nào : {sentence} Tổ dân phố Phấn Dũng 1" in listed
    assert f"{sentence}, từ 01/07/2025." in words(
        office.get(reverse("undo-reform", args=[Reform.objects.get(kind="side").pk]))
    )


def say(world, person, group, side, **more) -> str:
    said = {"group": [group.pk], "side": side.pk, "sure": "1", **more}
    return words(office_of(person).post(reverse("sides"), said, follow=True))


def test_nobody_takes_a_group_alone_but_asks_and_the_other_side_gives(world):
    group = old_group(world, "Phấn Dũng 1")
    door = add_household(add_alley(group, "Ngõ 45", by=world.mai), NewDoor("1"), by=world.mai)
    told = say(world, world.quang, group, world.duong_kinh, paper="NQ 1669")
    assert "Đã ghi lời xin nhận 1 tổ về Phường Dương Kinh." in told and path_at(group) == [group]
    assert office_of(world.quang).get(reverse("door", args=[door.pk])).status_code == 404
    asked = "Phường Dương Kinh xin nhận, ngày 28/11/2026, NQ 1669."
    for person in (world.mai, world.quang, make_aides(world).dung):
        assert asked in words(office_of(person).get(reverse("sides")))
    assert "(Dương Kinh xin nhận)" in words(office_of(world.mai).get(reverse("handover")))
    assert "Rút lời xin" not in words(office_of(world.mai).get(reverse("sides")))
    assert not Reform.objects.exists()

    say(world, world.quang, group, world.duong_kinh)  # asked again: nothing more
    assert SideAsked.objects.count() == 1
    assert "Đã ghi." in say(world, world.mai, group, world.duong_kinh)
    assert path_at(group)[1] == world.duong_kinh
    assert office_of(world.quang).get(reverse("door", args=[door.pk])).status_code == 200
    recorded = Event.objects.filter(name__in=("places.side_asked", "places.reformed")).order_by("pk")
    assert list(recorded.values_list("name", "actor")) == [
        ("places.side_asked", str(world.quang.pk)),
        ("places.reformed", str(world.mai.pk)),
    ]


def test_what_was_asked_for_is_taken_back_by_who_asked_alone(world):
    group = old_group(world, "Phấn Dũng 1")
    say(world, world.quang, group, world.duong_kinh)
    asked = SideAsked.objects.get()
    for person, key in ((world.mai, asked.pk), (world.quang, "x")):
        assert office_of(person).post(reverse("sides"), {"withdraw": key}).status_code == 404
    quang = office_of(world.quang)
    assert "Đã rút lời xin nhận." in words(quang.post(reverse("sides"), {"withdraw": asked.pk}, follow=True))
    assert "xin nhận, ngày" not in words(quang.get(reverse("sides")))
    asked.refresh_from_db()
    assert asked.ended_by == str(world.quang.pk)
    assert Event.objects.get(name="places.side_asking_ended").details == {
        "side": "Phường Dương Kinh",
        "group": "Tổ dân phố Phấn Dũng 1",
    }


def test_the_city_settles_it_and_either_side_takes_a_choice_back(world):
    group, city = old_group(world, "Phấn Dũng 1"), make_aides(world).dung
    for person, commune in ((world.quang, world.duong_kinh), (world.mai, world.hung_dao)):
        say(world, person, group, commune)
    assert SideAsked.objects.count() == 2 and path_at(group) == [group]
    say(world, city, group, world.hung_dao)
    assert path_at(group)[1] == world.hung_dao
    for person in (world.quang, world.mai):
        reform = Reform.objects.get(undone_at=None)
        assert office_of(person).post(reverse("undo-reform", args=[reform.pk])).status_code == 302
        assert path_at(group) == [group]
        say(world, city, group, world.duong_kinh)


def test_who_may_give_says_yes_in_one_press_and_only_who_asked_takes_it_back(world):
    group, city = old_group(world, "Phấn Dũng 1"), make_aides(world).dung
    say(world, world.quang, group, world.duong_kinh, paper="NQ 1669")
    asked, url, yes = SideAsked.objects.get(), reverse("sides"), "Đồng ý: về Phường Dương Kinh"
    for person, sees, takes_back in ((world.mai, True, False), (city, True, False), (world.quang, False, True)):
        said = words(office_of(person).get(url))
        assert (yes in said, "Rút lời xin" in said) == (sees, takes_back), person
    for person, what in ((world.quang, {"agree": asked.pk}), (city, {"withdraw": asked.pk}), (city, {"agree": "x"})):
        assert office_of(person).post(url, what).status_code == 404
    assert path_at(group) == [group]
    done = words(office_of(city).post(url, {"agree": asked.pk}, follow=True))
    assert "Đã ghi. Chọn bên: Tổ dân phố Phấn Dũng 1 → Phường Dương Kinh. Hoàn lại" in done
    assert path_at(group)[1] == world.duong_kinh and Reform.objects.get().paper == "NQ 1669"
    assert office_of(city).post(url, {"agree": asked.pk}).status_code == 404


def test_one_yes_answers_all_that_a_side_asks_for(world):
    groups = [old_group(world, f"Phấn Dũng {n}") for n in (1, 2, 3)]
    said = {"group": [group.pk for group in groups], "side": world.duong_kinh.pk, "sure": "1"}
    office_of(world.quang).post(reverse("sides"), said)
    mai = office_of(world.mai)
    assert "Đồng ý cả 3 tổ: về Phường Dương Kinh" in words(mai.get(reverse("sides")))
    mai.post(reverse("sides"), {"agree": ",".join(str(row.pk) for row in SideAsked.objects.all())})
    assert {path_at(group)[1] for group in groups} == {world.duong_kinh}
    assert Reform.objects.get().sentence == "Chọn bên: 3 tổ về Phường Dương Kinh: Phấn Dũng 1, 2, 3"


def test_first_pages_say_whose_word_is_awaited(world):
    groups, city = [old_group(world, f"Phấn Dũng {n}") for n in (1, 2, 3)], make_aides(world).dung
    said = {"group": [group.pk for group in groups[:2]], "side": world.duong_kinh.pk, "sure": "1"}
    office_of(world.quang).post(reverse("sides"), said)
    asked, theirs, rest = "1 lời xin nhận tổ đợi thành phố", "2 tổ bên kia xin nhận", "1 tổ của phường cũ đợi chọn bên"
    at_city = words(office_of(city).get("/"))
    assert asked in at_city and "1 tổ dân phố chưa chọn bên" in at_city
    at_mais, at_quangs = words(office_of(world.mai).get("/")), words(office_of(world.quang).get("/"))
    assert theirs in at_mais and rest in at_mais and "đợi bên kia trả lời" not in at_mais
    assert "2 tổ đợi bên kia trả lời" in at_quangs and rest in at_quangs and "xin nhận" not in at_quangs


def test_nothing_chosen_or_a_place_that_is_no_side_is_answered_with_what_to_do(world):
    group, office, url = old_group(world, "Phấn Dũng 1"), office_of(world.mai), reverse("sides")
    for said in (
        {"side": world.hung_dao.pk},
        {"group": [group.pk]},
        {"group": [group.pk], "side": "9" * 30},
        {"one": f"{group.pk}-{world.hung_dao.pk}"},
    ):
        assert "Xin đánh dấu ít nhất một tổ" in words(office.post(url, {**said, "sure": "1"}))
    assert not Reform.objects.exists()


def test_who_was_overtaken_is_told_and_writes_nothing_twice(world):
    group = old_group(world, "Phấn Dũng 1")
    say(world, world.quang, group, world.hung_dao)
    assert "Xin đánh dấu ít nhất một tổ" in say(world, world.mai, group, world.duong_kinh)
    assert path_at(group)[1] == world.hung_dao
    assert Reform.objects.count() == 1


def test_the_list_asks_as_often_for_many_as_for_one(world):
    office = office_of(world.mai)
    assert_same_queries(
        lambda: office.get(reverse("sides")),
        lambda: found_team(old_group(world, f"Phấn Dũng {Place.objects.count()}"), by=world.mai),
    )


def test_a_waiting_team_is_read_on_both_sides_and_written_on_neither(world):
    """Bà Tâm leads the team of Phấn Dũng 1, of which nobody has said on which side it fell."""
    group, since = old_group(world, "Phấn Dũng 1"), date(2024, 6, 1)
    team, tam = found_team(group, by=world.mai, since=since), add_person("Vũ Thị Tâm", by=world.mai, phone="0987654321")
    row = appoint(team, tam, "leader", by=world.mai, since=since)
    add_household(add_alley(group, "Ngõ 3", by=tam), NewDoor("8"), by=tam)
    aides = make_aides(world)
    for person in (world.mai, world.quang, aides.dung):
        office = office_of(person)
        answer = office.get(reverse("team", args=[team.pk]))
        said = words(answer)
        assert "Tổ này đợi chọn bên." in said and "Vũ Thị Tâm" in said
        assert f'href="{reverse("sides")}"' in answer.content.decode()
        assert not [
            hidden for hidden in ("0987654321", "Thêm người", "Buổi cố định", "Ngõ, nhà của tổ") if hidden in said
        ]
        assert "Phấn Dũng 1" in words(office.get(reverse("teams")))
        assert "Vũ Thị Tâm" in words(office.get(reverse("roster")))
        assert "0987654321" not in words(office.get(reverse("roster")))
        assert "0987654321" not in words(office.get(reverse("person", args=[tam.pk])))
        for name, keys in (
            ("new-member", [team.pk]),
            ("change-membership", [team.pk, tam.pk]),
            ("leaving", [team.pk, tam.pk]),
            ("invitation", [team.pk, tam.pk]),
            ("coming-back", [row.pk]),
            ("slot", [team.pk]),
            ("group", [group.pk]),
            ("correct-person", [tam.pk]),
            ("skills", [tam.pk]),
            ("hours", [tam.pk]),
            ("form-of-address", [tam.pk]),
        ):
            assert office.post(reverse(name, args=keys)).status_code in (404, 405), name
    for person in (world.hoa, world.son):
        assert office_of(person).get(reverse("team", args=[team.pk])).status_code == 404

    choose_sides({group: world.hung_dao}, by=world.mai)
    assert "0987654321" in words(office_of(world.mai).get(reverse("team", args=[team.pk])))
    assert office_of(world.quang).get(reverse("team", args=[team.pk])).status_code == 404


def test_a_group_is_seen_on_both_sides_only_while_it_waits_and_its_doors_on_neither(world):
    group = old_group(world, "Phấn Dũng 1")
    assert group in groups_visible_to(world.mai) and group in groups_visible_to(world.quang)
    assert group not in groups_with_doors_for(world.mai) and group not in groups_visible_to(world.hoa)
    choose_sides({group: world.duong_kinh}, by=world.quang)
    assert group in groups_visible_to(world.quang) and group not in groups_visible_to(world.mai)


def test_pages_of_teams_ask_no_more_for_more_waiting_groups(world):
    office, names = office_of(world.mai), iter(range(1, 100))
    office.get(reverse("roster"))  # notes once a day who looked
    office.get(reverse("teams"))

    def one_more() -> None:
        found_team(old_group(world, f"Phấn Dũng {next(names)}"), by=world.mai, since=date(2024, 6, 1))

    assert_same_queries(lambda: office.get(reverse("teams")), one_more)
    assert_same_queries(lambda: office.get(reverse("roster")), one_more)
