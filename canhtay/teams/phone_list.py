"""The list of connected phones: whose they are, and since when each is silent."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from canhtay.core import clock
from canhtay.people.models import Device
from canhtay.places.alike import former_communes, told_apart
from canhtay.teams.models import Appointment
from canhtay.teams.queries import members_of, teams_run_by
from canhtay.web.tables import Choice, Column, Table, note_export
from canhtay.web.tables.columns import About
from canhtay.web.templatetags.look import number

SILENT_DAYS = (7, 20, 60)
NEVER = "never"


@dataclass(frozen=True)
class PhoneRow:
    device: Device
    holders: list[Appointment]
    """Of those who use it, the members of the teams one runs."""
    former: dict[int, str]
    """Of groups whose name is borne twice: the commune they lay in before."""

    @property
    def name(self) -> str:
        return self.device.name or _("điện thoại")

    @property
    def people(self) -> str:
        return ", ".join(row.person.name for row in self.holders)

    @property
    def teams(self) -> str:
        groups = dict.fromkeys(row.team.group for row in self.holders)
        return ", ".join(told_apart(group.name, self.former.get(group.pk)) for group in groups)

    @property
    def silence(self) -> str:
        return silence(self.device.last_contact_at)

    @property
    def revoking_url(self) -> str:
        holder = self.holders[0]
        return reverse("revoking", args=[holder.team_id, holder.person_id, self.device.pk]) + "?back=phones"


def silence(last_contact: datetime | None) -> str:
    """ "im lặng 20 ngày", as one would say it."""
    if last_contact is None:
        return _("chưa liên lạc lần nào")
    days = (clock.today() - clock.local_day(last_contact)).days
    if days < 1:
        return _("hôm nay")
    if days == 1:
        return _("hôm qua")
    return ngettext("im lặng %(n)s ngày", "im lặng %(n)s ngày", days) % {"n": days}


def with_holders(devices: list[Device], about: About) -> Iterator[PhoneRow]:
    used = Device.members.through.objects.filter(device__in=devices).values_list("device", "person")
    devices_of: dict[UUID, list[UUID]] = {}
    for device, holder in used:
        devices_of.setdefault(holder, []).append(device)
    holders: dict[UUID, list[Appointment]] = {device.pk: [] for device in devices}
    led = list(teams_run_by(about["person"]).values_list("pk", flat=True))
    rows = members_of(led).filter(person__in=list(devices_of)).select_related("team__group")
    for row in rows:
        for device in devices_of[row.person_id]:
            holders[device].append(row)
    former = former_communes({row.team.group for held in holders.values() for row in held}, clock.today())
    return (PhoneRow(device, holders[device.pk], former) for device in devices)


def by_silence(devices: QuerySet[Device], asked: str) -> QuerySet[Device]:
    if asked == NEVER:
        return devices.filter(last_contact_at=None)
    since = clock.at(clock.today() - timedelta(days=int(asked) - 1), time())  # whole days, as `silence` counts them
    return devices.filter(Q(last_contact_at__lt=since) | Q(last_contact_at=None, enrolled_at__lt=since))


def by_words(devices: QuerySet[Device], words: str, about: About) -> QuerySet[Device]:
    """By a holder's name: what a phone calls itself nobody remembers."""
    for word in words.split():
        found = Device.members.through.objects.filter(person__folded__contains=word)
        devices = devices.filter(pk__in=found.values("device"))
    return devices


def counted(count: int) -> str:
    return ngettext("%(count)s máy", "%(count)s máy", count) % {"count": number(count)}


PHONES = Table(
    columns=[
        Column(
            name="people",
            title=lazy("Người dùng"),
            value=lambda row: row.people,
            under=lambda row: row.teams,
            template="teams/parts/holders_cell.html",
        ),
        Column(name="team", title=lazy("Tổ"), value=lambda row: row.teams, export_only=True),
        Column(name="phone", title=lazy("Máy"), value=lambda row: row.name, order=("name",)),
        Column(
            name="contact",
            title=lazy("Liên lạc lần cuối"),
            value=lambda row: row.device.last_contact_at,
            order=("last_contact_at",),
            template="teams/parts/silence_cell.html",
        ),
        Column(
            name="enrolled", title=lazy("Kết nối"), value=lambda row: row.device.enrolled_at, order=("enrolled_at",)
        ),
        Column(
            name="acts",
            title=lazy("Việc"),
            value=lambda row: None,
            page_only=True,
            template="teams/parts/phone_acts.html",
        ),
    ],
    filters=[
        Choice(
            name="silent",
            title=lazy("Liên lạc"),
            choices=[
                (SILENT_DAYS[0], lazy("Im lặng từ 7 ngày")),
                (SILENT_DAYS[1], lazy("Im lặng từ 20 ngày")),
                (SILENT_DAYS[2], lazy("Im lặng từ 60 ngày")),
                (NEVER, lazy("Chưa liên lạc lần nào")),
            ],
            apply=by_silence,
        )
    ],
    search=by_words,
    search_title=lazy("Tìm theo tên người dùng, không cần dấu"),
    sort="contact",
    load=with_holders,
    counted=counted,
    empty=lazy("Chưa máy nào kết nối. Mở trang của tổ, bấm “Kết nối máy” ở tên một thành viên."),
    file_name="dien-thoai-da-ket-noi",
    on_export=note_export,
)
