"""Why somebody left is for who runs the team; and what a grant that two teams share says of its last day."""

from datetime import date

import pytest
from django.apps import apps
from django.urls import reverse

from canhtay.core.history import MACHINE
from canhtay.core.models import Event
from canhtay.people.models import RoleGrant
from canhtay.teams.actions import appoint, found_team, leave
from canhtay.teams.committees import found_committee, seat, unseat
from canhtay.teams.models import Appointment, Committee, Leaving, Team
from testkit.aides import make_aides
from testkit.office import office_of, words

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R2")]
LAST = date(2026, 11, 20)


def said_to(reader, *pages: str) -> str:
    office = office_of(reader)
    return " ".join(words(office.get(page)) for page in pages)


def test_why_a_member_left_is_read_by_the_ward_alone(world):
    row = world.appointment_of(world.minh)
    leave(row, by=world.mai, because=Leaving.PRIVATE, note="nhà neo người", last_day=LAST)
    aides = make_aides(world)
    pages = [reverse("team", args=[world.team.pk]), reverse("person", args=[world.minh.pk])]
    assert said_to(world.mai, *pages).count("Việc riêng") == 2
    for reader in (world.hoa, world.thu, aides.na, aides.ngan, aides.binh, aides.kien, aides.dung):
        said = said_to(reader, *pages)
        assert "Trần Quang Minh" in said
        assert not [why for why in ("Việc riêng", "neo người", "Thôi vì") if why in said]


def test_why_somebody_left_a_committee_likewise(world):
    committee = found_committee(world.hung_dao, Committee.Kind.STEERING, by=MACHINE)
    unseat(seat(committee, world.thu, "head", by=world.mai, since=LAST), by=world.mai, because=Leaving.PRIVATE)
    page = reverse("committee", args=[committee.pk])
    assert "Việc riêng" in said_to(world.mai, page)
    for reader in (world.hoa, make_aides(world).binh):
        assert "Lê Thị Thu" in said_to(reader, page)
        assert "Việc riêng" not in said_to(reader, page)


def test_nobody_is_asked_about_health(world):
    asked = said_to(world.mai, reverse("leaving", args=[world.team.pk, world.minh.pk]))
    assert "Việc riêng" in asked
    assert "Sức khỏe" not in asked


def test_what_was_written_down_as_health_reads_as_a_private_matter(world):
    from importlib import import_module  # noqa: PLC0415 - a migration's name begins with a number

    row = world.appointment_of(world.minh)
    leave(row, by=world.mai, because="health", last_day=LAST)
    import_module("canhtay.teams.migrations.0010_states_and_reasons_of_before").say_nothing_of_health(apps, None)
    row.refresh_from_db()
    assert row.get_left_because_display() == "Việc riêng"
    assert Event.objects.get(name="team.left").details["because"] == "private"


def test_a_grant_that_two_teams_share_holds_to_the_last_of_them(world):
    beside = found_team(world.tra_khe_3, by=world.mai, kind=Team.Kind.PROJECT_06)
    here = world.appointment_of(world.minh)
    there = appoint(beside, world.minh, "member", by=world.mai, since=date(2026, 11, 1))
    assert here.grant == there.grant
    leave(here, by=world.mai, last_day=date(2026, 11, 28))
    there.refresh_from_db()
    leave(there, by=world.mai, last_day=date(2026, 11, 8))
    assert RoleGrant.objects.get(person=world.minh).valid_until == date(2026, 11, 28)


def test_a_place_entered_by_mistake_prolongs_nothing(world):
    beside = found_team(world.tra_khe_3, by=world.mai, kind=Team.Kind.PROJECT_06)
    slip = appoint(beside, world.minh, "member", by=world.mai, since=date(2026, 11, 28))
    leave(Appointment.objects.get(team=world.team, person=world.minh), by=world.mai, last_day=LAST)
    leave(Appointment.objects.get(pk=slip.pk), by=world.mai, because=Leaving.MISTAKE, last_day=date(2026, 11, 27))
    assert RoleGrant.objects.get(person=world.minh).valid_until == LAST
