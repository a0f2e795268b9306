"""The list of what was changed, with the way back where there is one."""

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from canhtay.home.units.rights import reforms_undone_by
from canhtay.people.models import Person
from canhtay.places.models import Place, Reform
from canhtay.web.tables import Choice, Column, Table
from canhtay.web.tables.columns import About
from canhtay.web.templatetags.look import number

COUNTED = {Reform.Kind.SIDE, Reform.Kind.MOVE}


def with_undo(reforms: QuerySet[Reform], person: Person) -> QuerySet[Reform]:
    """Each with `is_mine`: whether this person may take it back, if nothing has happened since."""
    mine = reforms_undone_by(person).order_by().filter(pk=OuterRef("pk"))
    return reforms.annotate(is_mine=Exists(mine))


def _with_groups(reforms: list[Reform], about: About) -> list[Reform]:
    """With `groups` where a sentence may only say how many."""
    counted = [reform for reform in reforms if reform.kind in COUNTED]
    groups = Place.objects.filter(kind=Place.Kind.GROUP).order_by("sort_key", "pk")
    prefetch_related_objects(counted, Prefetch("touches", groups, "groups"))
    return reforms


def _stands(reform: Reform) -> str:
    return _("Đã hoàn tác") if reform.undone_at else ""


def _counted(count: int) -> str:
    return ngettext("%(count)s thay đổi", "%(count)s thay đổi", count) % {"count": number(count)}


REFORMS = Table(
    columns=[
        Column(
            name="what",
            title=gettext_lazy("Việc"),
            value=lambda row: row.sentence,
            template="home/units/reform_cell.html",
        ),
        Column(name="day", title=gettext_lazy("Từ ngày"), value=lambda row: row.day, order=("day", "made_at")),
        Column(name="kind", title=gettext_lazy("Loại"), value=lambda row: row.get_kind_display()),
        Column(name="made", title=gettext_lazy("Ghi lúc"), value=lambda row: row.made_at, order=("made_at",)),
        Column(
            name="acts",
            title=gettext_lazy("Hoàn tác"),
            value=_stands,
            template="home/units/undo_cell.html",
            page_only=True,
        ),
    ],
    filters=[Choice(name="kind", title=gettext_lazy("Loại"), choices=Reform.Kind.choices)],
    sort="-made",
    load=_with_groups,
    counted=_counted,
    empty=gettext_lazy(
        "Chưa ghi thay đổi nào. Khi xã, phường hay tổ dân phố được nhập, chia, đổi tên hay chuyển nơi, ghi ở đây;"
        " ngày trước đó vẫn đọc được như cũ."
    ),
)
