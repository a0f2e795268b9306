"""Which rule holds where: the ward's own choice, the city's, the usual one; and the page where it is chosen."""

from datetime import timedelta

import pytest

from canhtay.core import clock
from canhtay.core.history import MACHINE
from canhtay.core.models import Event
from canhtay.core.problems import Problem
from canhtay.people.actions import add_person, grant_role
from canhtay.people.models import Person, RoleGrant
from canhtay.places.paths import path_at
from canhtay.places.reform.moving import move_groups
from canhtay.places.reform.undoing import undo_reform
from canhtay.teams.actions import appoint
from canhtay.teams.choosing_rules import choose_rule
from canhtay.teams.composition import chosen_at, rule_for
from canhtay.teams.models import RuleChosen, Standing
from canhtay.teams.tests.test_standing import fresh, stored
from testkit.office import office_of, words
from testkit.queries import assert_same_queries
from testkit.world import SATURDAY

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R2")]


@pytest.fixture
def city(world):
    return path_at(world.hung_dao)[-1]


@pytest.fixture
def hanh(city) -> Person:
    """Of the city's steering committee."""
    hanh = add_person("Lê Thị Hạnh", by=MACHINE)
    grant_role(hanh, RoleGrant.Role.CITY, city, by=MACHINE)
    return hanh


def test_the_wards_choice_comes_before_the_citys_and_that_before_the_usual_one(world, city, hanh):
    assert rule_for(world.hung_dao).code == "hai-phong-2024"
    choose_rule(city, "chung-2022", by=hanh)
    choose_rule(world.duong_kinh, "hue-2025", by=world.quang)
    found = {place.name: rule_for(place).code for place in (world.hung_dao, world.duong_kinh, city)}
    assert found == {"Hưng Đạo": "chung-2022", "Dương Kinh": "hue-2025", "Hải Phòng": "chung-2022"}
    choose_rule(world.duong_kinh, "", by=world.quang)
    assert rule_for(world.duong_kinh).code == "chung-2022"


def test_the_teams_are_judged_anew_after_the_choice(world, city, hanh, run_jobs):
    choose_rule(city, "quang-nam-2022", by=hanh)
    run_jobs()
    assert set(Standing.objects.values_list("rule", flat=True)) == {"quang-nam-2022"}
    assert stored() == fresh()
    event = Event.objects.get(name="rule.chosen")
    assert (event.actor, event.place) == (str(hanh.pk), city.pk)
    assert event.details == {"rule": "quang-nam-2022", "since": "2026-11-28"}


def test_a_group_that_moves_comes_under_the_other_wards_rule_and_back_when_it_is_undone(world, run_jobs):
    choose_rule(world.duong_kinh, "chung-2022", by=world.quang)
    reform = move_groups([world.tra_khe_3], world.duong_kinh, day=clock.today(), by=world.mai)
    run_jobs()
    assert Standing.objects.get(team=world.team).rule == "chung-2022"
    undo_reform(reform, by=world.mai)
    run_jobs()
    assert Standing.objects.get(team=world.team).rule == "hai-phong-2024"


def test_what_was_followed_before_stays_on_record(world, stopped_at):
    choose_rule(world.hung_dao, "hue-2025", by=world.mai)
    stopped_at(SATURDAY + timedelta(days=7))
    choose_rule(world.hung_dao, "chung-2022", by=world.mai)
    assert rule_for(world.hung_dao, clock.today() - timedelta(days=1)).code == "hue-2025"
    assert [(row.rule, row.valid_until) for row in RuleChosen.objects.order_by("pk")] == [
        ("hue-2025", clock.today() - timedelta(days=1)),
        ("chung-2022", None),
    ]


def test_a_choice_for_later_gives_way_to_one_for_today(world):
    choose_rule(world.hung_dao, "hue-2025", by=world.mai, since=clock.today() + timedelta(days=30))
    assert chosen_at(world.hung_dao) is None
    choose_rule(world.hung_dao, "chung-2022", by=world.mai)
    assert rule_for(world.hung_dao, clock.today() + timedelta(days=31)).code == "chung-2022"


def test_a_rule_that_is_not_in_force_is_refused(world):
    for rule in ("no-such-rule", "tuyen-quang-2025-xa"):
        with pytest.raises(Problem, match="không có hiệu lực"):
            choose_rule(world.hung_dao, rule, by=world.mai)


def test_the_page_says_which_rule_holds_and_how_many_teams_fit_each(world):
    said = words(office_of(world.mai).get(f"/places/{world.hung_dao.pk}/composition/"))
    assert "Phường Hưng Đạo đang theo: Hải Phòng: 8–10 người, bí thư chi bộ làm tổ trưởng." in said
    assert "0 trong 1 tổ đủ theo quy định này." in said
    assert "Công văn 793/BTTTT-THH ngày 5/3/2022" in said
    assert said.count("1/1 tổ đủ") == 2  # the general guidance and Tuyên Quang's bound of five


def test_an_officer_chooses_for_the_commune_and_takes_it_back(world):
    mai, page = office_of(world.mai), f"/places/{world.hung_dao.pk}/composition/"
    mai.post(page, {"rule": "hue-2025"})
    said = words(mai.get(page))
    assert "Do chính nơi này chọn, từ ngày 28/11/2026." in said
    assert "Thôi chọn riêng, theo cấp trên" in said
    mai.post(page, {"rule": ""})
    assert chosen_at(world.hung_dao) is None


def test_who_may_not_choose_reads_only_and_who_is_elsewhere_sees_nothing(world, city, hanh):
    page = f"/places/{world.hung_dao.pk}/composition/"
    reading = office_of(hanh)
    assert "Theo quy định này từ hôm nay" not in words(reading.get(page))
    assert reading.post(page, {"rule": "hue-2025"}).status_code == 404
    assert "Theo quy định này từ hôm nay" in words(reading.get(f"/places/{city.pk}/composition/"))
    for other in (world.quang, world.hoa):
        assert office_of(other).get(page).status_code == 404
    assert office_of(world.mai).get(f"/places/{city.pk}/composition/").status_code == 404
    assert not RuleChosen.objects.exists()


def test_more_members_cost_the_page_no_more_queries(world):
    mai, numbers = office_of(world.mai), iter(range(9))

    def add() -> None:
        appoint(world.team, add_person(f"Lê Na {next(numbers)}", by=world.mai), "member", by=world.mai)

    assert_same_queries(lambda: mai.get(f"/places/{world.hung_dao.pk}/composition/"), add)
