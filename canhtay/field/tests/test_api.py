"""The phone's three endpoints as docs/sync.md tells them, through a phone in this process."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from django.db import OperationalError, connection, transaction

from canhtay.catalogue.actions import TERRITORY
from canhtay.core import ids
from canhtay.core.models import Event
from canhtay.people import devices
from canhtay.people.addressing import choose_address
from canhtay.people.models import Addressed, Device, Person
from canhtay.register.actions import NewDoor, add_household, add_households
from canhtay.sync.models import KeptCommand, Territory
from canhtay.teams.actions import leave
from testkit.phone import NoAnswer, Phone, Trouble
from testkit.queries import queries_of
from testkit.snapshots import full_copy
from testkit.world import SATURDAY

pytestmark = pytest.mark.mission("R9")


@pytest.fixture
def phone(world) -> Phone:
    """The one in this process; the neighbours' tests in this folder drive Chromium's."""
    return world.phone_of(world.hoa).sync()


def trouble(phone: Phone, endpoint: str, body) -> tuple[int, str]:
    with pytest.raises(Trouble) as caught:
        phone.ask(endpoint, body)
    assert caught.value.sentence
    return caught.value.status, caught.value.code


def device_of(phone: Phone) -> Device:
    return Device.objects.get(pk=phone.device)


# — Enrolling —


def test_a_phone_enrols_by_code_or_link_and_knows_its_member(world):
    by_code = world.phone_of().enrol(devices.show_digits(world.hoa, by=world.mai).code)
    by_link = Phone(by_code.client).enrol(devices.invite(world.minh, by=world.hoa).token)
    hoa = {"id": str(world.hoa.pk), "name": "Nguyễn Văn Hòa", "address": "bác", "role": "leader"}
    assert by_code.members == [hoa | {"addressed": "", "by_age": "bác"}]
    assert by_link.members[0]["address"] == "cháu"
    assert len(by_code.secret) >= 40
    assert by_code.secret != by_link.secret


def test_a_wrong_code_is_told_and_after_ten_the_door_is_closed(world):
    stranger = Phone(world.phone_of().client)
    body = {"code": "000000000", "device": {"name": "x"}}
    assert [trouble(stranger, "enrol", body) for _ in range(10)] == [(422, "wrong_code")] * 10
    assert trouble(stranger, "enrol", body) == (429, "too_many_tries")


def test_an_answer_lost_on_its_way_does_not_burn_the_code(world):
    digits, stranger = devices.show_digits(world.hoa, by=world.mai), Phone(world.phone_of().client)
    body = {"code": digits.code, "phone": "5f1c0d9e8b7a46532f1e0d9c8b7a6f5e", "device": {"name": "Samsung A04"}}
    stranger.lose_answer()
    with pytest.raises(NoAnswer):
        stranger.ask("enrol", body)
    told = stranger.ask("enrol", body)
    assert told["member"]["name"] == "Nguyễn Văn Hòa"
    stranger.device, stranger.secret = told["device"], told["secret"]
    assert [one["name"] for one in stranger.sync().members] == ["Nguyễn Văn Hòa"]
    assert trouble(Phone(stranger.client), "enrol", body) == (422, "wrong_code")
    assert Device.objects.count() == 1


def test_a_word_that_could_be_guessed_is_no_word(world):
    digits, stranger = devices.show_digits(world.hoa, by=world.mai), Phone(world.phone_of().client)
    body = {"code": digits.code, "phone": "123456", "device": {"name": "Samsung A04"}}
    stranger.ask("enrol", body)
    assert trouble(stranger, "enrol", body) == (422, "wrong_code")


def test_one_phone_serves_two_members_and_each_signs_the_own_visits(world):
    shared = world.phone_of(world.hoa, world.minh).sync()
    assert [one["name"] for one in shared.members] == ["Nguyễn Văn Hòa", "Trần Quang Minh"]
    shared.record_visit(world.door_7)
    shared.record_visit(world.door_21, by=str(world.minh.pk))
    shared.record_visit(world.lans_door, by=str(world.thu.pk))
    shared.sync()
    assert [one.get("code") for one in shared.answers.values()] == [None, None, "not_a_member_here"]
    assert [visit.by for door in (world.door_7, world.door_21) for visit in world.visits_to(door)] == [
        world.hoa, world.minh,
    ]  # fmt: skip


def test_a_revoked_phone_that_enrols_again_brings_its_work_with_the_right_days(world, phone, stopped_at):
    """Bác Hòa's phone was thought lost on Saturday evening and is found again on Monday, with a visit in it."""
    phone.offline().record_visit(world.door_7)
    devices.revoke(device_of(phone), by=world.mai)
    stopped_at(SATURDAY + timedelta(days=2))
    before = phone.device
    phone.online().enrol(devices.invite(world.hoa, by=world.mai).token)
    assert phone.device != before
    phone.sync()
    assert [visit.happened_at for visit in world.visits_to(world.door_7)] == [SATURDAY]


