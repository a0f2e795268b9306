"""Two groups of one name in a ward, brought along by a merger, are told apart wherever their teams are listed."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.urls import reverse

from canhtay.core.history import MACHINE
from canhtay.people import devices
from canhtay.people.actions import add_person
from canhtay.places.reform.merging import merge_communes
from canhtay.teams.actions import appoint, found_team
from testkit.office import office_of, words
from testkit.places import open_group
from testkit.world import FOUNDED

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R2")]


@pytest.fixture
def merged(world):
    """Dương Kinh had a Trà Khê 3 of its own; since the 20th both lie in Hưng Đạo."""
    group = open_group(world.duong_kinh, "Trà Khê 3", label="Tổ dân phố", by=MACHINE, since=FOUNDED.date())
    team = found_team(group, by=MACHINE, since=FOUNDED.date())
    loan = add_person("Nguyễn Thị Loan", by=MACHINE)
    appoint(team, loan, "leader", by=MACHINE, since=FOUNDED.date())
    for person in (world.hoa, loan):
        devices.enrol(devices.invite(person, by=MACHINE).token, device_name="Máy", source="test")
    merge_communes([world.duong_kinh], world.hung_dao, day=date(2026, 11, 20), by=MACHINE)
    return team


def column(world, address: str, title: str, **asked: str) -> set[str]:
    answer = office_of(world.mai).get(reverse(address), {"export": "csv", **asked})
    heads, *rows = csv.reader(StringIO(answer.getvalue().decode("utf-8-sig")))
    return {row[heads.index(title)] for row in rows}


@pytest.mark.parametrize("address", ["teams", "roster", "phones"])
def test_whichever_came_from_elsewhere_says_from_where(world, merged, address):
    assert {"Trà Khê 3", "Trà Khê 3 (Dương Kinh cũ)"} <= column(world, address, "Tổ")
    page = words(office_of(world.mai).get(reverse(address)))
    assert "Trà Khê 3 (Dương Kinh cũ)" in page
    assert "Hòa Nghĩa 1 (" not in page


def test_before_that_day_there_was_nothing_to_tell_apart(world, merged):
    assert column(world, "teams", "Tổ", day="2026-11-19") == {"Trà Khê 3", "Hòa Nghĩa 1"}


def test_among_the_teams_a_decision_may_name(world, merged):
    page = words(office_of(world.mai).get(reverse("new-decision-teams", args=[world.hung_dao.pk, "found"])))
    assert "Tổ dân phố Trà Khê 3 (Dương Kinh cũ) – Tổ công nghệ số cộng đồng" in page
