"""A page of the log made readable: who, about whom, where, by names as they are now. Three questions a page, however long."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from canhtay.core import clock
from canhtay.core.history import MACHINE
from canhtay.core.models import Event
from canhtay.home.audit.words import sentence_of
from canhtay.people.models import Person
from canhtay.people.roles import RULES
from canhtay.places.models import Place
from canhtay.teams.models import Team
from canhtay.web.tables.columns import About

OTHERS: dict[str, Callable[[], str]] = {
    "resident": lambda: _("một người dân"),
    "household": lambda: _("một nhà"),
    "alley": lambda: _("một ngõ"),
    "device": lambda: _("một máy"),
    "upload": lambda: _("một danh sách"),
    "committee": lambda: _("một ban"),
    "decision": lambda: _("một quyết định"),
    "list": lambda: _("một danh sách"),
    "reform": lambda: _("địa giới"),
}

WAYS = {
    "password": lazy("mật khẩu"),
    "code": lazy("mã của lớp khóa thứ hai"),
    "passkey": lazy("khóa của máy"),
    "city": lazy("cổng của thành phố"),
}


@dataclass(frozen=True)
class Line:
    event: Event
    actor: str
    about: str
    where: str
    link: str

    @property
    def what(self) -> str:
        return sentence_of(self.event.name, _readable(self.event.details))

    @property
    def at(self) -> datetime:
        return clock.local(self.event.recorded_at)


def readable(events: list[Event], about: About) -> Iterator[Line]:
    """`about["people"]`: whose names the reader may see; others are told by their part, not by name."""
    names = _names({row.actor for row in events} | {_key(row, "person") for row in events}, about)
    teams = {
        str(team.pk): team
        for team in Team.objects.filter(pk__in=_uuids(_key(row, "team") for row in events)).select_related("group")
    }
    places = Place.objects.in_bulk([row.place for row in events if row.place])
    for row in events:
        team = teams.get(_key(row, "team"))
        place = places.get(row.place) if row.place else None
        yield Line(row, _actor(row.actor, names), _about(row, names, team), str(place or ""), _link(row, names, team))


def _names(keys: Iterable[str], about: About) -> dict[str, str]:
    people: QuerySet[Person] = about.get("people", Person.unscoped.all())
    return {str(key): name for key, name in people.filter(pk__in=_uuids(keys)).values_list("pk", "name")}


def _uuids(keys: Iterable[str]) -> list[UUID]:
    return [UUID(key) for key in keys if len(key) == 36]


def _key(event: Event, kind: str) -> str:
    said, _colon, key = event.subject.partition(":")
    return key if said == kind else ""


def _actor(actor: str, names: dict[str, str]) -> str:
    if actor == MACHINE.pk:
        return _("máy chủ")
    return names.get(actor, _("người ngoài địa bàn, hoặc đã xóa"))


def _about(event: Event, names: dict[str, str], team: Team | None) -> str:
    kind, _colon, key = event.subject.partition(":")
    if kind == "person":
        return names.get(key, _("một người ngoài địa bàn, hoặc đã xóa"))
    if team:
        return str(team)
    return OTHERS[kind]() if kind in OTHERS else ""


def _link(event: Event, names: dict[str, str], team: Team | None) -> str:
    if team:
        return reverse("team", args=[team.pk])
    key = _key(event, "person")
    return reverse("person", args=[key]) if key in names else ""


def _readable(details: dict[str, Any]) -> dict[str, Any]:
    """Roles by their titles, ways of signing in by their names, days as they are written here."""
    said = dict(details)
    if "ways" in said:
        said["ways"] = [str(WAYS[way]) for way in said["ways"]]
    if said.get("role") in RULES:
        said["role"] = RULES[said["role"]].title
    for name in ("since", "until"):
        day = str(said.get(name, ""))
        if len(day) == 10 and day[4] == "-":
            said[name] = f"{day[8:]}/{day[5:7]}/{day[:4]}"
    return said