def test_a_phone_without_a_past_is_not_believed_about_one(world):
    phone = world.phone_of(world.hoa)
    phone.record_visit(world.door_7, at=SATURDAY - timedelta(days=3))
    phone.sync()
    assert [visit.happened_at for visit in world.visits_to(world.door_7)] == [SATURDAY]


# — How one is spoken to —


def choose(phone: Phone, addressed: str, *, by: str = "", member: str = "", at: datetime | None = None) -> str:
    """Into the outbox; returns the command's id."""
    key, by = str(ids.new()), by or phone.members[0]["id"]
    phone.write("choose_address", {"member": member or by, "addressed": addressed}, by=by, key=key, about="", at=at)
    return key


@pytest.mark.both_databases
@pytest.mark.mission("R8")
@pytest.mark.parametrize("addressed", ["", *Addressed.values])
def test_a_member_without_an_account_chooses_how_to_be_spoken_to(world, phone, run_jobs, addressed):
    neighbour = world.phone_of(world.minh).sync()
    choose(phone, addressed)
    phone.sync()
    said = addressed or "bác"
    assert (phone.members[0]["address"], phone.members[0]["addressed"]) == (said, addressed)
    line = Event.objects.get(name="person.address_chosen")
    assert (line.actor, line.place) == (str(world.hoa.pk), world.tra_khe_3.pk)
    run_jobs()
    told = {one["name"]: one["address"] for one in neighbour.sync().all("team")[0]["members"]}
    assert told["Nguyễn Văn Hòa"] == said


@pytest.mark.both_databases
def test_the_choice_made_last_holds_whatever_arrives_last(world, phone, stopped_at):
    """Bác Hòa chose on his phone without a network on Saturday; on Monday the ward wrote down another word, as he asked."""
    phone.offline()
    choose(phone, "chú")
    stopped_at(SATURDAY + timedelta(days=2))
    choose_address(Person.unscoped.get(pk=world.hoa.pk), "đồng chí", by=world.mai)
    phone.online().sync()
    assert [one["answer"] for one in phone.answers.values()] == ["applied"]
    assert phone.members[0]["address"] == "đồng chí"
    choose(phone, "bác", at=SATURDAY + timedelta(days=1))
    choose(phone, "anh")
    phone.sync()
    assert phone.members[0]["address"] == "anh"


def test_of_two_on_one_phone_each_chooses_for_himself(world):
    shared = world.phone_of(world.hoa, world.minh).sync()
    keys = [
        choose(shared, "chú"),
        choose(shared, "anh", by=str(world.minh.pk)),
        choose(shared, "cô", member=str(world.minh.pk)),
        choose(shared, "ngài"),
        choose(shared, "cô", by=str(world.thu.pk)),
    ]
    shared.sync()
    told = [shared.answers[key].get("code") for key in keys]
    assert told == [None, None, "not_a_member_here", "malformed", "not_a_member_here"]
    assert [one["address"] for one in shared.members] == ["chú", "anh"]


# — Who asks, and how —


