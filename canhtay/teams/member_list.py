"""Every member of the teams in somebody's scope: a neighbourhood's ten or a city's thirty-four thousand."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from canhtay.core import clock
from canhtay.people.models import Person
from canhtay.people.roles import Power, roles_with
from canhtay.people.scope import communes_run_by, units_reached
from canhtay.places.alike import former_communes, told_apart
from canhtay.places.models import Place, Placement, on
from canhtay.places.paths import paths_at
from canhtay.policy.age import YOUTH_FROM, YOUTH_UNTIL
from canhtay.teams.looking_back import called
from canhtay.teams.models import Appointment
from canhtay.teams.offices import Body
from canhtay.teams.past import labels_on
from canhtay.teams.queries import groups_run_by
from canhtay.teams.rules import teams_readable_on
from canhtay.web.tables import Choice, Column, DayChoice, Table, note_export
from canhtay.web.tables.columns import About
from canhtay.web.templatetags.look import number

ELDER_FROM = 60
ROLES, BODIES = dict(Appointment.Role.choices), dict(Body.choices)
Rows = QuerySet[Appointment]


@dataclass(frozen=True)
class MemberRow:
    held: Appointment
    group: str
    label: str
    commune: str
    phone: str | None
    """None where the reader does not run that commune, and of a day gone by."""

    @property
    def person(self) -> Person:
        return self.held.person


def members_in_scope(person: Person, day: date) -> Rows:
    return Appointment.objects.filter(on(day), team__in=teams_readable_on(person, day).order_by().values("pk"))


def communes_of(person: Person, day: date) -> list[Place]:
    """Those one may choose between: within the reach of whoever stands above several; of a day gone by, where the groups lay."""
    if day == clock.today():
        reached = units_reached(person, roles_with(Power.SEE_TEAMS)).filter(kind=Place.Kind.COMMUNE)
    else:
        groups = teams_readable_on(person, day).order_by().values("group")
        reached = Place.objects.filter(pk__in=Placement.objects.filter(on(day), place__in=groups).values("parent"))
    return list(reached.order_by("sort_key", "pk"))


def about(person: Person, day: date) -> dict[str, Any]:
    """What the table is told of its reader. Who has left is nobody's to telephone: only today's list has numbers."""
    runs = day == clock.today() and communes_run_by(person).exists()
    return {"person": person, "day": day, "communes": communes_of(person, day), "runs": runs}


def with_places(rows: list[Appointment], about: About) -> Iterator[MemberRow]:
    # Fetched for one page at a time: sorting a city's people is three times as quick when the rows carry nothing else.
    prefetch_related_objects(rows, "person", "team__group")
    day: date = about["day"]
    places = {row.team.group for row in rows}
    groups, former, labels = (
        called(places, day),
        former_communes(places, day),
        labels_on({row.team for row in rows}, day),
    )
    paths = paths_at(places, day) if several(about) else {}
    communes = called({path[1] for path in paths.values() if len(path) > 1}, day)
    run = set(groups_run_by(about["person"]).values_list("place", flat=True)) if about["runs"] else set()
    for row in rows:
        path = paths.get(row.team.group_id, [])
        phone = row.person.phone if row.team.group_id in run else None
        commune = communes[path[1].pk].name if len(path) > 1 else ""
        group = told_apart(groups[row.team.group_id].name, former.get(row.team.group_id))
        yield MemberRow(row, group, labels[row.team_id], commune, phone)


def several(about: About) -> bool:
    return len(about["communes"]) > 1


def in_commune(rows: Rows, commune: str, day: date | None = None) -> Rows:
    inside = Placement.objects.filter(on(day or clock.today()), parent=int(commune))
    return rows.filter(team__group__in=inside.values("place"))


def of_age(rows: Rows, age: str, day: date | None = None) -> Rows:
    year = (day or clock.today()).year
    if age == "youth":
        return rows.filter(person__birth_year__range=(year - YOUTH_UNTIL, year - YOUTH_FROM))
    return rows.filter(person__birth_year__lte=year - ELDER_FROM)


def lacking(rows: Rows, what: str) -> Rows:
    return rows.filter(**LACKS[what])


LACKS: dict[str, dict[str, Any]] = {
    "phone": {"person__phone_digest": ""},
    "birth": {"person__birth_year": None},
    "post": {"post": ""},
}


def counted(count: int) -> str:
    return ngettext("%(count)s người", "%(count)s người", count) % {"count": number(count)}


ROSTER = Table(
    columns=[
        Column(
            name="name",
            title=_("Họ và tên"),
            value=lambda row: row.person.name,
            order=("person__sort_key",),
            link=lambda row: reverse("person", args=[row.person.pk]),
            under=lambda row: row.held.post,
        ),
        Column(
            name="role",
            title=_("Vai trong tổ"),
            value=lambda row: ROLES[row.held.role],
        ),
        Column(
            name="team",
            title=_("Tổ"),
            value=lambda row: row.group,
            order=("team__group__sort_key", "person__sort_key"),
        ),
        Column(name="commune", title=_("Xã, phường"), value=lambda row: row.commune, visible=several),
        Column(
            name="body",
            title=_("Thuộc tổ chức"),
            value=lambda row: BODIES.get(row.held.body),
        ),
        Column(
            name="birth",
            title=_("Năm sinh"),
            value=lambda row: row.person.birth_year,
            order=("person__birth_year", "person__sort_key"),
            grouped=False,
            right=True,
        ),
        Column(
            name="since",
            title=_("Ở tổ từ"),
            value=lambda row: row.held.valid_from,
            order=("valid_from", "person__sort_key"),
        ),
        Column(name="phone", title=_("Điện thoại"), value=lambda row: row.phone, visible=lambda about: about["runs"]),
        Column(name="post", title=_("Chức vụ ở địa phương"), value=lambda row: row.held.post, export_only=True),
        Column(name="kind", title=_("Loại tổ"), value=lambda row: row.label, export_only=True),
    ],
    filters=[
        Choice(name="role", title=_("Vai trong tổ"), choices=Appointment.Role.choices),
        Choice(name="body", title=_("Thuộc tổ chức"), choices=Body.choices),
        Choice(
            name="commune",
            title=_("Xã, phường"),
            choices=lambda about: [(one.pk, str(one)) for one in about["communes"]] if several(about) else [],
            apply=in_commune,
        ),
        Choice(
            name="age",
            title=_("Tuổi"),
            choices=[("youth", _("Thanh niên, 16 đến 30")), ("elder", _("Từ 60 trở lên"))],
            apply=of_age,
        ),
        Choice(
            name="lacks",
            title=_("Còn thiếu"),
            choices=[
                ("phone", _("Chưa có số điện thoại")),
                ("birth", _("Chưa rõ năm sinh")),
                ("post", _("Chưa rõ chức vụ")),
            ],
            apply=lacking,
        ),
        DayChoice(title=_("Như ngày")),
    ],
    search=("person__folded",),
    search_title=_("Tìm theo họ tên, không cần dấu"),
    sort="name",
    load=with_places,
    counted=counted,
    empty=_(
        "Chưa có thành viên nào ở đây. Khi một tổ được lập hoặc một danh sách được đưa vào, mọi người hiện ra ở trang này."
    ),
    file_name="thanh-vien-cac-to",
    on_export=note_export,
)
