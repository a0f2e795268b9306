"""Committees: founded, filled, left, ended; nothing overwritten; seen from below and from above, never sideways."""

from datetime import date, timedelta

import pytest

from canhtay.core import clock
from canhtay.core.history import MACHINE
from canhtay.core.models import Event
from canhtay.core.problems import Problem
from canhtay.people.actions import add_person, grant_role
from canhtay.people.models import RoleGrant
from canhtay.places.paths import path_at
from canhtay.teams.committees import (
    committees_run_by,
    committees_visible_to,
    end_committee,
    found_committee,
    past_seats_of,
    seat,
    seats_of,
    unseat,
)
from canhtay.teams.models import Committee, Decision, Seat

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R2")]


@pytest.fixture
def committee(world) -> Committee:
    return found_committee(world.hung_dao, Committee.Kind.STEERING, by=world.mai)


def names(seats) -> list[tuple[str, str]]:
    return [(row.person.given_name, row.role) for row in seats]


def test_a_committee_is_named_after_its_place_and_leaves_its_line(world):
    decision = Decision.objects.create(place=world.hung_dao, number="05/QĐ-UBND", decided_on=date(2026, 11, 20))
    committee = found_committee(world.hung_dao, "steering", by=world.mai, decision=decision)
    assert committee.name == "Ban Chỉ đạo chuyển đổi số phường Hưng Đạo"
    event = Event.objects.get(name="committee.founded")
    assert (event.actor, event.place, event.details["decision"]) == (str(world.mai.pk), world.hung_dao.pk, "05/QĐ-UBND")


def test_a_place_has_one_committee_of_a_kind_at_a_time(world, committee):
    with pytest.raises(Problem, match="Phường Hưng Đạo đã có một ban loại này"):
        found_committee(world.hung_dao, "steering", by=world.mai)
    found_committee(world.hung_dao, "project06", by=world.mai)
    end_committee(committee, by=world.mai)
    again = found_committee(world.hung_dao, "steering", by=world.mai)
    assert again.pk != committee.pk


def test_a_residential_group_has_no_committee(world):
    with pytest.raises(Problem, match="không ở Tổ dân phố Trà Khê 3"):
        found_committee(world.tra_khe_3, "steering", by=world.mai)


def test_seats_stand_by_role_and_then_by_given_name(world, committee):
    for person, role in [(world.thu, "member"), (world.minh, "member"), (world.mai, "standing"), (world.hoa, "head")]:
        seat(committee, person, role, by=world.mai)
    expected = [("Hòa", "head"), ("Mai", "standing"), ("Minh", "member"), ("Thu", "member")]
    assert names(seats_of(committee)) == expected
    with pytest.raises(Problem, match="Lê Thị Thu đang ở trong ban này rồi"):
        seat(committee, world.thu, "deputy", by=world.mai)


def test_who_leaves_stays_in_the_past_with_the_reason(world, committee):
    monday = clock.today() - timedelta(days=5)
    row = seat(committee, world.hoa, "head", by=world.mai, post="Chủ tịch UBND phường", since=monday)
    unseat(row, by=world.mai, because="office")
    seat(committee, world.hoa, "member", by=world.mai)
    assert names(seats_of(committee)) == [("Hòa", "member")]
    assert names(seats_of(committee, monday)) == [("Hòa", "head")]
    assert [(one.post, one.left_because) for one in past_seats_of(committee)] == [("Chủ tịch UBND phường", "office")]
    assert Event.objects.get(name="committee.unseated").details == {
        "person": str(world.hoa.pk), "role": "head", "because": "office", "until": "2026-11-27",
    }  # fmt: skip


def test_a_slip_mended_the_same_day_was_never_in_force(world, committee):
    unseat(seat(committee, world.hoa, "head", by=world.mai), by=world.mai, because="mistake")
    assert (names(seats_of(committee)), names(past_seats_of(committee))) == ([], [])
    with pytest.raises(Problem, match="ngày cuối phải từ hôm ấy trở đi"):
        row = seat(committee, world.hoa, "head", by=world.mai)
        unseat(row, by=world.mai, last_day=clock.today() - timedelta(days=2))


def test_a_committee_ends_with_all_its_seats(world, committee):
    week_ago = clock.today() - timedelta(days=7)
    Committee.objects.update(valid_from=week_ago)
    committee.refresh_from_db()
    seat(committee, world.hoa, "head", by=world.mai, since=week_ago)
    seat(committee, world.thu, "member", by=world.mai)
    end_committee(committee, by=world.mai)
    assert not Seat.objects.filter(valid_until=None).exists()
    assert names(past_seats_of(committee)) == [("Hòa", "head")]
    assert names(seats_of(committee, week_ago)) == [("Hòa", "head")]


def test_seen_from_below_and_from_above_and_not_from_next_door(world, committee):
    city = path_at(world.hung_dao)[-1]
    above = found_committee(city, "steering", by=MACHINE)
    hanh, vinh = (add_person(name, by=MACHINE) for name in ("Lê Thị Hạnh", "Hoàng Đức Vinh"))
    grant_role(hanh, RoleGrant.Role.CITY, city, by=MACHINE)
    seen = {person.given_name: set(committees_visible_to(person)) for person in (*world.cast, hanh, vinh)}
    both = {committee, above}
    assert seen == {
        "Mai": both, "Hòa": both, "Thu": both, "Minh": both, "Hạnh": both,
        "Quang": {above}, "Sơn": {above}, "Vinh": set(),
    }  # fmt: skip


def test_the_city_fills_its_own_committee_and_the_ward_its_own(world, committee):
    city = path_at(world.hung_dao)[-1]
    above = found_committee(city, "steering", by=MACHINE)
    hanh = add_person("Lê Thị Hạnh", by=MACHINE)
    grant_role(hanh, RoleGrant.Role.CITY, city, by=MACHINE)
    runs = {person.given_name: list(committees_run_by(person)) for person in (*world.cast, hanh)}
    assert runs == {"Mai": [committee], "Hạnh": [above], "Hòa": [], "Thu": [], "Minh": [], "Quang": [], "Sơn": []}
