"""Phones: invited by six digits or a link, enrolled, believed by their secret, revoked.

Six digits are a million: they hold for a day at most, for one phone, and wrong tries are counted by source and in all.
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
from canhtay.people import tries
from canhtay.people.models import Device, Invitation, Person

GOOD_FOR = timedelta(days=1)
CONTACT_STEP = timedelta(minutes=1)

INVITED = history.declare("device.invited", "good_until")
ENROLLED = history.declare("device.enrolled", "device", "device_name")
REVOKED = history.declare("device.revoked", "device")


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
    Invitation.objects.filter(person=person, used_at=None, good_until__gt=now).update(good_until=now)
    Invitation.objects.create(
        person=person,
        code_digest=_digest(keys.code),
        token_digest=_digest(keys.token),
        made_by=str(by.pk),
        made_at=now,
        good_until=keys.good_until,
    )
    history.record(INVITED, subject_of("person", person.pk), by=by, good_until=keys.good_until.isoformat())
    return keys


def enrol(key: str, *, device_name: str, source: str, device: Device | None = None, left: int = 0) -> Enrolment:
    """A phone with a code or a link's token. `source` is where the request came from (an address).

    `left`: how many commands wait in it already, from the time before it was revoked; they keep their days.

    Raises Problem: WRONG_CODE, TOO_MANY_TRIES. A wrong try is stored even though the caller is refused.
    """
    tries.check("enrol", [source])
    enrolment = _enrol(key.strip(), device_name, device, left)
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
    history.record(REVOKED, subject_of("device", device.pk), by=by, device=str(device.pk))


@transaction.atomic
def _enrol(key: str, device_name: str, device: Device | None, left: int) -> Enrolment | None:
    now = clock.now()
    named = Q(code_digest=_digest(key)) | Q(token_digest=_digest(key))
    rows = Invitation.objects.select_for_update().filter(named, used_at=None, good_until__gt=now)
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
    invitation.save(update_fields=["used_by", "used_at"])
    history.record(
        ENROLLED,
        subject_of("person", invitation.person_id),
        by=invitation.person,
        device=str(device.pk),
        device_name=device.name,
    )
    return Enrolment(device, invitation.person, secret)


def _free_code(now: datetime) -> str:
    while True:
        code = f"{secrets.randbelow(1_000_000):06}"
        if not Invitation.objects.filter(code_digest=_digest(code), used_at=None, good_until__gt=now).exists():
            return code


def _digest(secret: str) -> str:
    return sealing.digest(secret, "device")
