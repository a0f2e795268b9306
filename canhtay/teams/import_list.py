"""The list of imports: which file, for which commune, when, by whom, and what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from canhtay.core.history import MACHINE
from canhtay.core.vietnamese import fold
from canhtay.people.rules import people_visible_to
from canhtay.teams.member_list import several
from canhtay.teams.models import RosterUpload
from canhtay.web.tables import Choice, Column, Table, note_export
from canhtay.web.tables.columns import About
from canhtay.web.templatetags.look import number

TAKEN, UNDONE, WAITS, DROPPED = "taken", "undone", "waits", "dropped"
STATES = {WAITS: lazy("đợi xem lại"), TAKEN: lazy("đã ghi"), UNDONE: lazy("đã hoàn tác"), DROPPED: lazy("đã bỏ")}


@dataclass(frozen=True)
class ImportRow:
    upload: RosterUpload
    sender: str | None

    @property
    def state(self) -> str:
        if self.upload.imported_at:
            return TAKEN
        if self.upload.dropped_at:
            return DROPPED
        return UNDONE if self.upload.undone_at else WAITS

    @property
    def state_words(self) -> str:
        return str(STATES[self.state])

    @property
    def people(self) -> int | None:
        """How many were new; of what was not taken in, or was undone, nobody was."""
        return self.upload.figures.get("people") if self.upload.imported_at else None

    @property
    def origin(self) -> str | None:
        return _("của %(origin)s cũ") % {"origin": self.upload.origin} if self.upload.origin else None


def with_senders(uploads: list[RosterUpload], about: About) -> Iterator[ImportRow]:
    """A name beyond the reader's reach is not told."""
    keys = {upload.sent_by for upload in uploads} - {str(MACHINE.pk)}
    names = {str(one.pk): one.name for one in people_visible_to(about["person"]).filter(pk__in=keys)}
    names[str(MACHINE.pk)] = _("lệnh trên máy chủ")
    return (ImportRow(upload, names.get(upload.sent_by)) for upload in uploads)


def by_state(uploads: QuerySet[RosterUpload], state: str) -> QuerySet[RosterUpload]:
    if state == TAKEN:
        return uploads.exclude(imported_at=None)
    if state == DROPPED:
        return uploads.exclude(dropped_at=None)
    return uploads.filter(imported_at=None, dropped_at=None, undone_at__isnull=state == WAITS)


def by_words(uploads: QuerySet[RosterUpload], words: str, about: About) -> QuerySet[RosterUpload]:
    """A file's name is kept as it came. A ward sends some dozens in a year, so they are folded here."""
    named = uploads.order_by().values_list("pk", "name")
    return uploads.filter(pk__in=[key for key, name in named if all(word in fold(name) for word in words.split())])


def counted(count: int) -> str:
    return ngettext("%(count)s lần nạp", "%(count)s lần nạp", count) % {"count": number(count)}


IMPORTS = Table(
    columns=[
        Column(
            name="file",
            title=lazy("Tệp"),
            value=lambda row: row.upload.name,
            order=("name",),
            link=lambda row: reverse("import", args=[row.upload.pk]),
            under=lambda row: row.origin,
        ),
        Column(
            name="commune",
            title=lazy("Xã, phường"),
            value=lambda row: str(row.upload.commune),
            order=("commune__sort_key",),
            visible=several,
        ),
        Column(name="sent", title=lazy("Gửi lúc"), value=lambda row: row.upload.sent_at, order=("sent_at",)),
        Column(name="sender", title=lazy("Ai gửi"), value=lambda row: row.sender),
        Column(
            name="state",
            title=lazy("Kết quả"),
            value=lambda row: row.state_words,
            template="teams/parts/import_state_cell.html",
        ),
        Column(name="people", title=lazy("Người mới"), value=lambda row: row.people, right=True),
    ],
    filters=[
        Choice(name="state", title=lazy("Kết quả"), choices=STATES.items(), apply=by_state),
        Choice(
            name="commune",
            title=lazy("Xã, phường"),
            choices=lambda about: [(place.pk, str(place)) for place in about["communes"] if several(about)],
        ),
    ],
    search=by_words,
    search_title=lazy("Tìm theo tên tệp, không cần dấu"),
    sort="-sent",
    load=with_senders,
    counted=counted,
    empty=lazy(
        "Chưa nạp danh sách nào. Chọn tệp ở trên rồi bấm “Đọc danh sách”; lần nạp nào cũng còn ở đây để xem lại hay hoàn tác."
    ),
    file_name="cac-lan-nap-danh-sach",
    on_export=note_export,
)
