"""A synthetic city: as many as were asked for, the same each time, and as the verbs would have left it."""

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse

from canhtay.core import clock, counts, facts, history, ids, search
from canhtay.core.indicators import REGISTRY
from canhtay.core.models import Event
from canhtay.home.world.city import FACT, UNFINISHED, made_by, make_city
from canhtay.home.world.order import Order, apportioned
from canhtay.people import devices
from canhtay.people.models import Account, Person, RoleGrant
from canhtay.people.scope import groups_visible_to, groups_with_doors_for
from canhtay.places.models import Place, Placement
from canhtay.places.queries import groups_of
from canhtay.places.successions import sides_of
from canhtay.register.actions import DOOR
from canhtay.register.models import Alley, Household, Resident
from canhtay.rounds.actions import record_visits
from canhtay.rounds.deciding import Helped, Report
from canhtay.rounds.models import Visit, VisitReason
from canhtay.sync.answers import DONE
from canhtay.sync.models import Change, Territory
from canhtay.teams.models import Standing, Team
from canhtay.teams.standing import judged
from testkit.jobs import run_jobs
from testkit.laid_again import laid_again
from testkit.office import office_of, words
from testkit.phone import Phone
from testkit.snapshots import assert_feed_equals_snapshot
from testkit.world import SATURDAY, World, make_world

TODAY = date(2026, 11, 28)
THREE = Order(teams=3, households=61, seed=7, today=TODAY)

pytestmark = pytest.mark.both_databases


@pytest.fixture
def city(reference: None, stopped_at: Any) -> Order:
    stopped_at(SATURDAY)
    laid_again(make_city, THREE)
    return THREE


def holder_of(role: str) -> Person:
    """Of a role in the city, the first who holds it; a leader of a team that keeps its hour."""
    rows = RoleGrant.objects.filter(role=role, valid_until=None).order_by("pk")
    if role in {"leader", "deputy", "member"}:
        rows = rows.filter(place__teams__slots__isnull=False)
    if role in {"officer", "party"}:
        rows = rows.filter(place__contains__place__kind=Place.Kind.GROUP)
    return rows.select_related("person")[0].person


def test_as_many_as_were_asked_for_with_three_people_a_door(city: Order) -> None:
    assert (Team.objects.count(), Household.unscoped.count(), Resident.unscoped.count()) == (3, 61, 183)
    assert Place.objects.filter(kind=Place.Kind.COMMUNE, valid_until=None, teams=None).exists()
    officers = RoleGrant.objects.filter(role="officer", valid_until=None)
    assert officers.count() == officers.filter(person__account__is_active=True).count() == 114


@pytest.mark.parametrize("indicator", ["households", "residents", "visits", "doors_opened"])
def test_every_figure_is_what_a_recount_finds(city: Order, indicator: str) -> None:
    assert counts.stored(indicator) == counts.recounted(indicator)
    assert indicator in REGISTRY
    assert sum(counts.stored(indicator).values()) > 0


def test_the_same_order_gives_the_same_rows(reference: None, stopped_at: Any) -> None:
    stopped_at(SATURDAY)
    first = made_and_unmade(THREE)
    assert made_and_unmade(THREE) == first
    other = made_and_unmade(Order(teams=3, households=61, seed=8, today=TODAY))
    assert not {row[0] for row in other["visits"]} & {row[0] for row in first["visits"]}


def made_and_unmade(order: Order) -> dict[str, list[Any]]:
    with transaction.atomic():
        make_city(order)
        rows: dict[str, list[Any]] = {
            "people": list(Person.unscoped.order_by("pk").values_list("pk", "name", "birth_year", "phone_digest")),
            "doors": list(Household.unscoped.order_by("pk").values_list("pk", "alley__name", "number", "added_on")),
            "visits": list(Visit.unscoped.order_by("pk").values_list("pk", "outcome", "happened_at", "by")),
            "grants": list(RoleGrant.objects.order_by("pk").values_list("person", "role", "valid_from")),
            "events": list(Event.objects.order_by("pk").values_list("name", "subject", "details", "happened_at")),
        }
        transaction.set_rollback(True)
    return rows


