"""What an event is about: by the name its reader may know, with the page where it stands. Six questions a page of the log."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from canhtay.core.models import Event
from canhtay.people.models import Device
from canhtay.people.rules import people_visible_to
from canhtay.places.models import Place
from canhtay.register.models import Household
from canhtay.register.rules import households_visible_to
from canhtay.teams.imports import imports_visible_to
from canhtay.teams.models import Team
from canhtay.web.tables.columns import About

OTHERS: Mapping[str, Promise] = {
    "resident": lazy("một người dân"),
    "household": lazy("một nhà"),
    "visit": lazy("một lần đến nhà"),
    "alley": lazy("một ngõ"),
    "device": lazy("một máy"),
    "upload": lazy("một danh sách"),
    "committee": lazy("một ban"),
    "decision": lazy("một quyết định"),
    "list": lazy("một danh sách"),
    "reform": lazy("địa giới"),
    "units": lazy("địa giới"),
    "service": lazy("một dịch vụ"),
}
LISTS: Mapping[str, tuple[Promise, str]] = {
    "danh-sach-to": (lazy("danh sách tổ"), "teams"),
    "thanh-vien-cac-to": (lazy("danh sách thành viên các tổ"), "roster"),
    "dien-thoai-da-ket-noi": (lazy("điện thoại đã kết nối"), "phones"),
    "cac-lan-nap-danh-sach": (lazy("các lần nạp danh sách"), "imports"),
    "danh-sach-ban-chi-dao": (lazy("danh sách ban chỉ đạo"), "committees"),
    "danh-sach-quyet-dinh": (lazy("danh sách quyết định"), "decisions"),
    "quyen-va-tai-khoan": (lazy("quyền và tài khoản"), "grants"),
    "tinh-hinh-cac-to": (lazy("tình hình các tổ"), "home"),
    "tinh-hinh-xa-phuong": (lazy("tình hình các xã, phường"), "home"),
    "nhat-ky": (lazy("nhật ký"), "audit"),
}


@dataclass(frozen=True)
class Named:
    name: str
    address: str = ""


@dataclass(frozen=True)
class Found:
    """What the lines of one page name. Of doors and files only those the reader may open; of a phone who uses it."""

    people: dict[str, str]
    teams: dict[str, Team]
    doors: dict[str, Household]
    places: dict[int, Place]
    uploads: dict[str, str]
    phones: dict[str, list[str]]


def found_for(events: list[Event], about: About) -> Found:
    """`about["person"]`: who reads, and is told the names of those he sees."""
    phones = _users(_uuids(_keys(events, "device")))
    keys = {row.actor for row in events} | _keys(events, "person") | {key for held in phones.values() for key in held}
    people = people_visible_to(about["person"], among=_uuids(keys))
    teams = Team.objects.filter(pk__in=_uuids(_keys(events, "team"))).select_related("group")
    places = {row.place for row in events if row.place} | {int(key) for key in _keys(events, "place")}
    return Found(
        {str(key): name for key, name in people.values_list("pk", "name")},
        {str(team.pk): team for team in teams},
        _doors(_uuids(_keys(events, "household")), about),
        Place.objects.in_bulk(list(places)),
        _files(_uuids(_keys(events, "upload")), about),
        phones,
    )


def _users(devices: list[UUID]) -> dict[str, list[str]]:
    users: dict[str, list[str]] = {}
    held = Device.members.through.objects.filter(device__in=devices).order_by("pk")
    for device, person in held.values_list("device", "person"):
        users.setdefault(str(device), []).append(str(person))
    return users


def _files(keys: list[UUID], about: About) -> dict[str, str]:
    found = imports_visible_to(about["person"]).filter(pk__in=keys)
    return {str(key): name for key, name in found.values_list("pk", "name")}


def _doors(keys: list[UUID], about: About) -> dict[str, Household]:
    return {str(door.pk): door for door in households_visible_to(about["person"]).filter(pk__in=keys)}


def _keys(events: Iterable[Event], kind: str) -> set[str]:
    parts = [row.subject.partition(":") for row in events]
    return {key for said, _colon, key in parts if said == kind}


def _uuids(keys: Iterable[str]) -> list[UUID]:
    return [UUID(key) for key in keys if len(key) == 36]


def named(event: Event, found: Found) -> Named:
    kind, _colon, key = event.subject.partition(":")
    told = KINDS[kind](key, found) if kind in KINDS else None
    return told or Named(str(OTHERS.get(kind, "")))


def _person(key: str, found: Found) -> Named:
    if key not in found.people:
        return Named(_("một người ngoài địa bàn, hoặc đã xóa"))
    return Named(found.people[key], reverse("person", args=[key]))


def _team(key: str, found: Found) -> Named | None:
    team = found.teams.get(key)
    return Named(str(team), reverse("team", args=[key])) if team else None


def _door(key: str, found: Found) -> Named | None:
    door = found.doors.get(key)
    if door is None:
        return None
    name = door.name or (_("nhà số %(number)s") % {"number": door.number} if door.number else door.hint)
    return Named(name, reverse("door", args=[key]))


def _place(key: str, found: Found) -> Named | None:
    place = found.places.get(int(key))
    return Named(str(place)) if place else None


def _upload(key: str, found: Found) -> Named | None:
    return Named(found.uploads[key], reverse("import", args=[key])) if key in found.uploads else None


def _device(key: str, found: Found) -> Named | None:
    names = [found.people[person] for person in found.phones.get(key, ()) if person in found.people]
    return Named(_("máy của %(names)s") % {"names": ", ".join(names)}) if names else None


def _list(key: str, found: Found) -> Named | None:
    if key not in LISTS:
        return None
    name, page = LISTS[key]
    return Named(str(name), reverse(page))


def _roster(key: str, found: Found) -> Named | None:
    return _list("thanh-vien-cac-to", found)


def _log(key: str, found: Found) -> Named | None:
    return _list("nhat-ky", found)


KINDS: dict[str, Callable[[str, Found], Named | None]] = {
    "person": _person,
    "team": _team,
    "household": _door,
    "place": _place,
    "upload": _upload,
    "device": _device,
    "list": _list,
    "roster": _roster,
    "log": _log,
}