@pytest.mark.parametrize("endpoint", ["feed", "commands"])
def test_without_a_believed_secret_nothing_is_said(world, phone, endpoint):
    body = {"holds": {}, "commands": []}
    stranger = Phone(phone.client)
    assert trouble(stranger, endpoint, body) == (401, "unknown_device")
    for device, secret in ((phone.device, "wrong"), ("x", "y"), ("", phone.secret), (str(ids.new()), phone.secret)):
        stranger.device, stranger.secret = device, secret
        assert trouble(stranger, endpoint, body) == (401, "unknown_device")
    devices.revoke(device_of(phone), by=world.mai)
    assert trouble(phone, endpoint, body) == (401, "unknown_device")


def test_a_revoked_phone_keeps_its_outbox(world, phone):
    phone.record_visit(world.door_7)
    devices.revoke(device_of(phone), by=world.mai)
    with pytest.raises(Trouble):
        phone.sync()
    assert len(phone.outbox) == 1
    assert phone.all("household")


@pytest.mark.parametrize("endpoint", ["enrol", "feed", "commands"])
def test_an_old_program_is_told_to_load_the_new_one(phone, endpoint):
    for protocol in (0, 2, None, "1"):
        assert trouble(phone, endpoint, json.dumps({"protocol": protocol})) == (426, "old_protocol")


@pytest.mark.parametrize("body", ["", "{", "[]", '"x"', "null", '{"protocol":1,"a":"\\udc00"}', "[" * 50_000, "\x00"])
def test_what_is_no_message_is_unreadable(phone, body):
    assert trouble(phone, "feed", body) == (400, "unreadable_body")


@pytest.mark.parametrize(
    ("endpoint", "body"),
    [
        ("feed", {}), ("feed", {"holds": {"x": 1}}), ("feed", {"holds": {str(TERRITORY): -1}}), ("feed", {"holds": []}),
        ("commands", {}), ("commands", {"commands": {}}), ("commands", {"commands": [], "left": -1}),
        ("commands", {"commands": [{}]}), ("enrol", {}), ("enrol", {"code": 7, "device": {}}),
        ("enrol", {"code": "1", "device": {"name": "x" * 61}}),
    ],
)  # fmt: skip
def test_what_lacks_a_part_is_malformed(phone, endpoint, body):
    assert trouble(phone, endpoint, body) == (422, "malformed")


def test_what_is_too_large_is_refused_whole_and_what_just_fits_is_taken(world, phone):
    for _ in range(201):
        phone.record_visit(world.door_7, "nobody")
    with pytest.raises(Trouble) as caught:
        phone.push(most=201)
    assert (caught.value.status, caught.value.code) == (413, "too_large")
    assert not KeptCommand.objects.exists()
    assert trouble(phone, "commands", {"commands": [], "more": "x" * 1_000_000}) == (413, "too_large")
    phone.sync()
    assert {one["answer"] for one in phone.answers.values()} == {"applied"}
    assert len(world.visits_to(world.door_7)) == 201


def test_unknown_fields_break_nothing(world, phone):
    told = phone.ask("feed", {"holds": phone.held.cursors, "mood": "vui", "tomorrow": {"deep": [1]}})
    assert set(told) == {"now", "members", "territories", "lost"}
    phone.record_visit(world.door_7)
    phone.outbox[0] |= {"battery": 41}
    phone.outbox[0]["args"] |= {"weather": "mưa"}
    phone.sync()
    assert len(world.visits_to(world.door_7)) == 1


def test_the_sentence_comes_in_the_language_that_was_asked_for(phone, settings, tmp_path):
    catalogue = Catalog(locale="en")
    catalogue.add("Máy chủ không đọc được lần gửi này.", "The server cannot read this message.")
    (tmp_path / "en" / "LC_MESSAGES").mkdir(parents=True)
    with (tmp_path / "en" / "LC_MESSAGES" / "django.mo").open("wb") as file:
        write_mo(file, catalogue)
    settings.LOCALE_PATHS = [tmp_path]
    sentences = []
    for phone.language in ("vi", "en", "en-GB,en;q=0.8", "fr"):
        with pytest.raises(Trouble) as caught:
            phone.ask("feed", "{")
        sentences.append(caught.value.sentence)
    vietnamese, english = "Máy chủ không đọc được lần gửi này.", "The server cannot read this message."
    assert sentences == [vietnamese, english, english, vietnamese]