def test_every_line_of_the_history_was_declared_with_its_fields(city: Order) -> None:
    for name, details in Event.objects.values_list("name", "details"):
        assert details.keys() <= history.REGISTRY[name].fields, name


def test_the_verbs_and_the_bulk_leave_the_same_kinds_of_rows(reference: None, stopped_at: Any) -> None:
    """The cast lives through an evening of every kind; what then is in any table is in the city's too."""
    stopped_at(SATURDAY)
    by_verbs = kinds_left_by(lambda: live_an_evening(make_world()))
    by_bulk = kinds_left_by(lambda: make_city(THREE))
    assert by_verbs - by_bulk == {(table,) for table in SENT_OR_QUEUED}


# Nobody's phone has sent anything to a city made in bulk, and no job was queued for it.
SENT_OR_QUEUED = {"core_job", "sync_keptcommand", "sync_receipt"}


def kinds_left_by(work: Callable[[], object]) -> set[tuple[str, ...]]:
    with transaction.atomic():
        work()
        found = {kind for model in apps.get_models(include_auto_created=True) for kind in _kinds(model)}
        transaction.set_rollback(True)
    return found


def _kinds(model: Any) -> set[tuple[str, ...]]:
    """Of each table what tells its rows apart: an event's name and fields, a change's kind, a reason's, a place's."""
    table, rows = model._meta.db_table, model._base_manager.all()
    if model is Event:
        return {(table, name, *sorted(details)) for name, details in rows.values_list("name", "details")}
    columns = [name for name in ("kind", "indicator", "gone") if name in {f.name for f in model._meta.fields}]
    if columns:
        return {(table, *map(str, values)) for values in rows.values_list(*columns).distinct()}
    return {(table,)} if rows.exists() else set()


def live_an_evening(world: World) -> None:
    door, lan = world.lans_door, world.lan
    phone = world.phone_of(world.hoa)
    next_week = TODAY + timedelta(weeks=1)
    phone.record_visit(world.door_7, "not_now", come_back_on=next_week)
    phone.record_visit(door, "talked", helped=[(lan, "vneid", "installed")])
    phone.sync()
    run_jobs()


def test_a_team_is_judged_as_it_would_be_tonight(city: Order) -> None:
    teams = list(Team.objects.values_list("pk", flat=True))
    tonight = {row.team_id: (row.members, row.fits, row.findings) for row in judged(teams)}
    kept = {row.team_id: (row.members, row.fits, row.findings) for row in Standing.objects.all()}
    assert kept == tonight
    assert len(kept) == 3


def test_each_role_reaches_what_it_should(city: Order) -> None:
    groups = Place.objects.filter(teams__isnull=False)
    for role in ("city", "trainer", "officer", "party"):
        assert groups_visible_to(holder_of(role)).filter(pk__in=groups).count() == 3, role
    officer, leader = holder_of("officer"), holder_of("leader")
    assert groups_with_doors_for(officer).filter(pk__in=groups).count() == 3
    assert groups_visible_to(leader).count() == 1
    assert not groups_with_doors_for(holder_of("city")).exists()
    district = RoleGrant.objects.filter(role="district").first()
    assert district is None or not groups_visible_to(district.person_id).exists()


def test_pages_of_the_city_open(city: Order) -> None:
    officer = office_of(holder_of("officer"))
    door = Household.unscoped.filter(visits__isnull=False).order_by("pk")[0]
    team = Team.objects.get(group=door.group)
    pages: dict[str, list[Any]] = {
        "home": [],
        "teams": [],
        "team": [team.pk],
        "group": [door.group_id],
        "door": [door.pk],
    }
    for name, keys in pages.items():
        assert officer.get(reverse(name, args=keys)).status_code == 200, name
    said: Any = officer.get(reverse("teams"))
    assert team.group.name in words(said)
    found = search.find(DOOR, f"{door.number.split('/')[0]} {door.alley.name}", [door.group_id])
    assert str(door.pk) in found


