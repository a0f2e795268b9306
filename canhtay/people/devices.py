"""Phones: invited by six digits or a link, enrolled, believed by their secret, revoked.

Six digits are a million: they hold for a day at most, for one phone, and wrong tries are counted by source and in all.

The answer to enrolling may be lost on its way, and the phone then stands there without its secret and with a code that is used up.
So a phone says with the code a long random word of its own (`phone`); as long as it has made no contact by the secret, the same
code with the same word is answered once more, with a new secret. Who has seen the code alone gets nothing by it.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from canhtay.core import clock, history, ids, sealing
from canhtay.core.history import Actor, subject_of
from canhtay.core.problems import UNKNOWN_DEVICE, WRONG_CODE, Problem
from canhtay.core.vietnamese import nfc
from canhtay.people import tries
from canhtay.people.models import Device, Invitation, Person
from canhtay.people.scope import place_in_the_log

GOOD_FOR = timedelta(days=1)
CONTACT_STEP = timedelta(minutes=1)

INVITED = history.declare("device.invited", "good_until")
ENROLLED = history.declare("device.enrolled", "device", "device_name")
REVOKED = history.declare("device.revoked", "device")
RENAMED = history.declare("device.renamed", "device", "before", "after")


@dataclass(frozen=True)
class Keys:
    """What the member is given; only digests are kept."""

    code: str
    token: str
    good_until: datetime


@dataclass(frozen=True)
class Enrolment:
    """`secret` is None where the phone was enrolled already and gained a member."""

    device: Device
    person: Person
    secret: str | None


@transaction.atomic
def invite(person: Person, *, by: Actor) -> Keys:
    """New keys for a member's phone; those given before end."""
    now = clock.now()
    keys = Keys(_free_code(now), secrets.token_urlsafe(24), now + GOOD_FOR)
    Invitation.objects.filter(person=person, good_until__gt=now).update(good_until=now)
    Invitation.objects.create(
        person=person,
        code_digest=_digest(keys.code),
        token_digest=_digest(keys.token),
        made_by=str(by.pk),
        made_at=now,
        good_until=keys.good_until,
    )
    place, until = place_in_the_log(person), keys.good_until.isoformat()
    history.record(INVITED, subject_of("person", person.pk), by=by, place=place, good_until=until)
    return keys


def enrol(
    key: str, *, device_name: str, source: str, device: Device | None = None, phone: str = "", left: int = 0
) -> Enrolment:
    """A phone with a code or a link's token. `source` is where the request came from (an address).

    `device`: as which it is enrolled already. `phone`: its own random word, without which a lost answer stays lost.
    `left`: how many commands wait in it already, from the time before it was revoked; they keep their days.

    Raises Problem: WRONG_CODE, TOO_MANY_TRIES. A wrong try is stored even though the caller is refused.
    """
    tries.check("enrol", [source])
    key = key.strip()
    enrolment = _answered_again(key, phone, device, left) or _enrol(key, device_name, device, phone, left)
    if enrolment is None:
        tries.note_wrong("enrol", [source])
        raise Problem(WRONG_CODE)
    return enrolment


def believed(device: str, secret: str) -> Device:
    """The device that says this secret. Raises Problem(UNKNOWN_DEVICE)."""
    try:
        found = Device.objects.filter(pk=UUID(device), revoked_at=None).first()
    except ValueError as fault:
        raise Problem(UNKNOWN_DEVICE) from fault
    if found is None or not secrets.compare_digest(found.secret_digest, _digest(secret)):
        raise Problem(UNKNOWN_DEVICE)
    return found


def heard_from(device: Device, *, left: int | None = None) -> None:
    """Note the contact, at most once a minute; and, whenever the phone says so, that nothing waits in it."""
    now, columns = clock.now(), []
    if device.last_contact_at is None or now - device.last_contact_at >= CONTACT_STEP:
        device.last_contact_at, columns = now, ["last_contact_at"]
    if left == 0:
        device.drained_at = now
        columns.append("drained_at")
    if columns:
        device.save(update_fields=columns)


@transaction.atomic
def revoke(device: Device, *, by: Actor) -> None:
    device.revoked_at = clock.now()
    device.save(update_fields=["revoked_at"])
    history.record(REVOKED, subject_of("device", device.pk), by=by, place=_where(device), device=str(device.pk))


@transaction.atomic
def rename(device: Device, name: str, *, by: Actor) -> None:
    """So that "điện thoại của bác Hòa" is told from the team's shared one."""
    before, device.name = device.name, nfc(name)[:60]
    device.save(update_fields=["name"])
    history.record(
        RENAMED,
        subject_of("device", device.pk),
        by=by,
        place=_where(device),
        device=str(device.pk),
        before=before,
        after=device.name,
    )


def _where(device: Device) -> int | None:
    member = device.members.order_by("pk").first()
    return place_in_the_log(member) if member else None


@transaction.atomic
def _answered_again(key: str, phone: str, device: Device | None, left: int) -> Enrolment | None:
    """The phone whose answer was lost: it never spoke since. Its earlier secret, which nobody holds, ends."""
    used = Invitation.objects.select_for_update(of=("self",)).filter(_named(key), good_until__gt=clock.now())
    by_it = Q(phone_digest=_digest(phone)) if phone else Q(pk__in=[])
    silent = Q(used_by__last_contact_at=None, used_by__revoked_at=None) & by_it
    again = used.filter(silent | Q(used_by=device, used_by__isnull=False)).select_related("person", "used_by").first()
    if again is None or again.used_by is None:
        return None
    if again.used_by == device:  # it has its secret, and gained a member
        return Enrolment(again.used_by, again.person, None)
    secret = secrets.token_urlsafe(32)
    again.used_by.secret_digest, again.used_by.drained_at = _digest(secret), None if left else clock.now()
    again.used_by.save(update_fields=["secret_digest", "drained_at"])
    _record(ENROLLED, again)
    return Enrolment(again.used_by, again.person, secret)


@transaction.atomic
def _enrol(key: str, device_name: str, device: Device | None, phone: str, left: int) -> Enrolment | None:
    now = clock.now()
    rows = Invitation.objects.select_for_update().filter(_named(key), used_at=None, good_until__gt=now)
    invitation = rows.select_related("person").first()
    if invitation is None:
        return None
    secret = None
    if device is None:
        secret = secrets.token_urlsafe(32)
        device = Device.objects.create(
            id=ids.new(),
            name=device_name[:60],
            secret_digest=_digest(secret),
            enrolled_at=now,
            drained_at=None if left else now,
        )
    device.members.add(invitation.person)
    invitation.used_by, invitation.used_at = device, now
    invitation.phone_digest = _digest(phone) if phone and secret else ""
    invitation.save(update_fields=["used_by", "used_at", "phone_digest"])
    _record(ENROLLED, invitation)
    return Enrolment(device, invitation.person, secret)


def _named(key: str) -> Q:
    return Q(code_digest=_digest(key)) | Q(token_digest=_digest(key))


def _record(event: str, invitation: Invitation) -> None:
    device = invitation.used_by
    assert device is not None  # noqa: S101 - the caller has just set it
    history.record(
        event,
        subject_of("person", invitation.person_id),
        by=invitation.person,
        place=place_in_the_log(invitation.person),
        device=str(device.pk),
        device_name=device.name,
    )


def _free_code(now: datetime) -> str:
    while True:
        code = f"{secrets.randbelow(1_000_000):06}"
        if not Invitation.objects.filter(code_digest=_digest(code), good_until__gt=now).exists():
            return code


def _digest(secret: str) -> str:
    return sealing.digest(secret, "device")