def test_every_answer_carries_the_servers_clock(world, phone, stopped_at):
    moment = SATURDAY + timedelta(minutes=3, milliseconds=120)
    stopped_at(moment)
    assert phone.ask("feed", {"holds": {}})["now"] == "2026-11-28T12:33:00.120Z"
    phone.clock_wrong_by = timedelta(days=-400)
    with pytest.raises(Trouble):
        phone.ask("feed", "{")
    assert phone.now() == moment  # learned from the trouble's answer, too


def test_only_post_is_answered(phone):
    assert phone.client.get("/m/api/feed").status_code == 405


# — Offline, and back —


@pytest.mark.both_databases
def test_an_evening_without_network_arrives_whole_and_once(world, phone, run_jobs):
    run_jobs()
    phone.sync().offline()
    phone.record_visit(world.lans_door, helped=[(world.lan, "vneid", "activated")], note="Bà tự làm được")
    phone.record_visit(world.door_7, "not_now", come_back_on=datetime(2026, 12, 5, tzinfo=UTC).date())
    with pytest.raises(NoAnswer):
        phone.sync()
    phone.online().lose_answer()
    with pytest.raises(NoAnswer):
        phone.sync()
    assert len(phone.outbox) == 2  # the server has them, the phone does not know
    phone.sync()
    assert [one["answer"] for one in phone.answers.values()] == ["repeated", "repeated"]
    assert [len(world.visits_to(door)) for door in world.doors] == [1, 1, 0]
    lans = phone.sees("household", world.lans_door.pk)
    assert lans["last_visit"] == {"outcome": "talked", "on": "2026-11-28", "by": "Nguyễn Văn Hòa"}
    assert lans["residents"][0]["steps"] == {"vneid": "activated"}
    due = {one["household"]: (one["kind"], one["due_on"]) for one in phone.all("reason")}
    assert due[str(world.door_7.pk)] in {("come_back", "2026-12-05"), ("never_opened", "2026-11-28")}
    assert str(world.lans_door.pk) not in due
    (team,) = phone.all("team")
    assert team["counts"] == {"households": 3, "opened": 1, "visits": 2}


@pytest.mark.both_databases
def test_a_year_slow_clock_dates_nothing_before_the_phone_was_empty(world, phone):
    phone.clock_wrong_by = timedelta(days=-365)  # moved by hand after the last contact
    phone.record_visit(world.door_7)
    phone.sync()
    (visit,) = world.visits_to(world.door_7)
    assert visit.happened_at == device_of(phone).enrolled_at


@pytest.mark.both_databases
def test_the_moment_of_the_empty_outbox_moves_only_when_nothing_is_left(world, phone, stopped_at):
    for minutes in (1, 2):
        stopped_at(SATURDAY + timedelta(minutes=minutes))
        phone.record_visit(world.door_7, "nobody")
    phone.push(most=1)
    assert device_of(phone).drained_at == SATURDAY
    phone.push()
    assert device_of(phone).drained_at == SATURDAY + timedelta(minutes=2)


@pytest.mark.both_databases
def test_who_saw_the_other_ones_word_beats_it_with_a_slow_clock(world, phone):
    """Bác Thu's phone is three hours slow, but she had read what bác Hòa wrote; cháu Minh had not."""
    vneid = "vneid"
    phone.record_visit(world.lans_door, helped=[(world.lan, vneid, "installed")])
    unaware = world.phone_of(world.minh).sync()
    phone.sync()
    aware = world.phone_of(world.thu).sync()
    for one, step in ((unaware, "knows"), (aware, "activated")):
        one.record_visit(world.lans_door, helped=[(world.lan, vneid, step)], at=SATURDAY - timedelta(hours=3))
        one.sync()
    assert aware.sees("household", world.lans_door.pk)["residents"][0]["steps"] == {vneid: "activated"}