def test_a_phone_enrols_takes_all_and_goes_on_from_there(city: Order) -> None:
    leader, officer = holder_of("leader"), holder_of("officer")
    phone = Phone(Client(raise_request_exception=False)).enrol(devices.invite(leader, by=officer).token).sync()
    group = groups_visible_to(leader).get()
    assert len(phone.all("household")) == Household.unscoped.filter(group=group).count()
    assert len(phone.all("alley")) == Alley.unscoped.filter(group=group).count()
    assert len(phone.all("reason")) == VisitReason.objects.filter(household__group=group, ended_at=None).count()
    assert [told["name"] for told in phone.all("team")] == [group.name]
    door = Household.unscoped.filter(group=group, opening=None).first() or Household.unscoped.filter(group=group)[0]
    assert_feed_equals_snapshot(phone, lambda: visit(door, leader))
    assert counts.stored("visits") == counts.recounted("visits")
    assert counts.stored("doors_opened") == counts.recounted("doors_opened")


def visit(door: Household, by: Person) -> None:
    lives_there = door.residents.all()[0]
    helped = (Helped(lives_there.pk, "vneid", "alone"),)
    told = record_visits([Report(ids.new(), door.pk, "talked", by.pk, clock.now(), helped=helped)])
    assert told == [DONE]


def test_no_number_of_a_territory_is_left_out_or_given_twice(city: Order) -> None:
    for territory in Territory.objects.exclude(seq=0):
        told = sorted(Change.objects.filter(territory=territory).values_list("seq", flat=True))
        assert told == list(range(1, territory.seq + 1))


def test_some_groups_are_older_than_their_commune_and_some_wait_for_a_side(reference: None, stopped_at: Any) -> None:
    stopped_at(SATURDAY)
    make_city(Order(teams=120, households=0, seed=3, today=TODAY))
    groups = Place.objects.filter(kind=Place.Kind.GROUP)
    older = groups.filter(valid_from__lt=date(2025, 7, 1), teams__isnull=False)
    assert 30 < older.count() < 110
    group = older[0]
    then, now = Placement.objects.filter(place=group).order_by("valid_from").values_list("parent", flat=True)
    assert group in groups_of(Place.objects.get(pk=then), date(2025, 6, 30))
    assert group in groups_of(Place.objects.get(pk=now))
    waiting = groups.filter(teams=None)
    assert waiting.exists()
    assert all(len(sides_of(one)) > 1 for one in waiting)
    fits = Standing.objects.values_list("fits", flat=True)
    assert {True, False} == set(fits)


def test_shares_sum_to_the_whole() -> None:
    assert apportioned(10, [1, 1, 1]) == [4, 3, 3]
    assert apportioned(3790, [0.5, 1.5, 0, 1]) == [632, 1895, 0, 1263]
    assert apportioned(0, [1.0, 2.0]) == [0, 0]


def test_the_command_never_touches_a_database_with_real_people(world: World) -> None:
    with pytest.raises(CommandError, match="người thật"):
        call_command("make_world", teams=3, households=10, seed=1, today=TODAY, stdout=StringIO())
    with pytest.raises(CommandError, match="người thật"):
        call_command("make_world", teams=3, households=10, seed=1, today=TODAY, fresh=True, stdout=StringIO())
    assert Person.unscoped.count() == len(world.cast)
    assert made_by() == ""


def test_asked_for_again_the_same_city_stands_and_another_is_not_put_beside_it(city: Order) -> None:
    out, people = StringIO(), Person.unscoped.count()
    call_command("make_world", teams=3, households=61, seed=7, today=TODAY, stdout=out)
    assert "đã có sẵn" in out.getvalue()
    with pytest.raises(CommandError, match="--fresh"):
        call_command("make_world", teams=4, households=61, seed=7, today=TODAY, stdout=out)
    assert Person.unscoped.count() == people


@pytest.mark.django_db(transaction=True)
def test_one_that_was_broken_off_is_cleared_and_made_anew(reference: None, stopped_at: Any) -> None:
    stopped_at(SATURDAY)
    make_city(THREE)
    facts.put(FACT, UNFINISHED)
    out = StringIO()
    call_command("make_world", teams=2, households=5, seed=1, today=TODAY, fresh=True, stdout=out)
    assert (Team.objects.count(), Household.unscoped.count()) == (2, 5)
    assert made_by() == "2 5 1 2026-11-28 31"
    assert "can-bo." in out.getvalue()
    assert Account.objects.filter(username="ban-chi-dao1").exists()
