"""Every member of the teams in somebody's scope: a neighbourhood's ten or a city's thirty-four thousand."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from canhtay.core import clock
from canhtay.people.models import Person
from canhtay.people.roles import Power, roles_with
from canhtay.people.scope import communes_run_by, units_reached
from canhtay.places.models import Place, Placement, on
from canhtay.places.paths import paths_at
from canhtay.policy.age import YOUTH_UNTIL
from canhtay.teams.models import Appointment
from canhtay.teams.offices import Body
from canhtay.teams.queries import groups_run_by, teams_visible_to
from canhtay.web.tables import Choice, Column, Table, note_export
from canhtay.web.tables.columns import About
from canhtay.web.templatetags.look import number

ELDER_FROM = 60
ROLES, BODIES = dict(Appointment.Role.choices), dict(Body.choices)
Rows = QuerySet[Appointment]


@dataclass(frozen=True)
class MemberRow:
    held: Appointment
    commune: str
    phone: str | None
    """None where the reader does not run that commune."""

    @property
    def person(self) -> Person:
        return self.held.person


def members_in_scope(person: Person) -> Rows:
    teams = teams_visible_to(person).order_by().values("pk")
    return Appointment.objects.filter(on(clock.today()), team__in=teams)


def communes_of(person: Person) -> list[Place]:
    """Those one may choose between: within the reach of whoever stands above several."""
    reached = units_reached(person, roles_with(Power.SEE_TEAMS)).filter(kind=Place.Kind.COMMUNE)
    return list(reached.order_by("sort_key", "pk"))


def about(person: Person) -> dict[str, Any]:
    """What the table is told of its reader."""
    communes = communes_of(person)
    return {"person": person, "communes": communes, "runs": communes_run_by(person).exists()}


def with_places(rows: list[Appointment], about: About) -> Iterator[MemberRow]:
    # Fetched for one page at a time: sorting a city's people is three times as quick when the rows carry nothing else.
    prefetch_related_objects(rows, "person", "team__group")
    paths = paths_at({row.team.group for row in rows}) if several(about) else {}
    run = set(groups_run_by(about["person"]).values_list("place", flat=True)) if about["runs"] else set()
    for row in rows:
        path = paths.get(row.team.group_id, [])
        phone = row.person.phone if row.team.group_id in run else None
        yield MemberRow(row, path[1].name if len(path) > 1 else "", phone)


def several(about: About) -> bool:
    return len(about["communes"]) > 1


def in_commune(rows: Rows, commune: str) -> Rows:
    inside = Placement.objects.filter(on(clock.today()), parent=int(commune))
    return rows.filter(team__group__in=inside.values("place"))


def of_age(rows: Rows, age: str) -> Rows:
    year = clock.today().year
    if age == "youth":
        return rows.filter(person__birth_year__gte=year - YOUTH_UNTIL)
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
            value=lambda row: row.held.team.group.name,
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
        Column(name="kind", title=_("Loại tổ"), value=lambda row: row.held.team.label, export_only=True),
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
            choices=[("youth", _("Thanh niên, đến 30")), ("elder", _("Từ 60 trở lên"))],
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