@pytest.mark.both_databases
def test_what_was_seen_elsewhere_is_no_knowledge_of_this_place(world, phone):
    """A cursor counts in its own territory only: the catalogue's number says nothing of these doors."""
    phone.record_visit(world.lans_door, helped=[(world.lan, "vneid", "activated")])
    phone.sync()
    other = world.phone_of(world.minh).sync()
    other.record_visit(world.lans_door, helped=[(world.lan, "vneid", "knows")], at=SATURDAY - timedelta(hours=1))
    Device.objects.update(drained_at=SATURDAY - timedelta(hours=2))
    other.outbox[0]["saw"] = {"territory": str(TERRITORY), "seq": 1000}
    other.sync()
    assert other.sees("household", world.lans_door.pk)["residents"][0]["steps"] == {"vneid": "activated"}


@pytest.mark.both_databases
@pytest.mark.mission("R1")
def test_who_leaves_loses_the_doors_but_not_what_was_done(world, run_jobs):
    minh = world.phone_of(world.minh).sync()
    minh.offline().record_visit(world.door_7)
    leave(world.appointment_of(world.minh), by=world.hoa)
    minh.online().sync()
    assert [one["answer"] for one in minh.answers.values()] == ["applied"]
    assert [kind for _, kind, _ in minh.held.objects if kind != "service"] == []
    assert set(minh.held.cursors) == {str(TERRITORY)}
    assert len(world.visits_to(world.door_7)) == 1


@pytest.mark.both_databases
def test_after_a_restore_from_an_old_copy_the_phone_begins_anew(world, phone):
    copied = Territory.objects.get(pk=world.tra_khe_3.territory_id).seq
    with transaction.atomic():
        lost = add_household(world.ngo_45, NewDoor("99"), by=world.hoa)
        phone.sync()
        assert phone.sees("household", lost.pk)
        transaction.set_rollback(True)
    assert Territory.objects.get(pk=world.tra_khe_3.territory_id).seq == copied
    phone.sync()
    assert phone.sees("household", lost.pk) is None
    assert phone.held == full_copy(phone)


@pytest.mark.both_databases
def test_a_register_of_a_thousand_doors_comes_in_pages(world, phone):
    add_households(world.ngo_45, [NewDoor(str(n)) for n in range(1000, 2000)], by=world.hoa)
    answers = []
    phone.held.cursors.pop(str(world.tra_khe_3.territory_id))
    while not answers or any(one["more"] for one in answers[-1]["territories"]):
        answers.append(phone.ask("feed", {"holds": phone.held.cursors}))
        phone.held.take(answers[-1])
    assert len(answers) == 3
    assert len(phone.all("household")) == 1003
    assert phone.held == full_copy(phone)


# — What it costs —


@pytest.mark.both_databases
def test_an_idle_poll_is_few_queries_whatever_the_phone_holds(world, phone):
    idle = queries_of(phone.sync)
    assert len(idle) == 7, idle
    add_households(world.ngo_45, [NewDoor(str(n)) for n in range(1000, 1100)], by=world.hoa)
    phone.sync()
    assert len(queries_of(phone.sync)) == 7


@pytest.mark.both_databases
def test_the_database_away_is_an_error_of_the_server_and_the_phone_keeps_everything(world, phone):
    phone.record_visit(world.door_7)
    with transaction.atomic():
        with pytest.raises(Trouble) as caught, database_away():
            phone.sync()
        assert caught.value.status == 500
        assert len(phone.outbox) == 1
    phone.sync()
    assert len(world.visits_to(world.door_7)) == 1


def database_away():
    """Every write of a command finds the database gone."""

    def gone(execute, sql, params, many, context):
        if "sync_keptcommand" in sql:
            raise OperationalError("the server closed the connection")
        return execute(sql, params, many, context)

    return connection.execute_wrapper(gone)
