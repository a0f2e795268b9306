"""Phones: invited by a link or six digits, enrolled, believed by their secret, revoked.

A link's token cannot be guessed, so no limit stands before it. Six digits can, and name nobody: a guess tries them against every
member's at once. So they are made only when somebody asks to read them out, hold half an hour, and no more than OPEN_AT_ONCE are
open in the whole city, however many invitations are; WRONG_IN_ALL wrong ones within an hour, from wherever, shut the digits
and nothing else. A guess is right with at most 40 in a million, so the luckiest hour from any number of addresses is at most
25 · 40 / 1,000,000 = one in a thousand, and a tenth of that with four open.

The answer to enrolling may be lost on its way, and the phone then stands there without its secret and with a code that is used up.
So a phone says with the code a long random word of its own (`phone`); as long as it has made no contact by the secret, the same
code with the same word is answered once more, with a new secret. Who has seen the code alone gets nothing by it.
"""

import secrets
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop as n

from canhtay.core import clock, history, ids, sealing
from canhtay.core.history import Actor, subject_of
from canhtay.core.models import Fact
from canhtay.core.problems import UNKNOWN_DEVICE, WRONG_CODE, Kind, Problem, require
from canhtay.core.vietnamese import nfc
from canhtay.people import tries
from canhtay.people.models import Device, Invitation, Person
from canhtay.people.scope import place_in_the_log
from canhtay.people.tries import one_try

GOOD_FOR = timedelta(days=1)
DIGITS_GOOD_FOR = timedelta(minutes=30)
OPEN_AT_ONCE, WRONG_IN_ALL = 40, 25
A_TOKEN = 32
"""Letters of a link's token; whatever is shorter was typed."""
CONTACT_STEP = timedelta(minutes=1)

INVITED = history.declare("device.invited", "good_until")
DIGITS_SHOWN = history.declare("device.digits_shown", "good_until")
ENROLLED = history.declare("device.enrolled", "device", "device_name")
REVOKED = history.declare("device.revoked", "device")
RENAMED = history.declare("device.renamed", "device", "before", "after")

DIGITS_SHUT = Kind(
    "digits_shut",
    429,
    n(
        "Nhiều nơi nhập sai sáu số quá, nên sáu số tạm nghỉ, lâu nhất một giờ. "
        "Kết nối ngay được bằng cách soi hình hoặc mở đường dẫn của tổ trưởng."
    ),
)
NO_DIGITS_LEFT = Kind(
    "no_digits_left",
    409,
    n("Đang có nhiều người kết nối bằng sáu số. Xin soi hình hoặc gửi đường dẫn, hay đợi vài phút rồi bấm lại."),
)


@dataclass(frozen=True)
class Link:
    """What the member is given; only the token's digest is kept."""

    token: str
    good_until: datetime


@dataclass(frozen=True)
class Digits:
    """What is read out to the member; only their digest is kept."""

    code: str
    good_until: datetime


@dataclass(frozen=True)
class Enrolment:
    """`secret` is None where the phone was enrolled already and gained a member."""

    device: Device
    person: Person
    secret: str | None


@transaction.atomic
def invite(person: Person, *, by: Actor) -> Link:
    """A new link for a member's phone; what was given before ends."""
    now = clock.now()
    link = Link(secrets.token_urlsafe(24), now + GOOD_FOR)
    Invitation.objects.filter(person=person, good_until__gt=now).update(good_until=now)
    Invitation.objects.create(
        person=person,
        token_digest=_digest(link.token),
        made_by=str(by.pk),
        made_at=now,
        good_until=link.good_until,
    )
    place, until = place_in_the_log(person), link.good_until.isoformat()
    history.record(INVITED, subject_of("person", person.pk), by=by, place=place, good_until=until)
    return link


@transaction.atomic
def show_digits(person: Person, *, by: Actor) -> Digits:
    """Six digits for the member's invitation, which goes on or is made; those shown for it before end.

    Raises Problem: DIGITS_SHUT, NO_DIGITS_LEFT.
    """
    require(tries.count_all("enrol") < WRONG_IN_ALL, DIGITS_SHUT)
    # One asks at a time, so that two never get the same digits, nor both the last place.
    Fact.objects.select_for_update().get_or_create(name="digits_shown", defaults={"value": ""})
    now = clock.now()
    require(_open_digits(now).exclude(person=person).count() < OPEN_AT_ONCE, NO_DIGITS_LEFT)
    invitation = _waiting(person, now) or _begun(person, by)
    digits = Digits(_free_code(now), min(now + DIGITS_GOOD_FOR, invitation.good_until))
    invitation.code_digest, invitation.code_until = _digest(digits.code), digits.good_until
    invitation.save(update_fields=["code_digest", "code_until"])
    place, until = place_in_the_log(person), digits.good_until.isoformat()
    history.record(DIGITS_SHOWN, subject_of("person", person.pk), by=by, place=place, good_until=until)
    return digits


def enrol(
    key: str, *, device_name: str, source: str, device: Device | None = None, phone: str = "", left: int = 0
) -> Enrolment:
    """A phone with six digits or a link's token. `source` is where the request came from (an address).

    `device`: as which it is enrolled already. `phone`: its own random word, without which a lost answer stays lost.
    `left`: how many commands wait in it already, from the time before it was revoked; they keep their days.

    Raises Problem: WRONG_CODE; of digits also TOO_MANY_TRIES, DIGITS_SHUT. A wrong try is stored even though the caller is refused.
    """
    key = key.strip()
    guarded = nullcontext() if _is_token(key) else one_try("enrol", source, in_all=WRONG_IN_ALL, shut=DIGITS_SHUT)
    with guarded:
        enrolment = _answered_again(key, phone, device, left) or _enrol(key, device_name, device, phone, left)
        if enrolment is None:
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


def _waiting(person: Person, now: datetime) -> Invitation | None:
    rows = Invitation.objects.select_for_update().filter(person=person, used_at=None, good_until__gt=now)
    return rows.order_by("-pk").first()


def _begun(person: Person, by: Actor) -> Invitation:
    """With a link that nobody was shown."""
    token = invite(person, by=by).token
    return Invitation.objects.get(token_digest=_digest(token))


def _open_digits(now: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(used_at=None, code_until__gt=now, good_until__gt=now)


def _is_token(key: str) -> bool:
    return len(key) >= A_TOKEN


def _named(key: str) -> Q:
    if _is_token(key):
        return Q(token_digest=_digest(key))
    return Q(code_digest=_digest(key), code_until__gt=clock.now())


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
        if not Invitation.objects.filter(code_digest=_digest(code), code_until__gt=now).exists():
            return code


def _digest(secret: str) -> str:
    return sealing.digest(secret, "device")
