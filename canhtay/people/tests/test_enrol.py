"""A phone enrols by six digits or a link, once, within a day; from then on it is believed by its secret."""

from datetime import timedelta

import pytest
from django.apps import apps

from canhtay.core.models import Event
from canhtay.core.problems import Problem
from canhtay.people import devices
from canhtay.people.models import Device, WrongTry
from testkit.world import SATURDAY

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R2")]


def enrol(key: str, source: str = "1.2.3.4", **how) -> devices.Enrolment:
    return devices.enrol(key, device_name="Samsung A04", source=source, **how)


def refusal(key: str, **how) -> str:
    with pytest.raises(Problem) as trouble:
        enrol(key, **how)
    return trouble.value.kind.code


def test_six_digits_or_the_link_lead_to_the_same_member(world):
    by_code = enrol(devices.invite(world.hoa, by=world.mai).code)
    by_link = enrol(devices.invite(world.hoa, by=world.mai).token)
    assert by_code.person == by_link.person == world.hoa
    assert by_code.device != by_link.device
    assert list(by_code.device.members.all()) == [world.hoa]
    assert devices.believed(str(by_code.device.pk), by_code.secret) == by_code.device


def test_a_key_opens_one_phone_only(world):
    keys = devices.invite(world.hoa, by=world.mai)
    enrol(keys.code)
    assert refusal(keys.code) == refusal(keys.token) == "wrong_code"
    assert Device.objects.count() == 1


def test_a_key_holds_for_a_day(world, stopped_at):
    keys = devices.invite(world.hoa, by=world.mai)
    stopped_at(SATURDAY + timedelta(days=1))
    assert refusal(keys.code) == "wrong_code"
    assert Device.objects.count() == 0


def test_new_keys_end_those_given_before(world):
    before, after = (devices.invite(world.hoa, by=world.mai) for _ in range(2))
    assert refusal(before.code) == "wrong_code"
    assert enrol(after.code).person == world.hoa


def test_ten_wrong_tries_close_the_door_for_an_hour_even_to_the_right_code(world, stopped_at):
    keys = devices.invite(world.hoa, by=world.mai)
    wrong = "000000" if keys.code != "000000" else "000001"
    assert [refusal(wrong) for _ in range(10)] == ["wrong_code"] * 10
    assert refusal(keys.code) == "too_many_tries"
    assert Device.objects.count() == 0
    assert WrongTry.objects.count() == 10
    stopped_at(SATURDAY + timedelta(minutes=61))
    assert enrol(keys.code).person == world.hoa
    assert WrongTry.objects.count() == 0  # the addresses, even as digests, are gone after their hour


def test_a_stranger_who_guesses_does_not_lock_out_the_others(world):
    for _ in range(10):
        refusal("000000000", source="6.6.6.6")
    assert enrol(devices.invite(world.hoa, by=world.mai).code, source="1.2.3.4").person == world.hoa


def test_nothing_is_nobodys_code(world):
    assert refusal("") == refusal("   ") == "wrong_code"


def test_a_second_member_joins_the_phone_and_its_secret_stays(world):
    first = enrol(devices.invite(world.hoa, by=world.mai).code)
    second = enrol(devices.invite(world.minh, by=world.mai).code, device=first.device)
    assert second.secret is None
    assert second.device == first.device
    assert set(first.device.members.all()) == {world.hoa, world.minh}
    assert devices.believed(str(first.device.pk), first.secret) == first.device


def test_a_revoked_phone_is_believed_no_more(world):
    enrolment = enrol(devices.invite(world.hoa, by=world.mai).code)
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
    keys = devices.invite(world.hoa, by=world.mai)
    enrolment = enrol(keys.code)
    stored = [repr(row) for model in apps.get_models() for row in model._base_manager.values().iterator()]
    for secret in (keys.code, keys.token, enrolment.secret):
        assert not [row for row in stored if f"'{secret}'" in row or (len(secret) > 6 and secret in row)]
    assert not [row for row in stored if "1.2.3.4" in row]


def test_each_step_leaves_its_line(world):
    enrolment = enrol(devices.invite(world.hoa, by=world.mai).code)
    devices.revoke(enrolment.device, by=world.mai)
    lines = Event.objects.filter(name__startswith="device.").order_by("pk").values_list("name", "subject", "actor")
    hoa, mai = str(world.hoa.pk), str(world.mai.pk)
    assert list(lines) == [
        ("device.invited", f"person:{hoa}", mai),
        ("device.enrolled", f"person:{hoa}", hoa),
        ("device.revoked", f"device:{enrolment.device.pk}", mai),
    ]


def test_the_moment_with_nothing_waiting_is_kept_and_contacts_only_by_the_minute(world, stopped_at):
    device = enrol(devices.invite(world.hoa, by=world.mai).code).device
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
    keys = devices.invite(world.hoa, by=world.mai)
    lost = enrol(keys.code, phone=OWN_WORD)
    again = enrol(keys.code, phone=OWN_WORD)
    assert (again.device, again.person) == (lost.device, world.hoa)
    assert devices.believed(str(again.device.pk), again.secret) == again.device
    with pytest.raises(Problem):
        devices.believed(str(lost.device.pk), lost.secret)  # nobody holds it
    assert Device.objects.count() == 1
    assert WrongTry.objects.count() == 0


def test_whoever_else_has_seen_the_code_gets_nothing_by_it(world):
    keys = devices.invite(world.hoa, by=world.mai)
    enrol(keys.code, phone=OWN_WORD)
    assert refusal(keys.code) == refusal(keys.code, phone="f" * 32) == refusal(keys.token) == "wrong_code"
    assert Device.objects.count() == 1


def test_a_phone_that_said_no_word_of_its_own_cannot_ask_again(world):
    keys = devices.invite(world.hoa, by=world.mai)
    enrol(keys.code)
    assert refusal(keys.code) == refusal(keys.code, phone=OWN_WORD) == "wrong_code"


def test_once_it_has_spoken_the_code_is_used_up(world):
    keys = devices.invite(world.hoa, by=world.mai)
    enrolment = enrol(keys.code, phone=OWN_WORD)
    devices.heard_from(devices.believed(str(enrolment.device.pk), enrolment.secret))
    assert refusal(keys.code, phone=OWN_WORD) == "wrong_code"
    assert devices.believed(str(enrolment.device.pk), enrolment.secret) == enrolment.device


def test_nor_after_its_day_after_new_keys_or_when_it_was_revoked(world, stopped_at):
    keys = devices.invite(world.hoa, by=world.mai)
    enrolment = enrol(keys.code, phone=OWN_WORD)
    devices.revoke(enrolment.device, by=world.mai)
    assert refusal(keys.code, phone=OWN_WORD) == "wrong_code"
    first = devices.invite(world.minh, by=world.mai)
    enrol(first.code, phone=OWN_WORD)
    second = devices.invite(world.minh, by=world.mai)
    assert refusal(first.code, phone=OWN_WORD) == "wrong_code"
    enrol(second.code, phone=OWN_WORD)
    stopped_at(SATURDAY + timedelta(days=1))
    assert refusal(second.code, phone=OWN_WORD) == "wrong_code"


def test_a_second_member_whose_answer_was_lost_is_on_the_phone_already(world):
    first = enrol(devices.invite(world.hoa, by=world.mai).code, phone=OWN_WORD)
    keys = devices.invite(world.minh, by=world.mai)
    for _ in range(2):
        assert enrol(keys.code, device=first.device).secret is None
    assert set(first.device.members.all()) == {world.hoa, world.minh}
    assert devices.believed(str(first.device.pk), first.secret) == first.device
