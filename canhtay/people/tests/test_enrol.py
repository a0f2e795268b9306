"""A phone enrols by six digits or a link, once, within a day; from then on it is believed by its secret."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.apps import apps

from canhtay.core.models import Event
from canhtay.core.problems import Problem
from canhtay.people import devices
from canhtay.people.models import Device, Invitation, Person, WrongTry
from testkit.world import SATURDAY

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R2")]


def enrol(key: str, source: str = "1.2.3.4", **how) -> devices.Enrolment:
    return devices.enrol(key, device_name="Samsung A04", source=source, **how)


def refusal(key: str, **how) -> str:
    with pytest.raises(Problem) as trouble:
        enrol(key, **how)
    return trouble.value.kind.code


def read_out(person: Person, by: Person) -> str:
    return devices.show_digits(person, by=by).code


def others_than(*codes: str) -> Iterator[str]:
    return (f"{n:06}" for n in range(1_000_000) if f"{n:06}" not in codes)


def test_six_digits_or_the_link_lead_to_the_same_member(world):
    by_code = enrol(read_out(world.hoa, world.mai))
    by_link = enrol(devices.invite(world.hoa, by=world.mai).token)
    assert by_code.person == by_link.person == world.hoa
    assert by_code.device != by_link.device
    assert list(by_code.device.members.all()) == [world.hoa]
    assert devices.believed(str(by_code.device.pk), by_code.secret) == by_code.device


def test_an_invitation_opens_one_phone_only_by_link_or_digits(world):
    link, code = devices.invite(world.hoa, by=world.mai), read_out(world.hoa, world.mai)
    enrol(code)
    assert refusal(code) == refusal(link.token) == "wrong_code"
    link, code = devices.invite(world.minh, by=world.mai), read_out(world.minh, world.mai)
    enrol(link.token)
    assert refusal(code) == refusal(link.token) == "wrong_code"
    assert Device.objects.count() == 2


def test_a_link_holds_for_a_day(world, stopped_at):
    link = devices.invite(world.hoa, by=world.mai)
    stopped_at(SATURDAY + timedelta(days=1))
    assert refusal(link.token) == "wrong_code"
    assert Device.objects.count() == 0


def test_digits_hold_half_an_hour_and_can_be_read_out_again_while_the_link_goes_on(world, stopped_at):
    link, code = devices.invite(world.hoa, by=world.mai), read_out(world.hoa, world.mai)
    stopped_at(SATURDAY + timedelta(minutes=30))
    assert refusal(code) == "wrong_code"
    again = devices.show_digits(world.hoa, by=world.mai)
    assert again.good_until == SATURDAY + timedelta(minutes=60)
    assert Invitation.objects.count() == 1
    assert enrol(again.code).person == world.hoa
    assert refusal(link.token) == "wrong_code"


def test_digits_never_outlive_the_invitation(world, stopped_at):
    link = devices.invite(world.hoa, by=world.mai)
    stopped_at(link.good_until - timedelta(minutes=5))
    assert devices.show_digits(world.hoa, by=world.mai).good_until == link.good_until


def test_new_ones_end_those_given_before(world):
    before, after = (devices.invite(world.hoa, by=world.mai) for _ in range(2))
    assert refusal(before.token) == "wrong_code"
    first, second = (read_out(world.hoa, world.mai) for _ in range(2))
    assert refusal(first) == "wrong_code"
    assert enrol(second).person == world.hoa
    assert refusal(after.token) == "wrong_code"


def test_an_invitation_has_no_digits_until_somebody_asks(world):
    devices.invite(world.hoa, by=world.mai)
    assert Invitation.objects.get().code_digest == ""


# — Guessing —


def test_ten_wrong_tries_close_the_door_for_an_hour_even_to_the_right_digits_but_not_to_the_link(world, stopped_at):
    link, code = devices.invite(world.hoa, by=world.mai), read_out(world.hoa, world.mai)
    wrong = next(others_than(code))
    assert [refusal(wrong) for _ in range(10)] == ["wrong_code"] * 10
    assert [refusal(code) for _ in range(2)] == ["too_many_tries"] * 2
    assert Device.objects.count() == 0
    assert WrongTry.objects.count() == 10
    assert enrol(link.token).person == world.hoa
    stopped_at(SATURDAY + timedelta(minutes=61))
    assert enrol(read_out(world.hoa, world.mai)).person == world.hoa
    assert WrongTry.objects.count() == 0  # the addresses, even as digests, are gone after their hour


def test_a_stranger_who_guesses_does_not_lock_out_the_others(world):
    for _ in range(10):
        refusal("000000000", source="6.6.6.6")
    assert enrol(read_out(world.hoa, world.mai), source="1.2.3.4").person == world.hoa


def test_from_fifty_addresses_twenty_five_guesses_an_hour_are_looked_at_and_the_link_goes_on(world, stopped_at):
    link, code = devices.invite(world.hoa, by=world.mai), read_out(world.hoa, world.mai)
    guesses = others_than(code)
    said = [refusal(next(guesses), source=f"203.0.113.{n}") for n in range(50) for _ in range(10)]
    assert said == ["wrong_code"] * 25 + ["digits_shut"] * 475
    assert refusal(code) == "digits_shut"
    with pytest.raises(Problem) as trouble:
        read_out(world.hoa, world.mai)
    assert "soi hình" in trouble.value.sentence
    assert enrol(link.token).person == world.hoa
    stopped_at(SATURDAY + timedelta(minutes=61))
    assert enrol(read_out(world.minh, world.mai)).person == world.minh


def test_a_wrong_token_stands_before_no_limit_and_fills_none(world):
    assert {refusal("x" * 32) for _ in range(30)} == {"wrong_code"}
    assert WrongTry.objects.count() == 0


def test_however_many_are_invited_forty_digits_are_open(world):
    people = Person.unscoped.bulk_create(Person(name=f"Người {n}").derive() for n in range(60))
    for person in people:
        devices.invite(person, by=world.mai)
    codes = [read_out(person, world.mai) for person in people[:40]]
    assert len(set(codes)) == 40
    with pytest.raises(Problem) as trouble:
        read_out(people[40], world.mai)
    assert trouble.value.kind.code == "no_digits_left"
    again = read_out(people[0], world.mai)  # instead of the ones before
    enrol(again)
    assert enrol(read_out(people[40], world.mai)).person == people[40]


def test_nothing_is_nobodys_code(world):
    assert refusal("") == refusal("   ") == "wrong_code"


def test_a_second_member_joins_the_phone_and_its_secret_stays(world):
    first = enrol(devices.invite(world.hoa, by=world.mai).token)
    second = enrol(devices.invite(world.minh, by=world.mai).token, device=first.device)
    assert second.secret is None
    assert second.device == first.device
    assert set(first.device.members.all()) == {world.hoa, world.minh}
    assert devices.believed(str(first.device.pk), first.secret) == first.device


def test_a_revoked_phone_is_believed_no_more(world):
    enrolment = enrol(devices.invite(world.hoa, by=world.mai).token)
    devices.revoke(enrolment.device, by=world.mai)
    for device, secret in (
        (str(enrolment.device.pk), enrolment.secret),
        (str(enrolment.device.pk), "wrong"),
        ("no-uuid", enrolment.secret),
        (str(world.hoa.pk), enrolment.secret),
    ):
        with pytest.raises(Problem) as trouble:
            devices.believed(device, secret)
        assert trouble.value.kind.code == "unknown_device"


def test_what_opens_a_phone_is_never_stored(world):
    link, code = devices.invite(world.hoa, by=world.mai), read_out(world.hoa, world.mai)
    enrolment = enrol(code)
    stored = [repr(row) for model in apps.get_models() for row in model._base_manager.values().iterator()]
    for secret in (code, link.token, enrolment.secret):
        assert not [row for row in stored if f"'{secret}'" in row or (len(secret) > 6 and secret in row)]
    assert not [row for row in stored if "1.2.3.4" in row]


def test_each_step_leaves_its_line(world):
    enrolment = enrol(devices.invite(world.hoa, by=world.mai).token)
    devices.revoke(enrolment.device, by=world.mai)
    lines = Event.objects.filter(name__startswith="device.").order_by("pk").values_list("name", "subject", "actor")
    hoa, mai = str(world.hoa.pk), str(world.mai.pk)
    assert list(lines) == [
        ("device.invited", f"person:{hoa}", mai),
        ("device.enrolled", f"person:{hoa}", hoa),
        ("device.revoked", f"device:{enrolment.device.pk}", mai),
    ]


def test_the_moment_with_nothing_waiting_is_kept_and_contacts_only_by_the_minute(world, stopped_at):
    device = enrol(devices.invite(world.hoa, by=world.mai).token).device
    assert device.drained_at == SATURDAY
    devices.heard_from(device)
    stopped_at(SATURDAY + timedelta(seconds=30))
    devices.heard_from(device)
    stopped_at(SATURDAY + timedelta(seconds=45))
    devices.heard_from(device, left=3)
    device.refresh_from_db()
    assert (device.last_contact_at, device.drained_at) == (SATURDAY, SATURDAY)
    devices.heard_from(device, left=0)
    device.refresh_from_db()
    assert device.drained_at == SATURDAY + timedelta(seconds=45)


# — The answer was lost on its way —

OWN_WORD = "5f1c0d9e8b7a46532f1e0d9c8b7a6f5e"


def test_the_phone_whose_answer_was_lost_asks_once_more_with_the_same_code(world):
    code = read_out(world.hoa, world.mai)
    lost = enrol(code, phone=OWN_WORD)
    again = enrol(code, phone=OWN_WORD)
    assert (again.device, again.person) == (lost.device, world.hoa)
    assert devices.believed(str(again.device.pk), again.secret) == again.device
    with pytest.raises(Problem):
        devices.believed(str(lost.device.pk), lost.secret)  # nobody holds it
    assert Device.objects.count() == 1
    assert WrongTry.objects.count() == 0


def test_whoever_else_has_seen_the_code_gets_nothing_by_it(world):
    code = read_out(world.hoa, world.mai)
    enrol(code, phone=OWN_WORD)
    assert refusal(code) == refusal(code, phone="f" * 32) == "wrong_code"
    assert Device.objects.count() == 1


def test_a_phone_that_said_no_word_of_its_own_cannot_ask_again(world):
    code = read_out(world.hoa, world.mai)
    enrol(code)
    assert refusal(code) == refusal(code, phone=OWN_WORD) == "wrong_code"


def test_once_it_has_spoken_the_code_is_used_up(world):
    code = read_out(world.hoa, world.mai)
    enrolment = enrol(code, phone=OWN_WORD)
    devices.heard_from(devices.believed(str(enrolment.device.pk), enrolment.secret))
    assert refusal(code, phone=OWN_WORD) == "wrong_code"
    assert devices.believed(str(enrolment.device.pk), enrolment.secret) == enrolment.device


def test_nor_after_its_day_after_new_keys_or_when_it_was_revoked(world, stopped_at):
    code = read_out(world.hoa, world.mai)
    enrolment = enrol(code, phone=OWN_WORD)
    devices.revoke(enrolment.device, by=world.mai)
    assert refusal(code, phone=OWN_WORD) == "wrong_code"
    first = devices.invite(world.minh, by=world.mai)
    enrol(first.token, phone=OWN_WORD)
    second = devices.invite(world.minh, by=world.mai)
    assert refusal(first.token, phone=OWN_WORD) == "wrong_code"
    enrol(second.token, phone=OWN_WORD)
    stopped_at(SATURDAY + timedelta(days=1))
    assert refusal(second.token, phone=OWN_WORD) == "wrong_code"


def test_a_second_member_whose_answer_was_lost_is_on_the_phone_already(world):
    first = enrol(devices.invite(world.hoa, by=world.mai).token, phone=OWN_WORD)
    code = read_out(world.minh, world.mai)
    for _ in range(2):
        assert enrol(code, device=first.device).secret is None
    assert set(first.device.members.all()) == {world.hoa, world.minh}
    assert devices.believed(str(first.device.pk), first.secret) == first.device
