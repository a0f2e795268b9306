"""What a reform of units means for people: phones that hold what it touches, and roles in units that end."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n

from canhtay.core import clock, reforms
from canhtay.core.models import Event
from canhtay.core.reforms import Part, Tally, Where
from canhtay.people.actions import ROLE_GRANTED
from canhtay.people.models import Device, RoleGrant
from canhtay.people.roles import Power, roles_with, title_at
from canhtay.people.rules import not_over
from canhtay.places.models import Placement, on


def count(where: Where) -> list[Tally]:
    phones = _phones(list(_holding(where.groups).prefetch_related("members").order_by("name", "pk")))
    if phones:
        phones.append(_("Việc máy chưa gửi thì không ai biết được. Nên nhắc các máy này mở lên khi có mạng."))
    roles = RoleGrant.objects.filter(on(clock.today()), place__in=where.ending).select_related("person", "place")
    ending = [_role(grant) for grant in roles.order_by("place__sort_key", "person__sort_key", "pk")]
    tallies = [Tally(_("Điện thoại đang giữ sổ"), max(len(phones) - 1, 0), phones)]
    if where.ending:
        tallies.append(Tally(_("Vai trò ở nơi sẽ thôi, cần giao lại"), len(ending), ending))
    return tallies


def _holding(groups: list[int]) -> QuerySet[Device]:
    """Phones of anybody who may see these groups' doors today."""
    today = clock.today()
    above = Placement.objects.filter(on(today), place__in=groups).values("parent")
    grants = RoleGrant.objects.filter(on(today), role__in=roles_with(Power.SEE_DOORS))
    people = grants.filter(Q(place__in=groups) | Q(place__in=above)).values("person")
    holding = Device.members.through.objects.filter(person__in=people).values("device")
    return Device.objects.filter(revoked_at=None, pk__in=holding)


def _phones(devices: list[Device]) -> list[str]:
    """By whose they are; several of the same people by when they were connected, too."""
    names = [", ".join(sorted(person.name for person in device.members.all())) for device in devices]
    since = [_(", kết nối %(at)s") % {"at": f"{clock.local(device.enrolled_at):%d/%m/%Y %H:%M}"} for device in devices]
    told = [name + (at if names.count(name) > 1 else "") for name, at in zip(names, since, strict=True)]
    return [_phone(device, whose) for device, whose in zip(devices, told, strict=True)]


def _phone(device: Device, names: str) -> str:
    if device.last_contact_at is None:
        return _("Máy của %(names)s: chưa liên lạc lần nào") % {"names": names}
    last = f"{clock.local(device.last_contact_at):%d/%m/%Y %H:%M}"
    return _("Máy của %(names)s: liên lạc lần cuối %(last)s") % {"names": names, "last": last}


def _role(grant: RoleGrant) -> str:
    return f"{grant.person.name}: {title_at(grant.role, grant.place)}, {grant.place}"


def built(event: int, groups: Mapping[int, str]) -> list[str]:
    """Grants in these groups given since, as far as they still hold."""
    rows = RoleGrant.objects.filter(not_over(), place__in=groups).values_list("person", "role", "place")
    held = {(str(person), role, place) for person, role, place in rows}
    given = Event.objects.filter(pk__gt=event, name=ROLE_GRANTED, place__in=groups).order_by("pk")
    told = [(row.details.get("person"), row.details.get("role"), row.place) for row in given]
    places = [place for person, role, place in told if (person, role, place) in held]
    return [_(GRANTED_SINCE) % {"place": groups[place]} for place in dict.fromkeys(places) if place is not None]


GRANTED_SINCE = n("Sau đó đã giao vai trò cho người ở %(place)s.")
PART = reforms.declare(Part("people", 10, count=count, built=built, stops={ROLE_GRANTED: GRANTED_SINCE}))
