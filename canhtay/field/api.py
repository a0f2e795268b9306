"""The phone's endpoints (docs/sync.md): enrol, feed, commands. Each reads, asks the one rule, answers in JSON."""

from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language_from_request, override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from canhtay.catalogue.actions import TERRITORY as CATALOGUE
from canhtay.core import clock, facts, reader
from canhtay.core.problems import OLD_PROTOCOL, TOO_LARGE, UNKNOWN_DEVICE, UNREADABLE_BODY, Problem, require
from canhtay.field.catalogue import STREAMS, VERBS
from canhtay.people import devices
from canhtay.people.address import address_of as form_of_address
from canhtay.people.models import Device
from canhtay.people.scope import groups_with_doors_for
from canhtay.sync import feed, inbox
from canhtay.sync.commands import MOST_COMMANDS, read
from canhtay.teams.offline import render_person
from canhtay.web.callers import address_of

PROTOCOL = 1
MOST_BYTES = 1_000_000
LEAST_OWN_WORD = 22  # 128 bits in base64: what a phone calls itself must not be guessed

Endpoint = Callable[[HttpRequest, Any], dict[str, Any]]


class DeviceName(msgspec.Struct, frozen=True):
    name: Annotated[str, msgspec.Meta(max_length=60, pattern=r"^[^\x00]*$")] = ""


class EnrolBody(msgspec.Struct, frozen=True):
    device: DeviceName
    code: Annotated[str, msgspec.Meta(max_length=60)] = ""
    token: Annotated[str, msgspec.Meta(max_length=60)] = ""
    phone: Annotated[str, msgspec.Meta(max_length=60)] = ""
    left: Annotated[int, msgspec.Meta(ge=0)] = 0


class FeedBody(msgspec.Struct, frozen=True):
    holds: dict[UUID, Annotated[int, msgspec.Meta(ge=0)]]


class CommandsBody(msgspec.Struct, frozen=True):
    commands: list[Any]
    left: Annotated[int, msgspec.Meta(ge=0)] = 0


def endpoint(view: Endpoint) -> Callable[[HttpRequest], HttpResponse]:
    """JSON in, JSON out with the server's clock; a Problem becomes its status, code and sentence in the phone's language."""

    @csrf_exempt  # no cookie is believed here: a device says its secret
    @require_POST
    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        facts.follow_clock()
        with override(get_language_from_request(request)), reader.spoken_to(lambda: _spoken_to(request)):
            try:
                status, told = 200, view(request, _body(request))
            except Problem as problem:
                status, told = problem.kind.status, {"code": problem.kind.code, "sentence": problem.sentence}
        return HttpResponse(
            msgspec.json.encode(told | {"now": _moment()}), status=status, content_type="application/json"
        )

    return answer


@endpoint
def enrol(request: HttpRequest, body: Any) -> dict[str, Any]:
    asked = read(EnrolBody, body)
    source = address_of(request)
    enrolment = devices.enrol(
        asked.code or asked.token,
        device_name=asked.device.name,
        source=source,
        device=_device_or_none(request),
        phone=asked.phone if len(asked.phone) >= LEAST_OWN_WORD else "",
        left=asked.left,
    )
    member = render_person(enrolment.person)
    return {"device": str(enrolment.device.pk), "secret": enrolment.secret, "member": member}


@endpoint
def pull(request: HttpRequest, body: Any) -> dict[str, Any]:
    device = _device(request)
    holds = read(FeedBody, body).holds
    may_hold = territories_of(device)
    pages = feed.pages(holds, may_hold, STREAMS)
    devices.heard_from(device)
    return {
        "members": [render_person(person) for person in device.members.all()],
        "territories": [
            {"id": str(page.territory), "seq": page.seq, "more": page.more, "objects": page.objects} for page in pages
        ],
        "lost": [str(key) for key in feed.lost(holds, may_hold)],
    }


@endpoint
def push(request: HttpRequest, body: Any) -> dict[str, Any]:
    device = _device(request)
    sent = read(CommandsBody, body)
    require(len(sent.commands) <= MOST_COMMANDS, TOO_LARGE, most=f"{MOST_COMMANDS} lệnh")
    members = frozenset(device.members.values_list("pk", flat=True))
    sender = inbox.Sender(device.pk, members, device.drained_at)
    told = inbox.receive(sent.commands, sender, VERBS)
    devices.heard_from(device, left=sent.left)
    return {"answers": [one.as_json() for one in told]}


def territories_of(device: Device) -> list[UUID]:
    """What a device may hold now: the catalogue and the groups its members' grants reach."""
    groups = [groups_with_doors_for(person).values_list("territory", flat=True) for person in device.members.all()]
    return [CATALOGUE, *dict.fromkeys(key for rows in groups for key in rows if key)]


def _device_or_none(request: HttpRequest) -> Device | None:
    """Whose secret is believed no more, because the phone was revoked, enrols as a new one: the code is what lets it in."""
    try:
        return _device(request)
    except Problem:
        return None


def _device(request: HttpRequest) -> Device:
    scheme, _, said = request.headers.get("Authorization", "").partition(" ")
    device, _, secret = said.partition(".")
    require(scheme == "Bearer" and bool(secret), UNKNOWN_DEVICE)
    found = devices.believed(device, secret)
    vars(request)["device"] = found
    return found


def _spoken_to(request: HttpRequest) -> str:
    """As the phone's member wishes; a phone shared by several who are spoken to in different ways says the respectful word."""
    device: Device | None = vars(request).get("device")
    forms = {form_of_address(person, clock.today()) for person in device.members.all()} if device else set()
    return forms.pop() if len(forms) == 1 else ""


def _body(request: HttpRequest) -> Any:
    length = request.headers.get("Content-Length") or "0"
    require(length.isdecimal() and int(length) <= MOST_BYTES, TOO_LARGE, most="1 MB")
    try:
        body = msgspec.json.decode(request.body)
        protocol = body.get("protocol")
    except (msgspec.DecodeError, AttributeError, UnicodeDecodeError, RecursionError) as fault:
        raise Problem(UNREADABLE_BODY) from fault
    require(protocol == PROTOCOL, OLD_PROTOCOL)
    return body


def _moment() -> str:
    return clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
